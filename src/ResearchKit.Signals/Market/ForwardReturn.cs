using System.Globalization;

namespace ResearchKit;

/// <summary>What a ticker returned from the first trade after a signal to the one so many sessions later.</summary>
/// <param name="ArticleId">The article, or the point of an index.</param>
/// <param name="Ticker">Whose return.</param>
/// <param name="At">When the signal could be known.</param>
/// <param name="Value">The signal.</param>
/// <param name="Entry">The day of the first trade.</param>
/// <param name="Exit">The day of the last one, <paramref name="Horizon"/> sessions later.</param>
/// <param name="Horizon">In sessions.</param>
/// <param name="Return">As a share, or its logarithm.</param>
/// <param name="Adjusted">The return less what was asked for; null where that is not known, and when nothing was asked for.</param>
public readonly record struct ForwardReturn(string ArticleId, string Ticker, DateTimeOffset At, double Value, DateOnly Entry, DateOnly Exit, int Horizon, double Return, double? Adjusted)
{
    /// <summary><c>MSFT 2026-01-05 +5: +0.0123 on +0.500</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Ticker} {Entry:yyyy-MM-dd} +{Horizon}: {Return:+0.0000;-0.0000;0.0000} on {Value:+0.000;-0.000;0.000}"));
}

/// <summary>Why a signal has no return.</summary>
public enum ReturnGap
{
    /// <summary>The signal has no time.</summary>
    Undated,

    /// <summary>The ticker has no price at all.</summary>
    UnknownTicker,

    /// <summary>The first trade would be before the ticker's first price.</summary>
    BeforePrices,

    /// <summary>The ticker has no price on the day of the first trade.</summary>
    NoEntryPrice,

    /// <summary>The ticker has no price on the day of the last trade.</summary>
    NoExitPrice,

    /// <summary>The ticker's prices end before, those of others do not, and no delisting return is stated that could stand in.</summary>
    Delisted,

    /// <summary>The prices of all end before.</summary>
    AfterPrices,
}

/// <summary>The returns of a horizon.</summary>
/// <param name="Horizon">In sessions.</param>
/// <param name="Count">How many returns there are.</param>
/// <param name="Adjusted">How many of them are adjusted.</param>
/// <param name="EntryDays">On how many different days they begin.</param>
/// <param name="Overlapping">How many begin before an earlier one of the same ticker has ended, or with it: they share days, and are no independent draws.</param>
public readonly record struct ForwardHorizon(int Horizon, int Count, int Adjusted, int EntryDays, int Overlapping)
{
    /// <summary>Over how many entry days returns of this horizon share a day with one another: the least lag of a Newey–West estimate on daily figures.</summary>
    public int Lags => Horizon - 1;

    /// <summary><c>5 sessions: 120 returns from 80 days, 40 overlapping</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Horizon} {(Horizon == 1 ? "session" : "sessions")}: {Count} {(Count == 1 ? "return" : "returns")} from {EntryDays} {(EntryDays == 1 ? "day" : "days")}, {Overlapping} overlapping");
}

/// <summary>How returns are counted.</summary>
public enum ReturnKind
{
    /// <summary>P₁/P₀ − 1.</summary>
    Simple,

    /// <summary>ln(P₁/P₀). A total loss has none.</summary>
    Log,
}

/// <summary>What is taken off a return.</summary>
public enum Adjustment
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The market's return over the same days.</summary>
    Market,

    /// <summary>The mean return of the sector's other tickers over the same days.</summary>
    Sector,

    /// <summary>β times the market's return, with β from the days before the first trade alone.</summary>
    Beta,
}
