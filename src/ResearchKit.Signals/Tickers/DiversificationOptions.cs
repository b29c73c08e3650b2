namespace ResearchKit;

/// <summary>How a mix of providers is measured.</summary>
public sealed record DiversificationOptions
{
    /// <summary>Whether every mention counts 1, hedged and negated ones too.</summary>
    /// <value>False.</value>
    public bool Raw { get; init; }

    /// <summary>Resamples of the bootstrap, 0 to 100000; 0 for no interval.</summary>
    /// <value>1000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of the bootstrap.</summary>
    /// <value>1.</value>
    public ulong Seed { get; init; } = 1;

    internal DiversificationOptions Validated() => Resamples is >= 0 and <= 100_000 ? this
        : throw new InputException($"Resamples is {Resamples}. Expected 0 to 100000.");
}
