using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>How risk is measured from prices.</summary>
public sealed record RiskOptions
{
    /// <summary>How many daily returns count, the last ones.</summary>
    /// <value>Default: 252. 3 to 2520.</value>
    public int Window { get; init; } = 252;

    /// <summary>How many of them there must be; else a figure is not known.</summary>
    /// <value>Default: 60. 3 to <see cref="Window"/>.</value>
    public int Minimum { get; init; } = 60;

    /// <summary>The ticker whose return is the market's; it must have prices. Its days are those of all returns.</summary>
    /// <value>Default: null, where the market is the mean of all tickers with prices.</value>
    public string? Benchmark { get; init; }

    /// <summary>The sessions whose closes count.</summary>
    /// <value>Default: null, where days are the benchmark's, or without one those on which more than half of the tickers listed then have a price.</value>
    public TradingCalendar? Calendar { get; init; }

    /// <summary>How many days a year has, for volatility.</summary>
    /// <value>Default: 252. 1 to 366.</value>
    public int DaysOfYear { get; init; } = 252;

    internal RiskOptions Validated() =>
        Window is < 3 or > 2520 ? throw new InputException(FormattableString.Invariant($"Option Window is {Window}. Expected 3 to 2520 days."))
        : Minimum < 3 || Minimum > Window ? throw new InputException(FormattableString.Invariant($"Option Minimum is {Minimum}. Expected 3 to Window, which is {Window}."))
        : DaysOfYear is < 1 or > 366 ? throw new InputException(FormattableString.Invariant($"Option DaysOfYear is {DaysOfYear}. Expected 1 to 366."))
        : this;
}

/// <summary>How far a position moved with the market, and by itself.</summary>
/// <param name="Position">The position.</param>
/// <param name="Beta">The slope of its daily returns on the market's, with a constant; null where too few days have both. 0 for cash.</param>
/// <param name="Volatility">The standard deviation of its daily returns times √(days of the year): 0.2 is 20%. Null where there are too few. 0 for cash.</param>
/// <param name="Days">How many daily returns there are.</param>
public readonly record struct PositionRisk(Position Position, double? Beta, double? Volatility, int Days)
{
    /// <summary>Ticker, beta and volatility.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Position.Ticker}: beta {Beta:0.00}, volatility {Volatility:0.0%}, {Days} days"));
}

/// <summary>What prices say of a portfolio's risk: beside what news says, and never mixed with it. Historical, with today's weights throughout.</summary>
/// <param name="AsOf">The instant.</param>
/// <param name="Last">The last day that counts: the last with a price before the instant's day, since no close of that day itself is sure to be known.</param>
/// <param name="Market">What the market is.</param>
/// <param name="Positions">In the order of the portfolio.</param>
/// <param name="Beta">Σ weight · beta over positions that have one; null where none has.</param>
/// <param name="Volatility">The standard deviation of Σ weight · return over the days on which every position with a beta has a return (<see cref="Days"/>), times √(days of the year); null where these are too few.</param>
/// <param name="Covered">The part of the gross weight that has a beta, 0 to 1; null where nothing is held. What is missing counts as 0 in <paramref name="Beta"/> and <paramref name="Volatility"/>: tickers without enough days, those whose prices ended more than a week before, and those delisted.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record PortfolioRisk(DateTimeOffset AsOf, DateOnly Last, string Market, ImmutableArray<PositionRisk> Positions, double? Beta, double? Volatility, double? Covered)
{
    /// <summary>On how many days every position with a beta has a return: what <see cref="Volatility"/> rests on.</summary>
    public int Days { get; init; }

    /// <summary>The last of these days; null where there is none.</summary>
    public DateOnly? LastCommonDay { get; init; }

    /// <summary>What is remarkable: positions that are left out, days that are few or end early. For people.</summary>
    public ImmutableArray<string> Findings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Measures it.</summary>
    /// <param name="portfolio">The positions.</param>
    /// <param name="prices">Prices; a ticker without any has no figures.</param>
    /// <param name="asOf">The instant: closes of earlier days in UTC count.</param>
    /// <param name="options">Changes how.</param>
    /// <exception cref="InputException">An option is out of its range, the benchmark has no price, or no price lies before the instant.</exception>
    public static PortfolioRisk Of(Portfolio portfolio, Prices prices, DateTimeOffset asOf, Func<RiskOptions, RiskOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        portfolio.RequireKnown(asOf);
        var returns = new DailyReturns(prices, LastClose(asOf), chosen);
        var market = chosen.Benchmark is { } benchmark ? returns.Of(benchmark) ?? throw new InputException($"Option Benchmark names {Untrusted.Quote(benchmark)}, which has no price. Available: {string.Join(", ", prices.Tickers.Take(20).Select(known => Untrusted.Show(known)))}{(prices.Series.Length > 20 ? ", …" : "")}.") : returns.Mean();
        double[]?[] own = [.. portfolio.Positions.Select(position => Own(position, prices, returns))];
        ImmutableArray<PositionRisk> positions = [.. portfolio.Positions.Zip(own, (position, daily) => Of(position, daily, market, chosen))];
        var known = positions.Where(Counts).ToList();
        var together = known.Count == 0 ? [] : Weighted(positions.Zip(own).Where(pair => Counts(pair.First)).Select(pair => (pair.First.Position.Weight, pair.Second!)), returns.Count);
        var common = Array.FindLastIndex(together, double.IsFinite);
        return new(asOf, returns.Last, chosen.Benchmark ?? "the mean of all tickers with prices", positions,
            known.Count == 0 ? null : known.Sum(one => one.Position.Weight * one.Beta!.Value),
            known.Count == 0 ? null : Deviation(together, chosen).Value,
            portfolio.Gross is > 0 and var gross ? known.Sum(one => Math.Abs(one.Position.Weight)) / gross : null)
        {
            Days = together.Count(double.IsFinite),
            LastCommonDay = common < 0 ? null : returns.Day(common),
            Findings = [.. RiskFindings.Of(positions, known, prices, returns, together.Count(double.IsFinite), common, chosen)],
        };
    }

    /// <summary>The last day whose closes are known at an instant wherever they were made: the one before its day in UTC; with a day's last tick, that day.</summary>
    internal static DateOnly LastClose(DateTimeOffset asOf) => DateOnly.FromDateTime(asOf.UtcDateTime.AddTicks(asOf == DateTimeOffset.MaxValue ? 0 : 1)).AddDays(-1);

    static bool Counts(PositionRisk one) => one.Beta is not null && !one.Position.IsCash;

    /// <summary>A position's daily returns; null of cash, without prices, and of what has ended: it moves no more, and its past is no risk of the book.</summary>
    static double[]? Own(Position position, Prices prices, DailyReturns returns) => position.IsCash || RiskFindings.Ended(position.Ticker, prices, returns.Last) is not null ? null : returns.Of(position.Ticker);

    static PositionRisk Of(Position position, double[]? own, double[] market, RiskOptions options)
    {
        if (position.IsCash) return new(position, 0, 0, 0);
        if (own is null) return new(position, null, null, 0);
        var (volatility, days) = Deviation(own, options);
        return new(position, Slope(own, market, options.Minimum), volatility, days);
    }

    static double[] Weighted(IEnumerable<(double Weight, double[] Daily)> positions, int days)
    {
        var sums = new double[days];
        // A missing return, NaN, makes the day's sum NaN.
        foreach (var (weight, daily) in positions)
            foreach (var (day, value) in daily.Index()) sums[day] += weight * value;
        return sums;
    }

    static (double? Value, int Days) Deviation(double[] values, RiskOptions options)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length < options.Minimum) return (null, known.Length);
        return (Series.Deviation(known) * Math.Sqrt(options.DaysOfYear), known.Length);
    }

    static double? Slope(double[] own, double[] market, int minimum) => LeastSquares.Of(market, own) is var fit && fit.Count >= minimum && double.IsFinite(fit.Slope) ? fit.Slope : null;

    /// <summary>The portfolio's figures, and each position's.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"beta {Beta:0.00} to {Untrusted.Line(Market)}, volatility {Volatility:0.0%}, for {Covered ?? 0:0%} of the gross weight, until {Last:yyyy-MM-dd}, volatility over {Days} days") + string.Concat(Positions.Select(position => $"\n  {position}")) + string.Concat(Findings.Select(finding => $"\n  {finding}"));
}
