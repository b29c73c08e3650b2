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
        var stories = ResearchKit.Stories.Of(Articles(labels));
        return article => stories[article.Id].Id;
    }

    /// <summary>The articles of labels, each once; a text that is judged for several companies is one.</summary>
    /// <exception cref="InputException">Two texts have one id.</exception>
    public static Corpus Articles(Labels labels)
    {
        var articles = labels.Select(item => item.Article).DistinctBy(article => (article.Id, article.Text)).ToList();
        return articles.GroupBy(article => article.Id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new InputException($"{Untrusted.Line(labels.Name)}: two different texts have the id {Untrusted.Quote(twice.Key)}. Expected each id once: name one file of the folder.")
            : Corpus.Of(articles);
    }
}
