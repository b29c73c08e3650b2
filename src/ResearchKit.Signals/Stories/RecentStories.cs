namespace ResearchKit;

/// <summary>Stories of a stream: as <see cref="Stories"/>, with the latest articles alone, so that memory is bounded. Not safe to share between threads.</summary>
/// <remarks>What is remembered stands in a few large arrays, some 6 kB for an article of 300 words: nothing of it is left to the collector, however many articles come and go.</remarks>
/// <param name="options">When two articles tell one story; its window of days is the time after which an article is forgotten, without one none is for its age.</param>
/// <param name="most">Articles that are remembered at most; fewer where they are longer than <see cref="MostOfText"/> hashes in the mean.</param>
sealed class RecentStories(StoriesOptions options, int most)
{
    /// <summary>Hashes of an article's sets, in the mean: those of some 2,500 words.</summary>
    const int MostOfText = 4096;

    const int First = 256;

    readonly MinHash hash = new(options.Similarity, options.Seed);
    readonly RecentTexts texts = new();
    readonly List<long> met = [];
    RecentBands bands = new(Math.Min(First, most), new MinHash(options.Similarity, options.Seed).MostKeys);
    Entry[] entries = new Entry[Math.Min(First, most)];

    /// <summary>Of the oldest that is remembered, and of the next.</summary>
    long oldest = 1, next = 1;

    struct Entry
    {
        public RecentTexts.Place Text;
        public DateTimeOffset At;
        public Telling Story;
    }

    /// <summary>A story, as it was told last.</summary>
    sealed class Telling
    {
        public Story? Last { get; set; }
    }

    /// <summary>How many articles are remembered.</summary>
    public int Count => (int)(next - oldest);

    /// <summary>What of an article is compared; may be made on any thread.</summary>
    public Fingerprint Print(Article article) => Fingerprint.Of(article, options, hash);

    /// <summary>The place of an article in its story: that of the earliest article that it repeats, of those that are remembered.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="at">When it came; no earlier than the one before.</param>
    /// <param name="print">What is compared.</param>
    public Story Meet(string id, DateTimeOffset at, Fingerprint print)
    {
        while (Count > 0 && (Count >= most || options.WindowDays is { } days && at - Of(oldest).At > TimeSpan.FromDays(days))) Forget();
        if (Count == entries.Length) Widen();
        var place = Keep(print);
        met.Clear();
        bands.Meet(next, oldest, print.Keys, met);
        met.Sort();
        var own = texts[place];
        Telling? telling = null;
        foreach (var earlier in met)
        {
            if (!own.Repeats(texts[Of(earlier).Text], options)) continue;
            telling = Of(earlier).Story;
            break;
        }
        telling ??= new();
        var story = telling.Last is { } last ? last.ToldAgain() : Story.First(id);
        telling.Last = story;
        Of(next++) = new() { Text = place, At = at, Story = telling };
        return story;
    }

    ref Entry Of(long number) => ref entries[number % entries.Length];

    void Forget() => Of(oldest++) = default;

    /// <summary>Takes the article's sets in, and for room forgets the oldest rather than to grow without end.</summary>
    RecentTexts.Place Keep(Fingerprint print)
    {
        while (true)
        {
            if (texts.Add(print, Count == 0 ? null : Of(oldest).Text.Start) is { } place) return place;
            if (Count > 0 && texts.Length >= (long)most * MostOfText) Forget();
            else
            {
                var places = new RecentTexts.Place[Count];
                for (var i = 0; i < places.Length; i++) places[i] = Of(oldest + i).Text;
                texts.Grow(print.All.Length, places);
                for (var i = 0; i < places.Length; i++) Of(oldest + i).Text = places[i];
            }
        }
    }

    /// <summary>Room for twice as many articles.</summary>
    void Widen()
    {
        var wider = new Entry[Math.Min(most, 2 * entries.Length)];
        var more = new RecentBands(wider.Length, hash.MostKeys);
        for (var number = oldest; number < next; number++)
        {
            wider[number % wider.Length] = Of(number);
            more.Meet(number, oldest, bands.Of(number), met);
        }
        (entries, bands) = (wider, more);
    }
}
