namespace ResearchKit;

/// <summary>How a signal is evaluated against returns. Set with <c>o => o with { Quantiles = 10 }</c>.</summary>
public sealed record SignalOptions
{
    /// <summary>The fewest tickers with a score and a return that a day needs; other days are left out, and counted.</summary>
    /// <value>Default 5. 3 to 100000.</value>
    public int FewestNames { get; init; } = 5;

    /// <summary>Lags of Newey and West's estimator, no fewer than returns overlap; null for the rule: the larger of twice the overlap and ⌊4(n/100)^(2/9)⌋.</summary>
    /// <value>Default null. 0 to 10000.</value>
    public int? Lags { get; init; }

    /// <summary>The share of cases that an interval holds.</summary>
    /// <value>Default 0.95. More than 0.5, less than 1.</value>
    public double Level { get; init; } = 0.95;

    /// <summary>The chance with which the minimum detectable mean is detected.</summary>
    /// <value>Default 0.8. 0.5 to less than 1.</value>
    public double Power { get; init; } = 0.8;

    /// <summary>The IC below which a signal is worth nothing: an interval that lies within it to either side is called negligible.</summary>
    /// <value>Default 0.02. 0 to 1.</value>
    public double SmallestOfInterest { get; init; } = 0.02;

    /// <summary>How many quantiles a day's tickers are sorted into.</summary>
    /// <value>Default 5. 2 to 100.</value>
    public int Quantiles { get; init; } = 5;

    /// <summary>What a trade costs, in basis points (0.0001) of what is bought or sold: the cost of one side.</summary>
    /// <value>Default 5. 0 to 1000.</value>
    public double CostBps { get; init; } = 5;

    /// <summary>Trading days in a year, for annual figures.</summary>
    /// <value>Default 252. 1 to 366.</value>
    public int DaysPerYear { get; init; } = 252;

    /// <summary>By how many different numbers of days, at most, dates are shifted for the placebo.</summary>
    /// <value>Default 200. 20 to 100000.</value>
    public int Placebos { get; init; } = 200;

    /// <summary>The correlation with the return that is planted as a control.</summary>
    /// <value>Default 0.5. More than 0, at most 1.</value>
    public double Planted { get; init; } = 0.5;

    /// <summary>Seed of placebo and planted factor.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    internal SignalOptions Validated() =>
        FewestNames is < 3 or > 100_000 ? throw new InputException($"Option FewestNames is {FewestNames}. Expected 3 to 100000.")
        : Lags is < 0 or > 10_000 ? throw new InputException($"Option Lags is {Lags}. Expected 0 to 10000, or null for the rule.")
        : Level is not (> 0.5 and < 1) ? throw new InputException(FormattableString.Invariant($"Option Level is {Level}. Expected more than 0.5, less than 1."))
        : Power is not (>= 0.5 and < 1) ? throw new InputException(FormattableString.Invariant($"Option Power is {Power}. Expected 0.5 to less than 1."))
        : SmallestOfInterest is not (>= 0 and <= 1) ? throw new InputException(FormattableString.Invariant($"Option SmallestOfInterest is {SmallestOfInterest}. Expected 0 to 1."))
        : Quantiles is < 2 or > 100 ? throw new InputException($"Option Quantiles is {Quantiles}. Expected 2 to 100.")
        : CostBps is not (>= 0 and <= 1000) ? throw new InputException(FormattableString.Invariant($"Option CostBps is {CostBps}. Expected 0 to 1000 basis points."))
        : DaysPerYear is < 1 or > 366 ? throw new InputException($"Option DaysPerYear is {DaysPerYear}. Expected 1 to 366.")
        : Placebos is < 20 or > 100_000 ? throw new InputException($"Option Placebos is {Placebos}. Expected 20 to 100000.")
        : Planted is not (> 0 and <= 1) ? throw new InputException(FormattableString.Invariant($"Option Planted is {Planted}. Expected more than 0, at most 1."))
        : this;

    internal static SignalOptions Of(Func<SignalOptions, SignalOptions>? change) => (change is null ? new() : change(new())).Validated();
}
