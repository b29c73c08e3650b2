using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Scores by theme: <c>Themes/README.md</c>.</summary>
public static class ThemeScoring
{
    /// <summary>What an article says of each theme that it mentions: a row for each, in the taxonomy's order; none for a text that is not English.</summary>
    /// <exception cref="InputException">The method is not summed by single hits: one of VADER's or sentometrics'.</exception>
    public static ImmutableArray<ThemeScore> Themes(this LexiconScorer scorer, Article article, Taxonomy taxonomy)
    {
        scorer.RequirePortions("themes");
        if (!article.IsEnglish) return [];
        var found = taxonomy.Find(article);
        return found.IsEmpty ? [] : scorer.Read(article, [], reading => Themes(scorer, article, taxonomy, reading, found));
    }

    /// <summary>The rows of a corpus, in its order, whatever the number of threads; an article without themes has none.</summary>
    /// <exception cref="InputException">The method is not summed by single hits: one of VADER's or sentometrics'.</exception>
    public static ImmutableArray<ThemeScore> Themes(this LexiconScorer scorer, IReadOnlyList<Article> corpus, Taxonomy taxonomy)
    {
        scorer.RequirePortions("themes");
        var rows = new ImmutableArray<ThemeScore>[corpus.Count];
        Parallel.For(0, corpus.Count, i => rows[i] = scorer.Themes(corpus[i], taxonomy));
        return [.. rows.SelectMany(row => row)];
    }

    /// <summary>Values and prevalence alone, the same bits as the rows have them, of a text that is known to be English.</summary>
    internal static ImmutableArray<PartValue> ThemeValues(this LexiconScorer scorer, Article article, Taxonomy taxonomy)
    {
        var found = taxonomy.Find(article);
        return found.IsEmpty ? [] : scorer.Read(article, [], reading =>
        {
            var values = ImmutableArray.CreateBuilder<PartValue>();
            foreach (var theme in Carried.Of(reading, found).GroupBy(place => place.Found.Owner).OrderBy(group => group.Key))
            {
                var about = new Carrying(reading, [.. theme], place => taxonomy.TermOf(place)).Portion;
                values.Add(new(taxonomy[theme.Key].Name, (double)about.Sentences.Length / reading.Sentences.Length, scorer.Score(article, reading, about)));
            }
            return values.ToImmutable();
        });
    }

    /// <summary>Whether a part of a text has a value of its own by a method.</summary>
    internal static bool GivesPortions(this LexiconScorer scorer) => scorer.Options.Measure <= Measure.Root;

    /// <summary>Refuses a method by which a part of a text has no value of its own.</summary>
    internal static void RequirePortions(this LexiconScorer scorer, string what)
    {
        if (!scorer.GivesPortions())
            throw new InputException($"Method '{scorer.Method.Name}' gives no value to a part of a text, and so none to {what}. Available: {string.Join(", ", Method.All.Where(method => method.Options.Measure <= Measure.Root).Select(method => method.Name))}.");
    }

    static ImmutableArray<ThemeScore> Themes(LexiconScorer scorer, Article article, Taxonomy taxonomy, Reading reading, ImmutableArray<Found> found)
    {
        var (text, carried) = (article.Text, Carried.Of(reading, found));
        var scores = ImmutableArray.CreateBuilder<ThemeScore>();
        foreach (var theme in carried.GroupBy(place => place.Found.Owner).OrderBy(group => group.Key))
        {
            var about = new Carrying(reading, [.. theme], place => taxonomy.TermOf(place));
            var identity = Untrusted.Line($"{scorer.Identity}→theme({taxonomy.Name} {taxonomy.Hash[..8]}: {taxonomy[theme.Key].Name})");
            scores.Add(new(article.Id, taxonomy[theme.Key], (double)about.Portion.Sentences.Length / reading.Sentences.Length,
                [.. theme.Select(place => new Mention(taxonomy.TermOf(place.Found), place.Found.Start, place.Found.Length, place.Sentence, reading.StanceOf(text, reading.Sentences[place.Sentence], place.First, place.Last).Stance))],
                scorer.Explain(article, reading, about.Portion, identity, about.Reasons)));
        }
        return scores.ToImmutable();
    }
}
