using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>An article's place in its story.</summary>
/// <param name="Id">The story: the id of the article that told it first.</param>
/// <param name="Rank">1 for that article, 2 for the first that repeats it, and so on.</param>
/// <param name="Novelty">100·0.75^(<paramref name="Rank"/> − 1), more than 0 to 100: the event novelty score of RavenPack's News Analytics.</param>
public readonly record struct Story(string Id, int Rank, double Novelty)
{
    const double Again = 0.75;

    internal static Story First(string id) => new(id, 1, 100);

    /// <summary>The place of the next article that tells it.</summary>
    internal Story ToldAgain() => new(Id, Rank + 1, Novelty * Again);

    /// <summary>Story, rank and novelty.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Id}, telling {Rank}, novelty {Novelty:0.#}"));
}

/// <summary>A corpus' articles grouped by what they tell again in nearly the same words. Immutable.</summary>
/// <remarks>
/// <para>Articles are taken in the order in which they became available, equal times by id, those without a time last and in the corpus' order. Each joins the story of the earliest article that it repeats, or begins one.
/// Stories are never joined afterwards: what is said of an article hangs on nothing that came later.</para>
/// <para>An article repeats another when it has enough of its shingles (runs of folded words), by Jaccard or, as a cut copy, by containment. Templates are kept apart: two texts that both have numbers must share more than half of
/// those of the one that has fewer (<c>1.2bn</c> is <c>1.2 billion</c>), and not each be about a name that the other never mentions. Names are words with a capital that never stand without one in the text, at least half as often as the most frequent of them, and twice if
/// the text has 40 words or more. So a short headline in title case has few words that may change.</para>
/// <para>Pairs to compare are found by MinHash: 128 hashes of the whole, in as many bands as find 99% of the pairs at the threshold, and 64 of the opening of the body, for cut copies; a band keeps its latest 100 articles. A retelling in other words is a story of its own.</para>
/// </remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Stories
{
    readonly FrozenDictionary<string, Story> byArticle;

    Stories(ImmutableArray<ImmutableArray<string>> groups, FrozenDictionary<string, Story> byArticle)
    {
        Groups = groups;
        this.byArticle = byArticle;
    }

    /// <summary>The ids of each story's articles by rank; stories in the order in which they were first told.</summary>
    public ImmutableArray<ImmutableArray<string>> Groups { get; }

    /// <summary>How many stories there are.</summary>
    public int Count => Groups.Length;

    /// <summary>The place of an article in its story, by the article's id.</summary>
    /// <exception cref="InputException">The corpus had no article with the id.</exception>
    public Story this[string articleId] => byArticle.TryGetValue(articleId, out var story) ? story : throw InputException.Unknown(
        "Article", Untrusted.Show(articleId), Groups.Take(5).Select(group => Untrusted.Show(group[0])).Concat(Count > 5 ? ["…"] : []));

    /// <summary>Groups the articles of a corpus.</summary>
    /// <param name="corpus">The articles.</param>
    /// <param name="options">Changes when two tell one story: <c>o => o with { WindowDays = 7 }</c>.</param>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public static Stories Of(Corpus corpus, Func<StoriesOptions, StoriesOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        // Only the times order what has one; a stable sort leaves the rest as it is.
        Article[] articles = [.. corpus.OrderBy(article => article.AvailableAt?.UtcTicks ?? long.MaxValue).ThenBy(article => article.AvailableAt is null ? "" : article.Id, StringComparer.Ordinal)];
        var hash = new MinHash(chosen.Similarity, chosen.Seed);
        var prints = new Fingerprint[articles.Length];
        Parallel.For(0, articles.Length, i => prints[i] = Fingerprint.Of(articles[i], chosen, hash));

        var bands = new Bands(articles.Length);
        var groups = new List<ImmutableArray<string>.Builder>();
        var groupOf = new int[articles.Length];
        var stories = new Dictionary<string, Story>(StringComparer.Ordinal);
        for (var i = 0; i < articles.Length; i++)
        {
            var story = groups.Count;
            foreach (var earlier in bands.Meet(i, prints[i].Keys))
            {
                if (!Within(articles[earlier], articles[i], chosen.WindowDays) || !prints[i].Repeats(prints[earlier], chosen)) continue;
                story = groupOf[earlier];
                break;
            }
            groupOf[i] = story;
            if (story == groups.Count) groups.Add(ImmutableArray.CreateBuilder<string>());
            var group = groups[story];
            stories[articles[i].Id] = group.Count == 0 ? Story.First(articles[i].Id) : stories[group[^1]].ToldAgain();
            group.Add(articles[i].Id);
        }
        return new([.. groups.Select(group => group.ToImmutable())], stories.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>How far the stories agree with others, such as those that a made corpus was planted with, over pairs of articles.</summary>
    /// <param name="planted">Article id to story id; articles without one are left out.</param>
    /// <exception cref="InputException">The corpus had no article with an id that is named.</exception>
    public StoryAgreement Against(IReadOnlyDictionary<string, string> planted)
    {
        var pairs = planted.Select(article => (Found: this[article.Key].Id, Planted: article.Value)).ToList();
        return new(Pairs(pairs), Pairs(pairs.Select(pair => pair.Found)), Pairs(pairs.Select(pair => pair.Planted)));

        static long Pairs<T>(IEnumerable<T> labels) => labels.GroupBy(label => label).Sum(group => group.LongCount() * (group.LongCount() - 1) / 2);
    }

    static bool Within(Article earlier, Article later, int? days) =>
        days is null || earlier.AvailableAt is not { } from || later.AvailableAt is not { } to || to - from <= TimeSpan.FromDays(days.Value);

    /// <summary><c>9 stories in 12 articles, 2 of them told again</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Count} {(Count == 1 ? "story" : "stories")} in {byArticle.Count} {(byArticle.Count == 1 ? "article" : "articles")}, {Groups.Count(group => group.Length > 1)} of them told again");
}

/// <summary>How far stories agree with planted ones, over pairs of articles.</summary>
/// <param name="Both">Pairs that stand in one story in both.</param>
/// <param name="Found">Pairs that stand in one story here.</param>
/// <param name="Planted">Pairs that stand in one planted story.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record StoryAgreement(long Both, long Found, long Planted)
{
    /// <summary>Share of the found pairs that are planted ones, 0 to 1; null when none was found.</summary>
    public double? Precision => Found == 0 ? null : (double)Both / Found;

    /// <summary>Share of the planted pairs that were found, 0 to 1; null when none is planted.</summary>
    public double? Recall => Planted == 0 ? null : (double)Both / Planted;

    /// <summary><c>precision 0.980 (49 of 50 pairs), recall 0.817 (49 of 60)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"precision {(Precision is { } p ? p.ToString("0.000", CultureInfo.InvariantCulture) : "none")} ({Both} of {Found} pairs), recall {(Recall is { } r ? r.ToString("0.000", CultureInfo.InvariantCulture) : "none")} ({Both} of {Planted})");
}
