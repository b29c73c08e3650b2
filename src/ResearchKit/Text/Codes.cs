using System.Text;

namespace ResearchKit;

/// <summary>A text with one byte for each UTF-16 unit, so that many of them are looked at at once: ASCII as it is, other characters by what they are for the rules of tokens, breaks and sentences.</summary>
static class Codes
{
    /// <summary>Beyond ASCII and perhaps part of a word: a letter, mark, digit or format character, or half of a pair.</summary>
    public const byte Hard = 0x80;

    const byte Other = 0x81, Dash = 0x82, Range = 0x83, Stop = 0x84;

    static readonly byte[] Beyond = [.. Enumerable.Range(0, 0x10000).Select(c => Code((char)c))];

    static readonly Gap[] Gaps = [.. Enumerable.Range(0, 256).Select(code => GapOf((byte)code))];

    /// <param name="text">Any text.</param>
    /// <param name="codes">At least as long.</param>
    public static void Write(ReadOnlySpan<char> text, Span<byte> codes)
    {
        for (var at = 0; ;)
        {
            Ascii.FromUtf16(text[at..], codes[at..], out var written);
            at += written;
            if (at == text.Length) return;
            for (; at < text.Length && text[at] >= 128; at++) codes[at] = Beyond[text[at]];
        }
    }

    /// <summary>What the characters between two tokens may be.</summary>
    public static Gap Between(ReadOnlySpan<byte> gap)
    {
        var all = Gap.Nothing;
        foreach (var code in gap) all |= Gaps[code];
        return all;
    }

    static byte Code(char c)
    {
        if (c < 128) return (byte)c;
        if (char.IsSurrogate(c)) return Hard;
        var character = Characters.At([c], 0, out _);
        if (character == Character.Apostrophe) return (byte)'\'';
        if (character.Has(Character.Continues | Character.Format)) return Hard;
        return c switch { '—' or '―' => Dash, '–' => Range, '…' or '。' => Stop, _ => Other };
    }

    static Gap GapOf(byte code) => code switch
    {
        (byte)',' or (byte)';' or (byte)'(' or (byte)')' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or Dash => Gap.Break,
        (byte)':' or (byte)'-' or Range => Gap.MayBreak,
        (byte)'.' or (byte)'!' or (byte)'?' or Stop or (byte)'\r' or (byte)'\n' => Gap.MayEnd,
        _ => Gap.Nothing,
    };
}

/// <summary>What stands between two neighbouring tokens.</summary>
[Flags]
enum Gap : byte
{
    Nothing = 0,

    /// <summary>Something that separates clauses wherever it stands.</summary>
    Break = 1,

    /// <summary>Something that separates clauses in some places.</summary>
    MayBreak = 2,

    /// <summary>A stop or a line break, with which alone a sentence can end.</summary>
    MayEnd = 4,
}
