using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Reads what articles say of positions, once, and brings it together at two instants.</summary>
sealed class Exposing
{
    readonly Portfolio portfolio;
    readonly Corpus corpus;
    readonly Taxonomy themes;
    readonly DateTimeOffset asOf, since;
    readonly ExposureOptions options;
    readonly TickerScorer tickers;
    readonly Dictionary<string, Company> companies = new(StringComparer.OrdinalIgnoreCase);
    readonly ImmutableArray<Article> articles;
    readonly ILookup<string, TickerScore> rows;
    readonly ILookup<string, ThemeScore> mentioned;
    readonly SentimentIndex now, then;

    public Exposing(Portfolio portfolio, Corpus corpus, LexiconScorer scorer, Companies known, Taxonomy themes, DateTimeOffset asOf, Stories? novelty, ExposureOptions options)
    {
        (this.portfolio, this.corpus, this.themes, this.asOf, this.options) = (portfolio, corpus, themes, asOf, options);
        since = options.Since ?? asOf.AddDays(-1);
        tickers = scorer.Tickers(known);
        foreach (var company in known)
            foreach (var ticker in company.Tickers) companies.TryAdd(ticker, company);
        var first = Periods.From(Math.Max(0, Periods.Number(since, Period.Day) - options.Time.Periods + 1), Period.Day);
        articles = [.. corpus.Where(article => article.AvailableAt is { } at && at <= asOf && DateOnly.FromDateTime(at.UtcDateTime) >= first)];
        var held = portfolio.Held.Select(position => companies.GetValueOrDefault(position.Ticker)?.Name).ToHashSet(StringComparer.Ordinal);
        // All companies of an article that names one that is held: providers are among them.
        rows = tickers.Score(articles).Where(found => found.Any(row => held.Contains(row.Company.Name))).SelectMany(found => found).ToLookup(row => row.ArticleId, StringComparer.Ordinal);
        mentioned = scorer.Themes([.. articles.Where(article => rows.Contains(article.Id))], themes).ToLookup(row => row.ArticleId, StringComparer.Ordinal);
        var scored = rows.SelectMany(found => found).Where(row => held.Contains(row.Company.Name)).ToList();
        (now, then) = (Index(asOf), Index(since));

        SentimentIndex Index(DateTimeOffset until) => scored.Aggregate(corpus, Period.Day, novelty, o => o with { Time = options.Time, Documents = options.Documents, AsOf = until });
    }

    public Exposure Made()
    {
        var (positions, before) = (At(now, asOf), At(then, since));
        var byTheme = ByTheme(positions);
        return new()
        {
            Portfolio = portfolio,
            AsOf = asOf,
            Method = tickers.Identity,
            Taxonomy = themes,
            Options = options,
            Positions = positions,
            Themes = byTheme,
            Change = Changed(before, positions, byTheme),
            Findings = [.. portfolio.Findings, .. Found()],
            Articles = articles.Count(article => Periods.Number(article.AvailableAt!.Value, Period.Day) > Periods.Number(asOf, Period.Day) - options.Time.Periods),
            Undated = corpus.Count(article => article.AvailableAt is null),
        };
    }

    ImmutableArray<PositionExposure> At(SentimentIndex index, DateTimeOffset at)
    {
        var read = new Dictionary<string, PositionExposure>(StringComparer.Ordinal);
        return [.. portfolio.Positions.Select(position =>
        {
            if (position.IsCash || !companies.TryGetValue(position.Ticker, out var company)) return new PositionExposure(position, null, null);
            // Two classes of shares have one company's news.
            if (!read.TryGetValue(company.Name, out var known)) read[company.Name] = known = Of(company, index, at);
            return known with { Position = position };
        })];
    }

    IEnumerable<string> Found()
    {
        if (portfolio.On == DateOnly.FromDateTime(asOf.UtcDateTime) && portfolio.On > PortfolioRisk.LastClose(asOf))
            yield return FormattableString.Invariant($"The book is weighed by closes of {portfolio.On:yyyy-MM-dd}, the day of the instant itself: not every exchange has closed by {asOf.UtcDateTime:HH:mm}Z.");
        if (companies.TryGetValue(Portfolio.Cash, out var namesake) && portfolio.Positions.Any(position => position.IsCash))
            yield return Untrusted.Line($"CASH is taken for money, and {namesake.Name} has it for a ticker: if its shares are meant, name them otherwise, in the companies too.");
    }

    PositionExposure Of(Company company, SentimentIndex index, DateTimeOffset at)
    {
        if (Level(index, company, at) is not { After.Value: not null } level) return new(default, company, null);
        var behind = level.Parts.Select(part => part.Observation.ArticleId).ToHashSet(StringComparer.Ordinal);
        var weights = level.Parts.GroupBy(part => part.Observation.ArticleId, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(part => part.WeightAfter), StringComparer.Ordinal);
        var explanations = behind.SelectMany(id => rows[id]).Where(row => row.Company.Name == company.Name).Select(row => row.Explanation);
        return new(default, company, level)
        {
            Themes = IndexAttribution.Of(level, explanations, behind.SelectMany(id => mentioned[id])).Themes,
            Attention = level.Parts.SelectMany(part => mentioned[part.Observation.ArticleId].Select(row => (row.Theme.Name, Share: part.WeightAfter * row.Prevalence)))
                .GroupBy(one => one.Name, StringComparer.Ordinal).ToImmutableDictionary(group => group.Key, group => group.Sum(one => one.Share), StringComparer.Ordinal),
            Providers = Diversification.Of(behind.SelectMany(id => rows[id]), id => weights[id], o => o with { Resamples = 0 }),
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

    ExposureChange Changed(ImmutableArray<PositionExposure> earlier, ImmutableArray<PositionExposure> positions, ImmutableArray<ThemeExposure> byThemeNow)
    {
        var (byArticle, byTheme) = (new IndexAttributing.Sums(), new IndexAttributing.Sums());
        var byPosition = ImmutableArray.CreateBuilder<IndexShare>();
        foreach (var (before, after) in earlier.Zip(positions))
        {
            var weight = after.Position.Weight;
            foreach (var part in before.Behind?.Parts ?? []) byArticle.Add(part.Observation.ArticleId, weight * part.After, 0);
            foreach (var part in after.Behind?.Parts ?? []) byArticle.Add(part.Observation.ArticleId, 0, weight * part.After);
            byPosition.Add(new(after.Position.Ticker, before.Value, after.Value));
        }
        foreach (var theme in ByTheme(earlier)) byTheme.Add(theme.Theme, theme.Value, 0);
        foreach (var theme in byThemeNow) byTheme.Add(theme.Theme, 0, theme.Value);
        return new(since, byPosition.Sum(one => one.Before), byPosition.Sum(one => one.After), byPosition.ToImmutable(),
            [.. byArticle.Shares().Where(one => Math.Abs(one.Change) >= ExposureChange.Dust).Select(one => corpus[one.Name] is var article
            ? new ArticleExposure(article.Id, article.Title.Length > 0 ? article.Title : article.Paragraphs.FirstOrDefault(""), article.AvailableAt!.Value, one.Before, one.After) : default)])
        {
            Themes = byTheme.Shares(),
            Diversification = [.. earlier.Zip(positions).Select(pair => new IndexShare(pair.Second.Position.Ticker, Mix(pair.First), Mix(pair.Second)))],
        };

        static double Mix(PositionExposure one) => one.Position.Weight * (one.Providers?.Index ?? 0);
    }
}
