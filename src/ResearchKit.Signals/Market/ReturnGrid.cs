using System.Globalization;

namespace ResearchKit;

/// <summary>Prices of every ticker on every session from the first price to the last: where two days meet, a return is a division.</summary>
sealed class ReturnGrid
{
    readonly double[][] traded, closes, values;
    readonly int[] first, last;
    readonly double?[] ends;
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    public ReturnGrid(Prices prices, TradingCalendar calendar, Trade trade)
    {
        Require(prices, calendar);
        Start = calendar.Index(prices.First.DayNumber);
        Sessions = calendar.Index(prices.Last.DayNumber) - Start + 1;
        var count = prices.Series.Length;
        (closes, traded, values, first, last, ends) = (new double[count][], new double[count][], new double[count][], new int[count], new int[count], new double?[count]);
        for (var t = 0; t < count; t++)
        {
            var series = prices.Series[t];
            numbers[series.Ticker] = t;
            closes[t] = Column(series, series.Close, calendar);
            traded[t] = trade == Trade.AtNextClose ? closes[t] : Column(series, series.Open, calendar);
            values[t] = series.Split == series.Close ? closes[t] : Column(series, series.Split, calendar);
            (first[t], last[t]) = (calendar.Index(series.First.DayNumber) - Start, calendar.Index(series.Last.DayNumber) - Start);
            if (prices.DelistingOf(series.Ticker) is { } end) ends[t] = series.Close[^1] * (1 + end.Value);
        }
        if (trade == Trade.AtNextOpen && traded.All(column => column.All(double.IsNaN))) throw new InputException($"{prices.Name}: holds no opens, and trades are asked for at the next open. Expected a column 'open', or Trade.AtNextClose.");
    }

    /// <summary>The place in the calendar of the first session with a price.</summary>
    public int Start { get; }

    /// <summary>How many there are.</summary>
    public int Sessions { get; }

    public int Tickers => closes.Length;

    public int Number(string ticker) => numbers.GetValueOrDefault(ticker, -1);

    /// <summary>P₁/P₀ − 1; NaN when either is missing.</summary>
    public double Return(int ticker, int entry, int horizon) => Exit(ticker, entry + horizon) / traded[ticker][entry] - 1;

    public double Entry(int ticker, int session) => traded[ticker][session];

    /// <summary>The price at which a holding ends: that of the session, or what holders got after a delisting; NaN when there is none.</summary>
    /// <remarks>As in CRSP, the delisting return is of the first session after the last price, whenever it was paid.</remarks>
    public double Exit(int ticker, int session) =>
        session >= Sessions ? double.NaN
        : session > last[ticker] && ends[ticker] is { } end ? end
        : traded[ticker][session];

    /// <summary>What a share of the last day was worth at a session's close: no dividend is taken off.</summary>
    public double Value(int ticker, int session) => values[ticker][session];

    /// <summary>The same at the price of the session's trade, which may be the open.</summary>
    public double EntryValue(int ticker, int session) => ReferenceEquals(values[ticker], closes[ticker]) ? traded[ticker][session] : traded[ticker][session] * (values[ticker][session] / closes[ticker][session]);

    /// <summary>A day's return from close to close; NaN when either is missing.</summary>
    public double Daily(int ticker, int session) => session < 1 ? double.NaN : closes[ticker][session] / closes[ticker][session - 1] - 1;

    /// <summary>Why there is no return; null when there is one.</summary>
    public ReturnGap? Gap(int ticker, int entry, int horizon)
    {
        var exit = entry + horizon;
        if (entry < first[ticker]) return ReturnGap.BeforePrices;
        if (entry >= Sessions) return ReturnGap.AfterPrices;
        if (entry > last[ticker]) return ReturnGap.Delisted;
        if (double.IsNaN(traded[ticker][entry])) return ReturnGap.NoEntryPrice;
        if (exit >= Sessions) return ReturnGap.AfterPrices;
        if (!double.IsNaN(Exit(ticker, exit))) return null;
        return exit > last[ticker] ? ReturnGap.Delisted : ReturnGap.NoExitPrice;
    }

    double[] Column(PriceSeries series, ReadOnlySpan<double> values, TradingCalendar calendar)
    {
        var column = new double[Sessions];
        Array.Fill(column, double.NaN);
        for (var i = 0; i < series.Count; i++) column[calendar.Index(series.Days[i]) - Start] = values[i];
        return column;
    }

    static void Require(Prices prices, TradingCalendar calendar)
    {
        (PriceSeries Series, int Index)? found = null;
        var count = 0;
        foreach (var series in prices.Series)
            for (var i = 0; i < series.Count; i++)
                if (calendar.Index(series.Days[i]) < 0)
                {
                    count++;
                    found ??= (series, i);
                }
        if (found is not var (one, at)) return;
        var day = DateOnly.FromDayNumber(one.Days[at]);
        throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{prices.Place(one.Line(at))}: {Untrusted.Quote(one.Ticker)} has a price on {day:yyyy-MM-dd}, a {day.DayOfWeek}, when {calendar.Name} ({calendar.First:yyyy-MM-dd} to {calendar.Last:yyyy-MM-dd}) has no session{(count == 1 ? "" : $", and there are {count - 1} more")}. Expected prices of the calendar's days: take the exchange's own calendar, one of yours (TradingCalendar.Read), or TradingCalendar.ObservedIn(prices, …); calendar.Check(prices) lists them."));
    }
}
