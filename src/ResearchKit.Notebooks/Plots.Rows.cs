namespace ResearchKit;

/// <summary>Charts with a row a name: steps and bars.</summary>
public static partial class Plots
{
    const int MostSteps = 30, MostBars = 40;

    /// <summary>How steps add up to a value: a waterfall that starts at 0, the strongest first; beyond thirty the rest is one step, and so is what no step accounts for.</summary>
    /// <param name="steps">Name, what it adds, and what its hover says.</param>
    /// <param name="value">Where the steps lead.</param>
    /// <param name="title">The finding or the subject.</param>
    /// <param name="remainderNote">What the hover says of the remainder.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <param name="axis">What the values are, with unit and range.</param>
    /// <param name="total">What the value is called that the steps lead to.</param>
    public static Plot Waterfall(IEnumerable<(string Name, double Value, string Hover)> steps, double value, string title, string? remainderNote = null, string? note = null, string axis = Style.ValueAxis, string total = "value")
    {
        var strongest = steps.OrderByDescending(step => Math.Abs(step.Value)).ToList();
        var rows = strongest.Take(MostSteps).ToList();
        if (strongest.Count > MostSteps) rows.Add(($"{strongest.Count - MostSteps} more", strongest.Skip(MostSteps).Sum(step => step.Value), "the sum of the weaker ones"));
        var remainder = value - strongest.Sum(step => step.Value);
        if (Math.Abs(remainder) > 1e-12) rows.Add(("remainder", remainder, remainderNote ?? "what no step accounts for"));
        rows.Add((total, value, "where the steps lead"));
        var names = Apart(rows.Select(row => row.Name));
        var trace = Style.Trace("waterfall",
            ("orientation", "h"),
            ("y", names),
            ("x", rows.Select(row => row.Value).ToArray()),
            ("measure", rows.Select((_, i) => i == rows.Count - 1 ? "total" : "relative").ToArray()),
            ("text", rows.Select(row => Invariant($"{row.Value:+0.000;−0.000;0.000}")).ToArray()),
            ("textposition", "outside"),
            ("textfont", new { size = 10 }),
            ("cliponaxis", false),
            ("hovertext", rows.Select(row => Encode(Invariant($"{row.Hover}: {row.Value:+0.0000;−0.0000;0.0000}"))).ToArray()),
            ("hoverinfo", "text"),
            ("increasing", new { marker = new { color = Style.Up } }),
            ("decreasing", new { marker = new { color = Style.Down } }),
            ("totals", new { marker = new { color = Style.Total } }),
            ("connector", new { line = new { color = Style.Faint, width = 1 } }));
        var path = rows.Take(rows.Count - 1).Aggregate(new List<double> { 0 }, (sums, row) => [.. sums, sums[^1] + row.Value]);
        var room = Math.Max(0.26 * (path.Max() - path.Min()), 0.01);
        return Style.Finish([trace], Style.Wrapped(title, 58), height: 130 + 22 * rows.Count, layout =>
        {
            layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true, ticklabelstep = 1, tickfont = new { size = 11 } });
            layout.SetProperty("xaxis", new { zeroline = true, range = new[] { path.Min() - room, path.Max() + room }, title = Style.Under(axis, note) });
            layout.SetProperty("showlegend", false);
            layout.SetProperty("margin", new { t = 62 });
        });
    }

    /// <summary>Values by name as bars from 0 to either side, the highest first, with their intervals; of more than forty the twenty at either end.</summary>
    /// <param name="rows">Name, value, interval (nulls for none) and the number of texts behind it (null to leave it out).</param>
    /// <param name="axis">What the values are, with unit and range.</param>
    /// <param name="title">The finding or the subject; without it, the highest and the lowest.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There are no rows.</exception>
    public static Plot Bars(IEnumerable<(string Name, double Value, double? Low, double? High, int? Count)> rows, string axis = Style.ValueAxis, string? title = null, string? note = null)
    {
        var all = rows.OrderByDescending(row => row.Value).ToList();
        if (all.Count == 0) throw new InputException("There are no rows to draw. Expected at least one name with a value.");
        var shown = all.Count <= MostBars ? all : [.. all.Take(MostBars / 2), .. all.TakeLast(MostBars / 2)];
        if (all.Count > MostBars) note = $"{note}{(note is null ? "" : " ")}The {MostBars / 2} highest and the {MostBars / 2} lowest of {all.Count}.";
        var ends = shown.SelectMany(row => new[] { row.Value, row.Low ?? row.Value, row.High ?? row.Value }).Append(0).ToList();
        var names = Apart(shown.Select(row => row.Count is { } n ? Invariant($"{(row.Name.Length <= 30 ? row.Name : $"{row.Name[..29]}…")} ({n})") : row.Name), 40);
        var bars = Style.Trace("bar",
            ("orientation", "h"),
            ("y", names),
            ("x", shown.Select(row => row.Value).ToArray()),
            ("marker", new { color = shown.Select(row => row.Value < 0 ? Style.Down : Style.Up).ToArray() }),
            ("hovertext", shown.Select(row => Encode(Invariant($"{row.Name}: {row.Value:+0.000;−0.000;0.000}{Interval(row.Low, row.High)}{(row.Count is { } n ? $", {n} texts" : "")}"))).ToArray()),
            ("hoverinfo", "text"));
        var known = shown.Zip(names, (row, name) => (row.Value, row.Low, row.High, Name: name)).Where(row => row is { Low: not null, High: not null }).ToList();
        var intervals = Style.Trace("scatter", ("mode", "markers"), ("y", known.Select(row => row.Name).ToArray()), ("x", known.Select(row => row.Value).ToArray()), ("hoverinfo", "skip"), ("marker", new { size = 4, color = Style.Total }),
            ("error_x", new { type = "data", symmetric = false, array = known.Select(row => row.High - row.Value).ToArray(), arrayminus = known.Select(row => row.Value - row.Low).ToArray(), color = Style.Total, thickness = 1.5, width = 3 }));
        title ??= Invariant($"Highest {all[0].Name} {all[0].Value:+0.00;−0.00;0.00}, lowest {all[^1].Name} {all[^1].Value:+0.00;−0.00;0.00}");
        return Style.Finish(known.Count > 0 ? [bars, intervals] : [bars], Style.Wrapped(title, 58), height: 130 + 24 * shown.Count, layout =>
        {
            layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true, ticklabelstep = 1, tickfont = new { size = 11 } });
            layout.SetProperty("xaxis", new { zeroline = true, zerolinewidth = 2, title = Style.Under(axis, note), range = Around(ends) });
            layout.SetProperty("margin", new { t = 62 });
            layout.SetProperty("bargap", 0.35);
            layout.SetProperty("showlegend", false);
        });
    }

    static string Interval(double? low, double? high) => low is null || high is null ? "" : Invariant($" (95%: {low:+0.000;−0.000;0.000} to {high:+0.000;−0.000;0.000})");

    /// <summary>A range with a little room, since a bar's end must not touch the frame.</summary>
    static double[] Around(List<double> ends) => ends.Max() - ends.Min() is var span && span > 0 ? [ends.Min() - (ends.Min() < 0 ? 0.06 * span : 0), ends.Max() + (ends.Max() > 0 ? 0.06 * span : 0)] : [-1, 1];

    /// <summary>Names for rows, cut to a width; Plotly draws rows of one name on top of each other, so equal ones are numbered.</summary>
    static string[] Apart(IEnumerable<string> names, int width = 30)
    {
        var seen = new Dictionary<string, int>();
        return [.. names.Select(name => Style.Label(name, width)).Select(name => (seen[name] = seen.GetValueOrDefault(name) + 1) is > 1 and var n ? Invariant($"{name} ({n})") : name)];
    }
}
