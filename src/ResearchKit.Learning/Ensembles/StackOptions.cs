namespace ResearchKit;

/// <summary>How members are stacked.</summary>
public sealed record StackOptions
{
    /// <summary>What is fitted to.</summary>
    /// <value>Default: null, the classes where every text has one, else the scores.</value>
    public LearnedGoal? Goal { get; init; }

    /// <summary>The penalty on the squares of the members' weights.</summary>
    /// <value>Default 1. More than 0, at most 1000000.</value>
    public double Penalty { get; init; } = 1;

    /// <summary>Folds, by story: of the members that are fitted, and of the figures of the card.</summary>
    /// <value>Default 5. 3 to 20.</value>
    public int Folds { get; init; } = 5;

    /// <summary>How members that are fitted in folds are fitted; goal and licence are the stack's.</summary>
    /// <value>Default: the defaults.</value>
    public LearnedOptions Learned { get; init; } = new();

    /// <summary>Resamples for the intervals of the figures.</summary>
    /// <value>Default 1000. 0, for no intervals, to 100000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of folds and resamples.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The licence of the labels, for the card.</summary>
    /// <value>Default: null, what lies beside them.</value>
    public string? Licence { get; init; }

    /// <summary>The day of the fit, for the card.</summary>
    /// <value>Default: null, none.</value>
    public DateOnly? Date { get; init; }

    internal StackOptions Validated() =>
        Goal is { } goal && !Enum.IsDefined(goal) ? throw new InputException($"Option Goal is {goal}. Expected {string.Join(", ", Enum.GetNames<LearnedGoal>())}.")
        : Penalty is not (> 0 and <= 1e6) ? throw new InputException(FormattableString.Invariant($"Option Penalty is {Penalty}. Expected more than 0, at most 1000000."))
        : Folds is < 3 or > 20 ? throw new InputException($"Option Folds is {Folds}. Expected 3 to 20.")
        : Resamples is < 0 or > 100_000 ? throw new InputException($"Option Resamples is {Resamples}. Expected 0 to 100000.")
        : this;
}
