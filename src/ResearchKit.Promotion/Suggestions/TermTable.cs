using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Which terms a table takes.</summary>
/// <param name="MaxWords">The longest n-gram.</param>
/// <param name="MinTexts">The fewest texts that a term stands in.</param>
/// <param name="Partly">Whether some words of a new term may stand inside matches of entries; all of them never do.</param>
/// <param name="Except">New terms that are left out before nested ones are compared; none when null.</param>
sealed record TermOptions(int MaxWords = 3, int MinTexts = 5, bool Partly = true, Func<string, bool>? Except = null);

/// <summary>A term of a table.</summary>
/// <param name="Text">Its words, as <see cref="CompiledLexicon.Canonical"/> gives them.</param>
/// <param name="Words">How many they are.</param>
/// <param name="Entry">The entry that it is; −1 for a new one.</param>
/// <param name="Texts">The texts that hold it, ascending.</param>
/// <param name="Places">Its first token in each sentence that holds it, ascending.</param>
sealed record Term(string Text, int Words, int Entry, int[] Texts, int[] Places)
{
    public bool IsNew => Entry < 0;
}

/// <summary>The terms of a set of texts, new ones and entries of the lexicon, with the texts that hold each: a sparse matrix of presence, a column a term.</summary>
/// <remarks>A new term is a run of 1 to <see cref="TermOptions.MaxWords"/> words within a clause, with no number, ticker, address or name in it and no function word at its ends, counted where not all of its words stand inside
/// matches of entries. An entry is a polarity term of a valence other than 0, counted where it says what its valence says. A new term is left out when a longer one stands in 80% of its texts, and one that
/// holds an entry when it stands in 80% of the entry's: the entry does its work.</remarks>
sealed class TermTable
{
    const double Most = 0.8;

    readonly Dictionary<string, Term> byText;

    TermTable(TermTexts texts, List<Term> terms)
    {
        Texts = texts;
        Terms = [.. terms.OrderBy(term => term.Text, StringComparer.Ordinal)];
        byText = Terms.ToDictionary(term => term.Text, StringComparer.Ordinal);
    }

    public TermTexts Texts { get; }

    /// <summary>In ordinal order of their texts.</summary>
    public ImmutableArray<Term> Terms { get; }

    /// <param name="articles">Row i of the matrix is the i-th of these; equal ones stand for themselves: <see cref="DistinctTexts"/> takes them once.</param>
    /// <param name="lexicon">Of the kit's form.</param>
    /// <param name="options">Which terms.</param>
    public static TermTable Of(IReadOnlyList<Article> articles, Lexicon lexicon, TermOptions options) => Of(new TermTexts(articles, lexicon), options);

    public static TermTable Of(TermTexts texts, TermOptions options)
    {
        var entries = Entries(texts, options.MinTexts);
        var known = texts.Lexicon.Words.ToHashSet(StringComparer.Ordinal);
        var all = new TermTable(texts, [.. entries, .. new TermCount(texts, options).Terms().Where(term => !known.Contains(term.Text) && CompiledLexicon.Canonical(term.Text) == term.Text && options.Except?.Invoke(term.Text) != true)]);
        var without = new TermTable(texts, [.. all.Terms.Where(term => !(term.IsNew && all.Inside(term).Any(part => !part.IsNew && Common(part, term) >= Most * part.Texts.Length)))]);
        var nested = new HashSet<string>(without.Terms.Where(term => term.IsNew).SelectMany(term => without.Inside(term).Where(part => part.IsNew && Common(part, term) >= Most * part.Texts.Length)).Select(part => part.Text), StringComparer.Ordinal);
        return new(texts, [.. without.Terms.Where(term => !nested.Contains(term.Text))]);
    }

    /// <summary>The terms of the table that are shorter runs of a term's words.</summary>
    public IEnumerable<Term> Inside(Term term)
    {
        var words = term.Text.Split(' ');
        for (var length = 1; length < words.Length; length++)
            for (var from = 0; from + length <= words.Length; from++)
                if (byText.TryGetValue(string.Join(' ', words, from, length), out var part)) yield return part;
    }

    /// <summary>Places of a term, one a text, those texts first that are wanted.</summary>
    /// <param name="term">The term.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="wanted">Whether a text is one; all are when null.</param>
    public ImmutableArray<Example> Examples(Term term, int count, Func<int, bool>? wanted = null)
    {
        var firsts = new SortedDictionary<int, int>();
        foreach (var place in term.Places) firsts.TryAdd(Texts.Sentences[Texts.SentenceOf(place)].Text, place);
        return [.. firsts.OrderBy(first => wanted?.Invoke(first.Key) == false).Take(count).Select(first => Example(first.Key, first.Value, term.Words))];
    }

    Example Example(int text, int place, int words)
    {
        var (first, last) = (Texts.Tokens[place], Texts.Tokens[place + words - 1]);
        return Context.Of(Texts.Articles[text], first.Start, last.Start + last.Length);
    }

    static int Common(Term one, Term other)
    {
        int common = 0, i = 0, j = 0;
        while (i < one.Texts.Length && j < other.Texts.Length)
        {
            var order = one.Texts[i].CompareTo(other.Texts[j]);
            if (order == 0) common++;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }
        return common;
    }

    static IEnumerable<Term> Entries(TermTexts texts, int minTexts)
    {
        var found = new Dictionary<int, TermPostings>();
        foreach (var place in texts.Places)
        {
            if (!found.TryGetValue(place.Entry, out var postings)) found[place.Entry] = postings = new();
            postings.Add(texts.Sentences[place.Sentence].Text, place.Sentence, place.First);
        }
        return found.Where(entry => entry.Value.Texts.Count >= minTexts).Select(entry => entry.Value.Term(texts.Lexicon.Words[entry.Key], entry.Key));
    }
}

/// <summary>Where a term stands, collected in the order of the texts.</summary>
sealed class TermPostings
{
    int sentence = -1;

    public List<int> Texts { get; } = [];

    public List<int> Places { get; } = [];

    public void Add(int text, int inSentence, int place)
    {
        if (inSentence == sentence) return;
        sentence = inSentence;
        Places.Add(place);
        if (Texts.Count == 0 || Texts[^1] != text) Texts.Add(text);
    }

    public Term Term(string text, int entry = -1) => new(text, text.AsSpan().Count(' ') + 1, entry, [.. Texts], [.. Places]);
}
