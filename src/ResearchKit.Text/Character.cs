using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>What a code point can be in a text, as far as tokens care.</summary>
[Flags]
enum Character : byte
{
    Other = 0,
    Letter = 1,
    Mark = 2,
    LetterNumber = 4,
    Digit = 8,
    Format = 16,
    Apostrophe = 32,
    Lower = 64,
    Upper = 128,

    /// <summary>Begins a word.</summary>
    Begins = Letter | LetterNumber,

    /// <summary>Goes on with a word.</summary>
    Continues = Letter | Mark | LetterNumber | Digit,
}

static class Characters
{
    /// <summary>Those of the Latin script up to its second extension, which most texts are written in.</summary>
    static readonly Character[] Latin = [.. Enumerable.Range(0, 0x250).Select(c => Classify(new Rune(c)))];

    /// <summary>The same in lower case.</summary>
    static readonly char[] Lower = [.. Enumerable.Range(0, Latin.Length).Select(c => (char)Rune.ToLowerInvariant(new Rune(c)).Value)];

    /// <summary>Writes a code point in lower case.</summary>
    /// <param name="text">Begins with it.</param>
    /// <param name="to">Receives it.</param>
    /// <returns>Its length in UTF-16 units.</returns>
    public static int WriteLower(ReadOnlySpan<char> text, Span<char> to)
    {
        if (text[0] >= Lower.Length)
        {
            Rune.DecodeFromUtf16(text, out var rune, out _);
            return Rune.ToLowerInvariant(rune).EncodeToUtf16(to);
        }
        to[0] = Lower[text[0]];
        return 1;
    }

    /// <summary>The class of the code point at a place and its length in UTF-16 units; a lone surrogate is <see cref="Character.Other"/>.</summary>
    public static Character At(ReadOnlySpan<char> text, int at, out int length)
    {
        var c = text[at];
        length = 1;
        if (c < Latin.Length) return Latin[c];
        if (!char.IsSurrogate(c)) return Classify(new Rune(c));
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out length) == System.Buffers.OperationStatus.Done) return Classify(rune);
        length = 1;
        return Character.Other;
    }

    /// <summary>The class of the code point that ends just before a place; <see cref="Character.Other"/> at the beginning.</summary>
    public static Character Before(ReadOnlySpan<char> text, int at)
    {
        if (at == 0) return Character.Other;
        var pair = at > 1 && char.IsLowSurrogate(text[at - 1]) && char.IsHighSurrogate(text[at - 2]);
        return At(text, pair ? at - 2 : at - 1, out _);
    }

    public static bool Has(this Character character, Character any) => (character & any) != 0;

    static Character Classify(Rune rune) => rune.Value is '\'' or '\u2019' or '\u02BC' or '\uFF07'
        ? Character.Apostrophe
        : Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter => Character.Letter | Character.Upper,
            UnicodeCategory.LowercaseLetter => Character.Letter | Character.Lower,
            UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Character.Letter,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Character.Mark,
            UnicodeCategory.LetterNumber => Character.LetterNumber,
            UnicodeCategory.DecimalDigitNumber => Character.Digit,
            UnicodeCategory.Format => Character.Format,
            _ => Character.Other,
        };
}
