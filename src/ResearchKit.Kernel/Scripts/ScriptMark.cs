using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>How a script marks a line of a cell that stands there as a comment, and a line that stands in no cell. With the usual mark:
/// <code>
/// //= using System.IO;            a line of the cell
/// //="two\u2028lines"             the same, where it holds what C# takes for a line end
/// Cell.Show(() => //=+            a line that is no line of the cell
/// //=>  ...  //=&lt;             the same for all lines between
/// </code></summary>
/// <param name="Sign">One or more equals signs: as many as make it unlike anything in the cell.</param>
sealed record ScriptMark(string Sign)
{
    /// <summary>What stands between these lines belongs to no cell: at the head, and at the end.</summary>
    public const string Generated = "// <generated>", GeneratedEnd = "// </generated>";

    public static ScriptMark Usual { get; } = new("=");

    public static ScriptMark For(string source)
    {
        var sign = "=";
        while (source.Contains("//" + sign, StringComparison.Ordinal))
            sign += "=";
        return new(sign);
    }

    public string Prefix => "//" + Sign;

    public string Open => Prefix + ">";

    public string Close => Prefix + "<";

    public string Added(string line) => $"{line} {Prefix}+";

    /// <summary>The lines of a text that are no lines of its cell.</summary>
    public IReadOnlyList<string> AddedIn(string text)
    {
        var inside = false;
        return [.. text.Split('\n').Where(line => (inside = line == Open || inside && line != Close) || line.EndsWith(Added(""), StringComparison.Ordinal))];
    }

    /// <summary>A line as a comment.</summary>
    public string Aside(string line) => IsPlain(line) ? $"{Prefix} {line}" : Prefix + NotebookText.Line(JsonValue.Create(line));

    /// <summary>Whether a line stays one line for C#.</summary>
    public static bool IsPlain(string line) => line.AsSpan(0, line.EndsWith('\r') ? line.Length - 1 : line.Length).IndexOfAny("\r\u0085\u2028\u2029") < 0;

    /// <summary>Whether a line would be taken for the beginning or the end of something.</summary>
    public static bool LooksLikeMarker(string line) => CellMarker.Is(line) || line.TrimEnd('\r') is Generated or GeneratedEnd;

    /// <summary>The line of a cell that a comment stands for; null if it is no such comment.</summary>
    /// <exception cref="InputException">It is meant to be one, and is not.</exception>
    public string? Original(string line, string place)
    {
        if (line.StartsWith(Prefix + " ", StringComparison.Ordinal))
            return line[(Prefix.Length + 1)..];
        if (!line.StartsWith(Prefix + "\"", StringComparison.Ordinal))
            return line.TrimEnd('\r') == Prefix ? line[Prefix.Length..] : null;
        try
        {
            return JsonSerializer.Deserialize<string>(line[Prefix.Length..]);
        }
        catch (JsonException e)
        {
            throw new InputException($"{place}: '{Terminal.Line(line, 60)}' is not a line in JSON. Expected {Prefix}\"…\".", e);
        }
    }
}
