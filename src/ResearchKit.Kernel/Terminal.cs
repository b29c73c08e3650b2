using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>Text on its way to and from terminals. What cells print may quote articles, which must not move a cursor.</summary>
static partial class Terminal
{
    /// <summary>One line without control characters, cut to a width.</summary>
    public static string Line(string text, int width)
    {
        var line = string.Concat(WithoutEscapes(text).Trim().Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= width ? line : line[..(width - 1)] + "…";
    }

    /// <summary>Text without colours and cursor movements.</summary>
    public static string WithoutEscapes(string text) => Escapes().Replace(text, "");

    [GeneratedRegex(@"\x1B\[[0-?]*[ -/]*[@-~]|\x1B\][^\x07\x1B]*(?:\x07|\x1B\\)?|\x1B[@-Z\\-_]")]
    private static partial Regex Escapes();
}
