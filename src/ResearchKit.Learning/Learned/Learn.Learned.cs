namespace ResearchKit;

public static partial class Learn
{
    /// <summary>A linear model of words and of what the rules find, fitted to labels; its card has figures from folds in which it was not fitted.</summary>
    /// <remarks>
    /// <para>Runs of words count (1 + ln n)·idf, those of a text together with the length 1; numbers are one word, and so are names. Hits count by term, topic and shifters, with their sign and with what of them is counted; values, masses and coverage count as they are.</para>
    /// <para>Penalty and cut point are chosen by folds within the texts that a model is fitted on, for each fold anew. What is told again in nearly the same words stands in one fold, or, in folds by time, is not fitted on where it is judged.</para>
    /// </remarks>
    /// <param name="labels">What is fitted to; texts in other languages are left out, and counted on the card.</param>
    /// <param name="rules">The method whose sentences are read and whose hits are features.</param>
    /// <param name="options">Changes how: <c>o => o with { Features = FeatureKinds.Words }</c>.</param>
    /// <exception cref="InputException">All texts are of one class, there are fewer stories or times than folds need, a text has no time where time splits, or an option is out of its range.</exception>
    public static LearnedModel Linear(Labels labels, LexiconScorer rules, Func<LearnedOptions, LearnedOptions>? options = null) => Fit(labels, rules, Asked(options) with { Learner = Learner.Linear });

    /// <summary>Gradient-boosted trees (LightGBM) on the same features, taken apart by exact Shapley values.</summary>
    /// <remarks>Leaves, rate, rounds and the fewest texts of a leaf are chosen as the penalty of <see cref="Linear"/> is. Of classes two are fitted, one for positive against the rest and one for negative.</remarks>
    /// <param name="labels">What is fitted to, as for <see cref="Linear"/>.</param>
    /// <param name="rules">The method whose sentences are read and whose hits are features.</param>
    /// <param name="options">Changes how: <c>o => o with { Leaves = [8] }</c>.</param>
    /// <exception cref="InputException">As <see cref="Linear"/>; or LightGBM's native library cannot be loaded.</exception>
    public static LearnedModel Trees(Labels labels, LexiconScorer rules, Func<LearnedOptions, LearnedOptions>? options = null) => Fit(labels, rules, Asked(options) with { Learner = Learner.Trees });

    /// <summary>Judges such a method on labels: each text by a model fitted on folds that it does not stand in, or on what was available before.</summary>
    /// <param name="labels">The labels. Where time splits, the earliest are fitted on alone, and the evaluation holds the others.</param>
    /// <param name="rules">The method whose sentences are read and whose hits are features.</param>
    /// <param name="options">Changes how: <c>o => o with { Learner = Learner.Trees, Split = LearnedSplit.Time }</c>.</param>
    /// <exception cref="InputException">As <see cref="Linear"/> or <see cref="Trees"/>.</exception>
    public static Evaluation Evaluate(Labels labels, LexiconScorer rules, Func<LearnedOptions, LearnedOptions>? options = null) => new LearnedTask(labels, rules, Asked(options)).Judge();

    static LearnedModel Fit(Labels labels, LexiconScorer rules, LearnedOptions options) => new LearnedTask(labels, rules, options).Model(judged: true);

    static LearnedOptions Asked(Func<LearnedOptions, LearnedOptions>? options) => (options is null ? new() : options(new())).Validated();
}
