namespace ResearchKit;

/// <summary>Returns of tickers, laid along the days of the market; NaN where there is none.</summary>
sealed class MarketDays
{
    readonly Dictionary<string, double[]> byTicker = new(StringComparer.Ordinal);

    public MarketDays(IEnumerable<(DateOnly Date, double Return)> market, IEnumerable<(DateOnly Date, string Ticker, double Return)> returns)
    {
        (DateOnly Date, double Return)[] all = [.. market.OrderBy(day => day.Date)];
        if (all.Length == 0) throw new InputException("The market has no returns. Expected one for every trading day.");
        Dates = Array.ConvertAll(all, day => day.Date);
        Market = Array.ConvertAll(all, day => day.Return);
        for (var i = 0; i < all.Length; i++)
        {
            if (i > 0 && Dates[i] == Dates[i - 1]) throw new InputException(FormattableString.Invariant($"The market has two returns on {Dates[i]:yyyy-MM-dd}. Expected one a day."));
            if (!double.IsFinite(Market[i])) throw new InputException(FormattableString.Invariant($"The market's return on {Dates[i]:yyyy-MM-dd} is {Market[i]}. Expected a finite share as 0.0123."));
        }
        foreach (var (date, ticker, gain) in returns)
        {
            if (!double.IsFinite(gain)) throw new InputException(FormattableString.Invariant($"The return of {Untrusted.Quote(ticker)} on {date:yyyy-MM-dd} is {gain}. Expected a finite share as 0.0123; leave out a day without one."));
            var at = Array.BinarySearch(Dates, date);
            // A day on which the market did not trade cannot be compared with it.
            if (at < 0) continue;
            if (!byTicker.TryGetValue(ticker, out var days)) Array.Fill(byTicker[ticker] = days = new double[Dates.Length], double.NaN);
            if (!double.IsNaN(days[at])) throw new InputException(FormattableString.Invariant($"{Untrusted.Quote(ticker)} has two returns on {date:yyyy-MM-dd}. Expected one a day."));
            days[at] = gain;
        }
    }

    public DateOnly[] Dates { get; }

    public double[] Market { get; }

    public double[]? Of(string ticker) => byTicker.GetValueOrDefault(ticker);

    /// <summary>The place of a day, or of the next with trading; the number of days where there is none.</summary>
    public int At(DateOnly date) => Array.BinarySearch(Dates, date) is var at && at < 0 ? ~at : at;
}

/// <summary>The market model of an event, and what it leaves unexplained.</summary>
sealed class EventFit
{
    public required string Ticker { get; init; }

    public required int Position { get; init; }

    public required double Alpha { get; init; }

    public required double Beta { get; init; }

    public required int EstimationCount { get; init; }

    /// <summary>Of each estimation day; NaN without a return.</summary>
    public required double[] Residuals { get; init; }

    /// <summary>Of each day of the path.</summary>
    public required double[] Abnormal { get; init; }

    public required double Car { get; init; }

    public required double Scar { get; init; }

    public static (EventFit? Fit, string? Reason) Of(MarketDays days, DateOnly date, string ticker, EventStudyOptions options)
    {
        if (days.Of(ticker) is not { } returns) return (null, "no returns of the ticker");
        var position = days.At(date);
        if (date < days.Dates[0] || position == days.Dates.Length) return (null, "a day before or after the market's");
        // The model is fitted to days before the event, whenever the path begins.
        int first = position + options.First, start = position + Math.Min(options.First, 0) - options.Gap - options.EstimationDays;
        if (start < 0) return (null, "too few days before");
        if (position + options.Last >= days.Dates.Length) return (null, "too few days after");
        if (Array.FindIndex(returns, first, options.PathDays, double.IsNaN) >= 0) return (null, "days without a return");

        ReadOnlySpan<double> market = days.Market.AsSpan(start, options.EstimationDays), own = returns.AsSpan(start, options.EstimationDays);
        var fit = LeastSquares.Of(market, own);
        if (fit.Count < options.FewestEstimationDays) return (null, "too few returns before");
        if (fit.Xx == 0) return (null, "a market that does not move");
        double beta = fit.Slope, alpha = fit.MeanY - beta * fit.MeanX, squares = 0;
        var residuals = new double[own.Length];
        for (var i = 0; i < own.Length; i++)
        {
            residuals[i] = own[i] - alpha - beta * market[i];
            if (!double.IsNaN(residuals[i])) squares += residuals[i] * residuals[i];
        }
        // What rounding leaves of a ticker that is the market is no spread to test by.
        if (squares <= 1e-24 * fit.Count) return (null, "no returns of its own");

        var abnormal = new double[options.PathDays];
        for (var i = 0; i < abnormal.Length; i++) abnormal[i] = returns[first + i] - alpha - beta * days.Market[first + i];
        double car = 0, away = 0;
        for (var day = options.CarFirst; day <= options.CarLast; day++)
        {
            car += abnormal[day - options.First];
            away += days.Market[position + day] - fit.MeanX;
        }
        double m = options.CarDays;
        return (new()
        {
            Ticker = ticker,
            Position = position,
            Alpha = alpha,
            Beta = beta,
            EstimationCount = fit.Count,
            Residuals = residuals,
            Abnormal = abnormal,
            Car = car,
            Scar = car / Math.Sqrt(squares / (fit.Count - 2) * (m + m * m / fit.Count + away * away / fit.Xx)),
        }, null);
    }
}
