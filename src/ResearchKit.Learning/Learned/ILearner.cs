using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What is fitted to, of each text.</summary>
/// <param name="Goal">Classes, where values are 1 for the class and 0 for the rest, or scores.</param>
/// <param name="Values">Of each text.</param>
sealed record FitTarget(LearnedGoal Goal, double[] Values)
{
    /// <summary>Whether all are the same: there is nothing to tell apart.</summary>
    public bool IsOne => Array.TrueForAll(Values, value => value == Values[0]);
}

/// <summary>A way to fit, with the grid of settings that it tries.</summary>
interface ILearner
{
    /// <summary>The settings, from the freest to the plainest: of equals the later is taken.</summary>
    ImmutableArray<LearnedSettings> Grid { get; }

    /// <summary>What fits, for the model card.</summary>
    string Made { get; }

    /// <summary>A margin for each of the settings, in the grid's order.</summary>
    ImmutableArray<Margin> Each(IReadOnlyList<FeatureRow> rows, FitTarget target, int columns);

    /// <summary>The margin of one setting.</summary>
    Margin One(IReadOnlyList<FeatureRow> rows, FitTarget target, int columns, LearnedSettings settings);
}

/// <summary>Learners by their options.</summary>
static class Learners
{
    public static ILearner Of(LearnedOptions options) => options.Learner == Learner.Trees ? new TreeLearner(options) : new LinearLearner(options);
}
