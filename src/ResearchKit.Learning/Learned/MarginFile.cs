using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What was fitted, as it stands in a model's file: one of the two.</summary>
/// <param name="Weights">Intercept and weights; null of trees.</param>
/// <param name="Used">The columns that trees ask; null of weights.</param>
/// <param name="Trees">The trees; null of weights.</param>
sealed record MarginFile(ImmutableArray<float>? Weights, ImmutableArray<int>? Used, ImmutableArray<Tree>? Trees)
{
    public static MarginFile Of(Margin margin) => margin switch
    {
        LinearWeights linear => new([linear.Intercept, .. linear.Weights], null, null),
        BoostedTrees trees => new(null, trees.Used, trees.Trees),
        _ => throw new ArgumentOutOfRangeException(nameof(margin), margin, "is not written in files"),
    };

    /// <summary>Once it <see cref="Fits"/>.</summary>
    public Margin Margin => Weights is { } numbers ? new LinearWeights(numbers[1..], numbers[0]) : new BoostedTrees(Used!.Value, Trees!.Value);

    /// <summary>Whether it is whole, and of so many columns and this learner.</summary>
    public bool Fits(int columns, Learner learner) => learner switch
    {
        Learner.Linear => Used is null && Trees is null && Weights is { IsDefault: false } numbers && numbers.Length == columns + 1 && numbers.All(float.IsFinite),
        Learner.Trees => Weights is null && Used is { IsDefault: false } used && Trees is { IsDefaultOrEmpty: false } trees && used.SequenceEqual(used.Distinct().Order()) && used.All(column => column >= 0 && column < columns) && trees.All(tree => tree is not null && tree.Stands(used.Length)),
        _ => false,
    };
}
