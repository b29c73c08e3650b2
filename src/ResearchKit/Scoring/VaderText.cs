using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace ResearchKit;

/// <summary>A text as VADER reads it, with the kit's sentences: emoji written out, split at white space. What it holds is reused from text to text.</summary>
sealed class VaderText(Lexicon lexicon)
{
    /// <summary>Characters are looked at so many at a time.</summary>
    const int Chunk = 64;

    /// <summary>What is no longer than this without its punctuation may be an emoticon, and keeps it.</summary>
    const int Short = 2;

    static readonly bool[] IsPunctuation = [.. Enumerable.Range(0, 256).Select(c => char.IsAscii((char)c) && (char.IsPunctuation((char)c) || char.IsSymbol((char)c)))];

    readonly VaderLexicon words = lexicon.Vader;
    readonly ScannedText scanned = new();
    readonly FoundWords found = new();
    readonly List<VaderSpan> sentences = [];
    readonly List<(int At, bool Lead)> beginnings = [];
    readonly List<char> written = [];
    readonly List<int> places = [];
    char[] text = new char[4096], lower = new char[64];
    byte[] codes = new byte[4096];
    int[] edges = new int[4096];
    Vector128<byte>[] keys = new Vector128<byte>[1024];
    WordCode[] known = new WordCode[1024];
    VaderToken[] tokens = new VaderToken[1024];
    int length, count;

    public ReadOnlySpan<VaderToken> Tokens => tokens.AsSpan(0, count);

    public ReadOnlySpan<VaderSpan> Sentences => CollectionsMarshal.AsSpan(sentences);

    /// <summary>All of it as one.</summary>
    public VaderSpan Whole => Span(0, count, lead: false);

    // What its weighing takes.
    public List<int> Hits { get; } = [];
    public List<double> Sentiments { get; } = [];
    public List<VaderUnit> Units { get; } = [];
    public List<double> Weights { get; } = [];
    public List<(double Value, int Unit)> Order { get; } = [];

    /// <summary>Reads an article as the kit does: where sentences begin, and whether it is in English.</summary>
    public bool Scan(Article article)
    {
        scanned.Read(article.Title, article.Paragraphs.AsSpan());
        found.Clear(0, 0);
        // Where the source says that it is in English, its words need not.
        if (article.Language is not "en") CountFunctionWords();
        return Language.IsEnglish(article.Language, scanned, found.Foreign, found.English);
    }

    /// <summary>As <see cref="CompiledLexicon.Look"/> counts them.</summary>
    void CountFunctionWords()
    {
        ReadOnlySpan<Token> tokens = scanned.Tokens;
        Reserve(ref known, scanned.Keys.Length);
        words.Find(scanned.Keys, known);
        foreach (var key in scanned.Written) known[key] = words.Find(scanned.WrittenOut(key));
        var english = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            var kind = (VaderClass)(known[token.Key].Code >> VaderToken.ClassBit);
            if ((kind & VaderClass.Foreign) != 0 && (token.Marks & (TokenMarks.Capital | TokenMarks.Begins)) != TokenMarks.Capital) found.Foreign++;
            english += token.Kind == TokenKind.Word && token.End - token.Start <= ScannedText.KeyLength ? (int)((uint)(kind & VaderClass.English) / (uint)VaderClass.English) : 0;
        }
        found.English = english;
    }

    /// <summary>Reads what was scanned.</summary>
    public void Read(Article article)
    {
        Join(article.Title.Length > 0 ? 2 : 1);
        var all = WriteOut();
        count = FindChunks(all);
        Reserve(ref tokens, count);
        Reserve(ref keys, count);
        Reserve(ref known, count);
        for (var token = 0; token < count; token++) FindWord(all, token);
        words.Find(keys.AsSpan(0, count), known);
        for (var i = 0; i < count; i++)
        {
            ref var token = ref tokens[i];
            token = new(token.Start, token.End, new(token.Word.Code | known[i].Code, token.Word.Amount | known[i].Amount));
        }
        FindSentences();
        for (var i = 0; places.Count > 0 && i < count; i++) tokens[i] = tokens[i] with { Start = Place(tokens[i].Start), End = Behind(tokens[i].End - 1) };
    }

    /// <summary>Joins the blocks, and finds what begins sentences: a block, and a sentence of the kit from behind the last white space before it on.</summary>
    void Join(int leads)
    {
        beginnings.Clear();
        length = 0;
        foreach (var block in scanned.Blocks) length += block.Length + Article.BlockSeparator.Length;
        Reserve(ref text, length + Chunk);
        length = 0;
        var next = scanned.Sentences;
        for (var number = 0; number < scanned.Blocks.Length; number++)
        {
            var block = scanned.Blocks[number].Span;
            beginnings.Add((length, number < leads));
            for (var first = true; !next.IsEmpty && next[0].Number == number; next = next[1..], first = false)
            {
                if (first) continue;
                var (start, before) = (scanned.Tokens[next[0].First].Start, scanned.Tokens[next[0].First - 1].End);
                var at = start;
                while (at > before && !IsSpace(block[at - 1])) at--;
                beginnings.Add((length + (at > before ? at : start), number < leads));
            }
            block.CopyTo(text.AsSpan(length));
            Article.BlockSeparator.CopyTo(text.AsSpan(length + block.Length));
            length += block.Length + Article.BlockSeparator.Length;
        }
    }

    /// <summary>The text with each emoji that the lexicon knows in words, after a space unless one stands before it; spaces fill the last chunk.</summary>
    ReadOnlySpan<char> WriteOut()
    {
        written.Clear();
        places.Clear();
        ReadOnlySpan<char> all = text.AsSpan(0, length + Chunk - length % Chunk);
        text.AsSpan(length, all.Length - length).Fill(' ');
        if (Ascii.IsValid(all) || !all.ContainsAny(words.EmojiUnits)) return all;
        for (var (at, spaced, taken) = (0, true, 0); at < all.Length; at += taken)
        {
            Rune.DecodeFromUtf16(all[at..], out var rune, out taken);
            var known = words.Emoji.TryGetValue(rune.Value, out var description);
            foreach (var c in known ? description.AsSpan(spaced ? 1 : 0) : all.Slice(at, taken))
            {
                places.Add(at);
                written.Add(c);
            }
            if (!known && taken > 1) places[^1]++;
            spaced = !known && rune.Value == ' ';
        }
        for (; written.Count % Chunk != 0; places.Add(length)) written.Add(' ');
        return CollectionsMarshal.AsSpan(written);
    }

    /// <summary>Finds runs without white space, and writes the text's codes: ASCII as it is, all else beyond it.</summary>
    /// <returns>How many runs there are.</returns>
    int FindChunks(ReadOnlySpan<char> all)
    {
        // Room for a key behind the last character.
        Reserve(ref codes, all.Length + Chunk);
        Reserve(ref edges, all.Length);
        var (edge, before) = (0, 1UL);
        for (var at = 0; at < all.Length; at += Chunk)
        {
            var units = MemoryMarshal.Cast<char, ushort>(all.Slice(at, Chunk));
            var code = Vector512.NarrowWithSaturation(Vector512.Create(units), Vector512.Create(units[(Chunk / 2)..]));
            // What pads a key is no character of it.
            code |= Vector512.Equals(code, Vector512<byte>.Zero);
            code.CopyTo(codes.AsSpan(at));
            var space = (AtMost(code - Vector512.Create((byte)'\t'), '\r' - '\t') | AtMost(code - Vector512.Create((byte)'\u001C'), ' ' - '\u001C')).ExtractMostSignificantBits();
            for (var bits = code.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                if (IsSpace(all[at + BitOperations.TrailingZeroCount(bits)])) space |= bits & (0 - bits);
            for (var bits = space ^ (space << 1 | before); bits != 0; bits &= bits - 1) edges[edge++] = at + BitOperations.TrailingZeroCount(bits);
            before = space >> 63;
        }
        return edge / 2;

        static Vector512<byte> AtMost(Vector512<byte> codes, int most) => Vector512.LessThanOrEqual(codes, Vector512.Create((byte)most));
    }

    /// <summary>Finds the word of a run, its class as far as its letters tell, and its key. What is longer than a key, or not of ASCII, is looked up at once.</summary>
    void FindWord(ReadOnlySpan<char> all, int token)
    {
        var (start, end) = (edges[2 * token], edges[2 * token + 1]);
        var (from, to) = (start, end);
        while (from < to && IsPunctuation[codes[from]]) from++;
        while (to > from && IsPunctuation[codes[to - 1]]) to--;
        if (to - from <= Short) (from, to) = (start, end);
        var key = Vector128.Create(codes.AsSpan(from, ScannedText.KeyLength)) & Vector128.LessThan(Vector128<sbyte>.Indices, Vector128.Create((sbyte)Math.Min(to - from, ScannedText.KeyLength))).AsByte();
        WordCode code = default;
        VaderClass known = default;
        if (to - from > ScannedText.KeyLength || key.ExtractMostSignificantBits() != 0)
        {
            if (IsShort(all[from..to])) (from, to) = (start, end);
            var word = all[from..to];
            Reserve(ref lower, word.Length);
            var folded = lower.AsSpan(0, word.ToLowerInvariant(lower));
            code = words.Find(folded);
            known = (Capitals.Are(word) ? VaderClass.Upper : 0) | (folded.Contains("n't", StringComparison.Ordinal) ? VaderClass.Negates : 0);
            key = default;
        }
        else
        {
            var capitals = AtMost(key - Vector128.Create((byte)'A'), 'Z' - 'A');
            if (capitals != Vector128<byte>.Zero && AtMost(key - Vector128.Create((byte)'a'), 'z' - 'a') == Vector128<byte>.Zero) known = VaderClass.Upper;
            key |= capitals & Vector128.Create((byte)0x20);
            if (Are(key, '\'') is not 0 and var quotes && (quotes & Are(key, 'n') << 1 & Are(key, 't') >> 1) != 0) known |= VaderClass.Negates;
        }
        keys[token] = key;
        tokens[token] = new(from, to, code with { Code = code.Code | (ulong)known << VaderToken.ClassBit });

        static uint Are(Vector128<byte> key, char code) => Vector128.Equals(key, Vector128.Create((byte)code)).ExtractMostSignificantBits();

        static Vector128<byte> AtMost(Vector128<byte> codes, int most) => Vector128.LessThanOrEqual(codes, Vector128.Create((byte)most));
    }

    void FindSentences()
    {
        sentences.Clear();
        int next = 0, first = 0;
        var lead = false;
        for (var i = 0; i < count; i++)
        {
            if (next == beginnings.Count) break;
            var start = Place(edges[2 * i]);
            if (start < beginnings[next].At) continue;
            if (i > first) sentences.Add(Span(first, i, lead));
            for (; next < beginnings.Count && beginnings[next].At <= start; next++) lead = beginnings[next].Lead;
            first = i;
        }
        if (count > 0) sentences.Add(Span(first, count, lead));
    }

    /// <summary>The tokens from one up to another.</summary>
    VaderSpan Span(int first, int behind, bool lead)
    {
        if (first == behind) return default;
        var (start, end, upper) = (edges[2 * first], edges[2 * behind - 1], 0);
        foreach (ref readonly var token in Tokens[first..behind]) upper += token.Is(VaderClass.Upper) ? 1 : 0;
        var (exclamations, exclamation) = Marks('!');
        var (questions, question) = Marks('?');
        return new(first, behind - first, Place(start), Behind(end - 1), lead, upper, exclamations, exclamation, questions, question);

        (int Count, int First) Marks(char mark)
        {
            ReadOnlySpan<byte> all = codes.AsSpan(start..end);
            return all.IndexOf((byte)mark) is >= 0 and var at ? (all.Count((byte)mark), Place(start + at)) : default;
        }
    }

    int Place(int at) => places.Count == 0 ? at : places[at];

    /// <summary>Behind the character that was written at a place: an emoji may take two code units.</summary>
    int Behind(int at) => Place(at) is var place && char.IsSurrogatePair(text[place], text[place + 1]) ? place + 2 : place + 1;

    static bool IsShort(ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var _ in word.EnumerateRunes())
            if (++count > Short) return false;
        return true;
    }

    /// <summary>White space as Python has it: four separators more than .NET.</summary>
    static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    static void Reserve<T>(ref T[] array, int wanted)
    {
        if (array.Length < wanted) array = new T[Math.Max(wanted, 2 * array.Length)];
    }
}
