using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Everything that a reviewer of a change to a lexicon wants to see, as a page to sign: entries, impact, evidence, conflicts, licence, risks.</summary>
/// <param name="Diff">The entries.</param>
/// <param name="Impact">What moves in a corpus; null when none was looked at.</param>
/// <param name="Parts">The impact by theme, or by another kind of part.</param>
/// <param name="Evidence">The evaluation; null when there is none.</param>
/// <param name="Refusals">Why the evidence does not suffice by the rules; empty when it does, or there is none.</param>
/// <param name="Conflicts">Terms that other lexicons give another sign.</param>
/// <param name="LearnedOn">What the suggestions were learned on.</param>
/// <param name="Edits">How the change came about: who took out what, and why; empty when it is not known.</param>
[TypeFormatterSource(typeof(DraftReportFormatters))]
public sealed record DraftReport(LexiconDiff Diff, Impact? Impact, ImmutableArray<ImpactGroup> Parts, Evidence? Evidence, ImmutableArray<string> Refusals, ImmutableArray<EntrySuggestion> Conflicts, ImmutableArray<LearnedOn> LearnedOn, ImmutableArray<EntryEdit> Edits)
{
    /// <summary>A share of the articles beyond which one word moves more than a reviewer can look at.</summary>
    const double Broad = 0.05;

    /// <summary>What to look at before signing: a line each, found in the above.</summary>
    public IEnumerable<string> Risks()
    {
        if (Diff.Changes.IsEmpty) yield return "Nothing that moves a score is changed.";
        if (Evidence is null) yield return "There is no evaluation: the change rests on its reasons alone.";
        if (Diff.After.Licence.CommercialUse != Permission.Yes) yield return $"The licence does not allow a promotion: {Diff.After.Licence}.";
        foreach (var change in Diff.Changes)
            if (change.After is { } entry ? entry.By.Length == 0 || entry.Note.Length == 0 : EditOf(change) is null) yield return $"{Untrusted.Quote(change.Term)} does not say who changed it or why.";
        if (Diff.Changes.Count(change => change.After is { Evidence: null }) is > 0 and var bare) yield return Line($"{bare} {(bare == 1 ? "entry rests" : "entries rest")} on no count of texts.");
        foreach (var change in Diff.Changes)
            if (change is { Before: { } was, After: { } now } && Math.Sign(was.Valence) * Math.Sign(now.Valence) < 0) yield return $"{Untrusted.Quote(now.Term)} changes its sign.";
        if (Impact is { Articles: > 0 } impact)
        {
            if (impact.ClassChanges > 0) yield return Line($"{impact.ClassChanges} of {impact.Articles} articles change their class.");
            foreach (var (term, count) in impact.Moves.SelectMany(move => move.Through.Where(part => part.Edited).Select(part => part.Term)).CountBy(term => term).Where(pair => pair.Value > Broad * impact.Articles).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
                yield return Line($"{Untrusted.Quote(term)} alone is found in {count} of the {impact.Articles} articles.");
            if (impact.Changed == 0 && !Diff.Changes.IsEmpty) yield return "No article of this corpus moves: it cannot tell what the change does.";
        }
        if (Evidence is not null)
        {
            foreach (var group in Evidence.Groups.Where(group => group.Gain.Value < 0)) yield return Line($"{group.Kind} {Untrusted.Quote(group.Name)} loses {-group.Gain.Value:0.000} of {Evidence.Metric} on {group.Texts} texts.");
            foreach (var kind in Evidence.Guarded.Where(kind => Evidence.Groups.All(group => group.Kind != kind))) yield return $"The labels know nothing of {Untrusted.Line(kind)}: no part of that kind was guarded.";
            if (Evidence.Draft.Hash != Diff.After.Hash) yield return "The evaluation is of another draft than the one shown here.";
            if (Evidence.Champion.Hash != Diff.Before.Hash) yield return "The evaluation is against another lexicon than the one shown here.";
            foreach (var learned in LearnedOn.Where(learned => !Evidence.LearnedOn.Contains(learned.ToString()))) yield return $"The evaluation does not know that the draft was learned on {learned}: it may have been judged there.";
            if (Evidence.Labels.Licence is null) yield return $"The licence of {Untrusted.Line(Evidence.Labels.Name)} is not stated.";
        }
        if (Conflicts.Length > 0) yield return Line($"{Conflicts.Length} changed {(Conflicts.Length == 1 ? "term has" : "terms have")} another sign in another lexicon.");
        if (Diff.Overlaps.Length > 0) yield return Line($"{Diff.Overlaps.Length} {(Diff.Overlaps.Length == 1 ? "pair" : "pairs")} of entries overlap: the longer hides the shorter.");

        static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The edit that made a change; null when it is not known.</summary>
    internal EntryEdit? EditOf(EntryChange change) => Edits.IsDefault ? null : Edits.LastOrDefault(edit => CompiledLexicon.Canonical(edit.Term) == CompiledLexicon.Canonical(change.Term));

    /// <summary>Writes the page twice, as Markdown and as HTML without scripts or references; each file whole or not at all.</summary>
    /// <param name="path">The name without its ending.</param>
    public void Write(string path)
    {
        Files.WriteText($"{path}.md", writer => writer.Write(ToMarkdown()));
        Files.WriteText($"{path}.html", writer => writer.Write(ToPage()));
    }

    /// <summary>The page as Markdown.</summary>
    public string ToMarkdown() => new ReportMarkdown().Write(this);

    /// <summary>The page as a fragment of HTML.</summary>
    public string ToHtml() => new ReportHtml().Write(this);

    string ToPage() => $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>{{ReportHtml.Encode(Title)}}</title><style>{{ReportHtml.Style}}</style></head><body>
        {{new ReportHtml().Write(this)}}</body></html>

        """;

    /// <summary>What the page is called.</summary>
    internal string Title => $"{Diff.Before.Reference} → {(Diff.After.Version is null ? $"draft {Diff.After.Hash[..8]}" : Diff.After.Reference)}";

    /// <summary>Entries, impact and verdict in a few lines.</summary>
    public override string ToString() => string.Join('\n', new[] { Diff.ToString(), Impact?.ToString(), Evidence?.ToString() }.OfType<string>());
}

/// <summary>Shows a report as its page in a notebook.</summary>
sealed class DraftReportFormatters
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ValueFormatter("text/html", value => ((DraftReport)value).ToHtml()),
        new ValueFormatter("text/plain", value => value.ToString()!),
    ];
}
