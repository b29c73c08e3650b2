using System.Globalization;

namespace ResearchKit;

/// <summary>Calendars that a user gives, and prices held against them.</summary>
public sealed partial class TradingCalendar
{
    /// <summary>How much earlier than the usual close a session ends that is a half day.</summary>
    static readonly TimeSpan Half = TimeSpan.FromHours(1);

    /// <summary>Reads a calendar: a CSV with the columns <c>date</c> (2026-01-31), <c>open</c> and <c>close</c> (9:30, by the exchange's clock), a row for each session, in any order. A session that ends an hour or more before the commonest close is a half day.</summary>
    /// <param name="path">A file in UTF-8.</param>
    /// <param name="timeZone">The exchange's time zone by its IANA name, such as <c>Asia/Hong_Kong</c>.</param>
    /// <exception cref="InputException">The file, a row or the time zone cannot be used, or a day stands twice; the message names the line.</exception>
    public static TradingCalendar Read(string path, string timeZone)
    {
        ArgumentNullException.ThrowIfNull(path);
        var rows = new Dictionary<DateOnly, (TimeOnly Open, TimeOnly Close, string Where)>();
        MarketFile.Read(path, "a trading calendar: CSV with the columns date, open, close", ["date", "open", "close"], [], row =>
        {
            var (day, open, close) = (row.Day("date"), Time(row, "open"), Time(row, "close"));
            if (close <= open) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{row.Where}: the close {close:HH:mm} is not after the open {open:HH:mm}. Expected a session within one day."));
            if (!rows.TryAdd(day, (open, close, row.Where))) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{row.Where}: {day:yyyy-MM-dd} stands already, at {rows[day].Where}. Expected one session a day."));
        });
        if (rows.Count == 0) throw new InputException($"{path}: no session. Expected at least one row under the header.");
        var usual = rows.Values.GroupBy(row => row.Close).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First().Key;
        return new(Path.GetFileName(path), timeZone, rows.OrderBy(row => row.Key).Select(row => (row.Key, row.Value.Open, row.Value.Close, usual - row.Value.Close >= Half && row.Value.Close < usual)));
    }

    /// <summary>The days on which any ticker has a price, with the hours that are said to hold.</summary>
    /// <param name="prices">Prices.</param>
    /// <param name="timeZone">The exchange's time zone by its IANA name.</param>
    /// <param name="open">When it opens, by its clock.</param>
    /// <param name="close">When it closes.</param>
    /// <param name="earlyCloses">Closes of half days. Prices do not show these: without them an article of a half day's afternoon counts as tradable at a close that came before it.</param>
    /// <exception cref="InputException">The time zone is not known, or a close is not after the open.</exception>
    public static TradingCalendar ObservedIn(Prices prices, string timeZone, TimeOnly open, TimeOnly close, IReadOnlyDictionary<DateOnly, TimeOnly>? earlyCloses = null)
    {
        ArgumentNullException.ThrowIfNull(prices);
        var days = new SortedSet<int>();
        foreach (var series in prices.Series) days.UnionWith(series.Days.ToArray());
        return new($"observed in {prices.Name}", timeZone, days.Select(number =>
        {
            var day = DateOnly.FromDayNumber(number);
            var until = earlyCloses is not null && earlyCloses.TryGetValue(day, out var early) ? early : close;
            return until > open ? (day, open, until, until < close) : throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}: the close {until:HH:mm} is not after the open {open:HH:mm}. Expected a session within one day."));
        }));
    }

    /// <summary>What prices lack by this calendar, or have beside it: sessions without a price between a ticker's first and last day, prices without a session, tickers that end before the others; by ticker and day.</summary>
    public IReadOnlyList<PriceFinding> Check(Prices prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        var findings = new List<PriceFinding>();
        foreach (var series in prices.Series)
        {
            var ticker = Untrusted.Quote(series.Ticker);
            var next = -1;
            for (var i = 0; i < series.Count; i++)
            {
                var (day, index) = (DateOnly.FromDayNumber(series.Days[i]), Index(series.Days[i]));
                if (index < 0)
                {
                    findings.Add(new(PriceFindingKind.NoSession, series.Ticker, day, string.Create(CultureInfo.InvariantCulture, $"{prices.Place(series.Line(i))}: {ticker} has a price on {day:yyyy-MM-dd}, a {day.DayOfWeek}, when {Name} has no session: another exchange, another time zone, or a day that was not closed after all.")));
                    continue;
                }
                for (; next >= 0 && next < index; next++)
                    findings.Add(new(PriceFindingKind.MissingDay, series.Ticker, Day(next), string.Create(CultureInfo.InvariantCulture, $"{prices.Name}: {ticker} has no price on {Day(next):yyyy-MM-dd}, a session of {Name}.")));
                next = index + 1;
            }
            if (series.Last < prices.Last)
                findings.Add(new(PriceFindingKind.EndsEarly, series.Ticker, series.Last, string.Create(CultureInfo.InvariantCulture, $"{prices.Name}: {ticker} ends on {series.Last:yyyy-MM-dd}, and others go on to {prices.Last:yyyy-MM-dd}; {(prices.DelistingOf(series.Ticker) is { } end ? string.Create(CultureInfo.InvariantCulture, $"its delisting return is {end.Value}") : "no delisting return is stated")}.")));
        }
        return findings;
    }

    static TimeOnly Time(MarketFile.Row row, string column) =>
        TimeOnly.TryParseExact(row.Text(column), ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
            : throw new InputException($"{row.Where}: {column} {Untrusted.Quote(row.Text(column))} is no time. Expected one as 9:30 or 16:00, by the exchange's clock.");
}
