using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>The loops over runs of letters and digits; unchecked reads, as <see cref="Codes"/> says.</summary>
sealed partial class ScannedText
{
    /// <summary>Of a run: a number, not a word.</summary>
    const byte Number = 0x10;

    /// <summary>Of a run: a full stop and a space stand before it, and it begins with a capital.</summary>
    const byte Stopped = 0x20;

    /// <summary>Of a run: what it is and what stands before it is told by the exact rules.</summary>
    const byte Odd = 0x40;

    /// <summary>What may stand before or behind a run, by its code.</summary>
    const byte Joins = 1, Comma = 2, Stop = 4, Alone = 8, Dot = 16, Digital = 32;

    static readonly byte[] Beside = MakeBeside();

    /// <summary>Finds for each run its key, and whether it is a plain token: ASCII letters and digits, no longer than a key, with nothing behind that could join or be part of it, and before it a space, a hyphen,
    /// a comma with a space, or a full stop with a space.</summary>
    /// <remarks>No branch hangs on the text here: which token is plain cannot be foreseen.</remarks>
    static void Weigh(ReadOnlySpan<byte> codes, ReadOnlySpan<int> edges, Span<Vector128<byte>> keys, Span<byte> flags)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keys.Length, edges.Length / 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(flags.Length, edges.Length / 2);
        ref var code = ref MemoryMarshal.GetReference(codes);
        ref var edge = ref MemoryMarshal.GetReference(edges);
        ref var key = ref MemoryMarshal.GetReference(keys);
        ref var flag = ref MemoryMarshal.GetReference(flags);
        ref var beside = ref MemoryMarshal.GetArrayDataReference(Beside);
        nint end = 0;
        for (nint run = 0; run < edges.Length / 2; run++)
        {
            nint start = Unsafe.Add(ref edge, 2 * run), stop = Unsafe.Add(ref edge, 2 * run + 1);
            var folded = Folded(ref Unsafe.Add(ref code, start), (int)(stop - start));
            Unsafe.Add(ref key, run) = folded;
            int begins = Unsafe.Add(ref code, start), before = Unsafe.Add(ref beside, Unsafe.Add(ref code, end)), behind = Unsafe.Add(ref beside, Unsafe.Add(ref code, stop));
            var number = Bit(begins <= '9');
            var capital = ~(begins | begins >> 2) >> 5 & 1;
            var (one, two) = (Bit(start - end == 1), Bit(start - end == 2) & Bit(Unsafe.Add(ref code, end + 1) == ' '));
            var comma = two & before >> 1;
            var stopped = two & before >> 2 & capital;
            var plain = one & before | comma & 1 | stopped;
            // A dot is part of a number or an initialism, or makes an address.
            var taken = behind >> 3 | behind >> 4 & (Bit(stop - start <= 3) | number) | behind >> 5 & number;
            var odd = ~plain & 1 | taken & 1 | Bit(stop - start > KeyLength) | Bit(folded.ExtractMostSignificantBits() != 0);
            Unsafe.Add(ref flag, run) = (byte)((comma & 1) | (int)Digits(folded) | capital << 2 | number << 4 | stopped << 5 | odd << 6);
            end = stop;
        }
    }

    /// <summary>Takes plain tokens, as many as follow each other.</summary>
    /// <returns>The run that is not one.</returns>
    int TakePlain(int run, int runs)
    {
        if (!joins || !begun) return run;
        Reserve(ref numbers, numberCount + runs - run + 1, numberCount);
        ref var edge = ref MemoryMarshal.GetArrayDataReference(edges);
        ref var flag = ref MemoryMarshal.GetArrayDataReference(flags);
        ref var token = ref MemoryMarshal.GetArrayDataReference(tokens);
        ref var keyOf = ref MemoryMarshal.GetArrayDataReference(this.keyOf);
        ref var number = ref MemoryMarshal.GetArrayDataReference(numbers);
        var (at, most, digits, offset) = (count, Math.Min(tokens.Length, first + SentenceRules.MaxTokens), numberCount, this.offset);
        int words = 0, parted = breaks;
        for (; run < runs && at < most; run++)
        {
            int weighed = Unsafe.Add(ref flag, run);
            if (weighed >= Stopped)
            {
                if (weighed >= Odd || SentenceRules.MayAbbreviate(keys[Unsafe.Add(ref keyOf, at - 1)])) break;
                (count, numberCount, speaks, latin) = (at, digits, speaks | words > 0, latin + words);
                Close();
                (at, words, parted, digits, most) = (count, 0, 0, numberCount, Math.Min(tokens.Length, first + SentenceRules.MaxTokens));
            }
            parted += weighed & 1;
            var isNumber = weighed >> 4 & 1;
            words += 1 - isNumber;
            Unsafe.Add(ref number, digits) = at;
            digits += weighed >> 1 & 1;
            Unsafe.Add(ref token, at).Set(Unsafe.Add(ref edge, 2 * run) - offset, Unsafe.Add(ref edge, 2 * run + 1) - offset, (TokenKind)(isNumber * (int)TokenKind.Number), (TokenMarks)(weighed & 7), (ushort)parted);
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
        return (TokenMarks)(Bit((digits & 0x1F) != 0) << 1);
    }

    static int Bit(bool condition) => Unsafe.BitCast<bool, byte>(condition);

    static byte[] MakeBeside()
    {
        var beside = new byte[256];
        beside[' '] = beside['-'] = Joins;
        beside[','] = Comma | Digital;
        beside['.'] = Stop | Dot;
        beside['\''] = beside['&'] = Alone;
        beside['%'] = Digital;
        return beside;
    }
}
