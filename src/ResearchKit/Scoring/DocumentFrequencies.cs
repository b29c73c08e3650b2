using System.Globalization;

namespace ResearchKit;

/// <summary>In how many articles of a reference corpus each entry is found, at any time: section 3 of <c>Scoring/rivals.md</c>.</summary>
sealed class DocumentFrequencies
{
    /// <summary>When an article without a time was available: never before another.</summary>
    const long Unknown = long.MaxValue;

    readonly List<long> articles = [];
    readonly Dictionary<int, List<long>> byEntry = [];

    DocumentFrequencies(Lexicon lexicon, Corpus reference)
    {
        var reading = new Reading(lexicon, new());
        var found = new HashSet<int>();
        foreach (var article in reference.Where(article => article.IsEnglish).OrderBy(Time))
        {
            articles.Add(Time(article));
            reading.Read(article);
            found.Clear();
            foreach (var match in reading.Matches)
            {
                if (!found.Add(match.Entry)) continue;
                if (!byEntry.TryGetValue(match.Entry, out var times)) byEntry[match.Entry] = times = [];
                times.Add(Time(article));
            }
        }
        var lines = reference.Select(article => string.Create(CultureInfo.InvariantCulture, $"{Time(article)}\t{Receipt.TextHash(article)}\n"));
        Hash = Hashing.Sha256(string.Concat(lines.Order(StringComparer.Ordinal)))[..16];
    }

    /// <summary>Of texts and times, whatever their order and ids.</summary>
    public string Hash { get; }

    /// <exception cref="InputException">There is no reference.</exception>
    public static DocumentFrequencies Of(Lexicon lexicon, Corpus? reference, string method) => new(lexicon, reference
        ?? throw new InputException($"Method {method} has no reference corpus, whose articles say how rare a word is. Give one: lexicon.Scorer(\"{method}\", reference: corpus)."));

    /// <summary>log₁₀(N/(1 + df)) over the articles that were available before one, or over all of them; 0 when there are none.</summary>
    public double Weight(int entry, Article article, bool all)
    {
        var n = all ? articles.Count : Before(articles, article);
        var df = !byEntry.TryGetValue(entry, out var times) ? 0 : all ? times.Count : Before(times, article);
        return n == 0 ? 0 : Math.Log10(n / (1.0 + df));
    }

    static int Before(List<long> times, Article article)
    {
        if (article.AvailableAt is null) return 0;
        int low = 0, high = times.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (times[middle] < Time(article)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    static long Time(Article article) => article.AvailableAt?.UtcTicks ?? Unknown;
}
