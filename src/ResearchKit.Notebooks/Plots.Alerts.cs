namespace ResearchKit;

/// <summary>Charts of alerts.</summary>
public static partial class Plots
{
    const int HoverWidth = 64, LeadingTerms = 5;

    /// <summary>What fired, when and why: each alert at its time and at its article's value for the subject, a colour and a symbol a rule; the hover has the reason, the article, and the terms that add most to its value.</summary>
    /// <remarks>A rule of a mean or a change looks at more than one article: the mark stands at the one that it was raised at, and the reason has the mean.</remarks>
    /// <param name="alerts">In any order.</param>
    /// <param name="among">The articles that came in that time with their scores, drawn small and grey where they raised none; null for none. Articles without a time are left out.</param>
    /// <param name="title">The finding; without it, how many alerts there are.</param>
    /// <param name="note">Printed under the chart.</param>
    /// <exception cref="InputException">There is neither an alert nor an article to draw.</exception>
    public static Plot Plot(this IEnumerable<Alert> alerts, IEnumerable<(Article Article, Score Score)>? among = null, string? title = null, string? note = null)
    {
        var all = alerts.OrderBy(alert => alert.At).ThenBy(alert => alert.Id, StringComparer.Ordinal).ToList();
        var raising = all.Select(alert => alert.Article.Id).ToHashSet(StringComparer.Ordinal);
        var others = (among ?? []).Where(one => !raising.Contains(one.Article.Id) && one.Article.AvailableAt is not null && one.Score.Outcome == Outcome.Scored).OrderBy(one => one.Article.AvailableAt).ToList();
        if (all.Count + others.Count == 0) throw new InputException("There is no alert and no article to draw. Expected one at least.");
        var times = all.Select(alert => alert.At).Concat(others.Select(one => one.Article.AvailableAt!.Value)).ToList();
        var middle = times.Min() + (times.Max() - times.Min()) / 2;
        var traces = new List<Plotly.NET.Trace>();
        if (others.Count > 0)
            traces.Add(Style.Trace("scatter", ("mode", "markers"), ("name", Invariant($"other articles ({others.Count})")), ("x", others.Select(one => Day(one.Article.AvailableAt!.Value)).ToArray()), ("y", others.Select(one => one.Score.Value).ToArray()),
                ("marker", new { size = 5, color = Style.Faint }), ("hovertext", others.Select(one => Lines($"{one.Article.Id}: {Titled(one.Article)}", Invariant($"{Day(one.Article.AvailableAt!.Value)}Z: value {one.Score.Value:+0.000;−0.000;0.000}"))).ToArray()), ("hoverinfo", "text")));
        var rules = all.GroupBy(alert => alert.Rule.Name).ToList();
        for (var number = 0; number < rules.Count; number++)
        {
            var raised = rules[number].ToList();
            traces.Add(Style.Trace("scatter", ("mode", "markers+text"), ("name", Style.Label(Invariant($"{rules[number].Key} ({raised.Count})"), 40)), ("x", raised.Select(alert => Day(alert.At)).ToArray()), ("y", raised.Select(alert => alert.Explanation.Score.Value).ToArray()),
                ("marker", new { size = 13, color = Style.Series(number), symbol = Style.Symbol(number), line = new { width = 1, color = Style.Total } }), ("cliponaxis", false),
                // Names lean inwards: a mark at the edge of the month would have its own cut.
                ("text", raised.Select(alert => Style.Label(Short(alert), 24)).ToArray()), ("textposition", raised.Select(alert => alert.At > middle ? "middle left" : "middle right").ToArray()), ("textfont", new { size = 11 }),
                ("hovertext", raised.Select(Why).ToArray()), ("hoverinfo", "text")));
        }
        var heading = Style.Wrapped(title ?? Invariant($"{(all.Count == 0 ? "No alert" : all.Count == 1 ? "1 alert" : $"{all.Count} alerts")}{(among is null ? "" : Invariant($" among {others.Count + raising.Count} articles"))}"), 58);
        return Style.Finish(traces, heading, height: 460 + 22 * Math.Max(0, rules.Count - 2), layout =>
        {
            layout.SetProperty("xaxis", new { type = "date", automargin = true, zeroline = false, title = Style.Under("UTC", note) });
            layout.SetProperty("yaxis", new { zeroline = true, zerolinewidth = 2, automargin = true, range = new[] { -1.05, 1.05 }, title = new { text = Encode("value for the subject, −1 to 1"), standoff = 8, font = new { size = 13 } } });
            layout.SetProperty("margin", new { t = 100 + 22 * Math.Max(0, rules.Count - 1) });
            layout.SetProperty("hoverlabel", new { align = "left" });
        });
    }

    static string Why(Alert alert) => Lines($"{alert.Rule.Name}: {alert.Subject}", Invariant($"{Day(alert.At)}Z{(alert.DeliverAt > alert.At ? $", told at {Day(alert.DeliverAt)}Z" : "")}: {alert.Because}"),
        $"{alert.Article.Id}: {Titled(alert.Article)}", Invariant($"value {alert.Explanation.Score.Value:+0.000;−0.000;0.000}: {Frames.Leading(alert.Explanation, LeadingTerms)}"));

    /// <summary>A company by its ticker, an article by its id.</summary>
    static string Short(Alert alert) => alert.Rule.Of == AlertSubject.Article ? alert.Article.Id : alert.Rule.Of == AlertSubject.Ticker && alert.Subject.LastIndexOf('(') is > 0 and var from && alert.Subject.EndsWith(')') ? alert.Subject[(from + 1)..^1] : alert.Subject;

    static string Titled(Article article) => article.Title.Length > 0 ? article.Title : Untrusted.Show(article.Text, 80);

    static string Lines(params IEnumerable<string> lines) => string.Join("<br>", lines.Select(line => Style.Wrapped(Untrusted.Line(line), HoverWidth)));
}
