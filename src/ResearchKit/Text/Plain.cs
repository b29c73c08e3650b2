using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>Makes hostile text safe for a terminal.</summary>
static class Plain
{
    /// <summary>The text on one line: every control, format, line-separating or unpaired character becomes a visible substitute, so that no
    /// escape sequence, bell or reversal of direction reaches a terminal.</summary>
    public static string Line(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            safe.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control when rune.Value is '\n' or '\r' or '\t' => " ",
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "\uFFFD",
                _ => rune.ToString(),
            });
        return safe.ToString();
    }
}
