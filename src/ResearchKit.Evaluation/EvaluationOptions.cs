namespace ResearchKit;

/// <summary>How a scorer is judged on labels.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The map from values to the scale of the scores, fitted on the other folds.</summary>
    /// <value>Default: <see cref="Map.None"/>.</value>
    public Map Map { get; init; } = Map.None;

    /// <summary>Folds of the map; equal texts stand in one.</summary>
    /// <value>Default 5. 2 to 100.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Resamples for the intervals.</summary>
    /// <value>Default 1000. 0, for no intervals, to 100000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of folds and resamples.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    internal EvaluationOptions Validated() =>
        Folds is < 2 or > 100 ? throw new InputException($"Option Folds is {Folds}. Expected 2 to 100.")
        : Resamples is < 0 or > 100_000 ? throw new InputException($"Option Resamples is {Resamples}. Expected 0 to 100000.")
        : !Enum.IsDefined(Map) ? throw new InputException($"Option Map is {Map}. Expected one of {string.Join(", ", Enum.GetNames<Map>())}.")
        : this;
}
