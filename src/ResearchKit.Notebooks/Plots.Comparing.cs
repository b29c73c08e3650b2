using Plotly.NET;

namespace ResearchKit;

/// <summary>Charts that hold methods against one another.</summary>
public static partial class Plots
{
    /// <summary>How alike methods rank the same articles: Spearman's correlation for each two of them, a heat map.</summary>
    /// <param name="scores">Of the same articles by several methods.</param>
    public static Plot PlotAgreement(this IEnumerable<Score> scores)
    {
        var methods = ByMethod(scores);
        var articles = methods.Select(m => m.Value.Keys.ToHashSet()).Aggregate((all, next) => [.. all.Intersect(next)]).Order(StringComparer.Ordinal).ToList();
        var ranks = methods.Select(m => Ranks([.. articles.Select(id => m.Value[id].Value)])).ToList();
        var matrix = ranks.Select(row => ranks.Select(column => Correlation(row, column)).ToArray()).ToArray();
        // The half below the diagonal says it all.
        var half = matrix.Select((row, i) => row.Select((r, j) => j > i ? (double?)null : r).ToArray()).ToArray();
        var pairs = (from i in Enumerable.Range(0, methods.Count) from j in Enumerable.Range(0, i) select (i, j, R: matrix[i][j])).ToList();
        var trace = new Trace("heatmap");
        trace.SetProperty("z", half);
        trace.SetProperty("x", methods.Select((_, i) => $"{i + 1}").ToArray());
        trace.SetProperty("y", methods.Select((m, i) => $"{Row(m.Key)} <b>{i + 1}</b>").ToArray());
        trace.SetProperty("text", half.Select(row => row.Select(r => r is { } shown ? Invariant($"{100 * shown:0;−0;0}") : "").ToArray()).ToArray());
        trace.SetProperty("hovertext", half.Select((row, i) => row.Select((r, j) => Encode($"{methods[i].Key} and {methods[j].Key}: {Invariant($"{r:0.000}")}")).ToArray()).ToArray());
        trace.SetProperty("hoverinfo", "text");
        trace.SetProperty("hoverongaps", false);
        var least = pairs.Count == 0 ? default : pairs.MinBy(p => p.R);
        return HeatMap(trace, least.R, pairs.Count == 0 ? "One method agrees with itself"
            : Invariant($"Least alike, {least.R:0.00}: {Short(methods[least.j].Key)} and {Short(methods[least.i].Key)}"), height: 150 + 28 * methods.Count, xTitle: "100 × rank correlation with method …");
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

    /// <summary>A number a row with its interval.</summary>
    static Plot Intervals(IEnumerable<(string Row, double Value, double Low, double High)> rows, string title, string axis, (double At, string Text)? mark)
    {
        var all = rows.ToList();
        var trace = new Trace("scatter");
        trace.SetProperty("mode", "markers");
        trace.SetProperty("x", all.Select(r => r.Value).ToArray());
        trace.SetProperty("y", all.Select(r => Row(r.Row)).ToArray());
        trace.SetProperty("hovertext", all.Select(r => Encode(Invariant($"{r.Row}: {r.Value:0.000} ({r.Low:0.000} to {r.High:0.000})"))).ToArray());
        trace.SetProperty("hoverinfo", "text");
        trace.SetProperty("marker", new { size = 10, color = Style.Up });
        trace.SetProperty("error_x", new { type = "data", symmetric = false, array = all.Select(r => r.High - r.Value).ToArray(), arrayminus = all.Select(r => r.Value - r.Low).ToArray(), color = Style.Up, thickness = 1.5, width = 4 });
        return Style.Finish([trace], title, height: 150 + 30 * all.Count, layout =>
        {
            layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true, tickfont = new { size = 11 }, ticklabelstep = 1 });
            layout.SetProperty("xaxis", new { title = new { text = axis } });
            if (mark is not { } line) return;
            layout.SetProperty("shapes", Style.Mark(line.At, 0));
            layout.SetProperty("annotations", new object[] { new { x = line.At, xref = "x", y = 1, yref = "paper", yanchor = "bottom", showarrow = false, text = Encode(line.Text), font = new { size = 12 } } });
        });
    }

    /// <summary>Classes against classes: what was right down the diagonal.</summary>
    static Plot Confusion(IReadOnlyList<string> classes, IReadOnlyList<IReadOnlyList<int>> counts, string title)
    {
        var shares = counts.Select(row => row.Select(n => row.Sum() == 0 ? 0 : (double)n / row.Sum()).ToArray()).ToArray();
        var trace = new Trace("heatmap");
        trace.SetProperty("z", shares);
        trace.SetProperty("x", classes.Select(Encode).ToArray());
        trace.SetProperty("y", classes.Select((name, i) => Invariant($"{Encode(name)} ({counts[i].Sum()})")).ToArray());
        trace.SetProperty("text", counts.Select((row, i) => row.Select((n, j) => Invariant($"<b>{shares[i][j] * 100:0}%</b><br>{n}")).ToArray()).ToArray());
        trace.SetProperty("hoverinfo", "x+y+text");
        return HeatMap(trace, least: 0, title, height: 170 + 62 * classes.Count, xTitle: "the method says");
    }

    /// <summary>A heat map of a trace that has its numbers and texts. When the least number shown is negative, what is below 0 has a colour of its own.</summary>
    static Plot HeatMap(Trace trace, double least, string title, int height, string xTitle)
    {
        // See-through colours let the page's own ink be read on them, light or dark.
        trace.SetProperty("colorscale", least < 0
            ? new object[] { new object[] { 0, "rgba(213,94,0,0.7)" }, new object[] { 0.5, "rgba(128,128,128,0.06)" }, new object[] { 1, "rgba(0,114,178,0.7)" } }
            : new object[] { new object[] { 0, "rgba(128,128,128,0.06)" }, new object[] { 1, "rgba(0,114,178,0.7)" } });
        trace.SetProperty("zmin", least < 0 ? -1 : Math.Floor(least * 10) / 10 - (least > 0 ? 0.1 : 0));
        trace.SetProperty("zmax", 1);
        trace.SetProperty("xgap", 2);
        trace.SetProperty("ygap", 2);
        trace.SetProperty("showscale", false);
        trace.SetProperty("texttemplate", "%{text}");
        return Style.Finish([trace], Wrap(title), height, layout =>
        {
            layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true, showgrid = false, zeroline = false, tickfont = new { size = 11 }, ticklabelstep = 1 });
            layout.SetProperty("xaxis", new { title = new { text = xTitle }, showgrid = false, zeroline = false, tickmode = "linear", type = "category", fixedrange = true, tickangle = 0, tickfont = new { size = 11 } });
            layout.SetProperty("margin", new { t = Wrap(title).Length > title.Length ? 76 : 56 });
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

    /// <summary>Ranks from 1; values that are the same share the mean of theirs.</summary>
    static double[] Ranks(double[] values)
    {
        var order = values.Order().ToList();
        return [.. values.Select(v => (order.IndexOf(v) + order.LastIndexOf(v)) / 2.0 + 1)];
    }

    static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var both = a.Zip(b).Sum(p => (p.First - meanA) * (p.Second - meanB));
        var size = Math.Sqrt(a.Sum(v => (v - meanA) * (v - meanA)) * b.Sum(v => (v - meanB) * (v - meanB)));
        return size == 0 ? 0 : both / size;
    }

    /// <summary>A method's name for an axis: without version and options, and on two lines when it is long.</summary>
    static string Row(string method)
    {
        var name = Encode(Short(method));
        return name.Length > 22 && name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? $"{name[..(colon + 1)]}<br>{name[(colon + 1)..]}" : name;
    }

    /// <summary>A title that a narrow page can hold: broken behind its colon when it is long.</summary>
    static string Wrap(string title) => title.Length > 44 && title.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon ? $"{title[..(colon + 1)]}<br>{title[(colon + 2)..]}" : title;

    static string Short(string method) => method.Split('/')[0].Split('@')[0];
}
