using System.Globalization;

namespace ResearchKit;

/// <summary>What a ticker traded at on a day.</summary>
/// <param name="Date">The exchange's own day, not UTC's.</param>
/// <param name="Ticker">As the articles name it, such as <c>MSFT</c>; capitals count.</param>
/// <param name="Close">The last price of the day, more than 0.</param>
/// <param name="Open">The first price of the day, more than 0; null when not known.</param>
/// <param name="Volume">Shares that changed hands, 0 or more; null when not known.</param>
public readonly record struct Price(DateOnly Date, string Ticker, double Close, double? Open = null, double? Volume = null)
{
    /// <summary><c>MSFT 2026-01-05 412.5</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Ticker} {Date:yyyy-MM-dd} {Close}"));
}

/// <summary>What is remarkable about a price, or about one that is not there.</summary>
public enum PriceFindingKind
{
    /// <summary>A row without a close: it is not used.</summary>
    NoClose,

    /// <summary>A move beyond <see cref="PricesOptions.LargestMove"/> in prices that are said to be adjusted: it is used.</summary>
    LargeMove,

    /// <summary>A session between a ticker's first and last day on which it has no price.</summary>
    MissingDay,

    /// <summary>A price on a day on which the calendar has no session.</summary>
    NoSession,

    /// <summary>The ticker's last day, when others trade on.</summary>
    EndsEarly,
}

/// <summary>Something that a reader of prices ought to know of.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Ticker">Whose.</param>
/// <param name="Date">The day.</param>
/// <param name="Text">Where it stands and what was found, for people.</param>
public readonly record struct PriceFinding(PriceFindingKind Kind, string Ticker, DateOnly Date, string Text)
{
    /// <summary>Its text.</summary>
    public override string ToString() => Untrusted.Line(Text);
}
