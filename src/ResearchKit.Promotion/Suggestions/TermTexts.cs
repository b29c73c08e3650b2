using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>What a token is to terms.</summary>
[Flags]
enum TermMarks : byte
{
    None = 0,

    /// <summary>A clause break stands before it.</summary>
    Break = 1,

    /// <summary>It stands inside a match of an entry.</summary>
    Covered = 2,
}

/// <summary>A token of one of the texts.</summary>
/// <param name="Word">Number of its word; −1 where it can be in no term: a number, a ticker, an address, a run of more than 64 characters.</param>
/// <param name="Start">UTF-16 offset in the article's text.</param>
/// <param name="Length">In UTF-16 units.</param>
/// <param name="Marks">What else it is.</param>
readonly record struct TermToken(int Word, int Start, int Length, TermMarks Marks);

/// <summary>A sentence: its text, and its tokens as a range.</summary>
readonly record struct TermSentence(int Text, int First, int Count)
{
    public int End => First + Count;
}

/// <summary>A place where an entry stands and says what its valence says: no shifter turns it, and nothing that moves.</summary>
readonly record struct EntryPlace(int Entry, int Sentence, int First);

/// <summary>Texts read with a lexicon once, as the scorer reads them: words as numbers, sentences, what the entries cover.</summary>
sealed class TermTexts
{
    const int LongestWord = 64;

    readonly List<TermToken> tokens = [];
    readonly List<TermSentence> sentences = [];
    readonly List<EntryPlace> places = [];
    readonly List<string> vocabulary = [];
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<bool> small = [], capital = [], function = [];
    readonly HashSet<string> shifters;

    /// <param name="articles">Read in this order.</param>
    /// <param name="lexicon">What covers words.</param>
    public TermTexts(IReadOnlyList<Article> articles, Lexicon lexicon)
    {
        (Articles, Lexicon) = (articles, lexicon);
        shifters = FunctionWords.Shifters(lexicon);
        var reading = new Reading(lexicon, new());
        for (var i = 0; i < articles.Count; i++)
        {
            reading.Read(articles[i]);
            Take(i, articles[i].Text, reading);
        }
    }

    public IReadOnlyList<Article> Articles { get; }

    public Lexicon Lexicon { get; }

    public ReadOnlySpan<TermToken> Tokens => CollectionsMarshal.AsSpan(tokens);

    public ReadOnlySpan<TermSentence> Sentences => CollectionsMarshal.AsSpan(sentences);

    public ReadOnlySpan<EntryPlace> Places => CollectionsMarshal.AsSpan(places);

    public int Words => vocabulary.Count;

    public string Word(int number) => vocabulary[number];

    /// <summary>The number of a word; −1 when no text has it.</summary>
    public int Number(string word) => numbers.GetValueOrDefault(word, -1);

    /// <summary>Whether no term begins or ends with a word.</summary>
    public bool IsFunction(int word) => function[word];

    /// <summary>Whether a word is a name: it has a capital inside a sentence, and nowhere stands without one. Openings of sentences and of quotations tell nothing, nor do sentences in which half of
    /// the words or more have capitals, as headlines in title case do.</summary>
    public bool IsName(int word) => capital[word] && !small[word];

    /// <summary>The sentence that a token stands in.</summary>
    public int SentenceOf(int token)
    {
        int low = 0, high = sentences.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (sentences[middle].First <= token) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    void Take(int text, string written, Reading reading)
    {
        var first = tokens.Count;
        Span<char> folded = stackalloc char[4 * LongestWord];
        var lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var sentence in reading.Sentences)
        {
            sentences.Add(new(text, first + sentence.FirstToken, sentence.Tokens));
            foreach (var token in reading.Tokens.Slice(sentence.FirstToken, sentence.Tokens))
            {
                var span = written.AsSpan(sentence.Block + token.Start, token.End - token.Start);
                var number = -1;
                if (token.Kind is TokenKind.Word or TokenKind.Initialism && span.Length <= LongestWord)
                {
                    var word = folded[..Tokenizer.Fold(span, token.Kind, folded)];
                    if (!lookup.TryGetValue(word, out number)) number = Learn(word.ToString());
                }
                tokens.Add(new(number, sentence.Block + token.Start, span.Length, token.Break ? TermMarks.Break : TermMarks.None));
            }
            TakeMatches(sentence, first, reading);
            TakeCapitals(sentences[^1], written);
        }
    }

    int Learn(string word)
    {
        numbers[word] = vocabulary.Count;
        vocabulary.Add(word);
        small.Add(false);
        capital.Add(false);
        function.Add(FunctionWords.Has(word, Lexicon, shifters));
        return vocabulary.Count - 1;
    }

    void TakeMatches(in Sentence sentence, int first, Reading reading)
    {
        var own = CollectionsMarshal.AsSpan(tokens);
        foreach (var match in reading.Matches.Slice(sentence.FirstMatch, sentence.Matches))
            for (var i = first + match.First; i <= first + match.Last; i++) own[i] = own[i] with { Marks = own[i].Marks | TermMarks.Covered };
        foreach (var hit in reading.Hits.Slice(sentence.FirstHit, sentence.Hits))
            if (reading.MatchOf(hit) is { Role: Role.Polarity, Frame: FrameKind.None } match && Math.Sign(hit.Shifted) == Math.Sign(hit.Valence))
                places.Add(new(match.Entry, sentences.Count - 1, first + match.First));
    }

    void TakeCapitals(in TermSentence sentence, string written)
    {
        int capitals = 0, words = 0;
        foreach (var token in Tokens.Slice(sentence.First, sentence.Count)[1..])
        {
            if (token.Word < 0 || function[token.Word]) continue;
            words++;
            if (HasCapital(token)) capitals++;
        }
        var titled = 2 * capitals >= words;
        for (var i = sentence.First; i < sentence.End; i++)
        {
            var token = tokens[i];
            if (token.Word < 0) continue;
            if (!HasCapital(token)) small[token.Word] = true;
            else if (!titled && i > sentence.First && written[token.Start - 1] is not ('"' or '“' or '‘' or '«' or '\'')) capital[token.Word] = true;
        }

        bool HasCapital(in TermToken token) => Characters.At(written, token.Start, out _).Has(Character.Upper);
    }
}
