using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>The loop over plain words; unchecked reads, as <see cref="Codes"/> says.</summary>
sealed partial class ScannedText
{
    /// <summary>Takes plain words, as many as follow each other: ASCII letters and digits, a letter first, no longer than a key, a space or hyphen before and nothing behind that could join or be part of it.</summary>
    /// <returns>The first run that is not one.</returns>
    int TakePlain(int run, int runs)
    {
        if (!joins || !begun) return run;
        var most = Math.Min(Math.Min(tokens.Length, keys.Length), first + SentenceRules.MaxTokens);
        ref var code = ref MemoryMarshal.GetArrayDataReference(codes);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edges);
        ref var token = ref MemoryMarshal.GetArrayDataReference(tokens);
        ref var key = ref MemoryMarshal.GetArrayDataReference(keys);
        nint at = count, end = last;
        for (; run < runs && at < most; run += 2)
        {
            nint start = Unsafe.Add(ref edge, run), stop = Unsafe.Add(ref edge, run + 1);
            var length = (int)(stop - start);
            var (begins, before, behind) = (Unsafe.Add(ref code, start), Unsafe.Add(ref code, end), Unsafe.Add(ref code, stop));
            var folded = Folded(ref Unsafe.Add(ref code, start), length);
            if (start != end + 1 | before != ' ' & before != '-' | behind is (byte)'\'' or (byte)'&' | behind == '.' & length <= 3 | length > KeyLength | !IsLetter(begins) | folded.ExtractMostSignificantBits() != 0) break;
            var marks = Digits(folded);
            if (marks != TokenMarks.None) PutNumber((int)at);
            Unsafe.Add(ref token, at).Set((int)start, (int)stop, TokenKind.Word, marks | Capital(begins), breaks);
            Unsafe.Add(ref key, at) = folded;
            at++;
            end = stop;
        }
        latin += (int)at - count;
        speaks |= at > count;
        (count, last) = ((int)at, (int)end);
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
