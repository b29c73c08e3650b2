using System.Globalization;

namespace ResearchKit;

/// <summary>What a company did with its shares.</summary>
public enum ActionKind
{
    /// <summary>One old share became this many new ones: 10 for a split of 1:10, 0.1 for a reverse one. 1 says that a large move on that day is a real one.</summary>
    Split,

    /// <summary>Cash for each share, in the currency of the prices, as of the day from which a buyer gets none.</summary>
    Dividend,

    /// <summary>The return from the last close to what holders got in the end, as a share: −1 when nothing.</summary>
    Delisting,
}

/// <summary>A split, a dividend or the end of a listing.</summary>
/// <param name="Date">The first day on which shares trade after it (the ex-date); of a delisting, the day on which holders were paid, after the last price.</param>
/// <param name="Ticker">Whose; capitals count.</param>
/// <param name="Kind">What.</param>
/// <param name="Value">See <see cref="ActionKind"/>.</param>
public readonly record struct CorporateAction(DateOnly Date, string Ticker, ActionKind Kind, double Value)
{
    /// <summary><c>MSFT 2026-01-05 split 10</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Ticker} {Date:yyyy-MM-dd} {Kind.ToString().ToLowerInvariant()} {Value}"));

    internal string? Fault => string.IsNullOrWhiteSpace(Ticker) ? "ticker is empty. Expected one for every action."
        : !Enum.IsDefined(Kind) ? $"kind is {Kind}. Expected one of {string.Join(", ", Enum.GetNames<ActionKind>())}."
        : !double.IsFinite(Value) ? string.Create(CultureInfo.InvariantCulture, $"value {Value} is not finite. Expected a number.")
        : Kind == ActionKind.Delisting ? Value >= -1 ? null : string.Create(CultureInfo.InvariantCulture, $"a delisting return of {Value} loses more than all. Expected −1 or more, as a share: -0.3 for 30% less.")
        : Value > 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{Kind.ToString().ToLowerInvariant()} {Value} is not positive. Expected {(Kind == ActionKind.Split ? "new shares for an old one: 10 for a split of 1:10" : "cash for a share")}.");
}
