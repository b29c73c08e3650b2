using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>Words as keys of 16 bytes, each in the only place where it can be, so that one look tells: a perfect hash by displacement (Belazzougui, Botelho and Dietzfelbinger 2009).</summary>
sealed class WordTable
{
    const int GroupLog = 12;

    readonly ushort[] displacements = new ushort[1 << GroupLog];
    readonly Vector128<byte>[] keys;
    readonly int[] numbers;
    readonly int shift;
    ulong low = 0x9E3779B97F4A7C15, high = 0xD6E8FEB86659FD93;

    /// <param name="words">Their keys, each once, and numbers.</param>
    public WordTable(IReadOnlyCollection<(Vector128<byte> Key, int Number)> words)
    {
        // At most half full, so that places are found soon.
        var log = Math.Max(4, BitOperations.Log2((uint)Math.Max(1, words.Count)) + 2);
        shift = 64 - GroupLog - log;
        keys = new Vector128<byte>[1 << log];
        numbers = new int[1 << log];
        // Two words of a group that fall together do so under every displacement: then by other factors.
        while (!Place(words)) (low, high) = (low * 0xBF58476D1CE4E5B9 | 1, high * 0x94D049BB133111EB | 1);
    }

    /// <summary>The number of a word; -1 when it is not here.</summary>
    public int Find(Vector128<byte> key)
    {
        var hash = key.AsUInt64()[0] * low ^ key.AsUInt64()[1] * high;
        var at = Slot(hash, displacements[hash >> 64 - GroupLog]);
        return keys[at] == key ? numbers[at] : -1;
    }

    int Slot(ulong hash, int displacement) => ((int)(hash >> shift) ^ displacement) & keys.Length - 1;

    bool Place(IReadOnlyCollection<(Vector128<byte> Key, int Number)> words)
    {
        Array.Clear(keys);
        Array.Fill(numbers, -1);
        foreach (var group in words.Select(word => (Hash: word.Key.AsUInt64()[0] * low ^ word.Key.AsUInt64()[1] * high, Word: word)).GroupBy(word => word.Hash >> 64 - GroupLog)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key))
        {
            var displacement = Enumerable.Range(0, keys.Length).Where(at => group.All(word => numbers[Slot(word.Hash, at)] < 0)).Cast<int?>()
                .FirstOrDefault(at => group.Select(word => Slot(word.Hash, at!.Value)).Distinct().Count() == group.Count());
            if (displacement is null or > ushort.MaxValue) return false;
            displacements[group.Key] = (ushort)displacement;
            foreach (var (hash, word) in group) (keys[Slot(hash, displacement.Value)], numbers[Slot(hash, displacement.Value)]) = word;
        }
        return true;
    }
}
