namespace ResearchKit;

/// <summary>Charts of signals against returns.</summary>
public static partial class Plots
{
    /// <summary>How a signal decays: the mean rank IC of each horizon with its interval by Newey and West. A filled mark is detected; a hollow one is not, whatever its interval says.</summary>
    /// <param name="coefficients">Of a panel.</param>
    /// <param name="title">The finding; without it, the first and the last horizon with their verdicts.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">No horizon has three days.</exception>
    public static Plot Plot(this InformationCoefficients coefficients, string? title = null, string? note = null)
    {
        var rows = coefficients.Horizons.Where(one => one.RankIc is not null).Select(one => (one.Horizon, one.Days, Ic: one.RankIc!)).ToList();
        if (rows.Count == 0) throw new InputException("No horizon has three days with a coefficient. Expected more days, or fewer names asked of each.");
        static string Said((int Horizon, int Days, MeanEstimate Ic) one) => Invariant($"{one.Ic.Mean:+0.000;−0.000;0.000} at {one.Horizon} {(one.Horizon == 1 ? "day" : "days")} ({one.Ic.Verdict.ToString().ToLowerInvariant()})");
        string[] across = [.. rows.Select(one => Invariant($"{one.Horizon}"))];
        var marks = Style.Trace("scatter", ("mode", "lines+markers"), ("x", across), ("y", rows.Select(one => one.Ic.Mean).ToArray()), ("line", new { color = Style.Up, width = 1, dash = "dot" }),
            ("marker", new { size = 10, color = Style.Up, symbol = rows.Select(one => one.Ic.Verdict == SignalVerdict.Detected ? "circle" : "circle-open").ToArray(), line = new { width = 2, color = Style.Up } }),
            ("error_y", Ends(rows.Select(one => (one.Ic.Mean, (double?)one.Ic.Low, (double?)one.Ic.High)))), ("showlegend", false),
            ("hovertext", rows.Select(one => Encode(Invariant($"{Said(one)}, {one.Days} days, least detectable {one.Ic.MinimumDetectable:0.000}"))).ToArray()), ("hoverinfo", "text"));
        return Upright([marks], title ?? $"Rank IC {Said(rows[0])}{(rows.Count == 1 ? "" : $", {Said(rows[^1])}")}", "horizon in trading days", "mean rank IC, −1 to 1", Joined("Filled: detected. Hollow: not.", note), categories: true);
    }

    /// <summary>What tickers gained by the quantile of their score, in basis points over the horizon, with intervals by Newey and West.</summary>
    /// <param name="spreads">Of a horizon.</param>
    /// <param name="title">The finding; without it, the spread before and after costs.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">No quantile has three days.</exception>
    public static Plot Plot(this QuantileSpreads spreads, string? title = null, string? note = null)
    {
        var rows = spreads.Quantiles.Where(one => one.Return is not null).Select(one => (one.Quantile, one.Names, Mean: 1e4 * one.Return!.Mean, Low: 1e4 * one.Return.Low, High: 1e4 * one.Return.High)).ToList();
        if (rows.Count == 0) throw new InputException("No quantile has three days with returns. Expected more days, or fewer quantiles.");
        var bars = Style.Trace("bar", ("x", rows.Select(one => Invariant($"{one.Quantile}")).ToArray()), ("y", rows.Select(one => one.Mean).ToArray()), ("marker", new { color = rows.Select(one => one.Mean < 0 ? Style.Down : Style.Up).ToArray() }),
            ("error_y", Ends(rows.Select(one => (one.Mean, (double?)one.Low, (double?)one.High)))), ("showlegend", false),
            ("hovertext", rows.Select(one => Invariant($"quantile {one.Quantile}: {one.Mean:+0.0;−0.0;0.0} bp [{one.Low:+0.0;−0.0;0.0}, {one.High:+0.0;−0.0;0.0}], {one.Names:0.#} names a day")).ToArray()), ("hoverinfo", "text"));
        var finding = Invariant($"Top less bottom over {spreads.Horizon} {(spreads.Horizon == 1 ? "day" : "days")}: {1e4 * spreads.Spread?.Mean:+0.0;−0.0;0.0} bp on all days before costs{(spreads.Net is null ? "" : Invariant($"; in the periods held {1e4 * spreads.Net.Mean:+0.0;−0.0;0.0} bp after {spreads.Options.CostBps:0.##} bp a side ({spreads.Net.Verdict.ToString().ToLowerInvariant()})"))}");
        return Upright([bars], title ?? finding, "quantile of the score, 1 the lowest", "mean return, basis points", note, categories: true);
    }

    /// <summary>What events did to returns beyond the market: the mean abnormal return, cumulated from the path's first day, with its band; the days tested lie on grey.</summary>
    /// <param name="study">The study.</param>
    /// <param name="title">The finding; without it, the mean CAR and the p of Kolari and Pynnönen.</param>
    /// <param name="note">Printed under the chart.</param>
    public static Plot Plot(this EventStudy study, string? title = null, string? note = null)
    {
        var path = study.Path;
        var traces = new List<Plotly.NET.Trace>();
        var band = path.Where(day => day.Low is not null).ToList();
        if (band.Count > 1)
            traces.Add(Style.Trace("scatter", ("mode", "lines"), ("x", (int[])[.. band.Select(day => day.Day), .. band.AsEnumerable().Reverse().Select(day => day.Day)]), ("y", (double?[])[.. band.Select(day => 1e4 * day.High), .. band.AsEnumerable().Reverse().Select(day => 1e4 * day.Low)]),
                ("fill", "toself"), ("fillcolor", Style.Thin(Style.Up)), ("line", new { width = 0 }), ("hoverinfo", "skip"), ("showlegend", false)));
        traces.Add(Style.Trace("scatter", ("mode", "lines+markers"), ("x", path.Select(day => day.Day).ToArray()), ("y", path.Select(day => 1e4 * day.Cumulative).ToArray()), ("line", new { color = Style.Up, width = 2 }), ("marker", new { size = 6, color = Style.Up }), ("showlegend", false),
            ("hovertext", path.Select(day => Invariant($"day {day.Day}: {1e4 * day.Cumulative:+0.0;−0.0;0.0} bp{(day.Low is null ? "" : Invariant($" [{1e4 * day.Low:+0.0;−0.0;0.0}, {1e4 * day.High:+0.0;−0.0;0.0}]"))}")).ToArray()), ("hoverinfo", "text")));
        var middle = (study.Options.CarFirst + study.Options.CarLast) / 2.0;
        var finding = Invariant($"{study.Events.Length} {(study.Events.Length == 1 ? "event" : "events")}: mean CAR {1e4 * study.MeanCar:+0.0;−0.0;0.0} bp over days {study.Options.CarFirst} to {study.Options.CarLast}, {study.KolariPynnonen}");
        return Upright(traces, title ?? finding, "trading days from the event", "mean cumulative abnormal return, bp", note, categories: false, tested: Style.Mark(middle, study.Options.CarDays / 2.0)[..1]);
    }

    static object Ends(IEnumerable<(double Value, double? Low, double? High)> rows, string color = Style.Total)
    {
        var all = rows.ToList();
        return new { type = "data", symmetric = false, array = all.Select(row => row.High - row.Value).ToArray(), arrayminus = all.Select(row => row.Value - row.Low).ToArray(), color, thickness = 1.5, width = 5 };
    }

    static Plot Upright(IEnumerable<Plotly.NET.Trace> traces, string title, string x, string y, string? note, bool categories, object[]? tested = null) => Style.Finish(traces, Style.Wrapped(title, 58), height: 420, layout =>
    {
        layout.SetProperty("xaxis", new { type = categories ? "category" : "linear", zeroline = !categories, automargin = true, title = Style.Under(x, note) });
        layout.SetProperty("yaxis", new { zeroline = true, automargin = true, title = new { text = Encode(y), standoff = 8, font = new { size = 13 } } });
        layout.SetProperty("margin", new { t = 76 });
        if (tested is not null) layout.SetProperty("shapes", tested);
    });
}
