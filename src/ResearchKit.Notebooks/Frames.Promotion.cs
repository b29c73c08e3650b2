using Microsoft.Data.Analysis;

namespace ResearchKit;

public static partial class Frames
{
    /// <summary>One row a suggestion: edit (null where it only says where to look), term, valence, method, statistic with its unit, q, texts, why, one example.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<EntrySuggestion> suggestions)
    {
        var rows = suggestions.ToList();
        return new(
            Text("edit", rows, s => s.Kind is { } kind ? EntryEdit.Word(kind) : null),
            Text("term", rows, s => s.Term),
            Real("valence", rows, s => s.Valence),
            Text("method", rows, s => s.Method),
            Real("statistic", rows, s => s.Statistic),
            Text("unit", rows, s => s.Unit),
            Real("q", rows, s => s.Q),
            Whole("texts", rows, s => s.Evidence),
            Text("why", rows, s => s.Why),
            Text("example", rows, s => s.Examples.IsDefaultOrEmpty ? null : s.Examples[0].ToString()));
    }

    /// <summary>One row a change, in the order of the terms: what it is, role and valence before and after, why, by whom, when, source, texts.</summary>
    public static DataFrame ToDataFrame(this LexiconDiff diff)
    {
        var rows = diff.Changes;
        return new(
            Text("change", rows, c => c.Before is null ? "added" : c.After is null ? "removed" : "changed"),
            Text("term", rows, c => c.Term),
            Text("role before", rows, c => c.Before is { } entry ? EntryEdit.Word(entry.Role) : null),
            Real("valence before", rows, c => c.Before?.Valence),
            Text("role", rows, c => c.After is { } entry ? EntryEdit.Word(entry.Role) : null),
            Real("valence", rows, c => c.After?.Valence),
            Text("why", rows, c => c.After?.Note),
            Text("by", rows, c => c.After?.By),
            Text("source", rows, c => c.After?.Source),
            Whole("texts", rows, c => c.After?.Evidence));
    }

    /// <summary>One row an article that moves, the largest move first: id, title, value and label before and after, change, edited terms in it.</summary>
    public static DataFrame ToDataFrame(this Impact impact)
    {
        var rows = impact.Moves;
        return new(
            Text("article", rows, m => m.Article.Id),
            Text("title", rows, m => m.Article.Title),
            Real("before", rows, m => m.Before.Value),
            Real("after", rows, m => m.After.Value),
            Real("change", rows, m => m.Change),
            Text("label before", rows, m => m.LabelBefore),
            Text("label", rows, m => m.LabelAfter),
            Text("through", rows, m => string.Join(", ", m.Through.Where(term => term.Edited).Select(term => term.Term))));
    }

    /// <summary>One row a trial, in the order of the ledger: number, when, by whom, set, metric, gain.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<Trial> trials)
    {
        var rows = trials.ToList();
        return new(
            Whole("trial", rows, t => t.Number),
            Time("at (UTC)", rows, t => t.At),
            Text("by", rows, t => t.By),
            Text("draft", rows, t => t.Draft.Length > 8 ? t.Draft[..8] : t.Draft),
            Text("set", rows, t => t.SetName),
            Text("metric", rows, t => t.Metric),
            Real("gain", rows, t => t.Gain));
    }
}
