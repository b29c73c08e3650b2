using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>The English texts of a set, equal ones once, in an order that hangs on the texts alone.</summary>
static class DistinctTexts
{
    /// <param name="name">What the set is called.</param>
    /// <param name="articles">Any order.</param>
    /// <exception cref="InputException">There is none, or one cannot be read.</exception>
    public static ImmutableArray<Article> Of(string name, IEnumerable<Article> articles)
    {
        ImmutableArray<Article> texts = [.. articles.Where(article => article.IsEnglish).GroupBy(Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(First)];
        return texts.IsEmpty ? throw new InputException($"{Untrusted.Line(name)}: no English text. Expected at least one.") : texts;
    }

    /// <summary>Of equal texts the one whose id is first.</summary>
    public static Article First(IEnumerable<Article> equal) => equal.OrderBy(article => article.Id, StringComparer.Ordinal).ThenBy(article => article.Text, StringComparer.Ordinal).First();

    static string Group(Article article) => ArticleRules.HasHalfPair(article.Text)
        ? throw new InputException($"{Untrusted.Show(article.Id)}: the text holds half a surrogate pair. Expected whole characters: read it with Corpus.Read, or make the corpus with Corpus.Of, which refuses it.")
        : Labels.GroupOf(article.Text);
}

/// <summary>Labelled texts, equal ones once: those on which all judgements agree in class.</summary>
/// <param name="Articles">The texts, in an order that hangs on the texts alone.</param>
/// <param name="Classes">−1, 0 or 1 of each.</param>
/// <param name="Scores">Of each the mean judged score, or its class where not every item of the set has a score.</param>
/// <param name="Scored">Whether they are scores.</param>
/// <param name="Split">How many texts were left out, since they were judged differently for different targets or by different people.</param>
sealed record JudgedTexts(ImmutableArray<Article> Articles, ImmutableArray<int> Classes, ImmutableArray<double> Scores, bool Scored, int Split)
{
    /// <exception cref="InputException">No text is left.</exception>
    public static JudgedTexts Of(Labels labels)
    {
        var scored = labels.All(item => item.Score is not null);
        var groups = labels.Where(item => item.Article.IsEnglish).GroupBy(item => item.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToLookup(group => group.Select(item => item.Judged).Distinct().Count() == 1);
        var kept = groups[true].ToList();
        return kept.Count == 0
            ? throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(labels.Name)}: no English text with one judgement; {groups[false].Count()} are judged differently for different companies. Expected at least one."))
            : new([.. kept.Select(group => DistinctTexts.First(group.Select(item => item.Article)))], [.. kept.Select(group => group.First().Judged)],
                // Sorted, so that a mean has the same bits in any order of the items.
                [.. kept.Select(group => scored ? group.Select(item => item.Score!.Value).Order().Average() : group.First().Judged)], scored, groups[false].Count());
    }
}
