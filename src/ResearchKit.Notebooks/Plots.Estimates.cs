namespace ResearchKit;

/// <summary>Estimates side by side.</summary>
public static partial class Plots
{
    const double MostApart = 0.16, Widest = 0.6, Beside = 0.4;

    /// <summary>Estimates with their intervals along steps, such as horizons, the lines side by side so that intervals are seen apart. A line without any interval is what the others are compared with, such as a known answer: a level at each step, dotted, without marks.</summary>
    /// <param name="points">Line, step, value and interval (nulls for none). Lines and steps stand in the order in which they first appear.</param>
    /// <param name="x">What the steps are, with their unit.</param>
    /// <param name="y">What the values are, with unit and range.</param>
    /// <param name="title">The finding or the subject.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There are no points, a value or an end is not a number, or a line has two values at a step.</exception>
    public static Plot Estimates(IEnumerable<(string Line, string Step, double Value, double? Low, double? High)> points, string x, string y, string title, string? note = null)
    {
        var all = points.ToList();
        if (all.Count == 0) throw new InputException("There are no estimates to draw. Expected at least one.");
        foreach (var point in all)
            if (!double.IsFinite(point.Value) || point.Low is { } low && !double.IsFinite(low) || point.High is { } high && !double.IsFinite(high))
                throw new InputException(Invariant($"Estimate {Untrusted.Quote(point.Line)} at {Untrusted.Quote(point.Step)} is {point.Value} ({point.Low} to {point.High}). Expected numbers; leave out what is unknown, and give null for an interval that there is not."));
        if (all.GroupBy(point => (point.Line, point.Step)).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new InputException($"Line {Untrusted.Quote(twice.Key.Line)} has {twice.Count()} estimates at {Untrusted.Quote(twice.Key.Step)}. Expected one.");
        List<string> steps = [.. all.Select(point => point.Step).Distinct()];
        var lines = all.GroupBy(point => point.Line).Select(line => (Name: line.Key, Points: line.OrderBy(point => steps.IndexOf(point.Step)).ToList(), Known: line.All(point => point.Low is null && point.High is null))).ToList();
        var estimated = lines.Count(line => !line.Known);
        var apart = Math.Min(MostApart, Widest / Math.Max(1, estimated));
        var (traces, side) = (new List<Plotly.NET.Trace>(), 0);
        foreach (var (name, line, known) in lines)
        {
            string[] said = [.. line.Select(point => Encode(Invariant($"{name}, {point.Step}: {point.Value:+0.####;−0.####;0}{(point is { Low: { } from, High: { } to } ? Invariant($" [{from:+0.####;−0.####;0}, {to:+0.####;−0.####;0}]") : "")}")))];
            if (known)
            {
                // A level beside each step, and a gap before the next: what lies in between is not said.
                traces.Add(Style.Trace("scatter", ("mode", "lines"), ("name", Style.Label(name, 40)), ("showlegend", lines.Count > 1), ("line", new { color = Style.Total, width = 2, dash = "dot" }),
                    ("x", line.SelectMany(point => new double?[] { steps.IndexOf(point.Step) - Beside, steps.IndexOf(point.Step) + Beside, null }).ToArray()), ("y", line.SelectMany(point => new double?[] { point.Value, point.Value, null }).ToArray()),
                    ("hovertext", said.SelectMany(text => new[] { text, text, text }).ToArray()), ("hoverinfo", "text")));
                continue;
            }
            var shift = (side - (estimated - 1) / 2.0) * apart;
            traces.Add(Style.Trace("scatter", ("mode", "markers"), ("name", Style.Label(name, 40)), ("showlegend", lines.Count > 1), ("marker", new { size = 9, color = Style.Series(side), symbol = Style.Symbol(side) }),
                ("x", line.Select(point => steps.IndexOf(point.Step) + shift).ToArray()), ("y", line.Select(point => point.Value).ToArray()),
                ("error_y", Ends(line.Select(point => (point.Value, (double?)(point.Low ?? point.Value), (double?)(point.High ?? point.Value))), Style.Series(side))),
                ("hovertext", said), ("hoverinfo", "text")));
            side++;
        }
        var heading = Style.Wrapped(title, 58);
        return Style.Finish(traces, heading, height: lines.Count > 1 ? 450 : 420, layout =>
        {
            layout.SetProperty("xaxis", new { zeroline = false, automargin = true, range = new[] { -0.5, steps.Count - 0.5 }, tickvals = Enumerable.Range(0, steps.Count).ToArray(), ticktext = steps.Select(step => Style.Label(step)).ToArray(), title = Style.Under(x, note) });
            layout.SetProperty("yaxis", new { zeroline = true, zerolinewidth = 2, automargin = true, title = new { text = Encode(y), standoff = 8, font = new { size = 13 } } });
            layout.SetProperty("margin", new { t = (lines.Count > 1 ? 100 : 76) + (heading.Contains("<br>", StringComparison.Ordinal) ? 14 : 0) });
        });
    }
}
