using System.Collections.Immutable;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>The closed classes of <c>frames.txt</c>.</summary>
[Flags]
enum WordClass : ushort { None, Stop = 1, Link = 2, Governs = 4, From = 8, Before = 16, Object = 32, Aux = 64, Joins = 128, Takes = 256, Moves = 512, Undoes = 1024, Company = 2048, Says = 4096, Lists = 8192, Prospect = 16384 }

/// <summary>A lexicon in the form the scorer looks things up in: words as numbers, a trie over them for phrases, and what entries mean.</summary>
sealed class CompiledLexicon
{
    readonly Dictionary<string, int> words = [];
    readonly WordTable table;
    readonly Trie trie;
    readonly Meaning[] meanings;
    readonly Movement[] movements;
    readonly WordClass[] classes;
    readonly ulong tickers;
    readonly int anyTicker;

    /// <summary>A word's code: its number and one in the lower bits, what else it is, and in the upper half the entry that it is by itself with what that may do.</summary>
    const ulong Number = 0xFFFFFF, Company = 1 << 24, Foreign = 1 << 25, Ticker = 1 << 26, Entered = 1 << 27, English = 1 << 28;

    /// <param name="entries">The lexicon's.</param>
    /// <param name="terms">Their terms as <see cref="Canonical"/> gives them.</param>
    /// <param name="asWritten">Whether terms may be emoticons, which no word of a text is.</param>
    public CompiledLexicon(ImmutableArray<Entry> entries, ImmutableArray<string> terms, bool asWritten = false)
    {
        words.EnsureCapacity(entries.Length);
        var numbers = new Dictionary<Movement, int>();
        meanings = new Meaning[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var movement = new Movement(entries[i].Direction ?? 0, entries[i].Quantity ?? 0);
            if (!numbers.TryGetValue(movement, out var number)) numbers[movement] = number = numbers.Count;
            meanings[i] = new(entries[i].Valence, number, (byte)entries[i].Role, Meaning.Of(entries[i]));
        }
        movements = [.. numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        var phrases = new int[entries.Length][];
        var byWord = words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var entry = 0; entry < entries.Length; entry++)
        {
            var term = asWritten && !VaderLexicon.IsWords(entries[entry].Term) ? "" : terms[entry];
            var phrase = phrases[entry] = new int[term.Length == 0 ? 0 : term.AsSpan().Count(' ') + 1];
            var place = 0;
            foreach (var range in term.AsSpan().Split(' '))
            {
                if (phrase.Length == 0) break;
                var word = term.AsSpan(range);
                if (!byWord.TryGetValue(word, out var number)) byWord[word] = number = words.Count;
                phrase[place++] = number;
            }
        }
        anyTicker = words.GetValueOrDefault("$ticker", -1);
        foreach (var word in Closed.Keys) words.TryAdd(word, words.Count);
        classes = new WordClass[words.Count];
        foreach (var (word, known) in Closed) classes[words[word]] = known;
        trie = new(phrases, words.Count, meanings);

        // Words that speak for another language are looked up on the way.
        table = new([.. words.Keys.Union(Language.AllFunctionWords).Select(word => (Key: ScannedText.Key(word), Code: Code(word))).Where(word => word.Key is not null).Select(word => (word.Key!.Value, word.Code))]);
        tickers = anyTicker < 0 ? 0 : Ticker;
    }

    static Dictionary<string, WordClass> Closed { get; } = Resource.Lines("frames.txt").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(line => line.Skip(1).Select(word => (word, Kind: Enum.Parse<WordClass>(line[0], ignoreCase: true))))
        .GroupBy(pair => pair.word).ToDictionary(group => group.Key, group => group.Aggregate(WordClass.None, (all, pair) => all | pair.Kind));

    /// <summary>What an entry means, by its position.</summary>
    public ref readonly Meaning MeaningOf(int entry) => ref meanings[entry];

    /// <summary>How an entry moves or is moved, by its position.</summary>
    public ref readonly Movement MovementOf(int entry) => ref movements[meanings[entry].Movement];

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

    /// <summary>Looks up the words of a text: its tokens whose word is known get its number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">What is found.</param>
    public void Look(ScannedText text, FoundWords found)
    {
        var tokens = text.Tokens;
        var keyOf = text.KeyOf;
        found.Clear(tokens.Length, text.Keys.Length);
        var codes = found.Codes;
        table.Find(text.Keys, codes);
        foreach (var key in text.Written)
            codes[key] = Code(text.WrittenOut(key)) is var written && text.WrittenOut(key)[0] == '$' ? written with { Code = written.Code | tickers } : written;
        var places = found.Places;
        var count = 0;
        var next = tokens.Length > 0 ? codes[keyOf[0]] : default;
        for (var at = 0; at < tokens.Length; at++)
        {
            var (code, seconds) = next;
            next = at + 1 < keyOf.Length ? codes[keyOf[at + 1]] : default;
            tokens[at].Word = (int)(code & Number) - 1;
            var goesOn = seconds >> (int)next.Code & 1 | (code | next.Code) / Ticker & 1;
            places[count] = code >> 32 << 32 | (uint)at << 1 | goesOn;
            count += (int)(goesOn | code / Entered & 1);
            if ((code & (Company | Foreign)) != 0) Note(code, tokens[at], at, found);
        }
        found.Starts = count;
        // Asked for only where something speaks for another language.
        for (var at = 0; found.Foreign >= Language.Evidence && at < tokens.Length; at++)
            if ((codes[keyOf[at]].Code & English) != 0 && tokens[at] is { Kind: TokenKind.Word } token && token.End - token.Start <= ScannedText.KeyLength) found.English++;
    }

    WordCode Code(ReadOnlySpan<char> word)
    {
        var flags = (Language.IsForeign(word) ? Foreign : 0) | (Language.IsFunctionWord(word) ? English : 0);
        if (Word(word) is not (>= 0 and var number)) return new(flags, 0);
        if (classes[number].HasFlag(WordClass.Company)) flags |= Company;
        if (trie.EntryAt(number, out var entry, out var does)) flags |= Entered | (ulong)(uint)entry << 32 | (ulong)does << 56;
        return new((uint)number + 1 | flags, trie.Seconds(number));
    }

    static void Note(ulong code, in Token token, int at, FoundWords found)
    {
        // A capital makes a name of a foreign word, but at a beginning.
        if ((code & Foreign) != 0 && (token.Marks & (TokenMarks.Capital | TokenMarks.Begins)) != TokenMarks.Capital) found.Foreign++;
        if ((code & Company) != 0) found.Companies.Add(at);
    }

    /// <summary>The entry that a place's word is by itself, and what it may do.</summary>
    public static int Single(ulong place, out Doing does)
    {
        does = (Doing)(place >> 56);
        return (int)(place >> 32 & 0xFFFFFF);
    }

    /// <summary>The longest entry whose words are the next tokens' words with no clause break between them; a ticker that no entry names goes the way of <c>$TICKER</c>.</summary>
    /// <param name="tokens">The rest of a sentence.</param>
    /// <param name="length">How many tokens it takes.</param>
    /// <param name="does">What it may do.</param>
    /// <returns>The entry's position in the lexicon; -1 when none begins here.</returns>
    public int Longest(ReadOnlySpan<Token> tokens, out int length, out Doing does)
    {
        (length, does) = (0, Doing.Nothing);
        var node = tokens[0].Word;
        if (IsTicker(tokens[0]) && (node < 0 || !trie.Leads(node))) node = anyTicker;
        if (node < 0) return -1;
        if (trie.EntryAt(node, out var found, out does)) length = 1;
        for (var i = 1; i < tokens.Length && !tokens[i].Break; i++)
        {
            var next = tokens[i].Word >= 0 ? trie.Step(node, tokens[i].Word) : -1;
            if (next < 0 && IsTicker(tokens[i])) next = trie.Step(node, anyTicker);
            if (next < 0) break;
            node = next;
            if (trie.EntryAt(node, out var longer, out var may)) (found, does, length) = (longer, may, i + 1);
        }
        return found;
    }

    bool IsTicker(in Token token) => anyTicker >= 0 && token is { Kind: TokenKind.Ticker, Word: not Token.OfName };
}
