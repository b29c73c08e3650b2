using System.Globalization;
using Plotly.NET;

namespace ResearchKit;

/// <summary>Charts over time.</summary>
public static partial class Plots
{
    const double CountShare = 0.16, Gap = 0.09;

    /// <summary>Lines over time in panels, one above the other on one time axis, with their intervals as ribbons and, at the foot, how many texts stand behind them. Two scales have two panels: two axes on one would suggest a relation where there is none.</summary>
    /// <param name="points">Panel (what is measured, with unit and range), line, instant, value (null leaves a gap) and interval (nulls for none). Panels and lines stand in the order in which they first appear.</param>
    /// <param name="title">The finding or the subject.</param>
    /// <param name="counts">The number of texts of each period; null for none.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There are no points.</exception>
    public static Plot OverTime(IEnumerable<(string Panel, string Line, DateTimeOffset At, double? Value, double? Low, double? High)> points, string title,
        IEnumerable<(DateTimeOffset At, int Count)>? counts = null, string? note = null)
    {
        var panels = points.GroupBy(point => point.Panel).Select(panel => (panel.Key, Lines: panel.GroupBy(point => point.Line).Select(line => (line.Key, Points: line.OrderBy(point => point.At).ToList())).ToList())).ToList();
        if (panels.Count == 0) throw new InputException("There are no points to draw. Expected at least one.");
        var texts = counts?.OrderBy(count => count.At).ToList();
        var lineNames = panels.SelectMany(panel => panel.Lines.Select(line => line.Key)).Distinct().ToList();
        var share = (1 - (texts is null ? 0 : CountShare + Gap) - Gap * (panels.Count - 1)) / panels.Count;
        var traces = new List<Trace>();
        var named = new HashSet<string>();
        for (var p = 0; p < panels.Count; p++)
            foreach (var (name, line) in panels[p].Lines)
            {
                var color = Style.Series(lineNames.IndexOf(name));
                if (Ribbon(line) is { X.Length: > 0 } ribbon)
                    traces.Add(Style.Trace("scatter", ("mode", "lines"), ("x", ribbon.X), ("y", ribbon.Y), ("fill", "toself"), ("fillcolor", Style.Thin(color)), ("line", new { width = 0 }),
                        ("hoverinfo", "skip"), ("showlegend", false), ("legendgroup", Encode(name)), ("yaxis", Axis(p))));
                traces.Add(Style.Trace("scatter", ("mode", "lines+markers"), ("name", Style.Label(name)), ("legendgroup", Encode(name)), ("showlegend", lineNames.Count > 1 && named.Add(name)),
                    ("x", line.Select(point => Day(point.At)).ToArray()), ("y", line.Select(point => point.Value).ToArray()),
                    ("line", new { color, width = 2 }), ("marker", new { size = 5, color, symbol = Style.Symbol(lineNames.IndexOf(name)) }), ("connectgaps", false), ("yaxis", Axis(p)),
                    ("hovertext", line.Select(point => Encode(Invariant($"{name}, {Day(point.At)}: {point.Value:+0.000;−0.000;0.000}{Interval(point.Low, point.High)}"))).ToArray()), ("hoverinfo", "text")));
            }
        if (texts is not null)
            traces.Add(Style.Trace("bar", ("x", texts.Select(count => Day(count.At)).ToArray()), ("y", texts.Select(count => count.Count).ToArray()), ("marker", new { color = Style.Faint }), ("showlegend", false), ("yaxis", Axis(panels.Count)),
                ("hovertext", texts.Select(count => Invariant($"{Day(count.At)}: {count.Count} texts")).ToArray()), ("hoverinfo", "text")));
        var all = panels.Select(panel => panel.Key).Concat(texts is null ? [] : ["texts"]).ToList();
        var heading = Style.Wrapped(title, 58);
        return Style.Finish(traces, heading, height: 150 + 190 * panels.Count + (texts is null ? 0 : 80), layout =>
        {
            var captions = new List<object>();
            for (var p = 0; p < all.Count; p++)
            {
                var top = p == panels.Count ? CountShare : 1 - p * (share + Gap);
                layout.SetProperty(p == 0 ? "yaxis" : $"yaxis{p + 1}", new { domain = new[] { p == panels.Count ? 0 : Math.Max(0, top - share), top }, anchor = "x", automargin = true, zeroline = true, nticks = p == panels.Count ? 3 : 6, rangemode = p == panels.Count ? "tozero" : "normal" });
                captions.Add(new { x = 0, xref = "paper", xanchor = "left", y = top, yref = "paper", yanchor = "bottom", showarrow = false, text = Style.Label(all[p], 60), font = new { size = 12 } });
            }
            layout.SetProperty("annotations", captions.ToArray());
            layout.SetProperty("xaxis", new { type = "date", anchor = Axis(all.Count - 1), automargin = true, title = Style.Under("UTC", note) });
            layout.SetProperty("legend", new { orientation = "h", x = 0, xanchor = "left", y = 1.0 + 28.0 / (190 * panels.Count), yanchor = "bottom" });
            layout.SetProperty("margin", new { t = (lineNames.Count > 1 ? 104 : 76) + (heading.Contains("<br>", StringComparison.Ordinal) ? 14 : 0) });
        });
    }

    static string Axis(int panel) => panel == 0 ? "y" : $"y{(panel + 1).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Each unbroken run of intervals as an outline: there along the high ends, back along the low ones.</summary>
    static (string?[] X, double?[] Y) Ribbon(IReadOnlyList<(string Panel, string Line, DateTimeOffset At, double? Value, double? Low, double? High)> line)
    {
        var (x, y) = (new List<string?>(), new List<double?>());
        for (var from = 0; from < line.Count;)
        {
            var run = line.Skip(from).TakeWhile(point => point is { Value: not null, Low: not null, High: not null }).ToList();
            if (run.Count > 1)
            {
                if (x.Count > 0) (x, y) = ([.. x, null], [.. y, null]);
                x.AddRange([.. run.Select(point => Day(point.At)), .. run.AsEnumerable().Reverse().Select(point => Day(point.At))]);
                y.AddRange([.. run.Select(point => point.High), .. run.AsEnumerable().Reverse().Select(point => point.Low)]);
            }
            from += Math.Max(run.Count, 1);
        }
        return ([.. x], [.. y]);
    }

    static string Day(DateTimeOffset at) => at.UtcDateTime.ToString(at.UtcDateTime.TimeOfDay == default ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
