namespace ResearchKit;

/// <summary>Daily returns from close to close over the last days on which anything has a price.</summary>
sealed class DailyReturns
{
    readonly Prices prices;
    readonly int[] days;

    public DailyReturns(Prices prices, DateOnly last, int window)
    {
        this.prices = prices;
        var all = new SortedSet<int>();
        foreach (var series in prices.Series)
            foreach (var day in series.Days[..series.From(last.DayNumber + 1)]) all.Add(day);
        days = [.. all.TakeLast(window + 1)];
        if (days.Length == 0) throw new InputException(FormattableString.Invariant($"{Untrusted.Line(prices.Name)}: its first price is of {prices.First:yyyy-MM-dd}, and closes until {last:yyyy-MM-dd} are known. Expected earlier prices, or a later instant."));
    }

    /// <summary>How many returns each ticker has, known or not.</summary>
    public int Count => days.Length - 1;

    /// <summary>The last day that counts.</summary>
    public DateOnly Last => DateOnly.FromDayNumber(days[^1]);

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
        var before = Close(series, days[0]);
        for (var i = 1; i < days.Length; i++)
        {
            var close = Close(series, days[i]);
            (returns[i - 1], before) = (close / before - 1, close);
        }
        return returns;
    }

    static double Close(PriceSeries series, int day) => series.From(day) is var at && at < series.Count && series.Days[at] == day ? series.Close[at] : double.NaN;
}
