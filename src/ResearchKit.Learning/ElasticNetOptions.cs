namespace ResearchKit;

/// <summary>How weights for terms are fitted to labels.</summary>
public sealed record ElasticNetOptions
{
    /// <summary>How the penalty is shared: 1 is the lasso, which keeps one of several terms that stand together; 0 is the ridge, which keeps all.</summary>
    /// <value>Default 0.5. 0 to 1.</value>
    public double Alpha { get; init; } = 0.5;

    /// <summary>The penalty λ, in units of the labels' scores.</summary>
    /// <value>Default: null, chosen by cross-validation. More than 0.</value>
    public double? Penalty { get; init; }

    /// <summary>How many penalties the cross-validation tries, from the smallest at which every weight is 0 down to a hundredth of it, in equal ratios.</summary>
    /// <value>Default 50. 2 to 1000.</value>
    public int Penalties { get; init; } = 50;

    /// <summary>Whether the largest penalty is taken whose error is within one standard error of the smallest, and not the one with the smallest: fewer terms, as good as can be told apart.</summary>
    /// <value>Default true.</value>
    public bool OneStandardError { get; init; } = true;

    /// <summary>Folds of the cross-validation, by different texts.</summary>
    /// <value>Default 5. 2 to 100.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Whether the weights explain what the lexicon's scores leave over, y − a − b·value by least squares with b ≥ 0, and not the labels themselves: what the lexicon lacks is asked for.</summary>
    /// <value>Default true.</value>
    public bool Residual { get; init; } = true;

    /// <summary>The valence that the largest weight stands for, the others being in proportion.</summary>
    /// <value>Default: null, each weight is worth what the lexicon's own entries are: see <see cref="Learn.ElasticNet"/>. More than 0, to 1.</value>
    public double? Strongest { get; init; }

    /// <summary>The longest new term, in words.</summary>
    /// <value>Default 3. 1 to 5.</value>
    public int MaxWords { get; init; } = 3;

    /// <summary>The fewest different texts that a term must stand in.</summary>
    /// <value>Default 5. 1 or more.</value>
    public int MinTexts { get; init; } = 5;

    /// <summary>Seed of the folds.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    internal ElasticNetOptions Validated() =>
        Alpha is not (>= 0 and <= 1) ? throw Fault(nameof(Alpha), Alpha, "0 to 1")
        : Penalty is { } penalty && !(penalty > 0 && double.IsFinite(penalty)) ? throw Fault(nameof(Penalty), penalty, "a number above 0, or null for one by cross-validation")
        : Penalties is < 2 or > 1000 ? throw Fault(nameof(Penalties), Penalties, "2 to 1000")
        : Folds is < 2 or > 100 ? throw Fault(nameof(Folds), Folds, "2 to 100")
        : Strongest is { } strongest && strongest is not (> 0 and <= 1) ? throw Fault(nameof(Strongest), strongest, "above 0, to 1")
        : MaxWords is < 1 or > 5 ? throw Fault(nameof(MaxWords), MaxWords, "1 to 5")
        : MinTexts < 1 ? throw Fault(nameof(MinTexts), MinTexts, "1 or more")
        : this;

    static InputException Fault(string option, double found, string allowed) => new(FormattableString.Invariant($"Option {option} is {found}. Expected {allowed}."));
}
