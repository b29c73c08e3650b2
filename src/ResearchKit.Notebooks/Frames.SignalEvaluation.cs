using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>Signals against returns.</summary>
public static partial class Frames
{
    /// <summary>One row a horizon, the shortest first: horizon (trading days), days, mean IC, mean rank IC and the ends of its interval, ICIR of a day, t by Newey and West, its lags, plain t, t and number of days apart, p, q, minimum detectable, verdict. Null below three days.</summary>
    public static DataFrame ToDataFrame(this InformationCoefficients coefficients)
    {
        var rows = coefficients.Horizons;
        return new(
            Whole("horizon", rows, h => h.Horizon),
            Whole("days", rows, h => h.Days),
            Real("IC", rows, h => h.Ic?.Mean),
            Real("rank IC", rows, h => h.RankIc?.Mean),
            Real("low", rows, h => h.RankIc?.Low),
            Real("high", rows, h => h.RankIc?.High),
            Real("ICIR", rows, h => h.RankIc?.Ratio),
            Real("t", rows, h => h.RankIc?.T),
            new PrimitiveDataFrameColumn<int>("lags", rows.Select(h => h.RankIc?.Lags)),
            Real("plain t", rows, h => h.RankIc?.PlainT),
            Real("t apart", rows, h => h.RankIc?.TApart),
            new PrimitiveDataFrameColumn<int>("days apart", rows.Select(h => h.RankIc?.CountApart)),
            Real("p", rows, h => h.RankIc?.P),
            Real("q", rows, h => h.Q),
            Real("minimum detectable", rows, h => h.RankIc?.MinimumDetectable),
            Text("verdict", rows, h => h.RankIc?.Verdict.ToString().ToLowerInvariant()));
    }

    /// <summary>One row a horizon, of all rows at once: horizon (trading days), rows, dates, tickers, IC, rank IC and the ends of its interval, t as if rows were independent, by date, by ticker, by both, with dates that overlap, p. Null where there is too little.</summary>
    public static DataFrame PooledToDataFrame(this InformationCoefficients coefficients)
    {
        var rows = coefficients.Horizons;
        double? T(HorizonCoefficients h, Func<PooledCoefficient, double> error) => h.PooledRankIc is { } pooled ? pooled.Value == 0 ? 0 : pooled.Value / error(pooled) : null;
        return new(
            Whole("horizon", rows, h => h.Horizon),
            new PrimitiveDataFrameColumn<int>("rows", rows.Select(h => h.PooledRankIc?.Count)),
            new PrimitiveDataFrameColumn<int>("dates", rows.Select(h => h.PooledRankIc?.Days)),
            new PrimitiveDataFrameColumn<int>("tickers", rows.Select(h => h.PooledRankIc?.Tickers)),
            Real("IC", rows, h => h.PooledIc?.Value),
            Real("rank IC", rows, h => h.PooledRankIc?.Value),
            Real("low", rows, h => h.PooledRankIc?.Low),
            Real("high", rows, h => h.PooledRankIc?.High),
            Real("t rows", rows, h => T(h, one => one.RowError)),
            Real("t date", rows, h => T(h, one => one.DateError)),
            Real("t ticker", rows, h => T(h, one => one.TickerError)),
            Real("t both", rows, h => T(h, one => one.BothError)),
            Real("t overlap", rows, h => T(h, one => one.OverlapError)),
            Real("p", rows, h => h.PooledRankIc?.P));
    }

    /// <summary>One row a day: date (UTC), horizon, names, IC, rank IC.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<DayCoefficient> days)
    {
        var rows = days.ToList();
        return new(
            Time("date", rows, d => Midnight(d.Date)),
            Whole("horizon", rows, d => d.Horizon),
            Whole("names", rows, d => d.Names),
            Real("IC", rows, d => d.Ic),
            Real("rank IC", rows, d => d.RankIc));
    }

    /// <summary>One row a quantile, the lowest scores first: quantile, names (mean a day), mean return over the horizon as a share and the ends of its interval (null below three days).</summary>
    public static DataFrame ToDataFrame(this QuantileSpreads spreads)
    {
        var rows = spreads.Quantiles;
        return new(
            Whole("quantile", rows, q => q.Quantile),
            Real("names", rows, q => q.Names),
            Real("return", rows, q => q.Return?.Mean),
            Real("low", rows, q => q.Return?.Low),
            Real("high", rows, q => q.Return?.High));
    }

    /// <summary>One row a horizon: horizon (trading days), days, spread of the top quantile over the bottom one before costs (bp, mean of every day), holding periods, net of the long-short portfolio and the ends of its interval (bp a period, after costs), verdict, Sharpe ratio a year, turnover (0 to 1), rank autocorrelation, breaks even (bp a side). Null where there is none.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<QuantileSpreads> spreads)
    {
        var rows = spreads.ToList();
        return new(
            Whole("horizon", rows, s => s.Horizon),
            Whole("days", rows, s => s.Days),
            Real("spread, bp", rows, s => 1e4 * s.Spread?.Mean),
            Whole("periods", rows, s => s.Periods.Length),
            Real("net, bp", rows, s => 1e4 * s.Net?.Mean),
            Real("low", rows, s => 1e4 * s.Net?.Low),
            Real("high", rows, s => 1e4 * s.Net?.High),
            Text("verdict", rows, s => s.Net?.Verdict.ToString().ToLowerInvariant()),
            Real("Sharpe a year", rows, s => s.AnnualSharpe),
            Real("turnover", rows, s => s.Turnover),
            Real("rank autocorrelation", rows, s => s.RankAutocorrelation),
            Real("breaks even, bp", rows, s => s.BreakEvenBps));
    }

    /// <summary>One row a horizon: horizon (trading days), the placebo's mean rank IC, the ends between which 95% of shifted ones lie, p of the real one among these, whether the placebo is about 0, the planted factor's mean rank IC and the ends of its interval, whether it is found.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<SignalControls> controls)
    {
        var rows = controls.ToList();
        return new(
            Whole("horizon", rows, c => c.Horizon),
            Real("placebo", rows, c => c.Placebo),
            Real("shifted low", rows, c => c.PlaceboLow),
            Real("shifted high", rows, c => c.PlaceboHigh),
            Real("p", rows, c => c.P),
            Text("about 0", rows, c => c.PlaceboHolds ? "yes" : "NO"),
            Real("planted", rows, c => c.Planted.Mean),
            Real("planted low", rows, c => c.Planted.Low),
            Real("planted high", rows, c => c.Planted.High),
            Text("found", rows, c => c.PlantedFound ? "yes" : "NO"));
    }

    /// <summary>One row a holding period of the long-short portfolio: date (UTC), gross, cost and net as shares of one leg, traded (0 to 4), rank autocorrelation (null for the first).</summary>
    public static DataFrame ToDataFrame(this IEnumerable<HoldingPeriod> periods)
    {
        var rows = periods.ToList();
        return new(
            Time("date", rows, p => Midnight(p.Date)),
            Real("gross", rows, p => p.Gross),
            Real("cost", rows, p => p.Cost),
            Real("net", rows, p => p.Net),
            Real("traded", rows, p => p.Traded),
            Real("rank autocorrelation", rows, p => p.RankAutocorrelation));
    }

    /// <summary>One row an event, by day and ticker: date (UTC), ticker, alpha a day, beta, estimation days, CAR as a share, SCAR.</summary>
    public static DataFrame ToDataFrame(this EventStudy study)
    {
        var rows = study.Events;
        return new(
            Time("date", rows, e => Midnight(e.Date)),
            Text("ticker", rows, e => e.Ticker),
            Real("alpha", rows, e => e.Alpha),
            Real("beta", rows, e => e.Beta),
            Whole("estimation days", rows, e => e.EstimationDays),
            Real("CAR", rows, e => e.Car),
            Real("SCAR", rows, e => e.Scar));
    }

    /// <summary>One row a day of an event study's path: day from the event, mean abnormal return, the same cumulated, and the ends of its band (null with one event).</summary>
    public static DataFrame ToDataFrame(this IEnumerable<EventDay> path)
    {
        var rows = path.ToList();
        return new(
            Whole("day", rows, d => d.Day),
            Real("mean", rows, d => d.Mean),
            Real("cumulative", rows, d => d.Cumulative),
            Real("low", rows, d => d.Low),
            Real("high", rows, d => d.High));
    }

    /// <summary>One row a date that was forecast: date (UTC), names, intercept, slope, benchmark, mean squared error of forecast and benchmark, Clark and West's difference.</summary>
    public static DataFrame ToDataFrame(this OutOfSample forecasts)
    {
        var rows = forecasts.Forecasts;
        return new(
            Time("date", rows, f => Midnight(f.Date)),
            Whole("names", rows, f => f.Names),
            Real("intercept", rows, f => f.Intercept),
            Real("slope", rows, f => f.Slope),
            Real("benchmark", rows, f => f.Benchmark),
            Real("squared error", rows, f => f.SquaredError),
            Real("benchmark error", rows, f => f.BenchmarkError),
            Real("adjusted", rows, f => f.Adjusted));
    }

    /// <summary>One row a step of the pipeline: step, values, cuts, times, compared, leaking, and the first leak in words (null for none).</summary>
    public static DataFrame ToDataFrame(this LeakReport report)
    {
        var rows = report.Steps;
        return new(
            Text("step", rows, s => s.Step),
            Whole("values", rows, s => s.Values),
            Whole("cuts", rows, s => s.Cuts),
            Whole("times", rows, s => s.Times),
            new PrimitiveDataFrameColumn<long>("compared", rows.Select(s => (long?)s.Compared)),
            Whole("leaking", rows, s => s.Leaking),
            Text("first", rows, s => s.First.IsEmpty ? null : s.First[0].ToString()));
    }
}
