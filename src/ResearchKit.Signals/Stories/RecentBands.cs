namespace ResearchKit;

/// <summary>Which of the latest articles share a band, in flat arrays: 16 bytes or so a band, and nothing for the collector to walk through. Not safe to share between threads.</summary>
/// <remarks>A hash table whose chains have the newest in front. What is forgotten is not taken out: it lies behind all that is remembered, and is cut off where a chain meets it. The place of an article that was forgotten is taken by a newer one,
/// which a chain knows by its number: numbers only fall along a chain.</remarks>
/// <param name="places">Articles that it has room for.</param>
/// <param name="most">Bands of an article at most.</param>
sealed class RecentBands(int places, int most)
{
    /// <summary>What more articles share is a template's: a band has its latest ones.</summary>
    const int MostOfBand = 100;

    readonly ulong[] keys = new ulong[places * most];
    /// <summary>The next of a chain, and the first of each; 0 for none, else one more than its place.</summary>
    readonly int[] next = new int[places * most], heads = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(places * most))];
    readonly (long Number, int Keys)[] articles = new (long, int)[places];
    readonly long[] lastMet = new long[places];

    /// <summary>The bands of an article that is remembered.</summary>
    public ReadOnlySpan<ulong> Of(long number) => keys.AsSpan((int)(number % places) * most, articles[number % places].Keys);

    /// <summary>Adds an article, and says which of those that are remembered share a band with it, in no order.</summary>
    /// <param name="number">One more than that of the one before; the first is 1.</param>
    /// <param name="oldest">The oldest that is remembered: fewer than there is room for before this.</param>
    /// <param name="of">Its bands.</param>
    /// <param name="met">Receives numbers.</param>
    public void Meet(long number, long oldest, ReadOnlySpan<ulong> of, List<long> met)
    {
        foreach (var key in of) Find(key, number, oldest, met);
        var place = (int)(number % places);
        articles[place] = (number, of.Length);
        for (var i = 0; i < of.Length; i++)
        {
            var node = place * most + i;
            ref var head = ref heads[Chain(of[i])];
            (keys[node], next[node], head) = (of[i], head, node + 1);
        }
    }

    void Find(ulong key, long number, long oldest, List<long> met)
    {
        var (chain, found, before) = (Chain(key), 0, number);
        for (ref var link = ref heads[chain]; link > 0; link = ref next[link - 1])
        {
            var (place, band) = Math.DivRem(link - 1, most);
            var (at, count) = articles[place];
            if (at < oldest || at > before || band >= count || Chain(keys[link - 1]) != chain)
            {
                link = 0;
                return;
            }
            before = at;
            if (keys[link - 1] != key) continue;
            if (lastMet[place] != number)
            {
                lastMet[place] = number;
                met.Add(at);
            }
            if (++found == MostOfBand) return;
        }
    }

    int Chain(ulong key) => (int)(key & (ulong)(heads.Length - 1));
}
