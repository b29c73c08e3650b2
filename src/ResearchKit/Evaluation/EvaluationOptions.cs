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

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same draws everywhere.</summary>
struct SplitMix(ulong seed)
{
    ulong state = seed;

    /// <summary>One generator for each resample, so that threads change nothing.</summary>
    public static SplitMix Of(ulong seed, int resample) => new(seed ^ ((ulong)(resample + 1) * 0xD1B54A32D192ED03));

    /// <summary>A value's bits spread over all 64: the first draw of the generator that it seeds.</summary>
    public static ulong Mix(ulong value) => new SplitMix(value).Next();

    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to <paramref name="count"/> − 1, by the high part of a product: no modulo, and a bias below count/2⁶⁴.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);
}
