using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>What is found for a word: 0 when it is not known.</summary>
/// <param name="Code">Number, flags and entry, as <see cref="CompiledLexicon"/> packs them.</param>
/// <param name="Seconds">A bit for each word that may come second in a phrase that begins with it.</param>
readonly record struct WordCode(ulong Code, ulong Seconds);

/// <summary>Words as keys of 16 bytes, each in the only place where it can be, so that one look tells: a perfect hash by displacement (Belazzougui, Botelho and Dietzfelbinger 2009).</summary>
sealed class WordTable
{
    const int GroupLog = 12;

    readonly ushort[] displacements = new ushort[1 << GroupLog];
    readonly Slot[] slots;
    readonly int shift;
    ulong low = 0x9E3779B97F4A7C15, high = 0xD6E8FEB86659FD93;

    /// <summary>Half a cache line, so that a look is one access.</summary>
    readonly record struct Slot(Vector128<byte> Key, Vector128<ulong> Code);

    /// <param name="words">Their keys, each once, and what is to be found for them, not 0.</param>
    public WordTable(IReadOnlyCollection<(Vector128<byte> Key, WordCode Code)> words)
    {
        // At most half full, so that places are found soon.
        var log = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, words.Count)) + 2);
        shift = 64 - GroupLog - log;
        slots = new Slot[1 << log];
        // Two words of a group that fall together do so under every displacement: then by other factors.
        while (!Place(words)) (low, high) = (low * 0xBF58476D1CE4E5B9 | 1, high * 0x94D049BB133111EB | 1);
    }

    /// <summary>Looks words up.</summary>
    /// <param name="words">Their keys.</param>
    /// <param name="found">At least as long; receives the code of each, 0 for a word that is not here.</param>
    public void Find(ReadOnlySpan<Vector128<byte>> words, Span<WordCode> found)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(found.Length, words.Length);
        ref var displacement = ref MemoryMarshal.GetArrayDataReference(displacements);
        ref var slot = ref MemoryMarshal.GetArrayDataReference(slots);
        ref var word = ref MemoryMarshal.GetReference(words);
        ref var to = ref Unsafe.As<WordCode, Vector128<ulong>>(ref MemoryMarshal.GetReference(found));
        var (low, high, shift, mask) = (this.low, this.high, this.shift, (ulong)slots.Length - 1);
        for (nint i = 0; i < words.Length; i++)
        {
            var one = Unsafe.Add(ref word, i);
            var hash = one.AsUInt64()[0] * low ^ one.AsUInt64()[1] * high;
            var at = (nint)((hash >> shift ^ Unsafe.Add(ref displacement, (nint)(hash >> 64 - GroupLog))) & mask);
            // No branch: about one word in four is not here, and which cannot be foreseen.
            ref readonly var there = ref Unsafe.Add(ref slot, at);
            var same = Vector128.Equals(there.Key, one).AsUInt64();
            Unsafe.Add(ref to, i) = there.Code & Vector128.Equals(same & Vector128.Shuffle(same, Vector128.Create(1UL, 0)), Vector128<ulong>.AllBitsSet);
        }
    }

    int Place(ulong hash, int displacement) => ((int)(hash >> shift) ^ displacement) & slots.Length - 1;

    bool Place(IReadOnlyCollection<(Vector128<byte> Key, WordCode Code)> words)
    {
        Array.Clear(slots);
        foreach (var group in words.Select(word => (Hash: word.Key.AsUInt64()[0] * low ^ word.Key.AsUInt64()[1] * high, Word: word)).GroupBy(word => word.Hash >> 64 - GroupLog)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key))
        {
            var displacement = Enumerable.Range(0, slots.Length).Where(at => group.All(word => slots[Place(word.Hash, at)].Code == default)).Cast<int?>()
                .FirstOrDefault(at => group.Select(word => Place(word.Hash, at!.Value)).Distinct().Count() == group.Count());
            if (displacement is null or > ushort.MaxValue) return false;
            displacements[group.Key] = (ushort)displacement;
            foreach (var (hash, word) in group) slots[Place(hash, displacement.Value)] = new(word.Key, Vector128.Create(word.Code.Code, word.Code.Seconds));
        }
        return true;
    }
}
