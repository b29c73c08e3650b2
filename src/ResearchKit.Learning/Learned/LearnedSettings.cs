namespace ResearchKit;

/// <summary>What is fitted to labels.</summary>
public enum Learner
{
    /// <summary>A weight for each feature: L-BFGS for classes, SDCA for scores.</summary>
    Linear,

    /// <summary>Gradient-boosted trees: LightGBM (Ke et al. 2017).</summary>
    Trees,
}

/// <summary>What was chosen for a learned method, of a grid that its options declare.</summary>
/// <param name="Learner">What was fitted.</param>
/// <param name="Penalty">Of a linear model the penalty on the squares of its weights; null of trees.</param>
/// <param name="Trees">Of trees how they grew; null of a linear model.</param>
public sealed record LearnedSettings(Learner Learner, double? Penalty, TreeSettings? Trees)
{
    /// <summary><c>linear, penalty 0.3</c>, or <c>trees, 100 rounds of 16 leaves at rate 0.1, 10 texts to a leaf</c>.</summary>
    public override string ToString() => Trees is null ? FormattableString.Invariant($"linear, penalty {Penalty}") : $"trees, {Trees}";
}

/// <summary>How trees grew.</summary>
/// <param name="Leaves">The most leaves of a tree.</param>
/// <param name="Rate">The part of each tree that is added.</param>
/// <param name="MinTexts">The fewest texts that come to a leaf.</param>
/// <param name="Rounds">How many trees were added.</param>
public sealed record TreeSettings(int Leaves, double Rate, int MinTexts, int Rounds)
{
    /// <summary><c>100 rounds of 16 leaves at rate 0.1, 10 texts to a leaf</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Rounds} rounds of {Leaves} leaves at rate {Rate}, {MinTexts} texts to a leaf");
}
