namespace ResearchKit;

/// <summary>How a map to the scale of labels is fitted.</summary>
public sealed record CalibrationOptions
{
    /// <summary>The kind of map.</summary>
    /// <value>Default: <see cref="Map.Affine"/>. Not <see cref="Map.None"/>.</value>
    public Map Map { get; init; } = Map.Affine;

    /// <summary>Folds of the cross-validated error; equal texts stand in one. The map itself is fitted on all texts.</summary>
    /// <value>Default 5. 2 to 100.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Resamples for the intervals of the error.</summary>
    /// <value>Default 1000. 0, for no intervals, to 100000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of folds and resamples.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The licence of the labels, where <see cref="Labels.Licence"/> does not say it.</summary>
    /// <value>Default: null, as the labels say.</value>
    public string? Licence { get; init; }

    /// <summary>The day of the fit, to be recorded with it.</summary>
    /// <value>Default: null, not recorded.</value>
    public DateOnly? Date { get; init; }

    internal EvaluationOptions Judging => new() { Map = Map, Folds = Folds, Resamples = Resamples, Seed = Seed };

    internal CalibrationOptions Validated()
    {
        if (Map is not (Map.Affine or Map.Isotonic)) throw new InputException($"Option Map is {Map}. Expected Affine or Isotonic.");
        Judging.Validated();
        return this;
    }
}
