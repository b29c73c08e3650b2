using System.Collections.Concurrent;

namespace ResearchKit.Cli;

/// <summary>The parts of a corpus that articles belong to: themes, tickers, source, period or a field; each article is looked at once.</summary>
sealed class ArticleParts(Taxonomy? themes, Companies? companies = null)
{
    readonly ConcurrentDictionary<(string Kind, string Text), IReadOnlyList<string>> known = [];

    /// <summary>The parts of a kind; null for a kind that the articles' fields tell.</summary>
    public IEnumerable<string>? Of(string kind, Article article) => kind switch
    {
        "theme" when themes is not null => known.GetOrAdd((kind, article.Text), _ => [.. themes.Find(article).Select(found => themes[found.Owner].Name).Distinct()]),
        "ticker" when companies is not null => known.GetOrAdd((kind, article.Text), _ => [.. companies.Find(article).Select(found => companies[found.Owner]).Distinct().SelectMany(company => company.Tickers.DefaultIfEmpty(company.Name))]),
        _ => null,
    };

    /// <summary>The parts of a kind, whatever tells them.</summary>
    public IEnumerable<string> All(string kind, Article article) => Of(kind, article) ?? (JudgingOptions.Field(kind, article) is { } part ? [part] : []);

    /// <summary>The story that each text of a set belongs to.</summary>
    public static Func<Article, string> Stories(Labels labels)
    {
        var distinct = labels.Select(item => item.Article).DistinctBy(article => article.Id).ToList();
        var stories = ResearchKit.Stories.Of(Corpus.Of(distinct));
        return article => stories[article.Id].Id;
    }
}
