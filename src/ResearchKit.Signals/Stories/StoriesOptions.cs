namespace ResearchKit;

/// <summary>When two articles tell one story.</summary>
public sealed record StoriesOptions
{
    /// <summary>Words in a row that are compared as one.</summary>
    /// <value>Default 3. 1 to 10.</value>
    public int Shingle { get; init; } = 3;

    /// <summary>Share of shingles that both have, of those that either has (Jaccard), from which on an article repeats another.</summary>
    /// <value>Default 0.4. 0.3 to 1.</value>
    public double Similarity { get; init; } = 0.4;

    /// <summary>Share of the smaller one's shingles that the larger has too, from which on it is a cut copy.</summary>
    /// <value>Default 0.8. 0.5 to 1.</value>
    public double Containment { get; init; } = 0.8;

    /// <summary>A text with fewer words is no cut copy; copies are found by so many words at the opening of their bodies.</summary>
    /// <value>Default 30. 10 to 1000.</value>
    public int FewestContained { get; init; } = 30;

    /// <summary>Days after which an article repeats another no more; articles without a time are within every window.</summary>
    /// <value>Default: null, no window. 1 to 36500.</value>
    public int? WindowDays { get; init; }

    /// <summary>Seed of the hashes.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    internal StoriesOptions Validated() =>
        Shingle is < 1 or > 10 ? throw new InputException($"Option Shingle is {Shingle}. Expected 1 to 10.")
        : Similarity is not (>= 0.3 and <= 1) ? throw new InputException(FormattableString.Invariant($"Option Similarity is {Similarity}. Expected 0.3 to 1."))
        : Containment is not (>= 0.5 and <= 1) ? throw new InputException(FormattableString.Invariant($"Option Containment is {Containment}. Expected 0.5 to 1."))
        : FewestContained is < 10 or > 1000 ? throw new InputException($"Option FewestContained is {FewestContained}. Expected 10 to 1000.")
        : WindowDays is < 1 or > 36500 ? throw new InputException($"Option WindowDays is {WindowDays}. Expected 1 to 36500, or null for no window.")
        : this;
}
