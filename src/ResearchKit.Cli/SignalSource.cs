namespace ResearchKit.Cli;

/// <summary>Where the scores come from that are set against returns, and how the leak guard makes them again.</summary>
/// <param name="Index">What was last said of each ticker, day by day.</param>
/// <param name="Method">The scorer's identity; null for scores from a file.</param>
/// <param name="Articles">How many articles; null for scores from a file.</param>
/// <param name="Guard">Checks the way from articles to the index at so many cuts; null where there is none to check.</param>
sealed record SignalSource(SentimentIndex Index, string? Method, int? Articles, Func<int, LeakReport?> Guard)
{
    /// <summary>Of scores from a file, or of articles.</summary>
    /// <param name="scores">From a file; null for articles.</param>
    /// <param name="corpus">The articles.</param>
    /// <param name="companies">Whom they are read for.</param>
    /// <param name="words">The lexicon.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="carried">How the index is made.</param>
    public static SignalSource Of(IReadOnlyList<Observation>? scores, Corpus? corpus, Companies? companies, Lexicon? words, string method, Func<SentimentIndexOptions, SentimentIndexOptions> carried)
    {
        if (scores is not null) return new(SentimentIndex.Of(scores, Period.Day, carried), null, null, _ => null);
        var rules = Methods.Rules(method);
        if (corpus!.All(article => article.AvailableAt is null)) throw new InputException("No article has a time. Expected publishedAt or availableAt: without it there is no before and after.");
        LexiconScorer Scorer(Corpus articles) => Shared.Scorer(words!, rules, articles);
        // A method that needs no articles for a reference is the same for all of them, and finds companies by the same names.
        var every = rules.NeedsReference ? null : Scorer(corpus!).Tickers(companies!);
        // The guard makes the very index that is evaluated: scorer, companies, stories and carrying, of the articles that were there.
        SentimentIndex Said(Corpus articles, Stories? stories) => (every ?? Scorer(articles).Tickers(companies!)).Score(articles).SelectMany(rows => rows).Aggregate(articles, Period.Day, novelty: stories, options: carried);
        return new(Said(corpus!, Stories.Of(corpus!)), Scorer(corpus!).Identity, corpus!.Count, cuts => LeakGuard.Check(corpus!,
            SignalPipeline.Of(Scorer).WithStories(articles => Stories.Of(articles)).WithIndex((articles, _, stories) => Said(articles, stories)), cuts));
    }
}
