using System.Collections.Immutable;

namespace ResearchKit;

public static partial class Suggest
{
    /// <summary>Terms to which lexicons give opposite signs.</summary>
    /// <param name="lexicon">The one.</param>
    /// <param name="others">At least one other.</param>
    /// <returns>Ranked by the absolute difference of the valences (this lexicon's less the other's, −2 to 2), equal ones by term; of several others the one that differs most. No edit is proposed, there are no examples, and they were learned on no text. Empty when no sign differs.</returns>
    /// <exception cref="InputException">There is no other lexicon.</exception>
    public static ImmutableArray<EntrySuggestion> Conflicts(Lexicon lexicon, params Lexicon[] others) => Opposed(null, lexicon, others);

    /// <summary>Terms to which lexicons give opposite signs, with places in a corpus where this lexicon's entry counts.</summary>
    /// <param name="corpus">The articles.</param>
    /// <param name="lexicon">The one, of the kit's form.</param>
    /// <param name="others">At least one other.</param>
    /// <returns>As without a corpus, with the number of texts in which the entry counts as its valence says.</returns>
    /// <exception cref="InputException">There is no other lexicon, no English text, or the lexicon is of VADER's form.</exception>
    public static ImmutableArray<EntrySuggestion> Conflicts(IReadOnlyList<Article> corpus, Lexicon lexicon, params Lexicon[] others) =>
        Opposed(TermTable.Of(DistinctTexts.Of("corpus", corpus), Usable(lexicon), new(1, 1)), lexicon, others);

    static ImmutableArray<EntrySuggestion> Opposed(TermTable? table, Lexicon lexicon, Lexicon[] others)
    {
        if (others.Length == 0) throw new InputException($"{lexicon.Reference} is compared with no other lexicon. Expected at least one.");
        var other = others.Select(each => (Lexicon: each, Valences: Valences(each))).ToList();
        var learned = table is null ? new LearnedOn("no text", null, null, []) : LearnedOn.Of("corpus", table.Texts.Articles);
        var known = table?.Terms.Where(term => !term.IsNew).ToDictionary(term => term.Text, StringComparer.Ordinal) ?? [];
        return [.. Valences(lexicon).Select(entry => (Term: entry.Key, Valence: entry.Value, Against: other.Where(each => each.Valences.TryGetValue(entry.Key, out var valence) && valence * entry.Value < 0)
                .Select(each => (each.Lexicon, Valence: each.Valences[entry.Key])).OrderByDescending(each => Math.Abs(each.Valence)).ToList()))
            .Where(each => each.Against.Count > 0)
            .Ranked(each => Math.Abs(each.Valence - each.Against[0].Valence), each => each.Term)
            .Select(each => new EntrySuggestion(null, each.Term, Role.Polarity, null, "conflicts", each.Valence - each.Against[0].Valence, "difference", null, null, known.GetValueOrDefault(each.Term)?.Texts.Length ?? 0,
                known.TryGetValue(each.Term, out var term) ? table!.Examples(term, Shown) : [], learned,
                $"{Signed(each.Valence)} in {lexicon.Reference}, {string.Join(", ", each.Against.Select(against => $"{Signed(against.Valence)} in {against.Lexicon.Reference}"))}"))];
    }

    /// <summary>Valences of polarity by canonical term. In VADER's form several tokens may be one word, of which the first counts, and an emoticon is none.</summary>
    static Dictionary<string, double> Valences(Lexicon lexicon)
    {
        var valences = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < lexicon.Entries.Length; i++)
            if (lexicon.Entries[i] is { Role: Role.Polarity } entry && lexicon.Words[i].Length > 0 && !(lexicon.IsVader && !VaderLexicon.IsWords(entry.Term))) valences.TryAdd(lexicon.Words[i], entry.Valence);
        return valences;
    }
}
