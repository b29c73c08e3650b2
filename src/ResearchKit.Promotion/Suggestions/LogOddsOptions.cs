namespace ResearchKit;

/// <summary>How <see cref="Suggest.LogOdds"/> counts and proposes. Set with <c>o => o with { MinTexts = 10 }</c>.</summary>
public sealed record LogOddsOptions
{
    /// <summary>The longest new term, in words.</summary>
    /// <value>Default 3. 1 to 5.</value>
    public int MaxWords { get; init; } = 3;

    /// <summary>The fewest texts that a term stands in.</summary>
    /// <value>Default 5. 1 to 1000000.</value>
    public int MinTexts { get; init; } = 5;

    /// <summary>The weight of the prior: its count of a term is so much of the term's count over all texts, neutral ones among them. More draws all log-odds to 0.</summary>
    /// <value>Default 0.1. 0.001 to 100.</value>
    public double Prior { get; init; } = 0.1;

    /// <summary>What a class is worth as a score, where not every text has one.</summary>
    /// <value>Default 0.5: news that is plainly good or bad, on the lexicon's scale. Above 0 (0.001) to 1.</value>
    public double ClassScore { get; init; } = 0.5;

    /// <summary>A proposed valence is drawn to 0 as if so many texts more, judged as the average, held the term.</summary>
    /// <value>Default 5. 0 to 1000.</value>
    public double ValencePrior { get; init; } = 5;

    /// <summary>The most suggestions.</summary>
    /// <value>Default 200. 1 to 1000000.</value>
    public int Most { get; init; } = 200;

    internal LogOddsOptions Validated()
    {
        Suggest.Check(nameof(MaxWords), MaxWords, 1, 5);
        Suggest.Check(nameof(MinTexts), MinTexts, 1, 1_000_000);
        Suggest.Check(nameof(Prior), Prior, 0.001, 100);
        Suggest.Check(nameof(ClassScore), ClassScore, 0.001, 1);
        Suggest.Check(nameof(ValencePrior), ValencePrior, 0, 1000);
        Suggest.Check(nameof(Most), Most, 1, 1_000_000);
        return this;
    }
}
