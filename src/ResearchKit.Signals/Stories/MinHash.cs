using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>Signatures of sets by their least hashes (Broder 1997), cut into bands (Indyk, Motwani 1998): sets that are alike share a band.</summary>
sealed class MinHash
{
    const int Whole = 128, Opening = 64;

    /// <summary>Of the pairs at the threshold, so many share a band at least.</summary>
    const double Recall = 0.99;

    /// <summary>The opening of a cut copy differs by what was edited or put before it.</summary>
    const double OpeningSimilarity = 0.5;

    readonly ulong[] factors = new ulong[Whole], terms = new ulong[Whole];
    readonly int rows, openingRows;

    public MinHash(double similarity, ulong seed)
    {
        var random = new SplitMix(seed);
        for (var i = 0; i < Whole; i++) (factors[i], terms[i]) = (random.Next() | 1, random.Next());
        rows = Rows(Whole, similarity);
        openingRows = Rows(Opening, OpeningSimilarity);
    }

    /// <summary>As many rows to a band as the recall allows: of b bands of r rows a pair of similarity s shares one with probability 1 − (1 − sʳ)ᵇ.</summary>
    static int Rows(int hashes, double similarity)
    {
        var rows = 1;
        while (rows < hashes / 4 && 1 - Math.Pow(1 - Math.Pow(similarity, rows + 1), hashes / (rows + 1)) >= Recall) rows++;
        return rows;
    }

    /// <summary>The bands of both signatures; those of the opening never equal those of the whole.</summary>
    /// <param name="whole">In any order; what stands there twice changes nothing.</param>
    /// <param name="opening">Likewise.</param>
    public ulong[] Keys(ReadOnlySpan<ulong> whole, ReadOnlySpan<ulong> opening)
    {
        if (whole.IsEmpty) return [];
        var keys = new ulong[Whole / rows + (opening.IsEmpty ? 0 : Opening / openingRows)];
        Bands(whole, Whole, rows, 0, keys);
        if (!opening.IsEmpty) Bands(opening, Opening, openingRows, Whole, keys.AsSpan(Whole / rows));
        return keys;
    }

    /// <summary>How many bands an article has at most.</summary>
    public int MostKeys => Whole / rows + Opening / openingRows;

    void Bands(ReadOnlySpan<ulong> set, int count, int rows, int first, Span<ulong> keys)
    {
        Span<ulong> least = stackalloc ulong[count];
        for (var i = 0; i < count; i += Vector512<ulong>.Count) Least(set, i).CopyTo(least[i..]);
        for (var (band, at) = (0, 0); band + rows <= count; band += rows, at++)
        {
            var key = (ulong)(first + band);
            for (var i = band; i < band + rows; i++) key = SplitMix.Mix(key ^ least[i]);
            keys[at] = key;
        }
    }

    /// <summary>The least values of eight hashes over a set.</summary>
    Vector512<ulong> Least(ReadOnlySpan<ulong> set, int first)
    {
        var (factor, term, least) = (Vector512.Create(factors, first), Vector512.Create(terms, first), Vector512<ulong>.AllBitsSet);
        foreach (var value in set) least = Vector512.Min(least, Vector512.Create(value) * factor + term);
        return least;
    }
}

/// <summary>Which articles share a band. A band of one article takes no list.</summary>
/// <param name="articles">How many there will be.</param>
sealed class Bands(int articles)
{
    /// <summary>What more articles share is a template's: a band keeps its latest ones, and time stays linear. Copies share bands with what is their own, too.</summary>
    const int Most = 100;

    readonly Dictionary<ulong, int> byKey = [];
    readonly List<Queue<int>> shared = [];
    readonly int[] lastMet = new int[articles];

    /// <summary>Adds an article and says which earlier ones share a band with it, ascending.</summary>
    /// <param name="article">0, then 1, and so on.</param>
    /// <param name="keys">Its bands.</param>
    public List<int> Meet(int article, ulong[] keys)
    {
        var met = new List<int>();
        lastMet[article] = article + 1;
        foreach (var key in keys)
        {
            if (byKey.TryAdd(key, article)) continue;
            var at = byKey[key];
            if (at >= 0)
            {
                shared.Add(new([at]));
                byKey[key] = at = ~(shared.Count - 1);
            }
            foreach (var earlier in shared[~at])
            {
                if (lastMet[earlier] == article + 1) continue;
                lastMet[earlier] = article + 1;
                met.Add(earlier);
            }
            shared[~at].Enqueue(article);
            if (shared[~at].Count > Most) shared[~at].Dequeue();
        }
        met.Sort();
        return met;
    }
}
