using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>Whether a word is in capitals, as Python's <c>isupper</c> has it: a letter in upper case, and none in lower or title case.</summary>
static class Capitals
{
    public static bool Are(ReadOnlySpan<char> word)
    {
        var found = false;
        foreach (var rune in word.EnumerateRunes())
        {
            if (rune.Value < 128)
            {
                if (rune.Value is >= 'a' and <= 'z') return false;
                found |= rune.Value is >= 'A' and <= 'Z';
                continue;
            }
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter:
                    return false;
                case UnicodeCategory.UppercaseLetter:
                    found = true;
                    break;
                default:
                    if (IsOtherLower(rune.Value)) return false;
                    found |= IsOtherUpper(rune.Value);
                    break;
            }
        }
        return found;
    }

    /// <summary>Unicode's Other_Uppercase: Roman numerals and letters in circles and squares.</summary>
    static bool IsOtherUpper(int value) => value is >= 0x2160 and <= 0x216F or >= 0x24B6 and <= 0x24CF or >= 0x1F130 and <= 0x1F149 or >= 0x1F150 and <= 0x1F169 or >= 0x1F170 and <= 0x1F189;

    /// <summary>Unicode's Other_Lowercase: ordinals, raised and lowered letters, small Roman numerals, small letters in circles.</summary>
    static bool IsOtherLower(int value) => value is 0xAA or 0xBA or >= 0x2B0 and <= 0x2B8 or 0x2C0 or 0x2C1 or >= 0x2E0 and <= 0x2E4 or 0x345 or 0x37A
        or >= 0x1D2C and <= 0x1D6A or 0x1D78 or >= 0x1D9B and <= 0x1DBF or 0x2071 or 0x207F or >= 0x2090 and <= 0x209C or >= 0x2170 and <= 0x217F or >= 0x24D0 and <= 0x24E9;
}
