using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace ResearchKit.Tests.Shown;

// These types are for notebooks that reference the test assembly with #r: the ways in which a library brings its formatters.

/// <summary>Named by convention; the attribute belongs to no package.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[]? PreferredMimeTypes { get; set; }
}

[TypeFormatterSource(typeof(BrightSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record Bright(string Name);

internal sealed class BrightSource
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new BrightFormatter("text/html", n => $"<b>{n}</b>"),
        new BrightFormatter("text/plain", n => $"*{n}*"),
        new BrightFormatter("application/vnd.plotly.v1+json", n => "{\"data\":[],\"layout\":{\"title\":{\"text\":\"" + n + "\"}}}"),
    ];
}

internal sealed class BrightFormatter(string mimeType, Func<string, string> text)
{
    public string MimeType => mimeType;

    public bool Format(object value, TextWriter writer)
    {
        writer.Write(text(((Bright)value).Name));
        return true;
    }
}

[TypeFormatterSource(typeof(FaultySource), PreferredMimeTypes = ["text/html", "text/plain", "image/none"])]
public sealed record Faulty(string Name);

internal sealed class FaultySource
{
    public IEnumerable<object> CreateTypeFormatters() => [new FaultyFormatter()];
}

internal sealed class FaultyFormatter
{
    public string MimeType => "text/html";

    public bool Format(object value, TextWriter writer) => throw new InvalidOperationException("no ink");
}

/// <summary>Formatted by a registration in a module initializer, as a library does for the types of others.</summary>
public sealed record Registered(string Name);

internal static class Registration
{
    [ModuleInitializer]
    internal static void Register() => Formatter.Register<Registered>(r => $"<i>{r.Name}</i>", "text/html");
}
