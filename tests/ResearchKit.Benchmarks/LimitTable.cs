using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>Words of up to 16 bytes where one probe tells: a perfect hash by displacement (Belazzougui, Botelho and Dietzfelbinger 2009), whose tag is the word itself. Longer ones stand apart.</summary>
sealed class LimitTable
{
    /// <summary>Bytes of a key; a shorter word has zeros behind it.</summary>
    public const int KeyLength = 16;

    const int GroupBits = 12;
    const int MostSlotBits = 16;

    readonly ushort[] displacements = new ushort[1 << GroupBits];
    readonly Vector128<byte>[] keys;
    readonly ulong low, high;
    readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> longer;
    readonly int longest;

    /// <param name="words">Folded, each once.</param>
    /// <exception cref="InputException">There are too many words.</exception>
    public LimitTable(IReadOnlyCollection<string> words)
    {
        var shorter = words.Select(Encoding.UTF8.GetBytes).Where(word => word.Length <= KeyLength).Select(Key).ToList();
        longer = words.Where(word => word.Length > KeyLength).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        longest = words.Max(word => word.Length);
        // Half full at most, so that places are found soon.
        keys = new Vector128<byte>[BitOperations.RoundUpToPowerOf2((uint)shorter.Count * 2)];
        if (keys.Length > 1 << MostSlotBits) throw new InputException(FormattableString.Invariant($"The lexicon has {shorter.Count} words. Expected {1 << (MostSlotBits - 1)} or fewer, which the table of the limit can hold."));
        // Two words of a group that fall together do so under every displacement: then other factors.
        var random = SplitMix.Of(1, 0);
        do (low, high) = (random.Next() | 1, random.Next() | 1);
        while (!Place(shorter));
    }

    /// <summary>Whether a word that is too long for a key is there.</summary>
    public bool HoldsLonger(ReadOnlySpan<byte> word)
    {
        if (word.Length > longest) return false;
        Span<char> folded = stackalloc char[word.Length];
        for (var i = 0; i < word.Length; i++) folded[i] = (char)(word[i] | 0x20);
        return longer.Contains(folded);
    }

    static Vector128<byte> Key(byte[] word)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        key.Clear();
        word.CopyTo(key);
        return Vector128.Create<byte>(key);
    }

    bool Place(List<Vector128<byte>> words)
    {
        Array.Clear(keys);
        return words.GroupBy(key => (int)(Hash(key, low, high) >> (64 - GroupBits))).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).All(group =>
        {
            var hashes = group.Select(key => Hash(key, low, high)).ToList();
            for (var displacement = 0; displacement < keys.Length; displacement++)
            {
                var slots = hashes.Select(hash => Slot(hash, (uint)displacement)).ToHashSet();
                if (slots.Count < hashes.Count || slots.Any(slot => keys[slot] != default)) continue;
                displacements[group.Key] = (ushort)displacement;
                foreach (var key in group) keys[Slot(Hash(key, low, high), (uint)displacement)] = key;
                return true;
            }
            return false;
        });
    }

    nint Slot(ulong hash, uint displacement) => Slot(hash, displacement, (ulong)keys.Length - 1);

    /// <summary>Its upper bits hang on every byte of the key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Hash(Vector128<byte> key, ulong low, ulong high) => key.AsUInt64().GetElement(0) * low ^ key.AsUInt64().GetElement(1) * high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static nint Slot(ulong hash, uint displacement, ulong mask) => (nint)((hash >> (64 - GroupBits - MostSlotBits) ^ displacement) & mask);

    /// <summary>The table as a loop holds it.</summary>
    public readonly ref struct Probe(LimitTable table)
    {
        readonly ref ushort displacements = ref MemoryMarshal.GetArrayDataReference(table.displacements);
        readonly ref Vector128<byte> keys = ref MemoryMarshal.GetArrayDataReference(table.keys);
        readonly ulong mask = (ulong)table.keys.Length - 1, low = table.low, high = table.high;

        /// <summary>Whether a key stands in the only place where it can.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Holds(Vector128<byte> key)
        {
            var hash = Hash(key, low, high);
            // Not ==: that goes by way of a mask register where there are such, which takes longer.
            return (Unsafe.Add(ref keys, Slot(hash, Unsafe.Add(ref displacements, (nint)(hash >> (64 - GroupBits))), mask)) ^ key) == Vector128<byte>.Zero;
        }
    }
}
