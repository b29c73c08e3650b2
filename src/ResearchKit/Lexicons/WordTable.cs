using System.Numerics;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>Words as keys of 16 bytes, to be looked up in two steps: a filter of bits that fits into the first cache and lets few pass that are not here, then the table.</summary>
sealed class WordTable
{
    /// <summary>Bits of the filter: 32 KB, so that of 20,000 words one in thirteen that is not here passes.</summary>
    const int FilterLog = 18;

    readonly ulong[] filter = new ulong[1 << FilterLog - 6];
    readonly Slot[] slots;
    readonly int shift;

    /// <summary>A place of the table; an empty one has a number below 0.</summary>
    readonly record struct Slot(Vector128<byte> Key, int Number);

    /// <param name="words">Their keys and numbers, 0 or more.</param>
    public WordTable(IReadOnlyCollection<(Vector128<byte> Key, int Number)> words)
    {
        // At most half full.
        var log = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, words.Count)) + 2);
        shift = 64 - log;
        slots = new Slot[1 << log];
        Array.Fill(slots, new(default, -1));
        foreach (var (key, number) in words)
        {
            var hash = Hash(key);
            filter[hash >> (64 - FilterLog + 6)] |= 1UL << (int)(hash >> (64 - FilterLog));
            var at = (int)(hash >> shift);
            while (slots[at].Number >= 0) at = at + 1 & slots.Length - 1;
            slots[at] = new(key, number);
        }
    }

    /// <summary>Notes where in a text words may stand that are here, or that were written out.</summary>
    /// <param name="keys">The keys of a text's tokens.</param>
    /// <param name="places">At least as long; receives the tokens' indices in order.</param>
    /// <returns>How many there are.</returns>
    public int Sift(ReadOnlySpan<Vector128<byte>> keys, Span<int> places)
    {
        var found = 0;
        var filter = this.filter;
        for (var i = 0; i < keys.Length && found < places.Length; i++)
        {
            var hash = Hash(keys[i]);
            places[found] = i;
            found += (int)(filter[hash >> (64 - FilterLog + 6)] >> (int)(hash >> (64 - FilterLog)) & 1 | keys[i].AsUInt64()[1] >> 63);
        }
        return found;
    }

    /// <summary>The number of a word; -1 when it is not here.</summary>
    public int Find(Vector128<byte> key)
    {
        for (var at = (int)(Hash(key) >> shift); ; at = at + 1 & slots.Length - 1)
        {
            ref readonly var slot = ref slots[at];
            if (slot.Key == key || slot.Number < 0) return slot.Number;
        }
    }

    static ulong Hash(Vector128<byte> key) => (key.AsUInt64()[0] + key.AsUInt64()[1] * 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93;
}
