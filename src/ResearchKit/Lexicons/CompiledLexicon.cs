using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>The closed classes of <c>frames.txt</c>.</summary>
[Flags]
enum WordClass : ushort { None, Stop = 1, Link = 2, Governs = 4, From = 8, Before = 16, Object = 32, Aux = 64, Joins = 128, Takes = 256, Moves = 512, Undoes = 1024, Company = 2048, Says = 4096, Lists = 8192, Prospect = 16384 }

/// <summary>A lexicon in the form the scorer looks things up in: words as numbers, phrases as steps from word to word, and what entries mean.</summary>
sealed class CompiledLexicon
{
    readonly Dictionary<string, int> words = [];
    readonly WordTable table, steps;
    readonly StepFilter filter;
    readonly Movement[] movements;
    readonly WordClass[] classes;
    readonly Dictionary<string, WordCode> codes;
    readonly HashSet<int> leading = [];
    readonly ulong tickers;
    readonly int anyTicker;
    readonly WordCode anyTickerCode;

    /// <summary>A word's code: its number and one in the lower bits, what else it is, the role of the entry that it is by itself, and in the upper half 1 + that entry with what it may do. The code of a step is
    /// that of the phrase up to it; its number is 0 where the phrase goes no further.</summary>
    const ulong Number = 0xFFFFFF, Company = 1 << 24, Foreign = 1 << 25, Ticker = 1 << 26, English = 1 << 27;

    const int RoleShift = 28, EntryShift = 32, DoesShift = 56;

    /// <param name="entries">The lexicon's.</param>
    /// <param name="terms">Their terms as <see cref="Canonical"/> gives them.</param>
    /// <param name="asWritten">Whether terms may be emoticons, which no word of a text is.</param>
    /// <exception cref="InputException">There are too many.</exception>
    public CompiledLexicon(ImmutableArray<Entry> entries, ImmutableArray<string> terms, bool asWritten = false)
    {
        if (entries.Length >= (int)Number) throw new InputException(FormattableString.Invariant($"The lexicon has {entries.Length} entries. Expected fewer than {Number}: score with two lexicons, or leave out what matches nowhere (./kit lexicon suggest)."));
        words.EnsureCapacity(entries.Length);
        var singles = new Dictionary<int, int>(entries.Length);
        var phrases = new List<(int Entry, int[] Words)>(entries.Length);
        var byWord = words.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var entry = 0; entry < entries.Length; entry++)
        {
            var term = asWritten && !VaderLexicon.IsWords(entries[entry].Term) ? "" : terms[entry];
            if (term.Length == 0) continue;
            var phrase = new int[term.AsSpan().Count(' ') + 1];
            var place = 0;
            foreach (var range in term.AsSpan().Split(' '))
            {
                var word = term.AsSpan(range);
                if (!byWord.TryGetValue(word, out var number)) byWord[word] = number = words.Count;
                phrase[place++] = number;
            }
            leading.Add(phrase[0]);
            if (phrase.Length == 1) singles[phrase[0]] = entry;
            else phrases.Add((entry, phrase));
        }
        anyTicker = words.GetValueOrDefault("$ticker", -1);
        tickers = anyTicker < 0 ? 0 : Ticker;
        foreach (var word in Closed.Keys) words.TryAdd(word, words.Count);
        movements = [.. entries.Select(entry => new Movement(entry.Direction ?? 0, entry.Quantity ?? 0))];
        classes = new WordClass[words.Count];
        foreach (var (word, kind) in Closed) classes[words[word]] = kind;
        (steps, filter) = Steps(entries, phrases);

        // Words that speak for another language are looked up on the way.
        codes = new(words.Count);
        foreach (var word in words.Keys.Union(Language.AllFunctionWords)) codes[word] = CodeOf(word, entries, singles);
        anyTickerCode = Code("$ticker");
        table = new([.. codes.Select(word => (Key: ScannedText.Key(word.Key), word.Value)).Where(word => word.Key is not null).Select(word => (word.Key!.Value, word.Value))]);
    }

    /// <summary>Each beginning of a phrase has a number, as words have; a step leads from one, by a word, to the next.</summary>
    (WordTable, StepFilter) Steps(ImmutableArray<Entry> entries, List<(int Entry, int[] Words)> phrases)
    {
        var numbers = new Dictionary<(int From, int Word), int>(2 * phrases.Count);
        var ending = new Dictionary<int, (int Entry, bool Undoes)>(phrases.Count);
        var further = new HashSet<int>();
        foreach (var (entry, phrase) in phrases)
        {
            var at = phrase[0];
            for (var i = 1; i < phrase.Length; i++)
            {
                further.Add(at);
                if (!numbers.TryGetValue((at, phrase[i]), out var next)) numbers[(at, phrase[i])] = next = words.Count + numbers.Count;
                at = next;
            }
            ending[at] = (entry, classes[phrase[0]].HasFlag(WordClass.Undoes));
        }
        if (words.Count + numbers.Count >= (int)Number) throw new InputException(FormattableString.Invariant($"The lexicon has {words.Count} words, and its phrases {numbers.Count} beginnings. Expected fewer than {Number} in all: score with two lexicons, or leave out what matches nowhere (./kit lexicon suggest)."));
        return (new([.. numbers.Select(step => (StepKey(step.Key.From, step.Key.Word), Code(step.Value)))]), new(numbers.Keys));

        WordCode Code(int number)
        {
            var (entry, undoes) = ending.GetValueOrDefault(number, (-1, false));
            return CodeOf(further.Contains(number) ? number + 1 : 0, entries, entry, undoes);
        }
    }

    static Vector128<byte> StepKey(int from, int word) => Vector128.Create((ulong)from + 1, (ulong)word + 1).AsByte();

    /// <summary>The code of what has a number and is an entry; -1 for none.</summary>
    static WordCode CodeOf(int number, ImmutableArray<Entry> entries, int entry, bool undoes) => entry < 0 ? new((uint)number, 0)
        : new((uint)number | (ulong)entries[entry].Role << RoleShift | (ulong)(entry + 1) << EntryShift | (ulong)Doings.Of(entries[entry], undoes) << DoesShift, BitConverter.DoubleToUInt64Bits(entries[entry].Valence));

    static Dictionary<string, WordClass> Closed { get; } = Resource.Lines("frames.txt", typeof(CompiledLexicon)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .SelectMany(line => line.Skip(1).Select(word => (word, Kind: Enum.Parse<WordClass>(line[0], ignoreCase: true))))
        .GroupBy(pair => pair.word).ToDictionary(group => group.Key, group => group.Aggregate(WordClass.None, (all, pair) => all | pair.Kind));

    /// <summary>How an entry moves or is moved, by its position.</summary>
    public ref readonly Movement MovementOf(int entry) => ref movements[entry];

    /// <summary>The classes of a word by its number.</summary>
    public WordClass Class(int word) => word < 0 ? WordClass.None : classes[word];

    /// <summary>The number of a token's word; -1 when no entry has it, or it belongs to a name.</summary>
    public static int Word(in Token token, FoundWords found) => token.OfName ? -1 : (int)(found.Codes[token.Key].Code & Number) - 1;

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

    /// <summary>Looks up the words of a text: by their keys, each once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">What is found.</param>
    public void Look(ScannedText text, FoundWords found)
    {
        var tokens = text.Tokens;
        found.Clear(tokens.Length, text.Keys.Length);
        var codes = found.Codes;
        table.Find(text.Keys, codes);
        foreach (var key in text.Written)
            codes[key] = Code(text.WrittenOut(key)) is var written && text.WrittenOut(key)[0] == '$' ? written with { Code = written.Code | tickers } : written;
        FindPlaces(tokens, found);
        // At once for all, as most of them are far from the processor.
        steps.Find(found.StepKeys.AsSpan(0, found.Going), found.Steps);
        // Asked for only where something speaks for another language.
        for (var at = 0; found.Foreign >= Language.Evidence && at < tokens.Length; at++)
            if ((codes[tokens[at].Key].Code & English) != 0 && tokens[at] is { Kind: TokenKind.Word } token && token.End - token.Start <= ScannedText.KeyLength) found.English++;
    }

    /// <summary>Finds where a match may begin.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    void FindPlaces(ReadOnlySpan<Token> all, FoundWords found)
    {
        // There is a code for each key, and room for a place and a step for each token and one more.
        var tokens = new Unchecked<Token>(all);
        var codes = new Unchecked<WordCode>(found.Codes);
        var places = new Unchecked<uint>(found.Places);
        var goings = new Unchecked<int>(found.Goings);
        var stepKeys = new Unchecked<Vector128<byte>>(found.StepKeys);
        var steps = filter.Unchecked;
        nint count = 0, going = 0;
        var next = all.Length > 0 ? codes[tokens[0].Key].Code : 0;
        for (nint at = 0; at < all.Length; at++)
        {
            var code = next;
            next = at + 1 < all.Length ? codes[tokens[at + 1].Key].Code : 0;
            var (first, second) = ((uint)(code & Number), (uint)(next & Number));
            var goesOn = steps.May(first, second) | (code | next) / Ticker & 1;
            places[count] = (uint)at << 1 | (uint)goesOn;
            goings[going] = (int)at;
            going += (nint)goesOn;
            count += (goesOn | code >> EntryShift) != 0 ? 1 : 0;
            if ((code & (Company | Foreign)) != 0) Note(code, tokens[at], (int)at, found);
        }
        places[count] = uint.MaxValue - 1;
        for (nint i = 0; i < going; i++)
        {
            var at = goings[i];
            stepKeys[i] = Vector128.Create(codes[tokens[at].Key].Code & Number, at + 1 < all.Length ? codes[tokens[at + 1].Key].Code & Number : 0).AsByte();
        }
        (found.Starts, found.Going) = ((int)count, (int)going);
    }

    WordCode Code(ReadOnlySpan<char> word) => codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var code) ? code : default;

    WordCode CodeOf(string word, ImmutableArray<Entry> entries, Dictionary<int, int> singles)
    {
        var flags = (Language.IsForeign(word) ? Foreign : 0) | (Language.IsFunctionWord(word) ? English : 0);
        if (Word(word) is not (>= 0 and var number)) return new(flags, 0);
        if (classes[number].HasFlag(WordClass.Company)) flags |= Company;
        var code = CodeOf(number + 1, entries, singles.GetValueOrDefault(number, -1), classes[number].HasFlag(WordClass.Undoes));
        return code with { Code = code.Code | flags };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Note(ulong code, in Token token, int at, FoundWords found)
    {
        // A capital makes a name of a foreign word, but at a beginning.
        if ((code & Foreign) != 0 && (token.Marks & (TokenMarks.Capital | TokenMarks.Begins)) != TokenMarks.Capital) found.Foreign++;
        if ((code & Company) != 0) found.Companies.Add(at);
    }

    /// <summary>The entry that a word or phrase is, its role, and what it may do.</summary>
    /// <returns>Its position in the lexicon; -1 when it is none.</returns>
    public static int EntryOf(in WordCode code, out Role role, out Doing does)
    {
        (role, does) = ((Role)((uint)code.Code >> RoleShift), (Doing)(code.Code >> DoesShift));
        return (int)(code.Code >> EntryShift & Number) - 1;
    }

    /// <summary>The longest entry whose words are the next tokens' words with no clause break between them; a ticker that no entry names goes the way of <c>$TICKER</c>.</summary>
    /// <param name="tokens">The rest of a sentence.</param>
    /// <param name="code">The first token's; set to that of the entry, or of no entry.</param>
    /// <param name="step">What was found for its first step.</param>
    /// <param name="found">What was found for the text.</param>
    /// <returns>How many tokens it takes, or else 1.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Lengthen(ReadOnlySpan<Token> tokens, ref WordCode code, WordCode step, FoundWords found)
    {
        var other = IsTicker(tokens[0]) && !leading.Contains(Word(tokens[0], found));
        if (other) code = anyTickerCode;
        var length = 1;
        var from = (int)(code.Code & Number) - 1;
        for (var i = 1; i < tokens.Length && !tokens[i].Break && from >= 0; i++)
        {
            if (i > 1 || other || tokens[i].OfName) step = Word(tokens[i], found) is >= 0 and var word && filter.May(from, word) ? steps.Find(StepKey(from, word)) : default;
            if (step.Code == 0 && IsTicker(tokens[i])) step = steps.Find(StepKey(from, anyTicker));
            if (step.Code >> EntryShift != 0) (code, length) = (step, i + 1);
            from = (int)(step.Code & Number) - 1;
        }
        return length;
    }

    bool IsTicker(in Token token) => anyTicker >= 0 && token is { Kind: TokenKind.Ticker, OfName: false };
}
