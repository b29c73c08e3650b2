namespace ResearchKit;

/// <summary>What is asked of a scorer, or of a lexicon, to judge it.</summary>
public static class Assessing
{
    extension(Scorer scorer)
    {
        /// <summary>Judges the scorer on labels.</summary>
        /// <param name="labels">The labels.</param>
        /// <param name="options">Changes how: <c>o => o with { Map = Map.Affine }</c>.</param>
        /// <exception cref="InputException">An option is out of its range, there are fewer texts than folds, or the scorer was fitted on some of the texts.</exception>
        public Evaluation Evaluate(Labels labels, Func<EvaluationOptions, EvaluationOptions>? options = null) =>
            Evaluation.Run(Unseen(scorer, labels), labels, (options is null ? new() : options(new())).Validated());

        /// <summary>Brings the values to the scale of the labels' scores, by a map fitted on them.</summary>
        /// <param name="labels">Labels with scores; texts on which the scorer is silent are left out, and stay silent.</param>
        /// <param name="options">Changes how: <c>o => o with { Map = Map.Isotonic }</c>.</param>
        /// <exception cref="InputException">Fewer than 20 different texts can be fitted on, all have one value or one score, the scorer was fitted on some of the texts, or an option is out of its range.</exception>
        public CalibratedScorer Calibrate(Labels labels, Func<CalibrationOptions, CalibrationOptions>? options = null) =>
            CalibrationFit.Of(Unseen(scorer, labels), labels, (options is null ? new() : options(new())).Validated()).On(scorer);

        /// <summary>How far the value of an article depends on which sentences happen to stand in it.</summary>
        /// <param name="article">The article.</param>
        /// <param name="options">Changes how: <c>o => o with { Level = 0.9 }</c>.</param>
        /// <exception cref="InputException">An option is out of its range.</exception>
        public Uncertainty Uncertainty(Article article, Func<UncertaintyOptions, UncertaintyOptions>? options = null) =>
            ResearchKit.Uncertainty.Of(scorer, article, (options is null ? new() : options(new())).Validated());

        /// <summary>Judges this scorer and another on the same labels.</summary>
        /// <param name="other">The other.</param>
        /// <param name="labels">The labels.</param>
        /// <param name="options">Changes how each is judged.</param>
        public Comparison Against(Scorer other, Labels labels, Func<EvaluationOptions, EvaluationOptions>? options = null) =>
            Comparison.Of(scorer.Evaluate(labels, options), other.Evaluate(labels, options));
    }

    extension(Lexicon lexicon)
    {
        /// <summary>Runs the declared grid of specifications on an article and says which reproduce its printed score, and what that is worth.</summary>
        /// <param name="article">The article.</param>
        /// <param name="target">The score to reproduce, −1 to 1; the article's own printed score when null.</param>
        /// <param name="tolerance">How close is close; half of the publisher's grid by default.</param>
        /// <param name="others">Other articles; those with a printed score decide whether a method counts as recovered.</param>
        /// <exception cref="InputException">There is no target, or a number is out of its range.</exception>
        public Reproduction Reproduce(Article article, double? target = null, double tolerance = 0.025, IEnumerable<Article>? others = null) =>
            Reproduction.Run(lexicon, article, target, tolerance, others ?? []);
    }

    /// <summary>Of texts that a scorer was fitted on its values say too much.</summary>
    static Scorer Unseen(Scorer scorer, Labels labels) => scorer.Seen(labels.Select(item => item.Article)) is { } shared
        ? throw new InputException($"{Untrusted.Line(labels.Name)}: {shared}, which {Untrusted.Line(scorer.Identity)} was fitted on. Expected other texts; or Learn.Evaluate, which judges each text by a model that has not seen it.")
        : scorer;
}
