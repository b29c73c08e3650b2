namespace ResearchKit;

/// <summary>What a portfolio holds of a ticker.</summary>
/// <param name="Ticker">As the companies name it, such as <c>MSFT</c>; <c>CASH</c>, in any case, is money.</param>
/// <param name="Weight">Its part of the portfolio's value: 0.05 is 5%, below 0 a short position.</param>
/// <param name="Shares">How many shares; null where weights were given.</param>
/// <param name="Price">What one was worth: the close as it was given, or what holders of a delisted share got; null where weights were given.</param>
/// <param name="PricedOn">The day of that price.</param>
public readonly record struct Position(string Ticker, double Weight, double? Shares = null, double? Price = null, DateOnly? PricedOn = null)
{
    /// <summary>Whether it is money: it has a weight, and no news.</summary>
    public bool IsCash => Ticker.Equals(Portfolio.Cash, StringComparison.OrdinalIgnoreCase);

    /// <summary>Ticker and weight.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Ticker} {Weight:+0.0000;-0.0000;0.0000}"));
}
