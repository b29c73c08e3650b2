namespace ResearchKit;

/// <summary>Charts of methods that are fitted.</summary>
public static partial class Plots
{
    /// <summary>What more labels are worth: accuracy with its interval by how many texts were fitted on, a line for what each method sees, and the rules, which are fitted to none of them, as the dotted line.</summary>
    /// <param name="curves">On the same labels.</param>
    /// <exception cref="InputException">There are none, or the labels differ.</exception>
    public static Plot Plot(this IEnumerable<LearningCurve> curves)
    {
        var all = curves.ToList();
        if (all.Count == 0) throw new InputException("There are no learning curves to draw. Expected at least one.");
        var rules = all[0].Rules;
        if (all.FirstOrDefault(curve => curve.Rules.Labels.Hash != rules.Labels.Hash) is { } other) throw new InputException($"{rules.Labels} and {other.Rules.Labels} differ. Expected curves on the same labels.");
        var traces = all.Select((curve, number) =>
        {
            var points = curve.Points.Select(point => (point.Texts, point.Evaluation.Accuracy)).ToList();
            return Style.Trace("scatter", ("mode", "lines+markers"), ("name", Encode(Name(curve.Features))), ("x", points.Select(point => point.Texts).ToArray()), ("y", points.Select(point => point.Accuracy.Value).ToArray()),
                ("line", new { color = Style.Series(number), width = 2 }), ("marker", new { size = 8, color = Style.Series(number), symbol = Style.Symbol(number) }),
                ("error_y", Ends(points.Select(point => (point.Accuracy.Value ?? 0, point.Accuracy.Low, point.Accuracy.High)), Style.Series(number))),
                ("hovertext", points.Select(point => Encode(Invariant($"{Name(curve.Features)}, {point.Texts} texts: {point.Accuracy}"))).ToArray()), ("hoverinfo", "text"));
        });
        var (fewest, most) = (all.Min(curve => curve.Points[0].Texts), all.Max(curve => curve.Points[^1].Texts));
        var last = all.Select(curve => Invariant($"{Name(curve.Features)} {curve.Points[^1].Evaluation.Accuracy.Value:0.00}"));
        return Style.Finish(traces, Style.Wrapped(Invariant($"Fitted on {most} texts: {string.Join(", ", last)}; on none: {Short(rules.Method)} {rules.Accuracy.Value:0.00}"), 58), height: 440, layout =>
        {
            layout.SetProperty("xaxis", new { type = "log", zeroline = false, tickmode = "array", tickvals = all[0].Points.Select(point => point.Texts).ToArray(), title = new { text = "texts that each fold is fitted on" } });
            layout.SetProperty("yaxis", new { automargin = true, zeroline = false, title = new { text = Invariant($"share right of {rules.N}, 95% intervals"), standoff = 8, font = new { size = 13 } } });
            layout.SetProperty("shapes", new object[] { new { type = "line", xref = "paper", x0 = 0, x1 = 1, yref = "y", y0 = rules.Accuracy.Value, y1 = rules.Accuracy.Value, line = new { color = Style.Total, width = 1.5, dash = "dot" } } });
            layout.SetProperty("annotations", new object[] { new { x = Math.Log10(fewest), xref = "x", xanchor = "left", y = rules.Accuracy.Value, yref = "y", yanchor = "bottom", showarrow = false, text = Encode(Short(rules.Method)), font = new { size = 12 } } });
            layout.SetProperty("margin", new { t = 110 });
        });

        static string Name(FeatureKinds features) => features switch { FeatureKinds.Words => "words alone", FeatureKinds.Rules => "the rules' findings", _ => "both" };
    }
}
