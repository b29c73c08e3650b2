using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>Results of themes, companies, stories and time.</summary>
public static partial class Frames
{
    /// <summary>One row a theme of an article: article, theme, prevalence (0 to 1), value, label, number of mentions.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<ThemeScore> scores)
    {
        var rows = scores.ToList();
        return new(
            Text("article", rows, s => s.ArticleId),
            Text("theme", rows, s => s.Theme.Name),
            Real("prevalence", rows, s => s.Prevalence),
            Real("value", rows, s => s.Value),
            Text("label", rows, s => s.Label()),
            Whole("mentions", rows, s => s.Mentions.Length));
    }

    /// <summary>One row a company of an article: article, company, ticker (null for a private one), value, label, relevance and coverage (0 to 1), number of mentions.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<TickerScore> scores)
    {
        var rows = scores.ToList();
        return new(
            Text("article", rows, s => s.ArticleId),
            Text("company", rows, s => s.Company.Name),
            Text("ticker", rows, s => s.Company.Tickers.IsEmpty ? null : s.Company.Symbol),
            Real("value", rows, s => s.Value),
            Text("label", rows, s => s.Label()),
            Real("relevance", rows, s => s.Relevance),
            Whole("mentions", rows, s => s.Mentions.Length),
            Real("coverage", rows, s => s.Coverage));
    }

    /// <summary>One row a point, by key and then by time: key, from (the period's first day, UTC), value and the ends of its interval (null where there is none), number of observations.</summary>
    public static DataFrame ToDataFrame(this SentimentIndex index)
    {
        var rows = index.Points.ToList();
        return new(
            Text("key", rows, p => p.Key),
            Time("from", rows, p => Midnight(p.From)),
            Real("value", rows, p => p.Value),
            Real("low", rows, p => p.Low),
            Real("high", rows, p => p.High),
            Whole("count", rows, p => p.Count));
    }

    /// <summary>One row a provider, the greatest share first: provider, mentions, weight, share (0 to 1). It is who is named, not who is paid.</summary>
    public static DataFrame ToDataFrame(this Diversification mix) => new(
        Text("provider", mix.Providers, p => p.Company.Name),
        Whole("mentions", mix.Providers, p => p.Mentions),
        Real("weight", mix.Providers, p => p.Weight),
        Real("share", mix.Providers, p => p.Share));

    /// <summary>One row an article, story by story: article, story (the id of its first telling), rank, novelty (more than 0 to 100).</summary>
    public static DataFrame ToDataFrame(this Stories stories)
    {
        var rows = stories.Groups.SelectMany(group => group).Select(id => (Id: id, Story: stories[id])).ToList();
        return new(
            Text("article", rows, row => row.Id),
            Text("story", rows, row => row.Story.Id),
            Whole("rank", rows, row => row.Story.Rank),
            Real("novelty", rows, row => row.Story.Novelty));
    }

    internal static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
