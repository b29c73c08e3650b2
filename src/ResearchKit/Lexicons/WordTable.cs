using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>What is found for a word: 0 when it is not known.</summary>
/// <param name="Code">What it is, as those pack it who look it up.</param>
/// <param name="Amount">The bits of its valence.</param>
readonly record struct WordCode(ulong Code, ulong Amount)
{
    public double Valence => BitConverter.UInt64BitsToDouble(Amount);
}

/// <summary>Keys of 16 bytes, each in the only place where it can be, so that one look tells: a perfect hash by displacement (Belazzougui, Botelho and Dietzfelbinger 2009).</summary>
sealed class WordTable
{
    const uint Step = 0x9E3779B1;

    /// <summary>Mostly one does.</summary>
    const int MostTries = 1000;

    readonly ushort[] displacements;
    readonly Slot[] slots;
    readonly int groupShift, placeShift;
    ulong low = 0x9E3779B97F4A7C15, high = 0xD6E8FEB86659FD93;

    /// <summary>Half a cache line, so that a look is one access.</summary>
    readonly record struct Slot(Vector128<byte> Key, Vector128<ulong> Code);

    /// <param name="words">Keys, each once, and what is to be found for them, not 0.</param>
    /// <exception cref="ArgumentException">A key is there twice.</exception>
    public WordTable(IReadOnlyCollection<(Vector128<byte> Key, WordCode Code)> words)
    {
        // A fifth stays empty, and two to four words share a group, so that places are found soon and the groups fit the nearest cache.
        var log = Math.Max(1, BitOperations.Log2((uint)words.Count | 1) - 1);
        // A place hangs on the bits at once below those of the group: all above are the same for words that share one, and the lower ones for words that differ in their last letters alone.
        (displacements, slots, groupShift, placeShift) = (new ushort[1 << log], new Slot[words.Count * 5 / 4 + 1], 64 - log, 32 - log);
        // Two words of a group that fall together do so under every displacement: then by other factors.
        for (var tries = 1; !Place(words); tries++)
        {
            if (tries == MostTries) throw new InvalidOperationException(FormattableString.Invariant($"{words.Count} words find no places under {MostTries} pairs of factors."));
            (low, high) = (low * 0xBF58476D1CE4E5B9 | 1, high * 0x94D049BB133111EB | 1);
        }
    }

    /// <summary>Looks a key up.</summary>
    /// <returns>What is found; 0 when it is not here.</returns>
    public WordCode Find(Vector128<byte> key)
    {
        var hash = Hash(key, low, high);
        ref readonly var slot = ref slots[Place(hash >> placeShift, displacements[hash >> groupShift], (uint)slots.Length)];
        return slot.Key == key ? new(slot.Code[0], slot.Code[1]) : default;
    }

    /// <summary>Looks keys up.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="found">At least as long; receives the code of each, 0 for a word that is not here.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Find(ReadOnlySpan<Vector128<byte>> keys, Span<WordCode> found)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(found.Length, keys.Length);
        // Of displacements there are as many as groups, of slots as many as places.
        var displacement = new Unchecked<ushort>(displacements);
        var slot = new Unchecked<Slot>(slots);
        var key = new Unchecked<Vector128<byte>>(keys);
        var to = new Unchecked<WordCode>(found).As<Vector128<ulong>>();
        var (low, high, groupShift, placeShift, count) = (this.low, this.high, this.groupShift, this.placeShift, (uint)slots.Length);
        for (nint i = 0; i < keys.Length; i++)
        {
            var one = key[i];
            var hash = Hash(one, low, high);
            // No branch: about one word in four is not here, and which cannot be foreseen.
            ref readonly var there = ref slot[(nint)Place(hash >> placeShift, displacement[(nint)(hash >> groupShift)], count)];
            var same = Vector128.Equals(there.Key, one).AsUInt64();
            to[i] = there.Code & Vector128.Equals(same & Vector128.Shuffle(same, Vector128.Create(1UL, 0)), Vector128<ulong>.AllBitsSet);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Hash(Vector128<byte> key, ulong low, ulong high) => key.AsUInt64()[0] * low ^ key.AsUInt64()[1] * high;

    /// <summary>The place among so many.</summary>
    /// <param name="bits">Of which the lower half counts.</param>
    /// <param name="displacement">Of the group.</param>
    /// <param name="count">How many places there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Place(ulong bits, ushort displacement, uint count) => (uint)((ulong)((uint)bits + displacement * Step) * count >> 32);

    bool Place(IReadOnlyCollection<(Vector128<byte> Key, WordCode Code)> words)
    {
        Array.Clear(slots);
        var groups = new List<(ulong Bits, Slot Slot)>?[displacements.Length];
        foreach (var (key, code) in words)
        {
            var hash = Hash(key, low, high);
            (groups[hash >> groupShift] ??= []).Add((hash >> placeShift, new(key, Vector128.Create(code.Code, code.Amount))));
        }
        foreach (var (number, group) in groups.Index().Where(group => group.Item is not null).OrderByDescending(group => group.Item!.Count))
        {
            var tried = 0;
            while (tried <= ushort.MaxValue && !Fits(group!, (ushort)tried)) tried++;
            if (tried > ushort.MaxValue) return group!.DistinctBy(word => word.Slot.Key).Count() == group!.Count ? false : throw new ArgumentException("A key is there twice. Expected each once.", nameof(words));
            displacements[number] = (ushort)tried;
            foreach (var (bits, slot) in group!) slots[Place(bits, displacements[number], (uint)slots.Length)] = slot;
        }
        return true;
    }

    bool Fits(List<(ulong Bits, Slot Slot)> group, ushort displacement)
    {
        for (var i = 0; i < group.Count; i++)
        {
            var at = Place(group[i].Bits, displacement, (uint)slots.Length);
            if (slots[at].Code != default) return false;
            for (var j = 0; j < i; j++)
                if (Place(group[j].Bits, displacement, (uint)slots.Length) == at) return false;
        }
        return true;
    }
}
