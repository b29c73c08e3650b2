using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What was read from a list.</summary>
/// <param name="Entries">Each term once.</param>
/// <param name="LeftOut">What could not be used, and why.</param>
/// <param name="Provenance">The form, the day and what of it was not read; empty for the kit's own form.</param>
/// <param name="Licence">The one that the form is known to be published under.</param>
/// <param name="Words">The entries' terms as <see cref="CompiledLexicon.Canonical"/> gives them, where they were needed to read it.</param>
sealed record WordList(ImmutableArray<Entry> Entries, ImmutableArray<Rejection> LeftOut, string Provenance, Licence Licence, ImmutableArray<string> Words = default);

/// <summary>Collects the words of a published list. A term that holds no word, meets another, or is both positive and negative is left out and reported: it does not sink the list.</summary>
sealed class WordListBuilder(string path, double maxLoss)
{
    const int Shown = 5;

    /// <summary>Signs inside a term that its words keep or that part words; any other is lost, and <c>a+</c> would be found in every text as <c>a</c>.</summary>
    const string Kept = " -‐‑'’._&$";

    readonly Dictionary<string, int> at = [];
    readonly List<(Entry Entry, string Place)> entries = [];
    readonly HashSet<int> ambiguous = [];
    readonly ImmutableArray<Rejection>.Builder leftOut = ImmutableArray.CreateBuilder<Rejection>();

    /// <param name="term">As it stands in the list.</param>
    /// <param name="valence">−1 to 1.</param>
    /// <param name="note">The list and what it says of the term.</param>
    /// <param name="file">Where it stands.</param>
    /// <param name="line">On which line, from 1.</param>
    public void Add(string term, double valence, string note, string file, long line)
    {
        var words = CompiledLexicon.Canonical(term);
        var place = string.Create(CultureInfo.InvariantCulture, $"{file}({line})");
        if (words.Length == 0) Leave("has no word in it");
        else if (term.EnumerateRunes().FirstOrDefault(rune => !System.Text.Rune.IsLetterOrDigit(rune) && !Kept.Contains(rune.ToString(), StringComparison.Ordinal)
            && System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format)) is { Value: > 0 } sign)
            Leave($"holds {Untrusted.Quote(sign.ToString())}, a sign that the words of a text do not keep: it would be found as '{words}'");
        else if (at.TryAdd(words, entries.Count)) entries.Add((new(term, Role.Polarity, valence, note), place));
        else if (ambiguous.Contains(at[words])) Leave($"stands at {entries[at[words]].Place} and once more, with both polarities: all are left out as ambiguous");
        else if (Math.Sign(entries[at[words]].Entry.Valence) == Math.Sign(valence)) Leave($"already stands at {entries[at[words]].Place}; the first is kept");
        else
        {
            ambiguous.Add(at[words]);
            Leave($"stands at {entries[at[words]].Place} with another polarity: both are left out as ambiguous");
        }

        void Leave(string reason) => leftOut.Add(new(file, line, "term", $"{Untrusted.Quote(term)} {reason}."));
    }

    /// <exception cref="InputException">No word is left, or more was left out than the options allow.</exception>
    public WordList Build(string provenance, Licence licence)
    {
        ImmutableArray<Entry> kept = [.. entries.Where((_, i) => !ambiguous.Contains(i)).Select(entry => entry.Entry)];
        var loss = (double)leftOut.Count / Math.Max(1, kept.Length + leftOut.Count);
        if (loss > maxLoss)
        {
            var enough = Math.Ceiling(100 * loss) / 100;
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{path}: {leftOut.Count} of {kept.Length + leftOut.Count} terms were left out, more than MaxLoss {maxLoss} allows:")
                + string.Concat(leftOut.Take(Shown).Select(left => $"\n  {left}")) + (leftOut.Count > Shown ? FormattableString.Invariant($"\n  and {leftOut.Count - Shown} more") : "")
                + FormattableString.Invariant($"\nMend them, or allow the loss: ./kit lexicon import --max-loss {enough} on the command line, o => o with {{ MaxLoss = {enough} }} in code."));
        }
        return kept.IsEmpty ? throw new InputException($"{path}: no positive or negative word was found in it ({provenance}). Expected at least one.") : new(kept, leftOut.ToImmutable(), provenance, licence);
    }
}
