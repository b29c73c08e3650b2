namespace ResearchKit;

/// <summary>Stories of a stream: as <see cref="Stories"/>, with the latest articles alone, so that memory is bounded. Not safe to share between threads.</summary>
/// <param name="options">When two articles tell one story; its window of days is the time after which an article is forgotten, without one none is for its age.</param>
/// <param name="most">Articles that are remembered at most.</param>
sealed class RecentStories(StoriesOptions options, int most)
{
    const int MostOfBand = 100;

    readonly MinHash hash = new(options.Similarity, options.Seed);
    readonly Dictionary<ulong, List<int>> bands = [];
    readonly Dictionary<int, Entry> entries = [];
    readonly Queue<int> order = [];
    int next;

    sealed record Entry(Fingerprint Print, ulong[] Keys, DateTimeOffset At, Telling Story);

    /// <summary>A story, as it was told last.</summary>
    sealed class Telling
    {
        public Story? Last { get; set; }
    }

    /// <summary>How many articles are remembered.</summary>
    public int Count => entries.Count;

    /// <summary>What of an article is compared; may be made on any thread.</summary>
    public Fingerprint Print(Article article) => Fingerprint.Of(article, options, hash);

    /// <summary>The place of an article in its story: that of the earliest article that it repeats, of those that are remembered.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="at">When it came; no earlier than the one before.</param>
    /// <param name="print">What is compared.</param>
    public Story Meet(string id, DateTimeOffset at, Fingerprint print)
    {
        while (order.TryPeek(out var oldest) && (entries.Count >= most || options.WindowDays is { } days && at - entries[oldest].At > TimeSpan.FromDays(days))) Forget(order.Dequeue());
        var keys = print.Keys.Distinct().ToArray();
        var telling = keys.SelectMany(key => bands.TryGetValue(key, out var band) ? band : []).Distinct().Order()
            .Select(earlier => entries[earlier]).FirstOrDefault(earlier => print.Repeats(earlier.Print, options))?.Story ?? new();
        var story = telling.Last is { } last ? last.ToldAgain() : Story.First(id);
        telling.Last = story;
        entries.Add(next, new(print, keys, at, telling));
        order.Enqueue(next);
        foreach (var key in keys)
        {
            if (!bands.TryGetValue(key, out var band)) bands.Add(key, band = new(1));
            if (band.Count == MostOfBand) band.RemoveAt(0);
            band.Add(next);
        }
        next++;
        return story;
    }

    void Forget(int oldest)
    {
        entries.Remove(oldest, out var entry);
        foreach (var key in entry!.Keys)
        {
            var band = bands[key];
            band.Remove(oldest);
            if (band.Count == 0) bands.Remove(key);
        }
    }
}
