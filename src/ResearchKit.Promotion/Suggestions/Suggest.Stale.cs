using System.Collections.Immutable;

namespace ResearchKit;

public static partial class Suggest
{
    /// <summary>Entries that match nothing in a corpus as the scorer matches, the longest at each place: those that never stand there, and those that always stand inside or across another match, which hides them.</summary>
    /// <remarks>That a word is missing from one corpus says little of the next: the larger the corpus, the more.</remarks>
    /// <param name="corpus">The articles.</param>
    /// <param name="lexicon">Of the kit's form.</param>
    /// <param name="options">Changes the defaults: <c>o => o with { Shifters = true }</c>.</param>
    /// <returns>Ranked by the number of texts in which the entry is hidden, equal ones by term, so hidden ones first; evidence is 0, and examples show where it is hidden. Empty when every entry matches.</returns>
    /// <exception cref="InputException">An option is out of its range, the lexicon is of VADER's form, or there is no English text.</exception>
    public static ImmutableArray<EntrySuggestion> Stale(IReadOnlyList<Article> corpus, Lexicon lexicon, Func<StaleOptions, StaleOptions>? options = null)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        var texts = DistinctTexts.Of(chosen.Name, corpus);
        var reading = new Reading(Usable(lexicon), new());
        var matched = new bool[lexicon.Entries.Length];
        foreach (var article in texts)
        {
            reading.Read(article);
            foreach (var match in reading.Matches) matched[match.Entry] = true;
        }
        var stale = Enumerable.Range(0, matched.Length).Where(entry => !matched[entry] && (chosen.Shifters || lexicon.Entries[entry].Role == Role.Polarity)).ToList();
        if (stale.Count == 0) return [];
        var hidden = new HiddenEntries(lexicon, stale);
        foreach (var article in texts)
        {
            reading.Read(article);
            hidden.Look(article, reading);
        }
        var learned = LearnedOn.Of(chosen.Name, texts);
        return [.. stale.Select(entry => (Entry: entry, Hidden: hidden.Of(entry))).Ranked(each => each.Hidden.Texts, each => lexicon.Words[each.Entry]).Take(chosen.Most).Select(each => new EntrySuggestion(
            EditKind.Remove, lexicon.Entries[each.Entry].Term, lexicon.Entries[each.Entry].Role, null, "stale", each.Hidden.Texts, "hidden in", null, null, 0, each.Hidden.Examples, learned,
            $"matches nothing in {Texts(texts.Length)}" + (each.Hidden.By is { } by ? $"; hidden in {Texts(each.Hidden.Texts)}, most by {Untrusted.Quote(lexicon.Entries[by].Term)}" : "")))];
    }
}
