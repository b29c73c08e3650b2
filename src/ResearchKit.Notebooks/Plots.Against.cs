using Plotly.NET;

namespace ResearchKit;

/// <summary>One thing against another.</summary>
public static partial class Plots
{
    const int BandSteps = 40;

    /// <summary>Points with their least-squares line and its 95% band; slope, interval and number of points stand in the title, or in the note when a title is given.</summary>
    /// <remarks>A line says how two things moved together here, not that one moved the other. The band takes the points as independent: overlapping periods make it too narrow. Fewer than three points, or one x, have no line.</remarks>
    /// <param name="points">x, y, and what the hover calls the point.</param>
    /// <param name="x">What is across, with its unit.</param>
    /// <param name="y">What is up, with its unit.</param>
    /// <param name="title">The finding or the subject.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There are no points, or one is not a number.</exception>
    public static Plot Against(IEnumerable<(double X, double Y, string Name)> points, string x, string y, string? title = null, string? note = null)
    {
        var all = points.ToList();
        if (all.Count == 0) throw new InputException("There are no points to draw. Expected at least one.");
        if (all.FindIndex(point => !double.IsFinite(point.X) || !double.IsFinite(point.Y)) is >= 0 and var bad) throw new InputException(Invariant($"Point {bad + 1} ({Untrusted.Show(all[bad].Name)}) is ({all[bad].X}, {all[bad].Y}). Expected numbers; leave out what is unknown."));
        var line = FittedLine.Through([.. all.Select(point => (point.X, point.Y))]);
        var finding = line is null ? $"{all.Count} {(all.Count == 1 ? "point" : "points")}, no line"
            : $"S{line.ToString()[1..]}";
        var traces = new List<Trace>();
        if (line is not null)
        {
            double from = all.Min(point => point.X), to = all.Max(point => point.X);
            double[] across = [.. Enumerable.Range(0, BandSteps + 1).Select(i => from + (to - from) * i / BandSteps)];
            traces.Add(Style.Trace("scatter", ("mode", "lines"), ("x", (double[])[.. across, .. across.Reverse()]), ("y", (double[])[.. across.Select(at => line.At(at) + line.Half(at)), .. across.Reverse().Select(at => line.At(at) - line.Half(at))]),
                ("fill", "toself"), ("fillcolor", Style.Thin(Style.Total)), ("line", new { width = 0 }), ("hoverinfo", "skip"), ("name", "95% band of the line")));
            traces.Add(Style.Trace("scatter", ("mode", "lines"), ("x", new[] { from, to }), ("y", new[] { line.At(from), line.At(to) }), ("line", new { color = Style.Down, width = 2 }), ("hoverinfo", "skip"), ("name", "least-squares line")));
        }
        traces.Add(Style.Trace("scatter", ("mode", "markers"), ("x", all.Select(point => point.X).ToArray()), ("y", all.Select(point => point.Y).ToArray()),
            ("hovertext", all.Select(point => Encode(Invariant($"{point.Name}: {point.X:0.000;−0.000}, {point.Y:0.000;−0.000}"))).ToArray()), ("hoverinfo", "text"),
            ("marker", new { size = 8, color = Style.Up, opacity = 0.85 }), ("showlegend", false)));
        if (title is not null) note = $"{finding}.{(note is null ? "" : " ")}{note}";
        return Style.Finish(traces, Style.Wrapped(title ?? finding, 58), height: 460, layout =>
        {
            layout.SetProperty("xaxis", new { zeroline = true, title = Style.Under(x, note) });
            layout.SetProperty("yaxis", new { zeroline = true, automargin = true, title = new { text = Encode(y), standoff = 8, font = new { size = 13 } } });
        });
    }
}
