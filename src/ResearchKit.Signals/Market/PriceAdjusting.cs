using System.Globalization;

namespace ResearchKit;

/// <summary>Holds prices against what is stated of splits, dividends and delistings, and brings them to today's shares.</summary>
/// <remarks>Going back from the last day, every price before an action is multiplied by P/((P + D)·r), where P is the close of the first day on which the shares trade after it, D the cash for each of them, and r the new shares for an old one.
/// The return over such a day is then (P + D)·r/P₀ − 1: what CRSP calls the holding-period return, with the cash reinvested at that close. Volumes before a split are multiplied by r.</remarks>
static class PriceAdjusting
{
    const int MostShown = 5;

    readonly record struct Change(double Ratio, double Cash, bool Stated);

    public static PriceSeries Adjust(PriceSeries series, CorporateActions actions, bool adjusted, double largest, Func<int, string> where, List<PriceFinding> findings, List<string> faults, ref int unused)
    {
        var changes = new Dictionary<int, Change>();
        foreach (var (action, stated) in actions.OfTicker(series.Ticker))
        {
            if (action.Kind == ActionKind.Delisting)
            {
                if (action.Date <= series.Last) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{stated}: {Untrusted.Quote(series.Ticker)} is delisted on {action.Date:yyyy-MM-dd} and has a price on {series.Last:yyyy-MM-dd}, at {where(series.Line(series.Count - 1))}. Expected a day after its last price."));
                continue;
            }
            if (adjusted && !(action.Kind == ActionKind.Split && action.Value == 1))
                throw new InputException($"{stated}: a {action.Kind.ToString().ToLowerInvariant()} of {Untrusted.Quote(series.Ticker)} is stated, and the prices are said to be adjusted already. Expected delistings alone beside adjusted prices; or say that they are not adjusted.");
            var index = series.From(action.Date.DayNumber);
            if (index == 0 || index == series.Count)
            {
                unused++;
                continue;
            }
            var before = changes.GetValueOrDefault(index, new(1, 0, false));
            changes[index] = action.Kind == ActionKind.Split ? before with { Ratio = before.Ratio * action.Value, Stated = true } : before with { Cash = before.Cash + action.Value };
        }
        for (var i = 1; i < series.Count; i++)
        {
            var change = changes.GetValueOrDefault(i, new(1, 0, false));
            var move = (series.Close[i] + change.Cash) * change.Ratio / series.Close[i - 1];
            if (change.Cash * change.Ratio >= series.Close[i - 1])
                faults.Add(FormattableString.Invariant($"{where(series.Line(i))}: a dividend of {change.Cash} for each share of {Untrusted.Quote(series.Ticker)}, which closed at {series.Close[i - 1]} before"));
            // A stated 1 says that the move is real.
            if (move <= largest && move >= 1 / largest || change is { Stated: true, Ratio: 1 }) continue;
            var text = string.Create(CultureInfo.InvariantCulture, $"{where(series.Line(i))}: {Untrusted.Quote(series.Ticker)} goes from {series.Close[i - 1]} ({where(series.Line(i - 1))}) to {series.Close[i]} on {DateOnly.FromDayNumber(series.Days[i]):yyyy-MM-dd}{Resembling(move, change)}");
            if (adjusted) findings.Add(new(PriceFindingKind.LargeMove, series.Ticker, DateOnly.FromDayNumber(series.Days[i]), $"{text}. It is used as it is."));
            else faults.Add(text);
        }
        return changes.Count == 0 || adjusted ? series : Scaled(series, changes);
    }

    /// <summary>One error for all, so that one edit mends them.</summary>
    public static void Refuse(List<string> faults)
    {
        if (faults.Count == 0) return;
        var more = faults.Count > MostShown ? string.Create(CultureInfo.InvariantCulture, $"\nand {faults.Count - MostShown} more") : "";
        throw new InputException($"{string.Join("\n", faults.Take(MostShown))}{more}. Expected unadjusted prices whose splits and dividends are stated: add a row 'date,ticker,split,10' for 1:10 to the corporate actions, 'date,ticker,split,1' where the move is a real one, or say that the prices are adjusted. LargestMove says from where on a move is asked about.");
    }

    static string Resembling(double move, Change change)
    {
        if (change.Ratio != 1) return string.Create(CultureInfo.InvariantCulture, $", a split of {change.Ratio} allowed for: it is in the prices already, or upside down");
        var (fall, ratio) = (move < 1, move < 1 ? 1 / move : move);
        var whole = Math.Round(ratio, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $", a factor of {move:0.####}") + (whole >= 2 && Math.Abs(ratio / whole - 1) <= 0.1 ? string.Create(CultureInfo.InvariantCulture, $", as after a {(fall ? $"split of 1:{whole}" : $"reverse split of {whole}:1")}") : "");
    }

    static PriceSeries Scaled(PriceSeries series, Dictionary<int, Change> changes)
    {
        double[] close = series.Close.ToArray(), open = series.Open.ToArray(), volume = series.Volume.ToArray(), split = series.Close.ToArray();
        double price = 1, shares = 1;
        for (var i = series.Count - 1; i >= 0; i--)
        {
            (close[i], open[i], volume[i], split[i]) = (close[i] * price, open[i] * price, volume[i] * shares, split[i] / shares);
            if (!changes.TryGetValue(i, out var change)) continue;
            price *= series.Close[i] / ((series.Close[i] + change.Cash) * change.Ratio);
            shares *= change.Ratio;
        }
        return series.With(close, open, volume, split);
    }
}
