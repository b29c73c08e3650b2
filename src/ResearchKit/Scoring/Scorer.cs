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

    /// <summary>The score of an article.</summary>
    /// <returns>A value in [−1, 1]; silent or unsupported language give 0 with that outcome, never an error.</returns>
    public abstract Score Score(Article article);

    /// <summary>The score of an article, taken apart: contributions and remainder sum to the value.</summary>
    public abstract Explanation Explain(Article article);

    /// <summary>The score of a text; a blank line ends a paragraph.</summary>
    public Score Score(string text) => Score(Article.Of(text));

    /// <summary>The scores of a corpus, in its order, whatever the number of threads.</summary>
    public IReadOnlyList<Score> Score(IReadOnlyList<Article> corpus)
    {
        var scores = new Score[corpus.Count];
        Parallel.For(0, corpus.Count, i => scores[i] = Score(corpus[i]));
        return scores;
    }

    /// <summary>The score of a text, taken apart.</summary>
    public Explanation Explain(string text) => Explain(Article.Of(text));

    /// <summary>Judges the scorer on labels.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="options">Changes how: <c>o => o with { Map = Map.Affine }</c>.</param>
    /// <exception cref="InputException">An option is out of its range, or there are fewer texts than folds.</exception>
    public Evaluation Evaluate(Labels labels, Func<EvaluationOptions, EvaluationOptions>? options = null) =>
        Evaluation.Run(this, labels, (options is null ? new() : options(new())).Validated());

    /// <summary>Brings the values to the scale of the labels' scores, by a map fitted on them.</summary>
    /// <param name="labels">Labels with scores; texts on which the scorer is silent are left out, and stay silent.</param>
    /// <param name="options">Changes how: <c>o => o with { Map = Map.Isotonic }</c>.</param>
    /// <exception cref="InputException">Fewer than 20 different texts can be fitted on, all have one value or one score, or an option is out of its range.</exception>
    public CalibratedScorer Calibrate(Labels labels, Func<CalibrationOptions, CalibrationOptions>? options = null) =>
        Calibration.Fit(this, labels, (options is null ? new() : options(new())).Validated()).On(this);

    /// <summary>How far the value of an article depends on which sentences happen to stand in it.</summary>
    /// <param name="article">The article.</param>
    /// <param name="options">Changes how: <c>o => o with { Level = 0.9 }</c>.</param>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public Uncertainty Uncertainty(Article article, Func<UncertaintyOptions, UncertaintyOptions>? options = null) =>
        ResearchKit.Uncertainty.Of(this, article, (options is null ? new() : options(new())).Validated());

    /// <summary>Judges this scorer and another on the same labels.</summary>
    /// <param name="other">The other.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="options">Changes how each is judged.</param>
    public Comparison Against(Scorer other, Labels labels, Func<EvaluationOptions, EvaluationOptions>? options = null) =>
        Comparison.Of(Evaluate(labels, options), other.Evaluate(labels, options));
}
