using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Finds the terms of a model in a text as the scorer finds entries: among the lexicon's own, the longest first, so that what the lexicon guards is no term here either.</summary>
sealed class SestmWords
{
    readonly Lexicon words;
    readonly int[] termOf;

    /// <param name="lexicon">Without the new terms.</param>
    /// <param name="terms">Entries of it, and new ones.</param>
    public SestmWords(Lexicon lexicon, ImmutableArray<Term> terms)
    {
        var added = terms.Where(term => term.IsNew).ToList();
        words = Lexicon.Of(lexicon.Name, [.. lexicon.Entries, .. added.Select(term => new Entry(term.Text, Role.Polarity, 0))]);
        termOf = new int[words.Entries.Length];
        Array.Fill(termOf, -1);
        var next = lexicon.Entries.Length;
        for (var k = 0; k < terms.Length; k++) termOf[terms[k].IsNew ? next++ : terms[k].Entry] = k;
    }

    /// <summary>For one thread at a time.</summary>
    public Reading Reading() => new(words, new());

    /// <summary>The numbers of the terms in an article, ascending, with how often each; none where it is not in English.</summary>
    public IReadOnlyList<(int Term, int Count)> Count(Reading reading, Article article)
    {
        if (!article.IsEnglish) return [];
        reading.Read(article);
        var counts = new SortedDictionary<int, int>();
        foreach (var match in reading.Matches)
            if (termOf[match.Entry] is >= 0 and var term) counts[term] = counts.GetValueOrDefault(term) + 1;
        return [.. counts.Select(count => (count.Key, count.Value))];
    }
}
