using System.Globalization;

namespace ResearchKit;

/// <summary>Scores of a corpus over time.</summary>
public static class Aggregating
{
    /// <summary>The key of an index that tells no articles apart.</summary>
    public const string All = "all";

    /// <summary>Brings the scores of a corpus together, by the time at which each article became available.</summary>
    /// <param name="corpus">The articles.</param>
    /// <param name="scores">Their scores, in the order of the corpus.</param>
    /// <param name="period">How long a point lasts.</param>
    /// <param name="by">The key of an article, such as its source; null leaves it out. By default all have the key <see cref="All"/>.</param>
    /// <param name="novelty">Weighs an article by its novelty, 0 to 1; by default all weigh 1.</param>
    /// <param name="options">Changes how: <c>o => o with { IncludeSilent = true }</c>.</param>
    /// <exception cref="InputException">The scores are not those of the corpus, or an option is not known.</exception>
    public static SentimentIndex Aggregate(this Corpus corpus, IReadOnlyList<Score> scores, Period period, Func<Article, string?>? by = null, Stories? novelty = null, Func<SentimentIndexOptions, SentimentIndexOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        if (scores.Count != corpus.Count) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"There are {scores.Count} scores for {corpus.Count} articles. Expected one each, in the corpus' order: scorer.Score(corpus)."));
        var observations = new List<Observation>();
        var unscored = 0;
        for (var i = 0; i < scores.Count; i++)
        {
            var (article, score) = (corpus[i], scores[i]);
            if (score.ArticleId != article.Id) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Score {i} is of article {Untrusted.Quote(score.ArticleId ?? "")}, and article {i} is {Untrusted.Quote(article.Id)}. Expected scores in the corpus' order: scorer.Score(corpus)."));
            if ((by is null ? All : by(article)) is not { } key) continue;
            if (Counts(score, chosen))
                observations.Add(new(article.Id, article.AvailableAt, key, score.Value) { Novelty = NoveltyOf(novelty, article.Id), Tokens = score.Tokens });
            else unscored++;
        }
        return SentimentIndex.Of(observations, period, chosen, unscored, Named(scores.Select(score => score.Method)));
    }

    /// <summary>Brings what is said of companies together: a key for each company's symbol, weights by relevance.</summary>
    /// <param name="scores">Rows of a <see cref="TickerScorer"/>.</param>
    /// <param name="corpus">The articles they were made of.</param>
    /// <param name="period">How long a point lasts.</param>
    /// <param name="novelty">Weighs a row by its article's novelty too; by default all are new.</param>
    /// <param name="options">Changes how.</param>
    /// <exception cref="InputException">A row's article is not in the corpus, or an option is not known.</exception>
    public static SentimentIndex Aggregate(this IEnumerable<TickerScore> scores, Corpus corpus, Period period, Stories? novelty = null, Func<SentimentIndexOptions, SentimentIndexOptions>? options = null) =>
        Parts(scores.Select(row => (row.ArticleId, row.Company.Symbol, row.Value, row.Relevance, row.Explanation.Score)), corpus, period, novelty, options);

    /// <summary>Brings what is said of themes together: a key for each theme, weights by prevalence.</summary>
    /// <param name="scores">Rows of <see cref="ThemeScoring.Themes(LexiconScorer, Article, Taxonomy)"/>.</param>
    /// <param name="corpus">The articles they were made of.</param>
    /// <param name="period">How long a point lasts.</param>
    /// <param name="novelty">Weighs a row by its article's novelty too; by default all are new.</param>
    /// <param name="options">Changes how.</param>
    /// <exception cref="InputException">A row's article is not in the corpus, or an option is not known.</exception>
    public static SentimentIndex Aggregate(this IEnumerable<ThemeScore> scores, Corpus corpus, Period period, Stories? novelty = null, Func<SentimentIndexOptions, SentimentIndexOptions>? options = null) =>
        Parts(scores.Select(row => (row.ArticleId, row.Theme.Name, row.Value, row.Prevalence, row.Explanation.Score)), corpus, period, novelty, options);

    static SentimentIndex Parts(IEnumerable<(string Article, string Key, double Value, double Weight, Score Score)> rows, Corpus corpus, Period period, Stories? novelty, Func<SentimentIndexOptions, SentimentIndexOptions>? options)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        var (observations, methods, unscored) = (new List<Observation>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var (article, key, value, weight, score) in rows)
        {
            methods.Add(score.Method);
            if (Counts(score, chosen))
                observations.Add(new(article, corpus[article].AvailableAt, key, value, weight) { Novelty = NoveltyOf(novelty, article), Tokens = score.Tokens });
            else unscored++;
        }
        return SentimentIndex.Of(observations, period, chosen, unscored, Named(methods));
    }

    /// <summary>A text of which nothing was read says nothing, and where lengths weigh it has no weight either.</summary>
    static bool Counts(in Score score, SentimentIndexOptions options) => score.Outcome == Outcome.Scored || score.Outcome == Outcome.Silent && options.IncludeSilent && (score.Tokens > 0 || !options.WeighsLength);

    static double NoveltyOf(Stories? novelty, string article) => novelty is null ? 1 : novelty[article].Novelty / 100;

    /// <summary>The methods without what each theme adds to its own.</summary>
    static string? Named(IEnumerable<string> methods) => string.Join(", ", methods.Select(method => method.Split("→theme(")[0]).Distinct()) is { Length: > 0 } named ? named : null;
}
