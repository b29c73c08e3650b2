using System.Globalization;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>Alerts as tables.</summary>
public static partial class Frames
{
    const int LeadingTerms = 3;

    /// <summary>One row an alert, in the order given: at (UTC), rule, subject, because, value (what was compared with the limit), article, title, score (the article's for the subject, −1 to 1), terms (the three that add most to it).</summary>
    public static DataFrame ToDataFrame(this IEnumerable<Alert> alerts)
    {
        var rows = alerts.ToList();
        return new(
            Time("at (UTC)", rows, a => a.At),
            Text("rule", rows, a => a.Rule.Name),
            Text("subject", rows, a => a.Subject),
            Text("because", rows, a => a.Because),
            Real("value", rows, a => a.Value),
            Text("article", rows, a => a.Article.Id),
            Text("title", rows, a => a.Article.Title),
            Real("score", rows, a => a.Explanation.Score.Value),
            Text("terms", rows, a => Leading(a.Explanation, LeadingTerms)));
    }

    /// <summary>The terms that add most to a value, either way, each with the sum of what it adds; what the others add is one number.</summary>
    internal static string Leading(Explanation why, int most)
    {
        var terms = why.Contributions.GroupBy(part => part.Term, StringComparer.Ordinal).Select(term => (Term: term.Key, Value: term.Sum(part => part.Value))).OrderByDescending(term => Math.Abs(term.Value)).ThenBy(term => term.Term, StringComparer.Ordinal).ToList();
        if (terms.Count == 0) return "no term";
        var rest = why.Score.Value - terms.Take(most).Sum(term => term.Value);
        return string.Join(", ", terms.Take(most).Select(term => $"{term.Term} {Signed(term.Value)}").Concat(terms.Count > most || Math.Abs(rest) > 1e-12 ? [$"others {Signed(rest)}"] : []));

        static string Signed(double value) => value.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);
    }
}
