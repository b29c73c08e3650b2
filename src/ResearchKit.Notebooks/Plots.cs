using System.Globalization;
using Plotly.NET;

namespace ResearchKit;

/// <summary>Charts of the kit's results, in one style, colour-blind safe, with the numbers in the hover.</summary>
public static partial class Plots
{
    /// <summary>How the contributions add up to the value: a waterfall in the order of their strength; beyond thirty, the rest as one step.</summary>
    public static Plot Plot(this Explanation explanation)
    {
        var steps = explanation.Contributions.Select(c => (Unique(c), c.Value, Hover(c)));
        return Waterfall(steps, explanation.Score.Value, Invariant($"Contributions to {explanation.Score.Value:+0.000;−0.000;0.000} ({explanation.Method})"), explanation.RemainderNote);
    }

    /// <summary>Every attempt of a reproduction by its value, with the target and its tolerance marked.</summary>
    public static Plot Plot(this Reproduction reproduction)
    {
        var traces = reproduction.Attempts.GroupBy(a => a.Specification.Paragraph).Select((group, number) => Points(
            group.Key is { } paragraph ? $"paragraph {paragraph}" : "whole text",
            number,
            group.Select(a => (a.Value, (a.Specification with { Paragraph = null }).ToString().Replace(", whole text", "", StringComparison.Ordinal), a.Specification.ToString()))));
        var rows = reproduction.Attempts.Select(a => a.Specification with { Paragraph = null }).Distinct().Count();
        return Style.Finish([.. traces], Invariant($"{reproduction.Hits(reproduction.Tolerance)} of {reproduction.Attempts.Length} within {reproduction.Tolerance} of {reproduction.Target:0.00}; by chance {reproduction.ByChance(reproduction.Tolerance):0.0}"),
            height: 150 + 22 * rows, layout =>
            {
                layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true });
                layout.SetProperty("shapes", Style.Mark(reproduction.Target, reproduction.Tolerance));
                layout.SetProperty("annotations", Style.MarkText(reproduction.Target, Invariant($"printed: {reproduction.Target:0.00}")));
            });
    }

    /// <summary>Scores by method, one colour an article.</summary>
    /// <param name="scores">Of one or a few articles by several methods.</param>
    /// <param name="target">A printed score to mark, −1 to 1; null for none.</param>
    public static Plot Plot(this IEnumerable<Score> scores, double? target = null)
    {
        var all = scores.ToList();
        var traces = all.GroupBy(s => s.ArticleId).Select((group, number) => Points(group.Key, number,
            group.Select(s => (s.Value, s.Method, Invariant($"{s.Value:+0.000;−0.000;0.000} {Scale.TenWords.Label(s)}, coverage {s.Coverage * 100:0.0}%")))));
        return Style.Finish([.. traces], "Scores by method", height: 150 + 34 * all.Select(s => s.Method).Distinct().Count(), layout =>
        {
            layout.SetProperty("yaxis", new { autorange = "reversed", automargin = true });
            layout.SetProperty("xaxis", new { range = new[] { -1.05, 1.05 }, zeroline = true, title = new { text = Style.ValueAxis } });
            if (target is not { } mark) return;
            layout.SetProperty("shapes", Style.Mark(mark, 0));
            layout.SetProperty("annotations", Style.MarkText(mark, Invariant($"printed: {mark:0.00}")));
        });
    }

    static Trace Points(string name, int number, IEnumerable<(double Value, string Row, string Hover)> points)
    {
        var all = points.ToList();
        var trace = new Trace("scatter");
        trace.SetProperty("mode", "markers");
        trace.SetProperty("name", Encode(name));
        trace.SetProperty("x", all.Select(p => p.Value).ToArray());
        trace.SetProperty("y", all.Select(p => Encode(p.Row)).ToArray());
        trace.SetProperty("hovertext", all.Select(p => Encode(p.Hover)).ToArray());
        trace.SetProperty("hoverinfo", "text+x");
        trace.SetProperty("marker", new { size = 10, color = Style.Series(number), symbol = Style.Symbol(number), opacity = 0.85 });
        return trace;
    }

    static string Unique(Contribution part) => Invariant($"{part.Term} · {part.Sentence + 1}:{part.Start}");

    static string Hover(Contribution part) => Invariant(
        $"{part.Term}: valence {part.Valence:+0.00;−0.00}{string.Concat(part.Shifts.Select(s => $" {s.Times} {s.Term}"))}, weight {part.Weight:0.0000}, sentence {part.Sentence + 1}");

    static string Encode(string text) => Style.Encode(text);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
