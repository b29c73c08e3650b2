using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Weights, for each of the penalties.</summary>
sealed class LinearLearner(LearnedOptions options) : ILearner
{
    /// <summary>How much more a penalty counts where squares are fitted.</summary>
    const double OfSquares = 5;

    public ImmutableArray<LearnedSettings> Grid { get; } = [.. options.Penalties.Select(penalty => new LearnedSettings(Learner.Linear, penalty, null))];

    public string Made => $"Microsoft.ML {LinearFit.Version}";

    public ImmutableArray<Margin> Each(IReadOnlyList<FeatureRow> rows, FitTarget target, int columns) => [.. Grid.Select(settings => One(rows, target, columns, settings))];

    public Margin One(IReadOnlyList<FeatureRow> rows, FitTarget target, int columns, LearnedSettings settings) => target.Goal == LearnedGoal.Scores
        ? LinearFit.Squared(rows, i => target.Values[i], columns, OfSquares * settings.Penalty!.Value)
        : LinearFit.Logistic(rows, i => target.Values[i] > 0, columns, settings.Penalty!.Value);
}
