namespace ResearchKit;

public static partial class Learn
{
    /// <summary>Stacks scorers: a second level over their values, fitted to labels (Wolpert 1992). For classes two logistic regressions; for scores weights of 0 or more by least squares (Breiman 1996).</summary>
    /// <remarks>A member that is fitted in folds is fitted anew for each fold and for each two, so that the second level and the figures of the card come from texts that no member has seen; what is told again in nearly the same words stands in one fold.</remarks>
    /// <param name="labels">What is fitted to.</param>
    /// <param name="members">The members; their weights are not used.</param>
    /// <param name="options">Changes how: <c>o => o with { Penalty = 10 }</c>.</param>
    /// <exception cref="InputException">A member was fitted on texts of the labels, all texts are judged the same, there are fewer stories than folds, or an option is out of its range.</exception>
    public static StackedModel Stack(Labels labels, IEnumerable<EnsembleMember> members, Func<StackOptions, StackOptions>? options = null) =>
        new StackTask(labels, members, (options is null ? new() : options(new())).Validated()).Make();

    /// <summary>Judges such a stack, each text by one that has seen neither it nor its story; then each member by itself, on the same texts.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="members">The members.</param>
    /// <param name="options">Changes how.</param>
    /// <returns>The stack's evaluation first, then one for each member, in their order.</returns>
    /// <exception cref="InputException">As <see cref="Stack"/>.</exception>
    public static IReadOnlyList<Evaluation> EvaluateStack(Labels labels, IEnumerable<EnsembleMember> members, Func<StackOptions, StackOptions>? options = null) =>
        new StackTask(labels, members, (options is null ? new() : options(new())).Validated()).Judge();
}
