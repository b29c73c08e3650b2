using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Reads what articles say of positions, once, and brings it together at two instants.</summary>
sealed class Exposing
{
    readonly Portfolio portfolio;
    readonly Corpus corpus;
    readonly LexiconScorer scorer;
    readonly Taxonomy themes;
    readonly DateTimeOffset asOf, since;
    readonly ExposureOptions options;
    readonly TickerScorer tickers;
    readonly Dictionary<string, Company> companies = new(StringComparer.OrdinalIgnoreCase);
    readonly ImmutableArray<Article> articles;
    readonly ILookup<string, TickerScore> rows;
    readonly SentimentIndex now, then;

    public Exposing(Portfolio portfolio, Corpus corpus, LexiconScorer scorer, Companies known, Taxonomy themes, DateTimeOffset asOf, Stories? novelty, ExposureOptions options)
    {
        (this.portfolio, this.corpus, this.scorer, this.themes, this.asOf, this.options) = (portfolio, corpus, scorer, themes, asOf, options);
        since = options.Since ?? asOf.AddDays(-1);
        tickers = scorer.Tickers(known);
        foreach (var company in known)
            foreach (var ticker in company.Tickers) companies.TryAdd(ticker, company);
        var first = Periods.From(Math.Max(0, Periods.Number(since, Period.Day) - options.Time.Periods + 1), Period.Day);
        articles = [.. corpus.Where(article => article.AvailableAt is { } at && at <= asOf && DateOnly.FromDateTime(at.UtcDateTime) >= first)];
        var held = portfolio.Held.Select(position => companies.GetValueOrDefault(position.Ticker)?.Name).ToHashSet(StringComparer.Ordinal);
        // All companies of an article that names one that is held: providers are among them.
        rows = tickers.Score(articles).Where(found => found.Any(row => held.Contains(row.Company.Name))).SelectMany(found => found).ToLookup(row => row.ArticleId, StringComparer.Ordinal);
        var scored = rows.SelectMany(found => found).Where(row => held.Contains(row.Company.Name)).ToList();
        (now, then) = (Index(asOf), Index(since));

        SentimentIndex Index(DateTimeOffset until) => scored.Aggregate(corpus, Period.Day, novelty, o => o with { Time = options.Time, Documents = options.Documents, AsOf = until });
    }

    public Exposure Made()
    {
        var read = new Dictionary<string, PositionExposure>(StringComparer.Ordinal);
        ImmutableArray<PositionExposure> positions = [.. portfolio.Positions.Select(position =>
        {
            if (position.IsCash || !companies.TryGetValue(position.Ticker, out var company)) return new PositionExposure(position, null, null);
            // Two classes of shares have one company's news.
            if (!read.TryGetValue(company.Name, out var known)) read[company.Name] = known = Of(company);
            return known with { Position = position };
        })];
        return new()
        {
            Portfolio = portfolio,
            AsOf = asOf,
            Method = tickers.Identity,
            Taxonomy = themes,
            Options = options,
            Positions = positions,
            Themes = ByTheme(positions),
            Change = Changed(positions),
            Articles = articles.Count(article => Periods.Number(article.AvailableAt!.Value, Period.Day) > Periods.Number(asOf, Period.Day) - options.Time.Periods),
            Undated = corpus.Count(article => article.AvailableAt is null),
        };
    }

    PositionExposure Of(Company company)
    {
        if (Level(now, company, asOf) is not { After.Value: not null } level) return new(default, company, null);
        var behind = level.Parts.Select(part => part.Observation.ArticleId).ToHashSet(StringComparer.Ordinal);
        var about = articles.Where(article => behind.Contains(article.Id)).ToList();
        var mentioned = scorer.Themes(about, themes);
        var explanations = behind.SelectMany(id => rows[id]).Where(row => row.Company.Name == company.Name).Select(row => row.Explanation);
        var prevalence = mentioned.ToLookup(row => row.ArticleId, StringComparer.Ordinal);
        return new(default, company, level)
        {
            Themes = IndexAttribution.Of(level, explanations, mentioned).Themes,
            Attention = level.Parts.SelectMany(part => prevalence[part.Observation.ArticleId].Select(row => (row.Theme.Name, Share: part.WeightAfter * row.Prevalence)))
                .GroupBy(one => one.Name, StringComparer.Ordinal).ToImmutableDictionary(group => group.Key, group => group.Sum(one => one.Share), StringComparer.Ordinal),
            Providers = Diversification.Of(about.SelectMany(article => rows[article.Id]), o => o with { Resamples = 0 }),
        };
    }

    static IndexMove? Level(SentimentIndex index, Company company, DateTimeOffset at) =>
        index.Keys.Contains(company.Symbol) ? index.Explain(company.Symbol, DateOnly.FromDateTime(at.UtcDateTime)) : null;

    static ImmutableArray<ThemeExposure> ByTheme(ImmutableArray<PositionExposure> positions)
    {
        var sums = new SortedDictionary<string, (double Value, double Attention)>(StringComparer.Ordinal);
        foreach (var position in positions)
        {
            foreach (var share in position.Themes) sums[share.Name] = sums.GetValueOrDefault(share.Name) is var known ? (known.Value + position.Position.Weight * share.After, known.Attention) : default;
            foreach (var (name, share) in position.Attention.OrderBy(one => one.Key, StringComparer.Ordinal)) sums[name] = sums.GetValueOrDefault(name) is var known ? (known.Value, known.Attention + position.Position.Weight * share) : default;
        }
        return [.. sums.Select(one => new ThemeExposure(one.Key, one.Value.Value, one.Key == IndexAttribution.NoTheme ? null : one.Value.Attention)).OrderByDescending(theme => Math.Abs(theme.Value)).ThenBy(theme => theme.Theme, StringComparer.Ordinal)];
    }

    ExposureChange Changed(ImmutableArray<PositionExposure> positions)
    {
        var byArticle = new Dictionary<string, (double Before, double After)>(StringComparer.Ordinal);
        var byPosition = ImmutableArray.CreateBuilder<IndexShare>();
        foreach (var one in positions)
        {
            var weight = one.Position.Weight;
            var before = one.Company is null ? null : Level(then, one.Company, since);
            foreach (var part in before?.Parts ?? []) Add(part.Observation.ArticleId, weight * part.After, 0);
            foreach (var part in one.Behind?.Parts ?? []) Add(part.Observation.ArticleId, 0, weight * part.After);
            byPosition.Add(new(one.Position.Ticker, weight * (before?.After.Value ?? 0), one.Value));
        }
        return new(since, byPosition.Sum(one => one.Before), byPosition.Sum(one => one.After), byPosition.ToImmutable(), [.. byArticle.Select(one => corpus[one.Key] is var article
            ? new ArticleExposure(article.Id, article.Title.Length > 0 ? article.Title : article.Paragraphs.FirstOrDefault(""), article.AvailableAt!.Value, one.Value.Before, one.Value.After) : default)
            .OrderByDescending(article => Math.Abs(article.Change)).ThenBy(article => article.ArticleId, StringComparer.Ordinal)]);

        void Add(string article, double before, double after) => byArticle[article] = byArticle.GetValueOrDefault(article) is var known ? (known.Before + before, known.After + after) : default;
    }
}
