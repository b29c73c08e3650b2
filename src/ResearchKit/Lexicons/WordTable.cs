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
    readonly int[] displacements;
    readonly Slot[] slots;
    readonly int groupShift, slotShift;
    ulong low = 0x9E3779B97F4A7C15, high = 0xD6E8FEB86659FD93;

    /// <summary>Half a cache line, so that a look is one access.</summary>
    readonly record struct Slot(Vector128<byte> Key, Vector128<ulong> Code);

    /// <param name="words">Their keys, each once, and what is to be found for them, not 0.</param>
    public WordTable(IReadOnlyCollection<(Vector128<byte> Key, WordCode Code)> words)
    {
        // At most half full, two words to a group, so that places are found soon.
        var log = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, words.Count)) + 2);
        (groupShift, slotShift) = (64 - (log - 2), 64 - (log - 2) - log);
        (displacements, slots) = (new int[1 << log - 2], new Slot[1 << log]);
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
        var (low, high, groupShift, slotShift, mask) = (this.low, this.high, this.groupShift, this.slotShift, (ulong)slots.Length - 1);
        for (nint i = 0; i < words.Length; i++)
        {
            var one = Unsafe.Add(ref word, i);
            var hash = one.AsUInt64()[0] * low ^ one.AsUInt64()[1] * high;
            var at = (nint)((hash >> slotShift ^ (uint)Unsafe.Add(ref displacement, (nint)(hash >> groupShift))) & mask);
            // No branch: about one word in four is not here, and which cannot be foreseen.
            ref readonly var there = ref Unsafe.Add(ref slot, at);
            var same = Vector128.Equals(there.Key, one).AsUInt64();
            Unsafe.Add(ref to, i) = there.Code & Vector128.Equals(same & Vector128.Shuffle(same, Vector128.Create(1UL, 0)), Vector128<ulong>.AllBitsSet);
        }
    }

    int Place(ulong hash, int displacement) => ((int)(hash >> slotShift) ^ displacement) & slots.Length - 1;

    bool Place(IReadOnlyCollection<(Vector128<byte> Key, WordCode Code)> words)
    {
        Array.Clear(slots);
        var groups = new List<(ulong Hash, Slot Slot)>?[displacements.Length];
        foreach (var (key, code) in words)
        {
            var hash = key.AsUInt64()[0] * low ^ key.AsUInt64()[1] * high;
            (groups[hash >> groupShift] ??= []).Add((hash, new(key, Vector128.Create(code.Code, code.Seconds))));
        }
        foreach (var (number, group) in groups.Index().Where(group => group.Item is not null).OrderByDescending(group => group.Item!.Count))
        {
            var displacement = 0;
            while (displacement < slots.Length && !Fits(group!, displacement)) displacement++;
            if (displacement == slots.Length) return false;
            displacements[number] = displacement;
            foreach (var (hash, slot) in group!) slots[Place(hash, displacement)] = slot;
        }
        return true;
    }

    bool Fits(List<(ulong Hash, Slot Slot)> group, int displacement)
    {
        for (var i = 0; i < group.Count; i++)
        {
            var at = Place(group[i].Hash, displacement);
            if (slots[at].Code != default) return false;
            for (var j = 0; j < i; j++)
                if (Place(group[j].Hash, displacement) == at) return false;
        }
        return true;
    }
}
