using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Collects the entries of a lexicon and refuses one that cannot be used, naming where it stands.</summary>
/// <param name="expected">About how many: what grows on the way is copied and collected, which for a large lexicon takes as long as reading it.</param>
sealed class LexiconCheck(int expected = 0)
{
    readonly ImmutableArray<Entry>.Builder entries = ImmutableArray.CreateBuilder<Entry>(expected);
    readonly ImmutableArray<string>.Builder words = ImmutableArray.CreateBuilder<string>(expected);
    readonly Dictionary<string, (string Place, long Line)> seen = new(expected);

    public ImmutableArray<Entry> Entries => entries.ToImmutable();

    /// <summary>The entries' terms as <see cref="CompiledLexicon.Canonical"/> gives them.</summary>
    public ImmutableArray<string> Words => words.ToImmutable();

    /// <param name="entry">The next one.</param>
    /// <param name="place">The file or lexicon in which it stands.</param>
    /// <param name="line">On which line; 0 for none.</param>
    public void Add(Entry entry, string place, long line = 0)
    {
        var term = Term(entry, place, line);
        if (!seen.TryAdd(term, (place, line)))
            throw new InputException($"{Where(place, line)}: term {Untrusted.Quote(entry.Term)} already stands at {Where(seen[term].Place, seen[term].Line)}. Each term stands once: remove one of them.");
        entries.Add(entry);
        words.Add(term);
    }

    /// <summary>The words of an entry that can be used.</summary>
    /// <exception cref="InputException">It cannot be used.</exception>
    public static string Term(Entry entry, string place, long line = 0)
    {
        var term = CompiledLexicon.Canonical(entry.Term);
        if (term.Length == 0)
            throw new InputException($"{Where(place, line)}: term {Untrusted.Quote(entry.Term)} has no word in it. Expected letters or digits, as in 'profit warning'.");
        if (!Entry.CanHave(entry.Role)) throw new InputException($"{Where(place, line)}: {Untrusted.Quote(entry.Term)} cannot have the role {entry.Role.ToString().ToLowerInvariant()}, which stands in explanations only.");
        var (lowest, highest) = Entry.Range(entry.Role);
        if (!(entry.Valence >= lowest && entry.Valence <= highest))
        {
            var range = lowest < highest ? FormattableString.Invariant($"{lowest} to {highest}") : "0";
            throw new InputException(FormattableString.Invariant(
                $"{Where(place, line)}: valence {entry.Valence} of {Untrusted.Quote(entry.Term)} is out of range. Expected {range} for the role {entry.Role.ToString().ToLowerInvariant()}."));
        }
        foreach (var (name, value) in (ReadOnlySpan<(string, double?)>)[(nameof(Entry.Direction), entry.Direction), (nameof(Entry.Quantity), entry.Quantity)])
            if (value is { } given && !(entry.Role == Role.Polarity && given is >= -1 and <= 1))
                throw new InputException(FormattableString.Invariant(
                    $"{Where(place, line)}: {name.ToLowerInvariant()} {given} of {Untrusted.Quote(entry.Term)} cannot be used. Expected -1 to 1, for the role polarity only."));
        return term;
    }

    static string Where(string place, long line) => line == 0 ? place : FormattableString.Invariant($"{place}({line})");
}
