using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What became of an entry.</summary>
/// <param name="Before">As it was; null when it is new.</param>
/// <param name="After">As it is; null when it was removed.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record EntryChange(Entry? Before, Entry? After)
{
    /// <summary>The term.</summary>
    public string Term => (After ?? Before)!.Term;

    /// <summary><c>+ capacity crunch (polarity −0.50)</c>, <c>− …</c>, or <c>~ … → polarity −0.60</c>.</summary>
    public override string ToString() => Untrusted.Line(Before is null ? $"+ {After}" : After is null ? $"- {Before}" : $"~ {Before} → {Shown(After)}");

    static string Shown(Entry entry) => FormattableString.Invariant($"{EntryEdit.Word(entry.Role)} {entry.Valence:+0.00;-0.00;0.00}")
        + (entry.Direction is { } d ? FormattableString.Invariant($", direction {d:+0.00;-0.00;0.00}") : "") + (entry.Quantity is { } q ? FormattableString.Invariant($", quantity {q:+0.00;-0.00;0.00}") : "");
}

/// <summary>Two entries of which one's words stand in the other: where the longer is found, the shorter is not.</summary>
/// <param name="Shorter">The one inside.</param>
/// <param name="Longer">The one that wins where it stands.</param>
public sealed record EntryOverlap(Entry Shorter, Entry Longer)
{
    /// <summary><c>'crunch' (polarity −0.30) stands inside 'capacity crunch' (polarity −0.50), which wins where it is found</c>.</summary>
    public override string ToString() => Untrusted.Line($"{Shorter} stands inside {Longer}, which wins where it is found");
}

/// <summary>The entries in which two lexicons differ.</summary>
/// <param name="Before">The one.</param>
/// <param name="After">The other.</param>
/// <param name="Changes">What moves scores, in the order of the terms.</param>
/// <param name="Notes">How many entries differ in note, date, author, source or evidence alone.</param>
/// <param name="Overlaps">Changed entries that are phrases of other entries, or the other way round.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record LexiconDiff(Lexicon Before, Lexicon After, ImmutableArray<EntryChange> Changes, int Notes, ImmutableArray<EntryOverlap> Overlaps)
{
    const int Shown = 40;

    /// <summary>Entries that are new.</summary>
    public IEnumerable<EntryChange> Added => Changes.Where(change => change.Before is null);

    /// <summary>Entries that are gone.</summary>
    public IEnumerable<EntryChange> Removed => Changes.Where(change => change.After is null);

    /// <summary>Entries that weigh or do something else.</summary>
    public IEnumerable<EntryChange> Changed => Changes.Where(change => change is { Before: not null, After: not null });

    internal static LexiconDiff Of(Lexicon before, Lexicon after)
    {
        var was = before.Words.Zip(before.Entries).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var changes = new List<(string Term, EntryChange Change)>();
        var notes = 0;
        for (var i = 0; i < after.Entries.Length; i++)
        {
            var entry = after.Entries[i];
            if (!was.Remove(after.Words[i], out var old)) changes.Add((after.Words[i], new(null, entry)));
            else if (!ReferenceEquals(old, entry) && !old.ScoresAs(entry)) changes.Add((after.Words[i], new(old, entry)));
            else if (!ReferenceEquals(old, entry) && old != entry) notes++;
        }
        changes.AddRange(was.Select(gone => (gone.Key, new EntryChange(gone.Value, null))));
        var ordered = changes.OrderBy(change => change.Term, StringComparer.Ordinal).ToList();
        return new(before, after, [.. ordered.Select(change => change.Change)], notes, Inside(after, [.. ordered.Where(change => change.Change.After is not null).Select(change => change.Term)]));
    }

    /// <summary>Changed terms within others, and others within them.</summary>
    static ImmutableArray<EntryOverlap> Inside(Lexicon lexicon, HashSet<string> changed)
    {
        var at = lexicon.Words.Select((term, i) => (term, i)).ToDictionary(pair => pair.term, pair => pair.i, StringComparer.Ordinal);
        var overlaps = ImmutableArray.CreateBuilder<EntryOverlap>();
        for (var longer = 0; longer < lexicon.Words.Length; longer++)
        {
            var words = lexicon.Words[longer].Split(' ');
            for (var length = 1; length < words.Length; length++)
                for (var first = 0; first + length <= words.Length; first++)
                    if (string.Join(' ', words, first, length) is var part && at.TryGetValue(part, out var shorter) && (changed.Contains(part) || changed.Contains(lexicon.Words[longer])))
                        overlaps.Add(new(lexicon.Entries[shorter], lexicon.Entries[longer]));
        }
        return [.. overlaps.Distinct()];
    }

    /// <summary>A line for each change, for the notes and for the overlaps; at most 40 of each.</summary>
    public override string ToString()
    {
        var lines = new List<string> { Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Before.Label} → {After.Label}: {Added.Count()} added, {Removed.Count()} removed, {Changed.Count()} changed{(Notes > 0 ? $", {Notes} with other notes alone" : "")}")) };
        lines.AddRange(Some(Changes));
        lines.AddRange(Some(Overlaps));
        return string.Join('\n', lines);

        static IEnumerable<string> Some<T>(ImmutableArray<T> all) => all.Take(Shown).Select(item => $"  {item}").Concat(all.Length > Shown ? [string.Create(CultureInfo.InvariantCulture, $"  … {all.Length - Shown} more")] : []);
    }
}
