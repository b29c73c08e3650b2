namespace ResearchKit;

/// <summary>Charts of values in groups: by row and column, and by label.</summary>
public static partial class Plots
{
    const int MostNumbered = 12;

    static readonly string[] LabelOrder =
    [
        .. Strengths("positive"), "positive", "mixed", "neutral", "negative", .. Strengths("negative").Reverse(), Scale.Silent, Scale.UnsupportedLanguage,
    ];

    static IEnumerable<string> Strengths(string direction) => new[] { "extremely", "strongly", "moderately", "mildly" }.Select(strength => $"{strength} {direction}");

    /// <summary>Values row by column in colours that diverge from 0, with value and number of texts in each cell; a cell without a value is blank and its hover says <c>no text</c>. Beyond twelve columns the numbers stand in the hover alone, since a narrow page has no room for them.</summary>
    /// <param name="cells">Rows stand in the order in which they first appear, columns by ordinal, so that periods such as 2026-01 stand in time.</param>
    /// <param name="title">The finding or the subject.</param>
    /// <param name="axis">What the values are, with unit and range.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There are no cells, or one stands twice.</exception>
    public static Plot HeatMap(IEnumerable<(string Row, string Column, double? Value, int Count)> cells, string title, string axis = Style.ValueAxis, string? note = null)
    {
        var all = cells.ToList();
        if (all.Count == 0) throw new InputException("There are no cells to draw. Expected at least one.");
        if (all.GroupBy(cell => (cell.Row, cell.Column)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InputException($"Row {Untrusted.Quote(twice.Key.Row)} has column {Untrusted.Quote(twice.Key.Column)} twice. Expected each cell once.");
        var found = all.ToDictionary(cell => (cell.Row, cell.Column));
        string[] rows = [.. all.Select(cell => cell.Row).Distinct()], columns = [.. all.Select(cell => cell.Column).Distinct().Order(StringComparer.Ordinal)];
        var reach = Math.Max(all.Max(cell => Math.Abs(cell.Value ?? 0)), 0.05);
        var counted = columns.Length <= MostNumbered;
        var trace = Style.Trace("heatmap",
            ("z", Grid(cell => cell?.Value)),
            ("x", Apart(columns, 18)),
            ("y", Apart(rows)),
            ("text", Grid(cell => counted && cell?.Value is { } value ? Invariant($"{value:+0.00;−0.00;0.00}<br>{cell.Value.Count}") : "")),
            ("texttemplate", "%{text}"),
            ("textfont", new { size = 10, color = Style.CellInk }),
            ("hovertext", Each((row, column, cell) => Encode(cell?.Value is { } value ? Invariant($"{row}, {column}: {value:+0.000;−0.000;0.000}, {cell.Value.Count} texts") : $"{row}, {column}: no text"))),
            ("hoverinfo", "text"),
            // Opaque and not too dark, so that one ink is read on every cell, on a light page and a dark one.
            ("colorscale", new object[] { new object[] { 0, Style.CellDown }, new object[] { 0.5, Style.Pale }, new object[] { 1, Style.CellUp } }),
            ("zmin", -reach), ("zmax", reach), ("xgap", 2), ("ygap", 2), ("showscale", false));
        return Style.Finish([trace], Style.Wrapped(title, 54), height: 150 + 36 * rows.Length, layout =>
        {
            layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true, showgrid = false, zeroline = false, type = "category", tickfont = new { size = 11 }, ticklabelstep = 1 });
            layout.SetProperty("xaxis", new { automargin = true, showgrid = false, zeroline = false, type = "category", tickangle = columns.Sum(column => Math.Min(column.Length, 18)) > 32 ? -40 : 0, tickfont = new { size = 11 }, title = Style.Under($"{axis}; {(counted ? "below it, texts" : "numbers in the hover")}", note) });
            layout.SetProperty("margin", new { t = 62 });
        });

        T[][] Grid<T>(Func<(string Row, string Column, double? Value, int Count)?, T> of) => Each((_, _, cell) => of(cell));
        T[][] Each<T>(Func<string, string, (string Row, string Column, double? Value, int Count)?, T> of) =>
            [.. rows.Select(row => columns.Select(column => of(row, column, found.TryGetValue((row, column), out var cell) ? cell : null)).ToArray())];
    }

    /// <summary>How values spread under each label: a box a label (quartiles, whiskers to 1.5 of their distance) with its texts as points.</summary>
    /// <param name="points">Label, value, and what the hover says.</param>
    /// <param name="axis">What the values are, with unit and range.</param>
    /// <param name="title">The finding or the subject; without it, the number of texts.</param>
    /// <param name="order">The labels in the order of their scale. Without it, the kit's scales from positive to negative, then others as they first appear.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There are no points, or the order leaves out a label.</exception>
    public static Plot ByLabel(IEnumerable<(string Label, double Value, string Name)> points, string axis = Style.ValueAxis, string? title = null, IReadOnlyList<string>? order = null, string? note = null)
    {
        var groups = points.GroupBy(point => point.Label).ToDictionary(group => group.Key, group => group.ToList());
        if (groups.Count == 0) throw new InputException("There are no values to draw. Expected at least one with its label.");
        if (order is not null && groups.Keys.FirstOrDefault(label => !order.Contains(label)) is { } unknown) throw InputException.Unknown("Label", Untrusted.Show(unknown), order.Select(label => Untrusted.Show(label)));
        var labels = (order ?? [.. LabelOrder, .. groups.Keys.Except(LabelOrder)]).Where(groups.ContainsKey).ToList();
        var names = Apart(labels.Select(label => Invariant($"{label} ({groups[label].Count})")), 36);
        var traces = labels.Select((label, row) => Style.Trace("box",
            ("orientation", "h"),
            ("x", groups[label].Select(point => point.Value).ToArray()),
            ("y", groups[label].Select(_ => names[row]).ToArray()),
            ("name", names[row]),
            ("boxpoints", groups[label].Count <= 200 ? "all" : "outliers"),
            ("pointpos", 0), ("jitter", 0.5),
            ("hovertext", groups[label].Select(point => Encode(Invariant($"{point.Name}: {point.Value:+0.000;−0.000;0.000}"))).ToArray()),
            ("hoverinfo", "text"), ("hoveron", "points"),
            ("line", new { color = Style.Total, width = 1.5 }),
            ("fillcolor", "rgba(128,128,128,0.15)"),
            ("marker", new { size = 5, opacity = 0.65, color = label.Contains("negative", StringComparison.Ordinal) ? Style.Down : label.Contains("positive", StringComparison.Ordinal) ? Style.Up : Style.Total })));
        return Style.Finish(traces, Style.Wrapped(title ?? Invariant($"{groups.Sum(group => group.Value.Count)} values by label"), 58), height: 130 + 38 * labels.Count, layout =>
        {
            layout.SetProperty("yaxis", new { automargin = true, type = "category", categoryorder = "array", categoryarray = names, autorange = "reversed", tickfont = new { size = 11 }, ticklabelstep = 1 });
            layout.SetProperty("xaxis", new { zeroline = true, title = Style.Under(axis, note) });
            layout.SetProperty("showlegend", false);
            layout.SetProperty("margin", new { t = 62 });
        });
    }
}
