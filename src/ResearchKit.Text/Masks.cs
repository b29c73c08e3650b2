using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ResearchKit;

/// <summary>What a run of letters and digits is, and what stands before it.</summary>
[Flags]
enum Run : byte
{
    /// <summary>A word between words: ASCII, and before it a space, a hyphen, or what says nothing.</summary>
    Plain = 0,

    /// <summary>A comma or a dash parts it from the run before; as <see cref="TokenMarks.Break"/>.</summary>
    Comma = 1,

    /// <summary>A digit is among its first five characters; as <see cref="TokenMarks.Digit"/>.</summary>
    Digit = 2,

    /// <summary>It begins with a capital; as <see cref="TokenMarks.Capital"/>.</summary>
    Capital = 4,

    /// <summary>It begins with a digit.</summary>
    Number = 16,

    /// <summary>A full stop and a space stand before it, a quotation mark perhaps, and it begins with a capital.</summary>
    Stopped = 32,

    /// <summary>Something else stands before it.</summary>
    Apart = 64,

    /// <summary>Behind it stands what may join or be part of it, or it is no plain word or number: the exact rules tell.</summary>
    Odd = 128,
}

/// <summary>A bit for each of 64 codes: which of them are what. Set in its place: to copy one costs as much as to make it.</summary>
struct Masks
{
    const ulong Bytes = 0x0101010101010101;

    ulong inRun, space, hyphen, dash, comma, stop, quote, joins, capital, digit, dollar;

    public void Set(Vector512<byte> codes)
    {
        var lower = codes | Vector512.Create((byte)0x20);
        var digits = AtMost(codes - Vector512.Create((byte)'0'), 9);
        var letters = AtMost(lower - Vector512.Create((byte)'a'), 25);
        var spaces = Is(codes, ' ');
        digit = digits.ExtractMostSignificantBits();
        inRun = (letters | digits | Vector512.Equals(codes, Vector512.Create(Codes.Hard))).ExtractMostSignificantBits();
        space = spaces.ExtractMostSignificantBits();
        var hyphens = Is(codes, '-');
        hyphen = hyphens.ExtractMostSignificantBits();
        dash = (hyphens | Vector512.Equals(codes, Vector512.Create(Codes.Range)) | Vector512.Equals(codes, Vector512.Create(Codes.Dash))).ExtractMostSignificantBits();
        quote = (Is(codes, '"') | Vector512.Equals(codes, Vector512.Create(Codes.Other))).ExtractMostSignificantBits();
        dollar = Is(codes, '$').ExtractMostSignificantBits();
        comma = Is(codes, ',').ExtractMostSignificantBits();
        stop = Is(codes, '.').ExtractMostSignificantBits();
        joins = (Is(codes, '\'') | Is(codes, '&') | Is(codes, '%')).ExtractMostSignificantBits();
        capital = AtMost(codes - Vector512.Create((byte)'A'), 25).ExtractMostSignificantBits();
    }

    /// <summary>Where runs begin, and the places behind those where they end.</summary>
    public readonly (ulong Starts, ulong Ends) Edges(in Masks before)
    {
        var behind = Behind(inRun, before.inRun, 1);
        return (inRun & ~behind, ~inRun & behind);
    }

    /// <summary>Tells what the runs are that begin or end here.</summary>
    /// <param name="before">Of the codes before.</param>
    /// <param name="next">Of those behind.</param>
    /// <param name="starts">Where runs begin.</param>
    /// <param name="ends">Where they end.</param>
    /// <param name="begin">The run that begins first; at least sixteen bytes are written, wanted or not.</param>
    /// <param name="end">The run that ends first.</param>
    public readonly void Weigh(in Masks before, in Masks next, ulong starts, ulong ends, Unchecked<byte> begin, Unchecked<byte> end)
    {
        var (space1, space2, quote1, quote2) = (Behind(space, before.space, 1), Behind(space, before.space, 2), Behind(quote, before.quote, 1), Behind(quote, before.quote, 2));
        var (run2, run3, run4) = (Behind(inRun, before.inRun, 2), Behind(inRun, before.inRun, 3), Behind(inRun, before.inRun, 4));
        var (comma2, stop2) = (Behind(comma, before.comma, 2), Behind(stop, before.stop, 2));
        // A quotation mark does nothing beside a space; a dash between spaces parts as a comma does.
        var parted = space1 & (comma2 & run3 | (quote2 & Behind(comma, before.comma, 3) | Behind(dash, before.dash, 2) & Behind(space, before.space, 3)) & run4);
        var stopped = capital & (space1 & stop2 & run3 | (space1 & quote2 | quote1 & space2) & Behind(stop, before.stop, 3) & run4);
        var spaced = (space1 | Behind(hyphen, before.hyphen, 1)) & run2 | (quote1 | Behind(dollar, before.dollar, 1) & digit) & space2 & run3;
        var digits = digit | Ahead(digit, next.digit, 1) | Ahead(digit, next.digit, 2) | Ahead(digit, next.digit, 3) | Ahead(digit, next.digit, 4);
        // A dot ends an initialism of one letter, and before a letter or digit it parts a number or makes an address or initialism; a comma parts a number.
        var taken = joins | stop & ~run2 | (stop | comma) & Ahead(inRun, next.inRun, 1);
        Spread(starts, parted, digits, stopped, ~(spaced | parted | stopped), begin);
        Mark(ends, taken, end);
    }

    /// <summary>Writes what runs are, a byte for each.</summary>
    readonly void Spread(ulong starts, ulong parted, ulong digits, ulong stopped, ulong apart, Unchecked<byte> to)
    {
        if (!Bmi2.X64.IsSupported)
        {
            for (nint run = 0; starts != 0; starts &= starts - 1, run++)
            {
                var at = BitOperations.TrailingZeroCount(starts);
                to[run] = (byte)(parted >> at & 1 | (digits >> at & 1) << 1 | (capital >> at & 1) << 2 | (digit >> at & 1) << 4 | (stopped >> at & 1) << 5 | (apart >> at & 1) << 6);
            }
            return;
        }
        var (p, d, c, n, s, a) = (Bmi2.X64.ParallelBitExtract(parted, starts), Bmi2.X64.ParallelBitExtract(digits, starts), Bmi2.X64.ParallelBitExtract(capital, starts),
            Bmi2.X64.ParallelBitExtract(digit, starts), Bmi2.X64.ParallelBitExtract(stopped, starts), Bmi2.X64.ParallelBitExtract(apart, starts));
        // Sixteen at the least, as there are mostly fewer.
        var count = BitOperations.PopCount(starts);
        for (var done = 0; done < 16 || done < count; done += 8)
            to.StoreEight(Each(p >> done, 0) | Each(d >> done, 1) | Each(c >> done, 2) | Each(n >> done, 4) | Each(s >> done, 5) | Each(a >> done, 6), done);
    }

    /// <summary>Makes odd what is not plain by what stands behind it.</summary>
    static void Mark(ulong ends, ulong taken, Unchecked<byte> runs)
    {
        if (!Bmi2.X64.IsSupported)
        {
            for (nint run = 0; ends != 0; ends &= ends - 1, run++) runs[run] |= (byte)((taken >> BitOperations.TrailingZeroCount(ends) & 1) << 7);
            return;
        }
        var odd = Bmi2.X64.ParallelBitExtract(taken, ends);
        for (nint run = 0; odd != 0; odd >>= 8, run += 8) runs.StoreEight(runs.LoadEight(run) | Each(odd, 7), run);
    }

    /// <summary>Eight bits as the same bit of eight bytes.</summary>
    static ulong Each(ulong bits, int flag) => Bmi2.X64.ParallelBitDeposit(bits, Bytes << flag);

    static ulong Behind(ulong bits, ulong before, int by) => bits << by | before >> (64 - by);

    static ulong Ahead(ulong bits, ulong next, int by) => bits >> by | next << (64 - by);

    static Vector512<byte> Is(Vector512<byte> codes, char code) => Vector512.Equals(codes, Vector512.Create((byte)code));

    static Vector512<byte> AtMost(Vector512<byte> codes, byte most) => Vector512.LessThanOrEqual(codes, Vector512.Create(most));
}
