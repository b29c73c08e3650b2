using System.Numerics;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>The loops over runs of letters and digits.</summary>
sealed partial class ScannedText
{
    /// <summary>The key of <c>www</c>, with which an address may begin.</summary>
    const ulong Web = 'w' | 'w' << 8 | 'w' << 16;

    /// <summary>Finds the keys of runs; what is no plain token by them becomes odd.</summary>
    static void FindKeys(ReadOnlySpan<byte> codes, ReadOnlySpan<int> edges, Span<Vector128<byte>> keys, Span<Run> weighed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keys.Length, edges.Length / 2);
        // An edge is a place of the codes, and behind the last of them are as many as a key has.
        var code = new Unchecked<byte>(codes);
        var edge = new Unchecked<int>(edges);
        var key = new Unchecked<Vector128<byte>>(keys);
        nint count = edges.Length / 2;
        for (nint run = 0; run < count; run++)
        {
            nint start = edge[2 * run];
            var length = edge[2 * run + 1] - (int)start;
            var folded = Folded(code.Load128(start), length);
            key[run] = folded;
            if (length > KeyLength || folded.ExtractMostSignificantBits() != 0 || folded.AsUInt64()[0] == Web) weighed[(int)run] |= Run.Odd;
        }
    }

    /// <summary>Takes plain tokens, as many as follow each other.</summary>
    /// <returns>The run that is not one.</returns>
    int TakePlain(int run, int runs)
    {
        if (!joins || !begun) return run;
        Reserve(ref numbers, numberCount + runs - run + 1, numberCount);
        // There are two edges to a run, and places for as many tokens, keys and numbers as there are runs.
        var edge = new Unchecked<int>(edges);
        var what = new Unchecked<Run>(weighed);
        var token = new Unchecked<Token>(tokens);
        var number = new Unchecked<int>(numbers);
        var (at, most, digits, offset) = (count, Math.Min(tokens.Length, first + SentenceRules.MaxTokens), numberCount, this.offset);
        int words = 0, parted = breaks;
        for (; run < runs && at < most; run++)
        {
            if (Eight.IsSupported && at + Eight.Count <= most)
            {
                var eight = new Eight(what.As<byte>().LoadEight(run), runs - run);
                eight.Write(token, at, edge, run, offset, parted);
                for (var bits = eight.Digits; bits != 0; bits &= bits - 1) number[digits++] = at + (BitOperations.TrailingZeroCount(bits) >> 3);
                (at, run, parted, words) = (at + eight.Plain, run + eight.Plain, parted + eight.Breaks, words + eight.Words);
                if (run == runs || at >= most) break;
                if (eight.Plain == Eight.Count)
                {
                    run--;
                    continue;
                }
            }
            var one = (int)what[run];
            if (one >= (int)Run.Stopped)
            {
                if (one >= (int)Run.Apart || SentenceRules.MayAbbreviate(keys[token[at - 1].Key])) break;
                (count, numberCount, speaks, latin) = (at, digits, speaks | words > 0, latin + words);
                Close();
                (at, words, parted, digits, most) = (count, 0, 0, numberCount, Math.Min(tokens.Length, first + SentenceRules.MaxTokens));
            }
            parted += one & 1;
            var isNumber = one >> 4 & 1;
            words += 1 - isNumber;
            number[digits] = at;
            digits += one >> 1 & 1;
            token[at].Set(edge[2 * run] - offset, edge[2 * run + 1] - offset, run, (TokenKind)(isNumber * (int)TokenKind.Number), (TokenMarks)(one & 7), (ushort)parted);
            at++;
        }
        if (at > count) last = edge[2 * run - 1] - offset;
        (count, numberCount, latin, breaks, speaks) = (at, digits, latin + words, (ushort)parted, speaks | words > 0);
        return run;
    }

    /// <summary>The codes of a word with its letters in lower case; every other code of a token has the bit of lower case already.</summary>
    static Vector128<byte> Folded(Vector128<byte> codes, int length) =>
        (codes | Vector128.Create((byte)0x20)) & Vector128.LessThan(Vector128<sbyte>.Indices, Vector128.Create((sbyte)length)).AsByte();

    static TokenMarks Digits(Vector128<byte> key)
    {
        var digits = Vector128.LessThanOrEqual(key - Vector128.Create((byte)'0'), Vector128.Create((byte)9)).ExtractMostSignificantBits();
        return (digits & 0x1F) != 0 ? TokenMarks.Digit : TokenMarks.None;
    }
}
