using System.Globalization;

namespace ResearchKit;

/// <summary>The information coefficient of all rows of a horizon at once, with errors clustered by date, by ticker and by both, beside the mean of the days' coefficients.</summary>
/// <remarks>
/// <para>x and y are a day's scores and returns, or their ranks over the number of tickers, less their mean of the day, so that what all tickers share on a day counts for nothing; both are then brought to a mean square of 1 over all N rows. ρ = Σxy/N is their correlation, and the least-squares slope of y on x. Unlike a mean over days it counts every row alike:
/// a day weighs by its tickers and, but for ranks, by how far its scores and returns lie apart; days with too few tickers for a coefficient of their own, two or more, are in it.</para>
/// <para>Errors of the slope, u = x(y − ρx)/N: V_date = G/(G − 1)·Σ(Σu of a date)², V_ticker likewise, V_row = N/(N − 1)·Σu² (White 1980), V_both = V_date + V_ticker − V_row (Cameron, Gelbach, Miller 2011; Thompson 2011), the larger of V_date and V_ticker where that is below it. By date for what moves many tickers on one day; by ticker for what stays with one, such as returns that overlap and news that is carried.
/// What moves many tickers over several days in a row, such as sectors while returns overlap, is in neither: V_overlap is Newey and West's of the dates' Σu with the lags of <see cref="MeanEstimate"/> (Driscoll, Kraay 1998). The interval is by the largest of V_both and V_overlap, with Student's t for the fewer of dates and tickers, less 1 (Cameron, Miller 2015).</para>
/// </remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record PooledCoefficient
{
    const int FewestClusters = 3;

    /// <summary>How many rows.</summary>
    public required int Count { get; init; }

    /// <summary>How many dates they are of.</summary>
    public required int Days { get; init; }

    /// <summary>How many tickers.</summary>
    public required int Tickers { get; init; }

    /// <summary>ρ, −1 to 1.</summary>
    public required double Value { get; init; }

    /// <summary>The error as if rows were independent: √V_row.</summary>
    public required double RowError { get; init; }

    /// <summary>Clustered by date: √V_date.</summary>
    public required double DateError { get; init; }

    /// <summary>Clustered by ticker: √V_ticker.</summary>
    public required double TickerError { get; init; }

    /// <summary>Clustered by date and by ticker: √V_both.</summary>
    public required double BothError { get; init; }

    /// <summary>By date, with the dates whose returns overlap: √V_overlap.</summary>
    public required double OverlapError { get; init; }

    /// <summary>Lags of <see cref="OverlapError"/>.</summary>
    public required int Lags { get; init; }

    /// <summary>The error that the interval is by: the larger of <see cref="BothError"/> and <see cref="OverlapError"/>.</summary>
    public double Error => Math.Max(BothError, OverlapError);

    /// <summary><see cref="Value"/> over <see cref="Error"/>.</summary>
    public double T => Over(Error);

    /// <summary>The fewer of dates and tickers, less 1.</summary>
    public int Freedom => Math.Min(Days, Tickers) - 1;

    /// <summary>Two-sided p of <see cref="T"/>.</summary>
    public double P => Distributions.TwoSidedStudent(T, Freedom);

    /// <summary>Lower end of the interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double High { get; init; }

    /// <param name="sections">The days of a horizon.</param>
    /// <param name="horizon">Over how many trading days.</param>
    /// <param name="options">Lags and level.</param>
    /// <param name="ranks">Whether ranks stand for the values.</param>
    /// <returns>Null below three dates or three tickers, or where scores or returns do not differ on any day.</returns>
    internal static PooledCoefficient? Of(IReadOnlyList<CrossSection> sections, int horizon, SignalOptions options, bool ranks)
    {
        var used = sections.Where(section => section.Count >= 2 && !Series.Constant(section.Scores) && !Series.Constant(section.Returns)).ToList();
        int n = used.Sum(section => section.Count), tickers = used.SelectMany(section => section.Tickers).Distinct().Count();
        if (used.Count < FewestClusters || tickers < FewestClusters) return null;
        double[][] x = [.. used.Select(section => Centred(section.Scores, ranks))], y = [.. used.Select(section => Centred(section.Returns, ranks))];
        double xx = Sum(x, x), yy = Sum(y, y), value = Sum(x, y) / Math.Sqrt(xx * yy), toX = Math.Sqrt(n / xx), toY = Math.Sqrt(n / yy);
        var byDate = new double[used.Count];
        var byTicker = new double[1 + used.Max(section => section.Tickers[^1])];
        double squares = 0;
        for (var day = 0; day < used.Count; day++)
            for (var i = 0; i < x[day].Length; i++)
            {
                var u = toX * x[day][i] * (toY * y[day][i] - value * toX * x[day][i]) / n;
                byDate[day] += u;
                byTicker[used[day].Tickers[i]] += u;
                squares += u * u;
            }
        double row = squares * n / (n - 1), date = Clustered(byDate, used.Count), ticker = Clustered(byTicker, tickers), both = date + ticker - row;
        int[] positions = [.. used.Select(section => section.Position)];
        var lags = Series.Lags(positions, horizon, options);
        // Newey and West's error is of a mean; of a sum it is n times that.
        double bothError = Math.Sqrt(Math.Max(both, Math.Max(date, ticker))), overlapError = used.Count * Series.NeweyWest(byDate, lags);
        var half = Distributions.StudentQuantile((1 + options.Level) / 2, Math.Min(used.Count, tickers) - 1) * Math.Max(bothError, overlapError);
        return new()
        {
            Count = n,
            Days = used.Count,
            Tickers = tickers,
            Value = value,
            RowError = Math.Sqrt(row),
            DateError = Math.Sqrt(date),
            TickerError = Math.Sqrt(ticker),
            BothError = bothError,
            OverlapError = overlapError,
            Lags = lags,
            Low = value - half,
            High = value + half,
        };
    }

    static double[] Centred(double[] values, bool ranks)
    {
        if (ranks) values = Array.ConvertAll(Evaluating.Ranks([.. Enumerable.Range(0, values.Length)], values), rank => rank / values.Length);
        var mean = Series.Mean(values);
        return Array.ConvertAll(values, value => value - mean);
    }

    static double Sum(double[][] x, double[][] y)
    {
        double sum = 0;
        for (var day = 0; day < x.Length; day++)
            for (var i = 0; i < x[day].Length; i++) sum += x[day][i] * y[day][i];
        return sum;
    }

    static double Clustered(double[] sums, int clusters)
    {
        double squares = 0;
        foreach (var sum in sums) squares += sum * sum;
        return squares * clusters / (clusters - 1);
    }

    /// <summary><c>+0.0312 [+0.0101, +0.0523] of 8000 rows, t 2.95 (rows 5.10, date 3.90, ticker 3.20, both 3.00, overlap 2.95)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Value:+0.0000;-0.0000;0.0000} [{Low:+0.0000;-0.0000;0.0000}, {High:+0.0000;-0.0000;0.0000}] of {Count} rows, t {T:0.00} (rows {Over(RowError):0.00}, date {Over(DateError):0.00}, ticker {Over(TickerError):0.00}, both {Over(BothError):0.00}, overlap {Over(OverlapError):0.00})");

    internal double Over(double error) => Value == 0 ? 0 : Value / error;
}
