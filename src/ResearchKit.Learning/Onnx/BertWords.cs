using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>A word as BERT splits a text, before it is cut into pieces.</summary>
/// <param name="Start">UTF-16 offset in the text.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Text">As the vocabulary writes it.</param>
readonly record struct BertWord(int Start, int Length, string Text);

/// <summary>A text as the words of BERT: the basic tokenizer of Devlin et al. (2019), with the places of the words.</summary>
/// <remarks>The one of Microsoft.ML.Tokenizers 2.0.1 drops symbols such as $ and €, keeps invisible characters and knows no places in the text it was
/// given, so that only the pieces of a word are its work. Nothing in a text is taken for one of the model's own pieces, such as [SEP].</remarks>
/// <param name="LowerCase">Whether words are put in lower case.</param>
/// <param name="StripAccents">Whether accents are taken off.</param>
/// <param name="SplitChinese">Whether each Chinese character is a word.</param>
sealed record BertWords(bool LowerCase, bool StripAccents, bool SplitChinese)
{
    public List<BertWord> Split(string text)
    {
        var words = new List<BertWord>();
        var start = -1;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.Utf16SequenceLength;
            if (IsSpace(rune)) Take(at);
            else if (IsPunctuation(Bare(rune)) || SplitChinese && IsChinese(rune.Value))
            {
                Take(at);
                start = at;
                Take(at + length);
            }
            else if (start < 0) start = at;
            at += length;
        }
        Take(at);
        return words;

        void Take(int end)
        {
            if (start >= 0 && Written(text.AsSpan(start, end - start)) is { Length: > 0 } written) words.Add(new(start, end - start, written));
            start = -1;
        }
    }

    string Written(ReadOnlySpan<char> word)
    {
        var kept = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
            if (!IsInvisible(rune)) kept.Append(rune);
        var written = kept.ToString();
        if (StripAccents && !Ascii.IsValid(written))
        {
            kept.Clear();
            foreach (var rune in written.Normalize(NormalizationForm.FormD).EnumerateRunes())
                if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) kept.Append(rune);
            written = kept.ToString();
        }
        return LowerCase ? written.ToLowerInvariant() : written;
    }

    /// <summary>A sign without its accent, where accents are taken off: ≠ is = then, and a word of its own.</summary>
    Rune Bare(Rune rune) => StripAccents && !rune.IsAscii ? Rune.GetRuneAt(rune.ToString().Normalize(NormalizationForm.FormD), 0) : rune;

    static bool IsSpace(Rune rune) => rune.Value is ' ' or '\t' or '\n' or '\r'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    static bool IsInvisible(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse;

    /// <summary>For BERT every sign of ASCII is punctuation: $ and + too.</summary>
    static bool IsPunctuation(Rune rune) => rune.IsAscii ? rune.Value is >= 33 and <= 47 or >= 58 and <= 64 or >= 91 and <= 96 or >= 123 and <= 126 : Rune.IsPunctuation(rune);

    static bool IsChinese(int code) => code is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or >= 0x20000 and <= 0x2A6DF or >= 0x2A700 and <= 0x2B73F
        or >= 0x2B740 and <= 0x2B81F or >= 0x2B820 and <= 0x2CEAF or >= 0xF900 and <= 0xFAFF or >= 0x2F800 and <= 0x2FA1F;
}
