using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Which returns follow a signal.</summary>
public sealed record ForwardReturnsOptions
{
    static readonly ImmutableArray<int> Usual = [1, 2, 5, 10, 21];

    const int MostSessions = 2_520;

    /// <summary>How many sessions lie between the first trade and the last.</summary>
    /// <value>Default: 1, 2, 5, 10, 21. Rising, each from 1 to 2520.</value>
    public ImmutableArray<int> Horizons { get; init => field = value.IsDefault ? [] : value; } = Usual;

    /// <summary>How returns are counted.</summary>
    /// <value>Default: <see cref="ReturnKind.Simple"/>.</value>
    public ReturnKind Kind { get; init; } = ReturnKind.Simple;

    /// <summary>At which price a signal is first traded; the last trade is at the same one.</summary>
    /// <value>Default: <see cref="Trade.AtNextClose"/>, which closing prices allow. <see cref="Trade.AtNextOpen"/> needs opens.</value>
    public Trade Trade { get; init; } = Trade.AtNextClose;

    /// <summary>How long it takes to act on a signal. A quarter of an hour before the close may be too late for its auction.</summary>
    /// <value>Default: 0. 0 or more.</value>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>What is taken off each return.</summary>
    /// <value>Default: <see cref="Adjustment.None"/>.</value>
    public Adjustment Adjustment { get; init; } = Adjustment.None;

    /// <summary>The ticker whose return is the market's; it must have prices.</summary>
    /// <value>Default: null, where the market is the universe.</value>
    public string? Benchmark { get; init; }

    /// <summary>The tickers that are the market, and among which sectors have their means. Those with signals need not be among them.</summary>
    /// <value>Default: none named, which is all with prices but the benchmark.</value>
    public ImmutableArray<string> Universe { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Shares outstanding by ticker, in those of the last day: the market is then weighted by value at the first trade. Tickers without are not in it.</summary>
    /// <value>Default: none, where the universe's tickers weigh the same.</value>
    public ImmutableDictionary<string, double> Shares { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The sector of each ticker; <c>companies.Sectors()</c> has those of <see cref="Companies"/>.</summary>
    /// <value>Default: none.</value>
    public ImmutableDictionary<string, string> Sectors { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many sessions before the first trade β is estimated from, by least squares of the ticker's daily returns on the market's, with a constant. The last of these returns ends at the close before the day of the first trade.</summary>
    /// <value>Default: 120. 3 to 2520.</value>
    public int BetaWindow { get; init; } = 120;

    /// <summary>How many days of the window must have both returns; else β is not known.</summary>
    /// <value>Default: 60. 3 to <see cref="BetaWindow"/>.</value>
    public int BetaMinimum { get; init; } = 60;

    internal ForwardReturnsOptions Validated()
    {
        if (Horizons.IsEmpty || Horizons.Any(horizon => horizon is < 1 or > MostSessions) || Horizons.Zip(Horizons.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new InputException($"Option Horizons is {string.Join(", ", Horizons.Select(horizon => horizon.ToString(System.Globalization.CultureInfo.InvariantCulture)))}. Expected sessions, 1 to {MostSessions}, each more than the one before.");
        Known(Kind, nameof(Kind));
        Known(Trade, nameof(Trade));
        Known(Adjustment, nameof(Adjustment));
        if (Latency < TimeSpan.Zero) throw new InputException($"Option Latency is {Latency}. Expected 0 or more: nothing is traded before it is known.");
        if (BetaWindow is < 3 or > MostSessions) throw new InputException(FormattableString.Invariant($"Option BetaWindow is {BetaWindow}. Expected 3 to {MostSessions} sessions."));
        if (BetaMinimum < 3 || BetaMinimum > BetaWindow) throw new InputException(FormattableString.Invariant($"Option BetaMinimum is {BetaMinimum}. Expected 3 to BetaWindow, which is {BetaWindow}."));
        if (Adjustment == Adjustment.Sector && Sectors.IsEmpty) throw new InputException("Option Adjustment is Sector, and Sectors is empty. Expected the sector of each ticker: Sectors = companies.Sectors().");
        if (Benchmark is not null && !Shares.IsEmpty) throw new InputException("Options Benchmark and Shares are both given. Expected one market: a benchmark, or a universe weighted by value.");
        foreach (var (ticker, shares) in Shares)
            if (!(shares > 0 && double.IsFinite(shares))) throw new InputException(FormattableString.Invariant($"Option Shares has {shares} for {Untrusted.Quote(ticker)}. Expected more than 0."));
        return this;

        static void Known<T>(T value, string option) where T : struct, Enum
        {
            if (!Enum.IsDefined(value)) throw new InputException($"Option {option} is {value}. Expected one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }
}
