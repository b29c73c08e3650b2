using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What a learned method is given to see of a text.</summary>
public enum FeatureKinds
{
    /// <summary>Words and what the rules find.</summary>
    Both,

    /// <summary>Words alone: nothing that was written or tuned for sentiment.</summary>
    Words,

    /// <summary>What the rules find alone: hits, masses, events, coverage.</summary>
    Rules,
}

/// <summary>What a learned method is fitted to.</summary>
public enum LearnedGoal
{
    /// <summary>Negative, neutral or positive: two logistic regressions, one for positive against the rest, one for negative.</summary>
    Classes,

    /// <summary>The judged score: one linear regression.</summary>
    Scores,
}

/// <summary>How a linear method is fitted to labels.</summary>
public sealed record LearnedOptions
{
    static readonly ImmutableArray<double> Grid = [0.03, 0.1, 0.3, 1, 3];

    /// <summary>What is seen of a text.</summary>
    /// <value>Default <see cref="FeatureKinds.Both"/>.</value>
    public FeatureKinds Features { get; init; } = FeatureKinds.Both;

    /// <summary>What is fitted to.</summary>
    /// <value>Default: null, the classes where every text has one, else the scores.</value>
    public LearnedGoal? Goal { get; init; }

    /// <summary>The longest run of words that is a feature.</summary>
    /// <value>Default 2. 1 to 5.</value>
    public int MaxWords { get; init; } = 2;

    /// <summary>The fewest texts that a feature must stand in.</summary>
    /// <value>Default 2. 1 or more.</value>
    public int MinTexts { get; init; } = 2;

    /// <summary>The penalties on the squares of the weights that are tried; the one that folds within the texts foretell best by is taken. For scores each counts five times.</summary>
    /// <value>Default 0.03, 0.1, 0.3, 1, 3. One or more, each above 0, rising.</value>
    public ImmutableArray<double> Penalties { get; init; } = Grid;

    /// <summary>Folds of the choice of penalty and cut point, within the texts that are fitted on; stories stand in one.</summary>
    /// <value>Default 4. 2 to 100.</value>
    public int InnerFolds { get; init; } = 4;

    /// <summary>Folds that the figures of the model card come from; stories stand in one.</summary>
    /// <value>Default 5. 2 to 100.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Resamples for the intervals of those figures.</summary>
    /// <value>Default 1000. 0, for no intervals, to 100000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of folds and resamples.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The licence of the labels, for the model card.</summary>
    /// <value>Default: null, what lies beside them.</value>
    public string? Licence { get; init; }

    /// <summary>The day of the fit, for the model card: there is no clock here.</summary>
    /// <value>Default: null, none.</value>
    public DateOnly? Date { get; init; }

    internal LearnedOptions Validated() =>
        !Enum.IsDefined(Features) ? throw Fault(nameof(Features), $"{Features}", string.Join(", ", Enum.GetNames<FeatureKinds>()))
        : Goal is { } goal && !Enum.IsDefined(goal) ? throw Fault(nameof(Goal), $"{goal}", string.Join(", ", Enum.GetNames<LearnedGoal>()))
        : MaxWords is < 1 or > 5 ? throw Fault(nameof(MaxWords), $"{MaxWords}", "1 to 5")
        : MinTexts < 1 ? throw Fault(nameof(MinTexts), $"{MinTexts}", "1 or more")
        : Penalties.IsDefaultOrEmpty || Penalties.Any(penalty => !(penalty > 0 && double.IsFinite(penalty))) || Penalties.Zip(Penalties.Skip(1)).Any(pair => pair.First >= pair.Second)
            ? throw Fault(nameof(Penalties), Penalties.IsDefaultOrEmpty ? "empty" : string.Join(", ", Penalties.Select(penalty => FormattableString.Invariant($"{penalty}"))), "one or more numbers above 0, rising")
        : InnerFolds is < 2 or > 100 ? throw Fault(nameof(InnerFolds), $"{InnerFolds}", "2 to 100")
        : Folds is < 2 or > 100 ? throw Fault(nameof(Folds), $"{Folds}", "2 to 100")
        : Resamples is < 0 or > 100_000 ? throw Fault(nameof(Resamples), $"{Resamples}", "0 to 100000")
        : this;

    static InputException Fault(string option, string found, string allowed) => new($"Option {option} is {found}. Expected {allowed}.");
}
