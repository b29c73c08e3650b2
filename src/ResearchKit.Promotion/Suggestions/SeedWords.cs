using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>The seeds of a semantic orientation, with the sentences that hold each.</summary>
/// <param name="Terms">Positive ones first, then as many negative ones.</param>
/// <param name="Sentences">The sentences that hold each, ascending.</param>
sealed record SeedWords(ImmutableArray<string> Terms, ImmutableArray<int[]> Sentences)
{
    public int Each => Terms.Length / 2;

    /// <summary>Whether a term holds a seed or is part of one: that they stand together says nothing.</summary>
    public bool Touch(string term) => Terms.Any(seed => $" {term} ".Contains($" {seed} ", StringComparison.Ordinal) || $" {seed} ".Contains($" {term} ", StringComparison.Ordinal));

    /// <exception cref="InputException">A seed stands in no sentence, or there are not as many of one sign as of the other.</exception>
    public static SeedWords Of(TermTexts texts, IEnumerable<string> positive, IEnumerable<string> negative)
    {
        ImmutableArray<string> first = [.. positive.Select(CompiledLexicon.Canonical).Distinct(StringComparer.Ordinal)], second = [.. negative.Select(CompiledLexicon.Canonical).Distinct(StringComparer.Ordinal)];
        if (first.Length == 0 || first.Length != second.Length) throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"{first.Length} positive seeds and {second.Length} negative ones. Expected as many of one as of the other, at least one: only then does the frequency of a term itself cancel."));
        if (first.FirstOrDefault(second.Contains) is { } both) throw new InputException($"Seed {Untrusted.Quote(both)} is positive and negative. Expected seeds of one sign.");
        ImmutableArray<string> all = [.. first, .. second];
        ImmutableArray<int[]> found = [.. all.Select(seed => Holding(texts, seed))];
        for (var i = 0; i < all.Length; i++)
            if (found[i].Length == 0) throw new InputException($"Seed {Untrusted.Quote(all[i])} stands in no sentence of the corpus. Expected words that occur in it.");
        return new(all, found);
    }

    /// <summary>The lexicon's own: polarity entries of one word, of at least the valence asked for, where they say what their valence says; of each sign those that stand in most sentences, equal ones by term, as many of one
    /// sign as of the other.</summary>
    public static SeedWords Of(TermTexts texts, SoPmiOptions options)
    {
        var sentences = new Dictionary<int, SortedSet<int>>();
        foreach (var place in texts.Places)
        {
            if (Math.Abs(texts.Lexicon.Entries[place.Entry].Valence) < options.SeedValence || texts.Lexicon.Words[place.Entry].Contains(' ')) continue;
            if (!sentences.TryGetValue(place.Entry, out var holding)) sentences[place.Entry] = holding = [];
            holding.Add(place.Sentence);
        }
        var frequent = sentences.Select(each => (Word: texts.Lexicon.Words[each.Key], Positive: texts.Lexicon.Entries[each.Key].Valence > 0, Sentences: each.Value.ToArray()))
            .Ranked(each => each.Sentences.Length, each => each.Word).ToLookup(each => each.Positive);
        var count = Math.Min(options.Seeds, Math.Min(frequent[true].Count(), frequent[false].Count()));
        if (count == 0) throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"{texts.Lexicon.Reference} has no seed of each sign in the corpus: polarity entries of one word, of valence ±{options.SeedValence} or more. Name seeds: Suggest.SoPmi(corpus, lexicon, [\"strong\"], [\"weak\"])."));
        var all = frequent[true].Take(count).Concat(frequent[false].Take(count)).ToList();
        return new([.. all.Select(each => each.Word)], [.. all.Select(each => each.Sentences)]);
    }

    static int[] Holding(TermTexts texts, string seed)
    {
        int[] words = [.. seed.Split(' ').Select(texts.Number)];
        if (words.Contains(-1)) return [];
        var found = new List<int>();
        for (var s = 0; s < texts.Sentences.Length; s++)
            if (Holds(texts.Tokens.Slice(texts.Sentences[s].First, texts.Sentences[s].Count), words)) found.Add(s);
        return [.. found];
    }

    static bool Holds(ReadOnlySpan<TermToken> sentence, int[] words)
    {
        for (var i = 0; i + words.Length <= sentence.Length; i++)
        {
            var at = 0;
            while (at < words.Length && sentence[i + at].Word == words[at] && !(at > 0 && sentence[i + at].Marks.HasFlag(TermMarks.Break))) at++;
            if (at == words.Length) return true;
        }
        return false;
    }
}
