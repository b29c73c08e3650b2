namespace ResearchKit;

/// <summary>Returns from day to day.</summary>
public sealed partial class Prices
{
    /// <summary>Every ticker's return from the close of a session to that of the next, as an <see cref="EventStudy"/> takes them: by ticker and day, dividends in them.</summary>
    /// <param name="calendar">The sessions: prices of other days are passed over, and <see cref="TradingCalendar.Check"/> names them.</param>
    /// <returns>As a share, 0.01 for 1%. A session on which a ticker has no price costs the two returns that need it: these have no row, and nothing is drawn over the gap. The first session after a ticker's last price has its delisting return, where one is stated.</returns>
    public IEnumerable<(DateOnly Date, string Ticker, double Return)> DailyReturns(TradingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return Rows();

        IEnumerable<(DateOnly, string, double)> Rows()
        {
            foreach (var one in series)
            {
                for (var i = 1; i < one.Count; i++)
                    if (calendar.Index(one.Days[i]) is >= 1 and var at && Before(one, i, calendar.Day(at - 1).DayNumber) is { } before)
                        yield return (calendar.Day(at), one.Ticker, one.Close[i] / before - 1);
                if (DelistingOf(one.Ticker) is { } end && calendar.Index(one.Days[^1]) is >= 0 and var last && last + 1 < calendar.Count)
                    yield return (calendar.Day(last + 1), one.Ticker, end.Value);
            }
        }
    }

    /// <summary>The close of a day among those before a row; a ticker may have prices of days that are no sessions in between.</summary>
    static double? Before(PriceSeries one, int row, int day)
    {
        var at = row - 1;
        while (at >= 0 && one.Days[at] > day) at--;
        return at >= 0 && one.Days[at] == day ? one.Close[at] : null;
    }
}
