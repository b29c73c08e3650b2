using Plotly.NET;

namespace ResearchKit;

/// <summary>Charts that hold methods against one another.</summary>
public static partial class Plots
{
    /// <summary>How often methods are right on the same labels: accuracy and macro-F1 with their intervals, the most accurate first, and the share of the most frequent class.</summary>
    /// <param name="evaluations">Of several methods on the same labels.</param>
    /// <exception cref="InputException">There are none, or the labels differ.</exception>
    public static Plot Plot(this IEnumerable<Evaluation> evaluations)
    {
        var rows = evaluations.OrderByDescending(e => e.Accuracy.Value).ToList();
        if (rows.Count == 0) throw new InputException("There are no evaluations to draw. Expected those of at least one method.");
        var labels = rows[0].Labels;
        if (rows.FirstOrDefault(e => e.Labels.Hash != labels.Hash) is { } other) throw new InputException($"{labels} and {other.Labels} differ. Expected evaluations on the same labels.");
        (string Name, Func<Evaluation, Measured> Of)[] measures = [("accuracy", e => e.Accuracy), ("macro-F1", e => e.MacroF1)];
        var traces = measures.Select((measure, number) =>
        {
            var all = rows.Select(measure.Of).ToList();
            var trace = Points(measure.Name, number, rows.Select(e => (measure.Of(e).Value ?? 0, "", $"{Short(e.Method)}: {measure.Name} {measure.Of(e)}")));
            // The two measures of a method stand one above the other.
            trace.SetProperty("y", rows.Select((_, i) => i + 0.3 * number - 0.15).ToArray());
            trace.SetProperty("hoverinfo", "text");
            trace.SetProperty("error_x", new { type = "data", symmetric = false, array = all.Select(m => m.High - m.Value).ToArray(), arrayminus = all.Select(m => m.Value - m.Low).ToArray(), color = Style.Series(number), thickness = 1.5, width = 3 });
            return trace;
        });
        var usual = labels.GroupBy(item => item.Judged).MaxBy(group => group.Count())!;
        var share = (double)usual.Count() / labels.Count;
        return Style.Finish(traces, Invariant($"Most often right: {Encode(Short(rows[0].Method))}, {rows[0].Accuracy.Value:0.00} of {labels.Count} texts"), height: 160 + 34 * rows.Count, layout =>
        {
            layout.SetProperty("yaxis", new { range = new[] { rows.Count - 0.4, -0.6 }, automargin = true, zeroline = false, showgrid = false, tickvals = Enumerable.Range(0, rows.Count).ToArray(), ticktext = rows.Select(e => Row(e.Method)).ToArray(), tickfont = new { size = 11 } });
            layout.SetProperty("xaxis", new { zeroline = false, title = new { text = "share right, 95% intervals" } });
            layout.SetProperty("shapes", Style.Mark(share, 0));
            layout.SetProperty("annotations", Style.MarkText(share, Invariant($"always {Evaluating.Names[usual.Key + 1]}: {share:0.00}")));
        });
    }

    /// <summary>What a method says against what was judged, a point a text, coloured by the class that was judged; on the dotted line both are the same.</summary>
    /// <param name="evaluation">On labels with scores.</param>
    /// <exception cref="InputException">The labels have no scores.</exception>
    public static Plot Plot(this Evaluation evaluation)
    {
        if (evaluation.Mae.Value is null) throw new InputException($"{evaluation.Labels} cannot be drawn against values. Expected labels that all have a score.");
        string[] colors = [Style.Down, Style.Faint, Style.Up];
        var traces = Evaluating.Names.Select((name, number) =>
        {
            var points = evaluation.Judgements.Where(j => j.Text.Judged == number - 1).ToList();
            var trace = Points(name, number, points.Select(j => (j.Text.Score!.Value, "", Invariant($"{j.Text.Article.Id}: judged {j.Text.Score:0.00}, the method says {j.Predicted:0.000}"))));
            trace.SetProperty("y", points.Select(j => j.Predicted).ToArray());
            trace.SetProperty("hoverinfo", "text");
            trace.SetProperty("marker", new { size = 8, color = colors[number], symbol = Style.Symbol(number), opacity = 0.75 });
            return trace;
        });
        return Style.Finish(traces, Invariant($"{(evaluation.Spearman.Value is { } rank ? Invariant($"Rank correlation {rank:0.00} on ") : "")}{evaluation.N} texts"), height: 460, layout =>
        {
            layout.SetProperty("xaxis", new { range = new[] { -1.05, 1.05 }, zeroline = true, title = new { text = "judged, −1 to 1" } });
            layout.SetProperty("yaxis", new { range = new[] { -1.05, 1.05 }, zeroline = true, title = new { text = Style.ValueAxis } });
            layout.SetProperty("shapes", new object[] { new { type = "line", x0 = -1, x1 = 1, y0 = -1, y1 = 1, layer = "below", line = new { color = Style.Total, width = 1.5, dash = "dot" } } });
        });
    }

    /// <summary>How alike methods rank the same articles: Spearman's correlation for each two of them, a heat map.</summary>
    /// <param name="scores">Of the same articles by several methods.</param>
    public static Plot PlotAgreement(this IEnumerable<Score> scores)
    {
        var methods = ByMethod(scores);
        var articles = methods.Select(m => m.Value.Keys.ToHashSet()).Aggregate((all, next) => [.. all.Intersect(next)]).Order(StringComparer.Ordinal).ToList();
        int[] every = [.. Enumerable.Range(0, articles.Count)];
        var ranks = methods.Select(m => Evaluating.Ranks(every, [.. articles.Select(id => m.Value[id].Value)])).ToList();
        // A method that gives every article one value agrees with none.
        var matrix = ranks.Select(row => ranks.Select(column => Evaluating.Pearson(every, row, column) is var r && double.IsFinite(r) ? r : 0).ToArray()).ToArray();
        // The half below the diagonal says it all.
        var half = matrix.Select((row, i) => row.Select((r, j) => j > i ? (double?)null : r).ToArray()).ToArray();
        var pairs = (from i in Enumerable.Range(0, methods.Count) from j in Enumerable.Range(0, i) select (i, j, R: matrix[i][j])).ToList();
        var trace = new Trace("heatmap");
        trace.SetProperty("z", half);
        trace.SetProperty("x", methods.Select((_, i) => $"{i + 1}").ToArray());
        trace.SetProperty("y", methods.Select((m, i) => $"{Row(m.Key)} <b>{i + 1}</b>").ToArray());
        trace.SetProperty("text", half.Select(row => row.Select(r => r is < 0.995 and { } shown ? Invariant($"{100 * shown:0;−0;0}") : "").ToArray()).ToArray());
        trace.SetProperty("hovertext", half.Select((row, i) => row.Select((r, j) => Encode($"{methods[i].Key} and {methods[j].Key}: {Invariant($"{r:0.000}")}")).ToArray()).ToArray());
        trace.SetProperty("hoverinfo", "text");
        trace.SetProperty("hoverongaps", false);
        var least = pairs.Count == 0 ? default : pairs.MinBy(p => p.R);
        // Opaque, so that Plotly picks an ink that is read on each cell, on a light page and a dark one; what is below 0 has a colour of its own.
        trace.SetProperty("colorscale", least.R < 0
            ? new object[] { new object[] { 0, Style.Down }, new object[] { 0.5, Style.Pale }, new object[] { 1, Style.Up } }
            : new object[] { new object[] { 0, Style.Pale }, new object[] { 1, Style.Up } });
        trace.SetProperty("zmin", least.R < 0 ? -1 : Math.Floor(least.R * 10) / 10 - (least.R > 0 ? 0.1 : 0));
        trace.SetProperty("zmax", 1);
        trace.SetProperty("xgap", 2);
        trace.SetProperty("ygap", 2);
        trace.SetProperty("showscale", false);
        trace.SetProperty("texttemplate", "%{text}");
        // Two digits fit a cell on a narrow page; three would not, so full agreement is left to its colour.
        trace.SetProperty("textfont", new { size = 10 });
        var title = pairs.Count == 0 ? "One method agrees with itself" : Invariant($"Least alike, {least.R:0.00}: {Encode(Short(methods[least.j].Key))}<br>and {Encode(Short(methods[least.i].Key))}");
        return Style.Finish([trace], title, height: 170 + 28 * methods.Count, layout =>
        {
            layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true, showgrid = false, zeroline = false, tickfont = new { size = 11 }, ticklabelstep = 1 });
            layout.SetProperty("xaxis", new { title = new { text = Invariant($"100 × rank correlation, {articles.Count} articles") }, showgrid = false, zeroline = false, tickmode = "linear", type = "category", fixedrange = true, tickangle = 0, tickfont = new { size = 9 } });
            layout.SetProperty("margin", new { t = 76 });
        });
    }

    /// <summary>What two tellings of the same stories get by each method: the gap between the two values, in standard deviations of the method's
    /// values over both, so that methods of any range can be compared; and whether the sign turns.</summary>
    /// <param name="first">Of the first tellings, by any methods.</param>
    /// <param name="second">Of the second, by the same methods; stories are matched by article id.</param>
    public static Plot PlotGaps(this IEnumerable<Score> first, IEnumerable<Score> second)
    {
        var (one, other) = (ByMethod(first), ByMethod(second).ToDictionary());
        var rows = one.Where(m => other.ContainsKey(m.Key)).Select(m => (Method: m.Key, Stories: Gaps(m.Value, other[m.Key]))).Where(m => m.Stories.Count > 0).OrderBy(m => m.Stories.Average(s => s.Gap)).ToList();
        if (rows.Count == 0) throw new InputException("No story was told twice. Expected scores of the same articles, by id, and the same methods on both sides.");
        (string Name, string Color, string Symbol)[] kinds = [("same sign", Style.Up, "circle"), ("one silent", Style.Faint, "circle-open"), ("sign turns", Style.Down, "x")];
        var traces = kinds.Select((kind, number) =>
        {
            var points = rows.SelectMany(row => row.Stories.Where(s => s.Kind == number).Select(s => (s.Gap, row.Method, s.Hover))).ToList();
            var trace = new Trace("scatter");
            trace.SetProperty("mode", "markers");
            trace.SetProperty("name", kind.Name);
            trace.SetProperty("x", points.Select(p => p.Gap).ToArray());
            trace.SetProperty("y", points.Select(p => Row(p.Method)).ToArray());
            trace.SetProperty("hovertext", points.Select(p => Encode(p.Hover)).ToArray());
            trace.SetProperty("hoverinfo", "text");
            trace.SetProperty("marker", new { size = 9, color = kind.Color, symbol = kind.Symbol, opacity = 0.8, line = new { width = number == 1 ? 1.5 : 0 } });
            return trace;
        });
        var means = new Trace("scatter");
        means.SetProperty("mode", "markers");
        means.SetProperty("name", "mean");
        means.SetProperty("x", rows.Select(row => row.Stories.Average(s => s.Gap)).ToArray());
        means.SetProperty("y", rows.Select(row => Row(row.Method)).ToArray());
        means.SetProperty("hoverinfo", "x");
        means.SetProperty("marker", new { size = 18, color = Style.Total, symbol = "line-ns-open", line = new { width = 2.5 } });
        var turns = rows.Select(row => row.Stories.Count(s => s.Kind == 2)).ToList();
        return Style.Finish([.. traces, means], Invariant($"The sign turns in {(turns.Min() == turns.Max() ? "" : $"{turns.Min()} to ")}{turns.Max()} of {rows[0].Stories.Count} stories"),
            height: 170 + 30 * rows.Count, layout =>
            {
                layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true, categoryorder = "array", categoryarray = rows.Select(row => Row(row.Method)).ToArray(), tickfont = new { size = 11 }, ticklabelstep = 1 });
                layout.SetProperty("xaxis", new { rangemode = "tozero", zeroline = true, title = new { text = "gap, in standard deviations" } });
            });
    }

    /// <exception cref="InputException">There are no scores.</exception>
    static List<KeyValuePair<string, Dictionary<string, Score>>> ByMethod(IEnumerable<Score> scores)
    {
        var methods = scores.GroupBy(s => s.Method).Select(method => KeyValuePair.Create(method.Key, method.DistinctBy(s => s.ArticleId).ToDictionary(s => s.ArticleId))).ToList();
        return methods.Count > 0 ? methods : throw new InputException("There are no scores to draw. Expected those of at least one method.");
    }

    static List<(double Gap, int Kind, string Hover)> Gaps(Dictionary<string, Score> first, Dictionary<string, Score> second)
    {
        var stories = first.Keys.Where(second.ContainsKey).Order(StringComparer.Ordinal).ToList();
        var values = stories.SelectMany(id => new[] { first[id].Value, second[id].Value }).ToList();
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return [.. stories.Select(id => (first[id].Value, second[id].Value) is var (a, b)
            ? (deviation == 0 ? 0 : Math.Abs(a - b) / deviation, a * b < 0 ? 2 : a * b == 0 && a != b ? 1 : 0, Invariant($"{id}: {a:+0.000;−0.000;0.000} and {b:+0.000;−0.000;0.000}"))
            : default)];
    }

    /// <summary>A method's name for an axis: without version and options, and on two lines when it is long.</summary>
    static string Row(string method)
    {
        var name = Encode(Short(method));
        return name.Length > 22 && name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? $"{name[..(colon + 1)]}<br>{name[(colon + 1)..]}" : name;
    }

    static string Short(string method) => method.Split('/')[0].Split('@')[0];
}
