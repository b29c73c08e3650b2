namespace ResearchKit;

/// <summary>Daily returns from close to close over the last days of one market, the same days for all tickers.</summary>
/// <remarks>Days are those of a calendar, of the benchmark, or those on which more than half of the tickers that are listed have a price. So a ticker that trades at weekends takes no Monday from the others: its own return over a weekend is from Friday's close to Monday's, beside the market's over the same days.
/// Days of each ticker's own would not do: a slope needs both returns over the same hours.</remarks>
sealed class DailyReturns
{
    readonly Prices prices;
    readonly int[] days;

    public DailyReturns(Prices prices, DateOnly last, RiskOptions options)
    {
        this.prices = prices;
        var open = options.Calendar is { } calendar ? [.. calendar.Sessions.Select(session => session.Day.DayNumber).Where(day => day >= prices.First.DayNumber && day <= last.DayNumber && day <= prices.Last.DayNumber)]
            : options.Benchmark is { } benchmark && prices.Find(benchmark) is { } market ? market.Days[..(market.Until(last) + 1)].ToArray()
            : Common(prices, last);
        days = [.. open.TakeLast(options.Window + 1)];
        if (days.Length == 0) throw new InputException(FormattableString.Invariant($"{Untrusted.Line(prices.Name)}: its first price is of {prices.First:yyyy-MM-dd}, and closes until {last:yyyy-MM-dd} are known{(options.Calendar is null ? "" : $", on sessions of {Untrusted.Line(options.Calendar.Name)}")}. Expected earlier prices, or a later instant."));
    }

    /// <summary>How many returns each ticker has, known or not.</summary>
    public int Count => days.Length - 1;

    /// <summary>The last day that counts.</summary>
    public DateOnly Last => DateOnly.FromDayNumber(days[^1]);

    /// <summary>The day of a return.</summary>
    public DateOnly Day(int number) => DateOnly.FromDayNumber(days[number + 1]);

    /// <summary>A ticker's returns, NaN where one of the two closes is missing; null for a ticker without prices.</summary>
    public double[]? Of(string ticker) => prices.Find(ticker) is { } series ? Of(series) : null;

    /// <summary>Each day's mean over the tickers that have a return on it.</summary>
    public double[] Mean()
    {
        var (sums, counts) = (new double[Count], new int[Count]);
        foreach (var series in prices.Series)
            foreach (var (day, value) in Of(series).Index())
                if (double.IsFinite(value)) (sums[day], counts[day]) = (sums[day] + value, counts[day] + 1);
        for (var day = 0; day < sums.Length; day++) sums[day] = counts[day] == 0 ? double.NaN : sums[day] / counts[day];
        return sums;
    }

    double[] Of(PriceSeries series)
    {
        var returns = new double[Count];
        var end = prices.DelistedBy(series.Ticker, Last);
        var before = Close(series, days[0]);
        for (var i = 1; i < days.Length; i++)
        {
            var close = Close(series, days[i]);
            // The first day after the last price has what holders got.
            returns[i - 1] = end is { } paid && days[i - 1] == series.Last.DayNumber ? paid.Value : close / before - 1;
            before = close;
        }
        return returns;
    }

    /// <summary>The days until one on which more than half of the tickers that have begun by then, and have not ended, have a price. It looks at no later price.</summary>
    static int[] Common(Prices prices, DateOnly last)
    {
        var (priced, listed) = (new SortedDictionary<int, int>(), new SortedDictionary<int, int>());
        foreach (var series in prices.Series)
        {
            var until = series.Until(last);
            if (until < 0) continue;
            foreach (var day in series.Days[..(until + 1)]) priced[day] = priced.GetValueOrDefault(day) + 1;
            listed[series.Days[0]] = listed.GetValueOrDefault(series.Days[0]) + 1;
            // A weekend is no end: else those that go on over it would make days of it.
            if (RiskFindings.Ended(series.Ticker, prices, last) is not null) listed[series.Days[until] + 1] = listed.GetValueOrDefault(series.Days[until] + 1) - 1;
        }
        var (days, count, changes) = (new List<int>(), 0, new Queue<KeyValuePair<int, int>>(listed));
        foreach (var (day, tickers) in priced)
        {
            while (changes.TryPeek(out var change) && change.Key <= day) count += changes.Dequeue().Value;
            if (2 * tickers > count) days.Add(day);
        }
        return [.. days];
    }

    static double Close(PriceSeries series, int day) => series.From(day) is var at && at < series.Count && series.Days[at] == day ? series.Close[at] : double.NaN;
}
