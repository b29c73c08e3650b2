using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The closed classes of <c>frames.txt</c>.</summary>
[Flags]
enum WordClass : ushort { None, Stop = 1, Link = 2, Governs = 4, From = 8, Before = 16, Object = 32, Aux = 64, Joins = 128, Takes = 256, Moves = 512, Undoes = 1024, Company = 2048, Says = 4096, Lists = 8192, Prospect = 16384 }

/// <summary>A lexicon in the form the scorer looks things up in: words as numbers, and a trie over them for phrases.</summary>
sealed class CompiledLexicon
{
    const int Root = -1;

    readonly Dictionary<string, int> words = [];
    readonly Dictionary<(int Node, int Word), int> edges = [];
    readonly List<int> entryAt = [];
    readonly WordClass[] classes;
    readonly int anyTicker;

    /// <param name="entries">The lexicon's.</param>
    /// <param name="terms">Their terms as <see cref="Canonical"/> gives them.</param>
    /// <param name="asWritten">Whether terms may be emoticons, which no word of a text is.</param>
    public CompiledLexicon(ImmutableArray<Entry> entries, ImmutableArray<string> terms, bool asWritten = false)
    {
        words.EnsureCapacity(entries.Length);
        edges.EnsureCapacity(2 * entries.Length);
        var byWord = words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var entry = 0; entry < entries.Length; entry++)
        {
            if (asWritten && !VaderLexicon.IsWords(entries[entry].Term)) continue;
            var node = Root;
            var term = terms[entry].AsSpan();
            foreach (var range in term.Split(' '))
            {
                var word = term[range];
                if (!byWord.TryGetValue(word, out var number)) byWord[word] = number = words.Count;
                if (!edges.TryGetValue((node, number), out var next))
                {
                    edges[(node, number)] = next = entryAt.Count;
                    entryAt.Add(-1);
                }
                node = next;
            }
            entryAt[node] = entry;
        }
        anyTicker = words.GetValueOrDefault("$ticker", -1);
        foreach (var word in Closed.Keys) words.TryAdd(word, words.Count);
        classes = new WordClass[words.Count];
        foreach (var (word, known) in Closed) classes[words[word]] = known;
    }

    static Dictionary<string, WordClass> Closed { get; } = Resource.Lines("frames.txt").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(line => line.Skip(1).Select(word => (word, Kind: Enum.Parse<WordClass>(line[0], ignoreCase: true))))
        .GroupBy(pair => pair.word).ToDictionary(group => group.Key, group => group.Aggregate(WordClass.None, (all, pair) => all | pair.Kind));

    /// <summary>The classes of a word by its number.</summary>
    public WordClass Class(int word) => word < 0 ? WordClass.None : classes[word];

    /// <summary>A term as its words, separated by single spaces: the form in which terms are the same or not.</summary>
    public static string Canonical(string term)
    {
        var parts = new List<string>();
        for (var tokens = new Tokenizer(term); tokens.Next();)
        {
            var word = new char[tokens.Text.Length];
            parts.Add(new(word, 0, Tokenizer.Fold(tokens.Text, tokens.Kind, word)));
        }
        return string.Join(' ', parts);
    }

    /// <summary>The number of a word; -1 when no entry has it.</summary>
    public int Word(ReadOnlySpan<char> word) =>
        words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var number) ? number : -1;

    /// <summary>Along the word of a token; a ticker that no entry names goes the way of <c>$TICKER</c>.</summary>
    bool Step(ref int node, in Token token)
    {
        if (token.Word >= 0 && edges.TryGetValue((node, token.Word), out var next) || token is { Kind: TokenKind.Ticker, Word: not Token.OfName } && anyTicker >= 0 && edges.TryGetValue((node, anyTicker), out next))
        {
            node = next;
            return true;
        }
        return false;
    }

    /// <summary>The longest entry whose words are the next tokens' words with no clause break between them.</summary>
    /// <param name="tokens">The rest of a sentence.</param>
    /// <param name="length">How many tokens it takes.</param>
    /// <returns>The entry's position in the lexicon; -1 when none begins here.</returns>
    public int Longest(ReadOnlySpan<Token> tokens, out int length)
    {
        int found = -1, node = Root;
        length = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (i > 0 && tokens[i].Break || !Step(ref node, tokens[i])) break;
            if (entryAt[node] < 0) continue;
            found = entryAt[node];
            length = i + 1;
        }
        return found;
    }
}
