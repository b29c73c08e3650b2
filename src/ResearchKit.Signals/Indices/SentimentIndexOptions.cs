namespace ResearchKit;

/// <summary>How long a point of an index lasts, in UTC.</summary>
public enum Period
{
    /// <summary>From midnight.</summary>
    Day,

    /// <summary>From Monday, as in ISO 8601.</summary>
    Week,

    /// <summary>From the first.</summary>
    Month,
}

/// <summary>What stands for a period without observations, between the first and the last of a key.</summary>
public enum Gaps
{
    /// <summary>Nothing: the point is left out.</summary>
    None,

    /// <summary>A point of value 0.</summary>
    Zero,

    /// <summary>A point of the latest value before it.</summary>
    Latest,
}

/// <summary>What the observations v of a period come to, by their weights w.</summary>
public enum Aggregation
{
    /// <summary>Σwv/Σw, as in Bloomberg's company-level sentiment.</summary>
    Mean,

    /// <summary>RavenPack's sentiment index over its balance: T = sign(R)·√|R|, R = (Σw of the positive − Σw of the negative)/Σw; how positive counts for nothing.</summary>
    RootBalance,
}

/// <summary>How observations become an index.</summary>
public sealed record SentimentIndexOptions
{
    /// <summary>What stands for a period without observations.</summary>
    /// <value>Default: <see cref="Gaps.None"/>.</value>
    public Gaps Gaps { get; init; } = Gaps.None;

    /// <summary>What the observations of a period come to.</summary>
    /// <value>Default: <see cref="Aggregation.Mean"/>.</value>
    public Aggregation Aggregation { get; init; } = Aggregation.Mean;

    /// <summary>Whether articles that are silent count as 0 where scores are aggregated; else they are left out. Unsupported languages always are.</summary>
    /// <value>Default: false.</value>
    public bool IncludeSilent { get; init; }

    internal SentimentIndexOptions Validated() =>
        !Enum.IsDefined(Gaps) ? throw new InputException($"Option Gaps is {Gaps}. Expected one of {string.Join(", ", Enum.GetNames<Gaps>())}.")
        : !Enum.IsDefined(Aggregation) ? throw new InputException($"Option Aggregation is {Aggregation}. Expected one of {string.Join(", ", Enum.GetNames<Aggregation>())}.")
        : this;
}
