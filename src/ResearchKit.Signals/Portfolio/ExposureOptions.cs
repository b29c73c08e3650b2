namespace ResearchKit;

/// <summary>How what news says becomes an exposure.</summary>
public sealed record ExposureOptions
{
    /// <summary>How much each of the last days counts in a ticker's sentiment. Days without an article on it have no weight, and the weights of the others are brought to 1: a half-life says what an article counts beside newer ones, and not how a sentiment fades while none come.</summary>
    /// <value>Default: 30 days with a half-life of 5.</value>
    public TimeWeighting Time { get; init; } = TimeWeighting.HalfLife(30, 5);

    /// <summary>What the articles of a day weigh.</summary>
    /// <value>Default: relevance to the ticker times novelty.</value>
    public DocumentWeights Documents { get; init; } = DocumentWeights.Relevance | DocumentWeights.Novelty;

    /// <summary>The earlier instant from which changes are counted.</summary>
    /// <value>Default: null, which is a day before. Before the instant of the exposure.</value>
    public DateTimeOffset? Since { get; init; }

    internal ExposureOptions Validated(DateTimeOffset asOf) => Since >= asOf
        ? throw new InputException(FormattableString.Invariant($"Option Since is {Since:O}, and the exposure is as of {asOf:O}. Expected an earlier instant.")) : this;
}
