using System.Globalization;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>Prices and what followed signals.</summary>
public static partial class Frames
{
    const string PriceColumns = "date, ticker, close and, if wanted, open, volume";

    /// <summary>The prices of a DataFrame, one a row: columns <c>date</c> (midnight, or text as 2026-01-31), <c>ticker</c>, <c>close</c> and, if wanted, <c>open</c> and <c>volume</c>. Other columns are passed over.</summary>
    /// <param name="frame">A row for each ticker and day.</param>
    /// <param name="adjusted">Whether splits and dividends are allowed for already.</param>
    /// <param name="actions">Splits and dividends of unadjusted prices, and delistings of any.</param>
    /// <param name="options">Changes what is asked of them.</param>
    /// <exception cref="InputException">A column is missing or holds another type, float32 above all; a cell is null or no day; or the prices cannot be used. Row (from 1) and column are named.</exception>
    public static Prices ToPrices(this DataFrame frame, bool adjusted, CorporateActions? actions = null, Func<PricesOptions, PricesOptions>? options = null)
    {
        FrameColumn date = FrameColumn.Times(FrameColumn.Find(frame, "date", PriceColumns)), ticker = FrameColumn.Names(FrameColumn.Find(frame, "ticker", PriceColumns)), close = FrameColumn.Doubles(FrameColumn.Find(frame, "close", PriceColumns));
        FrameColumn? open = Optional("open"), volume = Optional("volume");
        return Prices.Of("DataFrame", Rows(), adjusted, actions, options);

        FrameColumn? Optional(string name) => FrameColumn.Has(frame, name) ? FrameColumn.Doubles(FrameColumn.Find(frame, name, PriceColumns)) : null;

        IEnumerable<Price> Rows()
        {
            for (long row = 0; row < frame.Rows.Count; row++)
                yield return new(Day(row), ticker.Required(row), close.Number(row, 0, double.MaxValue, "more than 0; leave out a row without a price"), open?.Number(row), volume?.Number(row));
        }

        DateOnly Day(long row)
        {
            var text = date.Required(row);
            var day = text.EndsWith("T00:00:00Z", StringComparison.Ordinal) ? text[..^"T00:00:00Z".Length] : text;
            return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var found) ? found : throw date.Fault(row, $"is {Untrusted.Quote(text)}. Expected the day at the exchange, without a time: 2026-01-31");
        }
    }

    /// <summary>One row a price, by ticker and day: date, ticker, close, open and volume (null where not known).</summary>
    public static DataFrame ToDataFrame(this Prices prices)
    {
        var rows = prices.ToList();
        return new(
            Time("date", rows, p => Midnight(p.Date)),
            Text("ticker", rows, p => p.Ticker),
            Real("close", rows, p => p.Close),
            Real("open", rows, p => p.Open),
            Real("volume", rows, p => p.Volume));
    }

    /// <summary>One row a return, by time of the signal: article, ticker, at (UTC), value, entry, exit, horizon in sessions, return, adjusted (null where not known).</summary>
    public static DataFrame ToDataFrame(this ForwardReturns returns)
    {
        var rows = returns.ToList();
        return new(
            Text("article", rows, r => r.ArticleId),
            Text("ticker", rows, r => r.Ticker),
            Time("at (UTC)", rows, r => r.At),
            Real("value", rows, r => r.Value),
            Time("entry", rows, r => Midnight(r.Entry)),
            Time("exit", rows, r => Midnight(r.Exit)),
            Whole("horizon", rows, r => r.Horizon),
            Real("return", rows, r => r.Return),
            Real("adjusted", rows, r => r.Adjusted));
    }
}
