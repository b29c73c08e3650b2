using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>Shows what came from a file without letting it act on a terminal or in a spreadsheet.</summary>
static class Untrusted
{
    /// <summary>The text on one line, at most <paramref name="max"/> code units of it, with control, format and unpaired characters
    /// written as <c>\u001B</c>.</summary>
    public static string Show(string text, int max = 60)
    {
        var shown = new StringBuilder();
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (index + rune.Utf16SequenceLength > max) return shown.Append('…').ToString();
            var unpaired = rune == Rune.ReplacementChar && text[index] != '\uFFFD';
            if (unpaired || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                foreach (var unit in text.AsSpan(index, rune.Utf16SequenceLength))
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            else
                shown.Append(rune);
            index += rune.Utf16SequenceLength;
        }
        return shown.ToString();
    }

    /// <summary>As <see cref="Show"/>, however long it is.</summary>
    public static string Line(string text) => Show(text, int.MaxValue);

    /// <summary>As <see cref="Show"/>, in single quotes.</summary>
    public static string Quote(string text) => $"'{Show(text)}'";

    /// <summary>The text for a cell of a CSV file: behind an apostrophe when a spreadsheet would take it for a formula, which it does from
    /// = + - @ (full width too), tab and line ends on. A number stays as it is. Quoting is left to whoever writes the file.</summary>
    /// <remarks>OWASP, <i>CSV Injection</i>. One way: nothing takes the apostrophe off again, since it may have been the source's own.</remarks>
    public static string Cell(string text) =>
        text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal) && !IsNumber(text) ? $"'{text}" : text;

    static bool IsNumber(string text) => text[0] is '+' or '-'
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
}
