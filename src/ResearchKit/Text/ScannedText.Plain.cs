using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>The loop over plain words; unchecked reads, as <see cref="Codes"/> says.</summary>
sealed partial class ScannedText
{
    /// <summary>Takes plain tokens, as many as follow each other: ASCII letters and digits, no longer than a key, with nothing behind that could join or be part of it, and before it a space, a hyphen,
    /// a comma with a space, or a full stop with a space between what is no abbreviation and a capital.</summary>
    /// <returns>The first run that is not one.</returns>
    int TakePlain(int run, int runs)
    {
        if (!joins || !begun) return run;
        ref var code = ref codes[this.offset];
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edges);
        ref var token = ref MemoryMarshal.GetArrayDataReference(tokens);
        ref var key = ref MemoryMarshal.GetArrayDataReference(keys);
        nint at = count, end = last, offset = this.offset;
        var most = Math.Min(tokens.Length, first + SentenceRules.MaxTokens);
        int words = 0, parted = breaks;
        for (; run < runs && at < most; run += 2)
        {
            nint start = Unsafe.Add(ref edge, run) - offset, stop = Unsafe.Add(ref edge, run + 1) - offset;
            var length = (int)(stop - start);
            var (begins, before, behind) = (Unsafe.Add(ref code, start), Unsafe.Add(ref code, end), Unsafe.Add(ref code, stop));
            var folded = Folded(ref Unsafe.Add(ref code, start), length);
            var number = begins <= '9';
            if (length > KeyLength | behind is (byte)'\'' or (byte)'&' | behind == '.' & (length <= 3 | number) | number & behind is (byte)',' or (byte)'%' | folded.ExtractMostSignificantBits() != 0) break;
            var two = start == end + 2 & Unsafe.Add(ref code, end + 1) == ' ';
            var comma = two & before == ',' ? 1 : 0;
            if (!(start == end + 1 & before is (byte)' ' or (byte)'-') & comma == 0)
            {
                if (!(two & before == '.' & Capital(begins) != 0 & !number) || SentenceRules.MayAbbreviate(Unsafe.Add(ref key, at - 1))) break;
                (count, speaks, latin) = ((int)at, speaks | words > 0, latin + words);
                Close();
                (words, parted, most) = (0, 0, Math.Min(tokens.Length, first + SentenceRules.MaxTokens));
                at = count;
            }
            var marks = Digits(folded);
            if (marks != TokenMarks.None) PutNumber((int)at);
            parted += comma;
            words += number ? 0 : 1;
            Unsafe.Add(ref token, at).Set((int)start, (int)stop, number ? TokenKind.Number : TokenKind.Word, marks | Capital(begins) | (TokenMarks)comma, (ushort)parted);
            Unsafe.Add(ref key, at) = folded;
            at++;
            end = stop;
        }
        latin += words;
        (count, last, breaks, speaks) = ((int)at, (int)end, (ushort)parted, speaks | words > 0);
        return run;
    }

    /// <summary>The codes of a word with its letters in lower case; every other code of a token has the bit of lower case already.</summary>
    static Vector128<byte> Folded(ref byte start, int length) =>
        (Vector128.LoadUnsafe(ref start) | Vector128.Create((byte)0x20)) & Vector128.LessThan(Vector128<sbyte>.Indices, Vector128.Create((sbyte)length)).AsByte();

    static TokenMarks Digits(Vector128<byte> key)
    {
        var digits = key - Vector128.Create((byte)'0');
        return (Vector128.LessThanOrEqual(digits, Vector128.Create((byte)9)).ExtractMostSignificantBits() & 0x1F) != 0 ? TokenMarks.Digit : TokenMarks.None;
    }
}
