using System.Numerics;

namespace ResearchKit;

/// <summary>Which words may follow in a phrase: a bit for each step by a hash (Bloom 1970, with one function), so that of other pairs one in twenty is let through. It fits a cache in which steps do not.</summary>
sealed class StepFilter
{
    /// <summary>Bits for each step, or more, up to a power of two.</summary>
    const int Room = 16;

    readonly ulong[] bits;
    readonly int shift;

    /// <param name="steps">From the number of a beginning, by that of a word.</param>
    public StepFilter(IReadOnlyCollection<(int From, int Word)> steps)
    {
        var log = Math.Clamp(BitOperations.Log2((uint)(steps.Count * Room | 1)) + 1, 6, 32);
        (bits, shift) = (new ulong[1 << log - 6], 32 - log);
        foreach (var (from, word) in steps)
        {
            var at = At((uint)from + 1, (uint)word + 1, shift);
            bits[at >> 6] |= 1UL << (int)at;
        }
    }

    /// <summary>The filter as a loop over words holds it.</summary>
    public Bits Unchecked => new(bits, shift);

    /// <summary>Whether a phrase may go on from a beginning by a word.</summary>
    public bool May(int from, int word) => Unchecked.May((uint)from + 1, (uint)word + 1) != 0;

    static uint At(uint from, uint word, int shift) => (from * 0x9E3779B1 + word * 0x85EBCA77) >> shift;

    public readonly ref struct Bits(ulong[] bits, int shift)
    {
        // As many as hashes can have.
        readonly Unchecked<ulong> bits = new(bits);

        /// <summary>1 where a phrase may go on, or else 0.</summary>
        /// <param name="from">1 + the number of a beginning; 0 for none.</param>
        /// <param name="word">The same of a word.</param>
        public ulong May(uint from, uint word)
        {
            var at = At(from, word, shift);
            return bits[(nint)(at >> 6)] >> (int)at & 1;
        }
    }
}
