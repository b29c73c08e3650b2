namespace ResearchKit;

/// <summary>A value that was seen at a time, of something that has a name.</summary>
/// <param name="ArticleId">Where it was seen.</param>
/// <param name="At">When a trader could have seen it; null when that is not known.</param>
/// <param name="Key">Of what: a theme, a ticker, a source.</param>
/// <param name="Value">Any finite number; mostly a score's value, −1 to 1.</param>
/// <param name="Weight">How much it is about that: 0 or more. Counts by <see cref="DocumentWeights.Relevance"/>.</param>
public readonly record struct Observation(string ArticleId, DateTimeOffset? At, string Key, double Value, double Weight = 1)
{
    /// <summary>How new it was, 0 to 1. Counts by <see cref="DocumentWeights.Novelty"/>.</summary>
    public double Novelty { get; init; } = 1;

    /// <summary>How many tokens it was read from, 0 where that is not known. Counts by <see cref="DocumentWeights.Length"/>.</summary>
    public int Tokens { get; init; }

    /// <summary>Key, value and article.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Key} {Value:+0.000;-0.000;0.000} in {ArticleId}"));
}

/// <summary>What a key came to in a period, or in the window that ends with it.</summary>
/// <param name="Key">The key.</param>
/// <param name="From">The first day of the period, in UTC.</param>
/// <param name="Value">Within the range of the observations' values, or −1 to 1 for <see cref="Aggregation.RootBalance"/>; null when no observation weighs anything.</param>
/// <param name="Count">How many observations the period itself has; 0 where a gap was filled.</param>
/// <param name="Low">Lower end of the 95% interval; null with fewer than two observations that weigh something, where the period itself has none, and over a window of root balances.</param>
/// <param name="High">Upper end.</param>
public readonly record struct IndexPoint(string Key, DateOnly From, double? Value, int Count, double? Low, double? High)
{
    /// <summary>Key, day and value.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Key} {From:yyyy-MM-dd} {Value:+0.000;-0.000;0.000} ({Count})"));
}
