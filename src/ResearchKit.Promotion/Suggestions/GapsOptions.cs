namespace ResearchKit;

/// <summary>Which terms <see cref="Suggest.Gaps"/> takes. Set with <c>o => o with { MinTexts = 10 }</c>.</summary>
public sealed record GapsOptions
{
    /// <summary>The longest term, in words.</summary>
    /// <value>Default 3. 1 to 5.</value>
    public int MaxWords { get; init; } = 3;

    /// <summary>The fewest texts that a term stands in.</summary>
    /// <value>Default 5. 1 to 1000000.</value>
    public int MinTexts { get; init; } = 5;

    /// <summary>The most suggestions.</summary>
    /// <value>Default 200. 1 to 1000000.</value>
    public int Most { get; init; } = 200;

    /// <summary>What the corpus is called where a suggestion says what it was learned on.</summary>
    /// <value>Default <c>corpus</c>. Not blank.</value>
    public string Name { get; init; } = "corpus";

    internal GapsOptions Validated()
    {
        Suggest.Check(nameof(MaxWords), MaxWords, 1, 5);
        Suggest.Check(nameof(MinTexts), MinTexts, 1, 1_000_000);
        Suggest.Check(nameof(Most), Most, 1, 1_000_000);
        Suggest.CheckName(Name);
        return this;
    }
}
