namespace ResearchKit;

/// <summary>Which entries <see cref="Suggest.Stale"/> looks at. Set with <c>o => o with { Shifters = true }</c>.</summary>
public sealed record StaleOptions
{
    /// <summary>Whether entries of other roles than polarity are looked at too: the lexicon's grammar, which a small corpus need not use.</summary>
    /// <value>Default false.</value>
    public bool Shifters { get; init; }

    /// <summary>The most suggestions.</summary>
    /// <value>Default 200. 1 to 1000000.</value>
    public int Most { get; init; } = 200;

    /// <summary>What the corpus is called where a suggestion says what it was learned on.</summary>
    /// <value>Default <c>corpus</c>. Not blank.</value>
    public string Name { get; init; } = "corpus";

    internal StaleOptions Validated()
    {
        Suggest.Check(nameof(Most), Most, 1, 1_000_000);
        Suggest.CheckName(Name);
        return this;
    }
}
