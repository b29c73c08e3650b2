using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ResearchKit;

/// <summary>Eight runs, of which those up to the first that is not plain become tokens at once.</summary>
/// <param name="runs">What they are, a byte for each.</param>
/// <param name="most">So many of them exist.</param>
readonly ref struct Eight(ulong runs, int most)
{
    public const int Count = 8;

    const ulong Each = 0x0101010101010101;

    const ulong Apart = Each * (byte)(Run.Stopped | Run.Apart | Run.Odd);

    public static bool IsSupported => Avx512F.IsSupported;

    /// <summary>How many of them are plain, one behind another.</summary>
    public int Plain { get; } = Math.Min(BitOperations.TrailingZeroCount(runs & Apart) >> 3, most);

    /// <summary>Those that a break parts from the one before.</summary>
    public int Breaks => BitOperations.PopCount(Of(Run.Comma));

    /// <summary>Those that are no numbers.</summary>
    public int Words => Plain - BitOperations.PopCount(Of(Run.Number));

    /// <summary>A bit in the byte of each that has a digit among its first characters.</summary>
    public ulong Digits => Of(Run.Digit);

    /// <summary>Writes the tokens, as <see cref="Token.Set"/> does one; of those behind the plain ones something that is written over.</summary>
    /// <param name="tokens">Receives eight.</param>
    /// <param name="at">The first.</param>
    /// <param name="edges">Two of each run, sixteen at least.</param>
    /// <param name="run">The first run, whose number is that of its key.</param>
    /// <param name="offset">Of their block.</param>
    /// <param name="breaks">Of their sentence up to here.</param>
    public void Write(Unchecked<Token> tokens, int at, Unchecked<int> edges, int run, int offset, int breaks)
    {
        var places = (edges.Load512(2 * run) - Vector512.Create(offset)).AsUInt64();
        var what = Avx512F.ConvertToVector512UInt64(Vector128.CreateScalar(runs).AsByte());
        // Multiplied by ones, each byte becomes the sum of those up to it.
        var sums = Avx512F.ConvertToVector512UInt64(Vector128.CreateScalar((runs & Each * (byte)Run.Comma) * Each).AsByte()) + Vector512.Create((ulong)breaks);
        // The key, the kind, the marks and the breaks, as they lie in a token.
        var rest = Vector512<ulong>.Indices + Vector512.Create((ulong)run) | (what & Vector512.Create((ulong)Run.Number)) << 29 | (what & Vector512.Create((ulong)(Run.Comma | Run.Digit | Run.Capital))) << 40 | sums << 48;
        var to = tokens.As<ulong>();
        to.Store(Avx512F.PermuteVar8x64x2(places, Vector512.Create(0UL, 8, 1, 9, 2, 10, 3, 11), rest), 2 * at);
        to.Store(Avx512F.PermuteVar8x64x2(places, Vector512.Create(4UL, 12, 5, 13, 6, 14, 7, 15), rest), 2 * at + Count);
    }

    ulong Of(Run flag) => (Plain == Count ? runs : runs & (1UL << 8 * Plain) - 1) & Each * (byte)flag;
}
