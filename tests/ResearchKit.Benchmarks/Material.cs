using System.Collections.Immutable;

namespace ResearchKit.Benchmarks;

/// <summary>Generated articles in memory, as articles and as UTF-8, so that nothing is read or made while something is timed.</summary>
/// <param name="Articles">The articles.</param>
/// <param name="Texts">Their texts: title and paragraphs.</param>
/// <param name="Triggers">The share of their tokens that stand inside terms, measured on the first thousand.</param>
sealed record Material(ImmutableArray<Article> Articles, Utf8Texts Texts, double Triggers)
{
    /// <summary>On so many articles shares are measured.</summary>
    const int Sample = 1000;

    public static Material Of(Lexicon lexicon, int articles, ulong seed, Func<GeneratedOptions, GeneratedOptions>? options = null)
    {
        var made = GeneratedArticles.Make(articles, seed, options).AsParallel().AsOrdered().ToImmutableArray();
        return new(made, Utf8Texts.Of([.. made.Select(article => article.Text)]), TriggerShare.Of(lexicon, made.Take(Sample)));
    }

    /// <summary>Articles whose share of triggers is a given one, to a thousandth, as far as the generator can make them.</summary>
    public static Material WithTriggers(Lexicon lexicon, double share, int articles, ulong seed)
    {
        double low = 0, high = 0.5;
        for (var step = 0; step < 10; step++)
        {
            var terms = (low + high) / 2;
            if (TriggerShare.Of(lexicon, GeneratedArticles.Make(Math.Min(articles, Sample), seed, o => o with { Terms = terms })) < share) low = terms;
            else high = terms;
        }
        return Of(lexicon, articles, seed, o => o with { Terms = (low + high) / 2 });
    }
}
