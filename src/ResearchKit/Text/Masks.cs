using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ResearchKit;

/// <summary>What a run of letters and digits is, and what stands before it.</summary>
[Flags]
enum Run : byte
{
    /// <summary>A word between words: ASCII, a space or a hyphen before it.</summary>
    Plain = 0,

    /// <summary>A comma and a space stand before it; as <see cref="TokenMarks.Break"/>.</summary>
    Comma = 1,

    /// <summary>A digit is among its first five characters; as <see cref="TokenMarks.Digit"/>.</summary>
    Digit = 2,

    /// <summary>It begins with a capital; as <see cref="TokenMarks.Capital"/>.</summary>
    Capital = 4,

    /// <summary>It begins with a digit.</summary>
    Number = 16,

    /// <summary>A full stop and a space stand before it, and it begins with a capital.</summary>
    Stopped = 32,

    /// <summary>Something else stands before it.</summary>
    Apart = 64,

    /// <summary>Behind it stands what may join or be part of it, or it is no plain word or number: the exact rules tell.</summary>
    Odd = 128,
}

/// <summary>A bit for each of 64 codes: which of them are what.</summary>
readonly struct Masks
{
    const ulong Bytes = 0x0101010101010101;

    readonly ulong inRun, space, gap, comma, stop, joins, capital, digit;

    public Masks(Vector512<byte> codes)
    {
        var lower = codes | Vector512.Create((byte)0x20);
        var digits = AtMost(codes - Vector512.Create((byte)'0'), 9);
        var letters = AtMost(lower - Vector512.Create((byte)'a'), 25);
        var spaces = Is(codes, ' ');
        digit = digits.ExtractMostSignificantBits();
        inRun = (letters | digits | Vector512.Equals(codes, Vector512.Create(Codes.Hard))).ExtractMostSignificantBits();
        space = spaces.ExtractMostSignificantBits();
        gap = (spaces | Is(codes, '-')).ExtractMostSignificantBits();
        comma = Is(codes, ',').ExtractMostSignificantBits();
        stop = Is(codes, '.').ExtractMostSignificantBits();
        joins = (Is(codes, '\'') | Is(codes, '&') | Is(codes, '%')).ExtractMostSignificantBits();
        capital = AtMost(codes - Vector512.Create((byte)'A'), 25).ExtractMostSignificantBits();
    }

    /// <summary>Where runs begin, and the places behind those where they end.</summary>
    public (ulong Starts, ulong Ends) Edges(in Masks before)
    {
        var behind = Behind(inRun, before.inRun, 1);
        return (inRun & ~behind, ~inRun & behind);
    }

    /// <summary>Tells what the runs are that begin or end here.</summary>
    /// <param name="before">Of the codes before.</param>
    /// <param name="next">Of those behind.</param>
    /// <param name="starts">Where runs begin.</param>
    /// <param name="ends">Where they end.</param>
    /// <param name="begin">The run that begins first; as many are written as begin, and up to seven more.</param>
    /// <param name="end">The run that ends first.</param>
    public void Weigh(in Masks before, in Masks next, ulong starts, ulong ends, ref byte begin, ref byte end)
    {
        var spaced = Behind(space, before.space, 1);
        var (two, three) = (Behind(inRun, before.inRun, 2), Behind(inRun, before.inRun, 3));
        var commas = spaced & Behind(comma, before.comma, 2) & three;
        var stopped = spaced & Behind(stop, before.stop, 2) & three & capital;
        var plain = Behind(gap, before.gap, 1) & two | commas | stopped;
        var digits = digit | Ahead(digit, next.digit, 1) | Ahead(digit, next.digit, 2) | Ahead(digit, next.digit, 3) | Ahead(digit, next.digit, 4);
        var spaceNext = Ahead(space, next.space, 1);
        // A dot ends an initialism of one letter, parts a number or makes an address unless a space follows; a comma parts a number.
        var taken = joins | stop & ~(spaceNext & two) | comma & ~spaceNext;
        for (var count = BitOperations.PopCount(starts); count > 0; count -= 8)
        {
            var runs = Spread(commas, ref starts, plain, digits, stopped);
            Unsafe.WriteUnaligned(ref begin, runs);
            begin = ref Unsafe.Add(ref begin, 8);
        }
        for (; ends != 0; ends &= ends - 1)
        {
            end |= (byte)((taken >> BitOperations.TrailingZeroCount(ends) & 1) * (int)Run.Odd);
            end = ref Unsafe.Add(ref end, 1);
        }
    }

    /// <summary>What eight runs are, a byte for each.</summary>
    ulong Spread(ulong commas, ref ulong starts, ulong plain, ulong digits, ulong stopped)
    {
        ulong runs = 0;
        if (Bmi2.X64.IsSupported)
        {
            // The bits of the next eight runs; those of more do not fit and fall away.
            runs = Each(commas, starts, 0) | Each(digits, starts, 1) | Each(capital, starts, 2) | Each(digit, starts, 4) | Each(stopped, starts, 5) | Each(~plain, starts, 6);
            for (var i = 0; i < 8; i++) starts &= starts - 1;
            return runs;
        }
        for (var i = 0; i < 64 && starts != 0; i += 8, starts &= starts - 1)
        {
            var at = BitOperations.TrailingZeroCount(starts);
            runs |= (commas >> at & 1 | (digits >> at & 1) << 1 | (capital >> at & 1) << 2 | (digit >> at & 1) << 4 | (stopped >> at & 1) << 5 | (~plain >> at & 1) << 6) << i;
        }
        return runs;

        static ulong Each(ulong bits, ulong starts, int flag) => Bmi2.X64.ParallelBitDeposit(Bmi2.X64.ParallelBitExtract(bits, starts), Bytes << flag);
    }

    static ulong Behind(ulong bits, ulong before, int by) => bits << by | before >> (64 - by);

    static ulong Ahead(ulong bits, ulong next, int by) => bits >> by | next << (64 - by);

    static Vector512<byte> Is(Vector512<byte> codes, char code) => Vector512.Equals(codes, Vector512.Create((byte)code));

    static Vector512<byte> AtMost(Vector512<byte> codes, byte most) => Vector512.LessThanOrEqual(codes, Vector512.Create(most));
}
