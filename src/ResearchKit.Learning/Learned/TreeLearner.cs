using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Boosted trees, for each of the leaves, rates and fewest texts; the rounds are read off one fit, whose first trees are those of fewer rounds.</summary>
sealed class TreeLearner(LearnedOptions options) : ILearner
{
    public ImmutableArray<LearnedSettings> Grid { get; } =
    [
        .. from leaves in options.Leaves.Reverse()
           from rate in options.Rates.Reverse()
           from texts in options.LeafTexts
           from rounds in options.Rounds.Reverse()
           select new LearnedSettings(Learner.Trees, null, new(leaves, rate, texts, rounds)),
    ];

    public string Made => $"Microsoft.ML.LightGbm {TreeFit.Version}";

    public ImmutableArray<Margin> Each(IReadOnlyList<FeatureRow> rows, FitTarget target, int columns)
    {
        var fits = Grid.Select(Most).Distinct().ToDictionary(most => most, most => TreeFit.Of(rows, target, columns, most));
        return [.. Grid.Select(settings => fits[Most(settings)].First(settings.Trees!.Rounds))];
    }

    public Margin One(IReadOnlyList<FeatureRow> rows, FitTarget target, int columns, LearnedSettings settings) => TreeFit.Of(rows, target, columns, settings.Trees!);

    TreeSettings Most(LearnedSettings settings) => settings.Trees! with { Rounds = options.Rounds[^1] };
}
