using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>The order in which a report tells its story; how it looks, the two that derive from it say.</summary>
abstract class ReportPage
{
    const int ShownMoves = 20, ShownChanges = 200, ShownTexts = 20;

    protected StringBuilder Out { get; } = new();

    public string Write(DraftReport report)
    {
        var diff = report.Diff;
        Heading(1, report.Title);
        Text(Line($"{diff.Before.Label} against {diff.After.Label}: {diff.Added.Count()} added, {diff.Removed.Count()} removed, {diff.Changed.Count()} changed{(diff.Notes > 0 ? Line($", {diff.Notes} with other notes alone") : "")}."));
        Heading(2, "Risks");
        List([.. report.Risks().DefaultIfEmpty("None was found by machine.")]);
        Evidence(report);
        Impact(report);
        Heading(2, "Entries");
        Table(["", "term", "was", "is", "why", "by", "on", "source", "texts"], [.. diff.Changes.Take(ShownChanges).Select(change => Row(change, report.EditOf(change)))]);
        if (diff.Changes.Length > ShownChanges) Text(Line($"… {diff.Changes.Length - ShownChanges} more."));
        if (!diff.Overlaps.IsEmpty)
        {
            Heading(3, "Overlaps");
            List([.. diff.Overlaps.Take(ShownMoves).Select(overlap => overlap.ToString())]);
        }
        Heading(2, "Conflicts with other lexicons");
        List([.. report.Conflicts.Select(conflict => conflict.ToString().Split('\n')[0]).DefaultIfEmpty("None among the changed terms, or no other lexicon was compared with.")]);
        Heading(2, "Licence");
        Text($"{diff.After.Licence}{(diff.Before.Licence == diff.After.Licence ? ", as before." : $"; before: {diff.Before.Licence}.")}");
        Heading(2, "To sign");
        Table(["", "name", "date", "decision"], [["wrote", string.Join(", ", diff.Changes.Select(change => change.After?.By ?? report.EditOf(change)?.By ?? "").Where(by => by.Length > 0).Distinct()), "", ""], ["approves", "", "", ""]]);
        Text(Line($"Lexicon {diff.Before.Hash} → {diff.After.Hash}{(report.Evidence is { } evidence ? Line($"; evaluation {evidence.Hash}") : "")}."));
        return Out.ToString();
    }

    void Impact(DraftReport report)
    {
        if (report.Impact is not { } impact) return;
        Heading(2, "Impact");
        Text(Line($"{impact.Changed} of {impact.Articles} articles change, {impact.LabelChanges} in label, {impact.ClassChanges} in class; mean shift {impact.MeanShift:+0.0000;-0.0000;0.0000}; method {impact.Method}."));
        if (impact.Changed == 0) return;
        Table(["article", "before", "after", "change", "through"], [.. impact.Moves.Take(ShownMoves).Select(move => (string[])[
            move.Article.Id, Line($"{move.Before.Value:+0.00;-0.00;0.00} {move.LabelBefore}"), Line($"{move.After.Value:+0.00;-0.00;0.00} {move.LabelAfter}"), Line($"{move.Change:+0.000;-0.000;0.000}"),
            string.Join("; ", move.Through.Where(term => term.Edited).Take(3).Concat(move.Through.Where(term => !term.Edited).Take(2)).Select(term => Line($"{term.Term} {term.Before:+0.000;-0.000;0} → {term.After:+0.000;-0.000;0}")))])]);
        if (report.Parts.Any(part => part.Changed > 0))
            Table(["part", "articles", "changed", "mean before", "mean after"], [.. report.Parts.Where(part => part.Changed > 0).Take(ShownMoves).Select(part => (string[])[part.Key, Line($"{part.Articles}"), Line($"{part.Changed}"), Line($"{part.MeanBefore:+0.000;-0.000;0.000}"), Line($"{part.MeanAfter:+0.000;-0.000;0.000}")])]);
    }

    void Evidence(DraftReport report)
    {
        Heading(2, "Evidence");
        if (report.Evidence is not { } evidence)
        {
            Text("No evaluation was given.");
            return;
        }
        Text(evidence.Verdict + ".");
        Table(["", "texts", "gain", "95%"], [[$"all of {evidence.Labels.Name}", Line($"{evidence.Labels.Texts}"), .. Cells(evidence.Gain)], .. evidence.Groups.Where(group => group.Texts >= ShownTexts).Select(group => (string[])[$"{group.Kind} {group.Name}", Line($"{group.Texts}"), .. Cells(group.Gain)])]);
        if (evidence.Groups.Count(group => group.Texts < ShownTexts) is > 0 and var few) Text(Line($"{few} parts of fewer than {ShownTexts} texts are in the receipt."));
        Text(Line($"{evidence.Metric} {evidence.ChampionValue:0.000} → {evidence.DraftValue:0.000}, method {evidence.Method}, on {evidence.Labels}; {evidence.Resamples} resamples of {evidence.Blocks} blocks by {evidence.Block}, seed {evidence.Seed}; lower end for {evidence.Trials} {(evidence.Trials == 1 ? "trial" : "trials")} {evidence.AdjustedLow:+0.0000;-0.0000;0.0000}."));
        List([.. report.Refusals.Select(refusal => $"Not enough to promote: {refusal}").DefaultIfEmpty(evidence.Draft.Hash == report.Diff.After.Hash && evidence.Champion.Hash == report.Diff.Before.Hash
            ? "The figures meet the rules of the registry; promote checks the rest: ledger, licence, regression sentences, who approves." : "The figures meet the rules, but they are not of the two lexicons of this page.")]);
        if (!evidence.LearnedOn.IsEmpty) Text($"Learned on {string.Join(", ", evidence.LearnedOn)}: none of it is among the texts above.");

        static string[] Cells(Difference gain) => [Line($"{gain.Value:+0.000;-0.000;0.000}"), Line($"{gain.Low:+0.000;-0.000;0.000} to {gain.High:+0.000;-0.000;0.000}")];
    }

    static string[] Row(EntryChange change, EntryEdit? edit)
    {
        var now = change.After;
        return [change.Before is null ? "+" : now is null ? "−" : "~", change.Term, Weight(change.Before), Weight(now), .. now is null ? [edit?.Why ?? "", edit?.By ?? "", LexiconFile.Day(edit?.On), edit?.Source ?? "", LexiconFile.Count(edit?.Evidence)]
            : new[] { now.Note, now.By, LexiconFile.Day(now.Date), now.Source, LexiconFile.Count(now.Evidence) }];
    }

    static string Weight(Entry? entry) => entry is null ? "" : Line($"{EntryEdit.Word(entry.Role)} {entry.Valence:+0.00;-0.00;0.00}{(entry.Direction is { } d ? Line($", direction {d:+0.00;-0.00;0.00}") : "")}{(entry.Quantity is { } q ? Line($", quantity {q:+0.00;-0.00;0.00}") : "")}");

    protected static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    protected abstract void Heading(int level, string text);

    protected abstract void Text(string text);

    protected abstract void List(ImmutableArray<string> items);

    protected abstract void Table(string[] columns, ImmutableArray<string[]> rows);
}

/// <summary>The page as Markdown, in which no text of an entry or an article is markup.</summary>
sealed class ReportMarkdown : ReportPage
{
    protected override void Heading(int level, string text) => Out.Append('#', level).Append(' ').Append(Plain(text)).Append("\n\n");

    protected override void Text(string text) => Out.Append(Plain(text)).Append("\n\n");

    protected override void List(ImmutableArray<string> items)
    {
        foreach (var item in items) Out.Append("- ").Append(Plain(item)).Append('\n');
        Out.Append('\n');
    }

    protected override void Table(string[] columns, ImmutableArray<string[]> rows)
    {
        Row(columns);
        Row([.. columns.Select(_ => "---")], plain: false);
        foreach (var row in rows) Row(row);
        Out.Append('\n');
    }

    void Row(string[] cells, bool plain = true) => Out.Append("| ").AppendJoin(" | ", cells.Select(cell => plain ? Plain(cell) : cell)).Append(" |\n");

    static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in Untrusted.Line(text))
            if (c is '<') plain.Append("&lt;");
            else if (c is '&') plain.Append("&amp;");
            else if (c is '@') plain.Append("&#64;");
            else if (c is '/' && plain is [.., ':']) plain.Append("&#47;");
            else if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '#' or '!' or '$') plain.Append('\\').Append(c);
            else plain.Append(c);
        return plain.ToString();
    }
}

/// <summary>The page as HTML.</summary>
sealed class ReportHtml : ReportPage
{
    /// <summary>For the page of its own; within a notebook the notebook's style holds.</summary>
    public const string Style = "body{margin:2em auto;max-width:70em;padding:0 1em;font:15px/1.5 system-ui,sans-serif}table{border-collapse:collapse;margin:.5em 0 1em;display:block;overflow-x:auto}th,td{padding:.25em .7em;border-bottom:1px solid #8884;text-align:left;vertical-align:top}td{font-variant-numeric:tabular-nums}h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.6em}p{overflow-wrap:anywhere}";

    public static string Encode(string text) => System.Net.WebUtility.HtmlEncode(Untrusted.Line(text));

    protected override void Heading(int level, string text) => Out.Append(CultureInfo.InvariantCulture, $"<h{level}>{Encode(text)}</h{level}>\n");

    protected override void Text(string text) => Out.Append(CultureInfo.InvariantCulture, $"<p>{Encode(text)}</p>\n");

    protected override void List(ImmutableArray<string> items)
    {
        Out.Append("<ul>");
        foreach (var item in items) Out.Append(CultureInfo.InvariantCulture, $"<li>{Encode(item)}</li>");
        Out.Append("</ul>\n");
    }

    protected override void Table(string[] columns, ImmutableArray<string[]> rows)
    {
        Out.Append("<table><thead><tr>");
        foreach (var column in columns) Out.Append(CultureInfo.InvariantCulture, $"<th>{Encode(column)}</th>");
        Out.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            Out.Append("<tr>");
            foreach (var cell in row) Out.Append(CultureInfo.InvariantCulture, $"<td>{Encode(cell)}</td>");
            Out.Append("</tr>\n");
        }
        Out.Append("</tbody></table>\n");
    }
}
