namespace ResearchKit;

/// <summary>Signatures of sets by their least hashes (Broder 1997), cut into bands (Indyk, Motwani 1998): sets that are alike share a band.</summary>
sealed class MinHash
{
    const int Whole = 128, Opening = 64;

    /// <summary>Of the pairs at the threshold, so many share a band at least.</summary>
    const double Recall = 0.99;

    /// <summary>The opening of a cut copy differs by what was edited or put before it.</summary>
    const double OpeningSimilarity = 0.5;

    readonly (ulong Factor, ulong Term)[] hashes = new (ulong, ulong)[Whole];
    readonly int rows, openingRows;

    public MinHash(double similarity, ulong seed)
    {
        var random = new SplitMix(seed);
        for (var i = 0; i < hashes.Length; i++) hashes[i] = (random.Next() | 1, random.Next());
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
    public ulong[] Keys(ulong[] whole, ulong[] opening) => [.. Bands(whole, Whole, rows, 0), .. Bands(opening, Opening, openingRows, Whole)];

    IEnumerable<ulong> Bands(ulong[] set, int count, int rows, int first)
    {
        if (set.Length == 0) yield break;
        var least = new ulong[count];
        Array.Fill(least, ulong.MaxValue);
        foreach (var value in set)
            for (var i = 0; i < least.Length; i++) least[i] = Math.Min(least[i], value * hashes[i].Factor + hashes[i].Term);
        for (var band = 0; band + rows <= count; band += rows)
        {
            var key = (ulong)(first + band);
            for (var i = band; i < band + rows; i++) key = SplitMix.Mix(key ^ least[i]);
            yield return key;
        }
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
