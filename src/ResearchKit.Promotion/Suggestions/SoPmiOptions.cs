namespace ResearchKit;

/// <summary>How <see cref="Suggest.SoPmi"/> counts and proposes. Set with <c>o => o with { MinTexts = 10 }</c>.</summary>
public sealed record SoPmiOptions
{
    /// <summary>The longest term, in words.</summary>
    /// <value>Default 3. 1 to 5.</value>
    public int MaxWords { get; init; } = 3;

    /// <summary>The fewest texts that a term stands in.</summary>
    /// <value>Default 5. 1 to 1000000.</value>
    public int MinTexts { get; init; } = 5;

    /// <summary>The fewest meetings of a term with seeds, over all seeds and sentences: fewer are chance.</summary>
    /// <value>Default 3. 1 to 1000000.</value>
    public int MinTogether { get; init; } = 3;

    /// <summary>How many seeds of each sign are taken from the lexicon where none are given.</summary>
    /// <value>Default 7, as Turney and Littman have. 1 to 100.</value>
    public int Seeds { get; init; } = 7;

    /// <summary>The least absolute valence of such a seed.</summary>
    /// <value>Default 0.25. Above 0 (0.05) to 1.</value>
    public double SeedValence { get; init; } = 0.25;

    /// <summary>The valence that is proposed for the strongest term; others are in proportion.</summary>
    /// <value>Default 0.5. 0.05 to 1.</value>
    public double Strongest { get; init; } = 0.5;

    /// <summary>The most suggestions.</summary>
    /// <value>Default 200. 1 to 1000000.</value>
    public int Most { get; init; } = 200;

    /// <summary>What the corpus is called where a suggestion says what it was learned on.</summary>
    /// <value>Default <c>corpus</c>. Not blank.</value>
    public string Name { get; init; } = "corpus";

    internal SoPmiOptions Validated()
    {
        Suggest.Check(nameof(MaxWords), MaxWords, 1, 5);
        Suggest.Check(nameof(MinTexts), MinTexts, 1, 1_000_000);
        Suggest.Check(nameof(MinTogether), MinTogether, 1, 1_000_000);
        Suggest.Check(nameof(Seeds), Seeds, 1, 100);
        Suggest.Check(nameof(SeedValence), SeedValence, 0.05, 1);
        Suggest.Check(nameof(Strongest), Strongest, 0.05, 1);
        Suggest.Check(nameof(Most), Most, 1, 1_000_000);
        Suggest.CheckName(Name);
        return this;
    }
}
