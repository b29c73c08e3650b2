using System.Runtime.CompilerServices;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace ResearchKit;

/// <summary>Types of other libraries cannot carry the kernels' attribute, so their formatters are registered with the kernel that loads
/// this library, if it is one.</summary>
static class HostFormatters
{
    const string Host = "Microsoft.DotNet.Interactive.Formatting";

    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "A notebook loads the library with #r and has no other place to register from.")]
    internal static void RegisterWithHost()
    {
        // Outside a kernel nobody asks for formatters: leave its assembly unloaded.
        if (AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == Host)) Register();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Register()
    {
        Formatter.Register<DataFrame>((frame, writer) => writer.Write(FrameHtml.Write(frame)), HtmlFormatter.MimeType);
        Formatter.Register<DataFrame>((frame, writer) => writer.Write(FrameText.Write(frame)), PlainTextFormatter.MimeType);
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(new Plot(chart).ToHtml()), HtmlFormatter.MimeType);
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(new Plot(chart).ToString()), PlainTextFormatter.MimeType);
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(new Plot(chart).ToJson()), PlotFormatters.MimeType);
    }
}
