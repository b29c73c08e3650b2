namespace ResearchKit;

/// <summary>How tones of words are learned from returns.</summary>
public sealed record SestmOptions
{
    /// <summary>By how much the share of a term's texts before a rise must differ from one half: α of the paper.</summary>
    /// <value>Default 0.1. 0 to 0.5.</value>
    public double Screen { get; init; } = 0.1;

    /// <summary>The fewest different texts that a term must stand in: κ of the paper.</summary>
    /// <value>Default 10. 1 or more.</value>
    public int MinTexts { get; init; } = 10;

    /// <summary>The longest new term, in words; the paper has one.</summary>
    /// <value>Default 1. 1 to 5.</value>
    public int MaxWords { get; init; } = 1;

    /// <summary>How strongly the score of an article is pulled to one half, which its few words need: λ of the paper.</summary>
    /// <value>Default 1. 0.01 to 1000.</value>
    public double Penalty { get; init; } = 1;

    /// <summary>Days from the day that an article is available (UTC) to the first return that it may have moved. 0 allows a return of the same day, which looks ahead for an article after the close.</summary>
    /// <value>Default 1. 0 to 30.</value>
    public int Lag { get; init; } = 1;

    /// <summary>Days after which a return is none of the article's.</summary>
    /// <value>Default 7. <see cref="Lag"/> to 365.</value>
    public int Within { get; init; } = 7;

    /// <summary>The tickers of an article, as the returns name them.</summary>
    /// <value>Default: null, those that its source named: <see cref="Article.Tickers"/>.</value>
    public Func<Article, IEnumerable<string>>? Tickers { get; init; }

    /// <summary>What the articles are called in <see cref="LearnedOn"/>.</summary>
    /// <value>Default <c>corpus</c>. Not blank.</value>
    public string Name { get; init; } = "corpus";

    internal SestmOptions Validated() =>
        Screen is not (>= 0 and <= 0.5) ? throw Fault(nameof(Screen), Screen, "0 to 0.5")
        : MinTexts < 1 ? throw Fault(nameof(MinTexts), MinTexts, "1 or more")
        : MaxWords is < 1 or > 5 ? throw Fault(nameof(MaxWords), MaxWords, "1 to 5")
        : Penalty is not (>= 0.01 and <= 1000) ? throw Fault(nameof(Penalty), Penalty, "0.01 to 1000")
        : Lag is < 0 or > 30 ? throw Fault(nameof(Lag), Lag, "0 to 30")
        : Within < Lag || Within > 365 ? throw Fault(nameof(Within), Within, $"{Lag}, which is Lag, to 365")
        : string.IsNullOrWhiteSpace(Name) ? throw new InputException("Option Name is blank. Expected what the corpus is called.")
        : this;

    static InputException Fault(string option, double found, string allowed) => new(FormattableString.Invariant($"Option {option} is {found}. Expected {allowed}."));
}
