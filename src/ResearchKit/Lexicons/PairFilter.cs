using System.Numerics;

namespace ResearchKit;

/// <summary>Which words may follow each other in a phrase: a bit for each pair of its first two words, by a hash (Bloom 1970, with one function), so that of other pairs one in thirty is let through.</summary>
sealed class PairFilter
{
    /// <summary>Bits for each pair.</summary>
    const int Room = 32;

    readonly ulong[] bits;
    readonly int shift;

    /// <param name="pairs">Numbers of words.</param>
    public PairFilter(IReadOnlyCollection<(int First, int Second)> pairs)
    {
        var log = Math.Max(6, BitOperations.Log2((uint)(pairs.Count * Room | 1)));
        (bits, shift) = (new ulong[1 << log - 6], 32 - log);
        foreach (var (first, second) in pairs)
        {
            var at = At((uint)first, (uint)second, shift);
            bits[at >> 6] |= 1UL << (int)at;
        }
    }

    public Bits Unchecked => new(bits, shift);

    static uint At(uint first, uint second, int shift) => (first * 0x9E3779B1 + second * 0x85EBCA77) >> shift;

    /// <summary>The filter as a loop holds it.</summary>
    public readonly ref struct Bits(ulong[] bits, int shift)
    {
        // As many as hashes can have.
        readonly Unchecked<ulong> bits = new(bits);

        /// <summary>1 where a phrase may begin with two words, or else 0.</summary>
        /// <param name="first">The number of a word.</param>
        /// <param name="second">That of the next.</param>
        public ulong May(uint first, uint second)
        {
            var at = At(first, second, shift);
            return bits[(nint)(at >> 6)] >> (int)at & 1;
        }
    }
}
