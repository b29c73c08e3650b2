namespace ResearchKit;

/// <summary>A way to score, ready to be used: text in, score out. Immutable and safe to share between threads.</summary>
/// <remarks>Derive one to add a way of scoring; what evaluates, calibrates or aggregates scores needs to know nothing else.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public abstract class Scorer
{
    /// <summary>Everything that a value depends on besides the text, in a word: method, version and every option that differs from the method's own.</summary>
    public abstract string Identity { get; }

    /// <summary>Negative, neutral or positive, by the scorer's own two cut points.</summary>
    public abstract Scale Classes { get; }

    /// <summary>The whole hash of the model behind the values, of which <see cref="Identity"/> has the beginning; empty without one.</summary>
    internal virtual string ModelHash => "";

    /// <summary>The lexicon that values depend on; null without one.</summary>
    internal virtual Lexicon? Words => null;

    /// <summary>What some texts have in common with those that the values were fitted on; null where nothing. Of such texts the values say too much.</summary>
    internal virtual string? Seen(IEnumerable<Article> texts) => null;

    /// <summary>The score of an article.</summary>
    /// <returns>A value in [−1, 1]; silent or unsupported language give 0 with that outcome, never an error.</returns>
    public abstract Score Score(Article article);

    /// <summary>The score of an article, taken apart: contributions and remainder sum to the value.</summary>
    public abstract Explanation Explain(Article article);

    /// <summary>The score of a text; a blank line ends a paragraph.</summary>
    public Score Score(string text) => Score(Article.Of(text));

    /// <summary>The scores of a corpus, in its order, whatever the number of threads.</summary>
    public virtual IReadOnlyList<Score> Score(IReadOnlyList<Article> corpus)
    {
        var scores = new Score[corpus.Count];
        Parallel.For(0, corpus.Count, i => scores[i] = Score(corpus[i]));
        return scores;
    }

    /// <summary>The score of a text, taken apart.</summary>
    public Explanation Explain(string text) => Explain(Article.Of(text));
}
