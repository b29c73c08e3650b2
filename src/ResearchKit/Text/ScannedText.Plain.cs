using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>The loops over runs of letters and digits; unchecked reads, as <see cref="Codes"/> says.</summary>
sealed partial class ScannedText
{
    /// <summary>The key of <c>www</c>, with which an address may begin.</summary>
    const ulong Web = 'w' | 'w' << 8 | 'w' << 16;

    /// <summary>Finds the keys of runs; what is no plain token by them becomes odd.</summary>
    static void FindKeys(ReadOnlySpan<byte> codes, ReadOnlySpan<int> edges, Span<Vector128<byte>> keys, Span<Run> weighed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keys.Length, edges.Length / 2);
        ref var code = ref MemoryMarshal.GetReference(codes);
        ref var edge = ref MemoryMarshal.GetReference(edges);
        ref var key = ref MemoryMarshal.GetReference(keys);
        for (var run = 0; run < edges.Length / 2; run++)
        {
            nint start = Unsafe.Add(ref edge, 2 * run);
            var length = Unsafe.Add(ref edge, 2 * run + 1) - (int)start;
            var folded = Folded(ref Unsafe.Add(ref code, start), length);
            Unsafe.Add(ref key, run) = folded;
            if (length > KeyLength || folded.ExtractMostSignificantBits() != 0 || folded.AsUInt64()[0] == Web) weighed[run] |= Run.Odd;
        }
    }

    /// <summary>Takes plain tokens, as many as follow each other.</summary>
    /// <returns>The run that is not one.</returns>
    int TakePlain(int run, int runs)
    {
        if (!joins || !begun) return run;
        Reserve(ref numbers, numberCount + runs - run + 1, numberCount);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edges);
        ref var what = ref MemoryMarshal.GetArrayDataReference(weighed);
        ref var token = ref MemoryMarshal.GetArrayDataReference(tokens);
        ref var keyOf = ref MemoryMarshal.GetArrayDataReference(this.keyOf);
        ref var number = ref MemoryMarshal.GetArrayDataReference(numbers);
        var (at, most, digits, offset) = (count, Math.Min(tokens.Length, first + SentenceRules.MaxTokens), numberCount, this.offset);
        int words = 0, parted = breaks;
        for (; run < runs && at < most; run++)
        {
            var one = (int)Unsafe.Add(ref what, run);
            if (one >= (int)Run.Stopped)
            {
                if (one >= (int)Run.Apart || SentenceRules.MayAbbreviate(keys[Unsafe.Add(ref keyOf, at - 1)])) break;
                (count, numberCount, speaks, latin) = (at, digits, speaks | words > 0, latin + words);
                Close();
                (at, words, parted, digits, most) = (count, 0, 0, numberCount, Math.Min(tokens.Length, first + SentenceRules.MaxTokens));
            }
            parted += one & 1;
            var isNumber = one >> 4 & 1;
            words += 1 - isNumber;
            Unsafe.Add(ref number, digits) = at;
            digits += one >> 1 & 1;
            Unsafe.Add(ref token, at).Set(Unsafe.Add(ref edge, 2 * run) - offset, Unsafe.Add(ref edge, 2 * run + 1) - offset, (TokenKind)(isNumber * (int)TokenKind.Number), (TokenMarks)(one & 7), (ushort)parted);
            Unsafe.Add(ref keyOf, at) = run;
            at++;
        }
        if (at > count) last = Unsafe.Add(ref edge, 2 * run - 1) - offset;
        (count, numberCount, latin, breaks, speaks) = (at, digits, latin + words, (ushort)parted, speaks | words > 0);
        return run;
    }

    /// <summary>The codes of a word with its letters in lower case; every other code of a token has the bit of lower case already.</summary>
    static Vector128<byte> Folded(ref byte start, int length) =>
        (Vector128.LoadUnsafe(ref start) | Vector128.Create((byte)0x20)) & Vector128.LessThan(Vector128<sbyte>.Indices, Vector128.Create((sbyte)length)).AsByte();

    static TokenMarks Digits(Vector128<byte> key)
    {
        var digits = Vector128.LessThanOrEqual(key - Vector128.Create((byte)'0'), Vector128.Create((byte)9)).ExtractMostSignificantBits();
        return (digits & 0x1F) != 0 ? TokenMarks.Digit : TokenMarks.None;
    }
}
