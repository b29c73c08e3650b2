namespace ResearchKit;

/// <summary>What a reader of a portfolio's risk ought to know of.</summary>
static class RiskFindings
{
    /// <summary>A price that is older by more days than these is said to be old, and a last one is taken for the last of all.</summary>
    public const int StaleDays = 7;

    public static IEnumerable<string> Of(IEnumerable<PositionRisk> positions, List<PositionRisk> known, Prices prices, DailyReturns returns, int days, int common, RiskOptions options)
    {
        foreach (var one in positions)
        {
            if (one.Position.IsCash || one.Beta is not null) continue;
            var why = prices.Find(one.Position.Ticker) is null ? "has no price" : Ended(one.Position.Ticker, prices, returns.Last)
                ?? (one.Days < options.Minimum ? FormattableString.Invariant($"has {one.Days} daily returns, and {options.Minimum} are asked for") : "has too few returns beside the market's, or these do not vary");
            yield return Untrusted.Line($"{one.Position.Ticker} {why}: it is left out.");
        }
        if (known.Count == 0 || days == known.Max(one => one.Days) && common == returns.Count - 1) yield break;
        var fewest = known.MinBy(one => one.Days);
        yield return Untrusted.Line(FormattableString.Invariant($"The portfolio's volatility rests on the {days} days on which every position that counts has a return{(common < 0 ? "" : FormattableString.Invariant($", the last of them {returns.Day(common):yyyy-MM-dd}"))}; {fewest.Position.Ticker} has the fewest, {fewest.Days}{(days < options.Minimum ? FormattableString.Invariant($". {options.Minimum} are asked for: it is not known") : "")}."));
    }

    /// <summary>That a ticker's prices have ended by a day, in words; null where they have not.</summary>
    public static string? Ended(string ticker, Prices prices, DateOnly last)
    {
        if (prices.DelistedBy(ticker, last) is { } end) return FormattableString.Invariant($"was delisted on {end.Date:yyyy-MM-dd}");
        if (prices.Find(ticker) is not { } series || series.Until(last) is not (>= 0 and var at)) return null;
        var day = DateOnly.FromDayNumber(series.Days[at]);
        return last.DayNumber - day.DayNumber > StaleDays ? FormattableString.Invariant($"has its last price on {day:yyyy-MM-dd}, {last.DayNumber - day.DayNumber} days before") : null;
    }
}
