using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace ResearchKit;

/// <summary>A text as VADER reads it, with the kit's sentences: emoji written out, split at white space. Its arrays are reused from text to text.</summary>
sealed class VaderText(Lexicon lexicon)
{
    const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>What is no longer than this without its punctuation may be an emoticon, and keeps it.</summary>
    const int Short = 2;

    /// <summary>Characters are looked at so many at a time.</summary>
    const int Chunk = 64;

    static readonly bool[] IsPunctuation = [.. Enumerable.Range(0, 256).Select(c => Punctuation.Contains((char)c, StringComparison.Ordinal))];

    readonly VaderLexicon words = lexicon.Vader;
    readonly ScannedText scanned = new();
    readonly FoundWords found = new();
    readonly List<VaderSpan> sentences = [];
    readonly List<(int At, bool Lead)> beginnings = [];
    readonly List<char> written = [];
    readonly List<int> places = [], marks = [];
    char[] text = new char[4096], lower = new char[64];
    byte[] codes = new byte[4096];
    int[] edges = new int[4096], told = new int[1024];
    Vector128<byte>[] keys = new Vector128<byte>[1024];
    WordCode[] known = new WordCode[1024];
    VaderToken[] tokens = new VaderToken[1024];
    int length, count, leads;

    public ReadOnlySpan<VaderToken> Tokens => tokens.AsSpan(0, count);

    public ReadOnlySpan<VaderSpan> Sentences => CollectionsMarshal.AsSpan(sentences);

    /// <summary>The tokens of a span that count or are a <c>but</c>.</summary>
    public ReadOnlySpan<int> Told(in VaderSpan span) => told.AsSpan(span.FirstTold, span.Told);

    /// <summary>The tokens that are hits, in order, and their sentiments; those who weigh the text keep them here.</summary>
    public List<int> Hits { get; } = [];

    public List<double> Sentiments { get; } = [];

    public List<VaderUnit> Units { get; } = [];

    public List<double> Weights { get; } = [];

    public List<(double Value, int Unit)> Order { get; } = [];

    /// <summary>Reads an article as the kit does: where sentences begin, and whether it is in English.</summary>
    public bool Scan(Article article)
    {
        scanned.Read(article);
        leads = article.Title.Length > 0 ? 2 : 1;
        // Where the source says that it is in English, its words need not.
        if (article.Language is "en") found.Clear(0, 0);
        else lexicon.Compiled.Look(scanned, found);
        return Language.IsEnglish(article, scanned, found);
    }

    /// <summary>Reads what was scanned.</summary>
    public void Read()
    {
        Join();
        var all = WriteOut();
        count = FindChunks(all);
        Reserve(ref tokens, count);
        Reserve(ref keys, count);
        Reserve(ref known, count);
        Reserve(ref told, count + 1);
        for (var token = 0; token < count; token++) FindWord(all, token);
        words.Find(keys.AsSpan(0, count), known);
        FindSentences();
        Hits.Clear();
        Sentiments.Clear();
        Units.Clear();
    }

    /// <summary>Joins the blocks, and finds what begins sentences: a block, and a sentence of the kit from behind the last white space before it on.</summary>
    void Join()
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
            if (number > 0)
            {
                Article.BlockSeparator.CopyTo(text.AsSpan(length));
                length += Article.BlockSeparator.Length;
            }
            block.CopyTo(text.AsSpan(length));
            var lead = number < leads;
            beginnings.Add((length, lead));
            for (var first = true; !next.IsEmpty && next[0].Number == number; next = next[1..], first = false)
            {
                if (first) continue;
                var (start, before) = (scanned.Tokens[next[0].First].Start, scanned.Tokens[next[0].First - 1].End);
                var at = start;
                while (at > before && !IsSpace(block[at - 1])) at--;
                beginnings.Add((length + (at > before ? at : start), lead));
            }
            length += block.Length;
        }
    }

    /// <summary>The text with each emoji that the lexicon knows in words, after a space unless one stands before it; behind it spaces fill a chunk.</summary>
    ReadOnlySpan<char> WriteOut()
    {
        written.Clear();
        places.Clear();
        ReadOnlySpan<char> all = text.AsSpan(0, length);
        var end = length + Chunk - length % Chunk;
        text.AsSpan(length, end - length).Fill(' ');
        if (words.Emoji.Count == 0 || Ascii.IsValid(all)) return text.AsSpan(0, end);
        var (at, next) = (0, 0);
        while (all[next..].IndexOfAny(words.EmojiUnits) is >= 0 and var further)
        {
            next += further;
            Rune.DecodeFromUtf16(all[next..], out var rune, out var taken);
            if (words.Emoji.TryGetValue(rune.Value, out var description))
            {
                for (; at < next; at++) Put(all[at], at);
                if (next > 0 && all[next - 1] != ' ') Put(' ', next);
                foreach (var c in description) Put(c, next);
                at = next + taken;
            }
            next += taken;
        }
        if (places.Count == 0) return text.AsSpan(0, end);
        for (; at < length; at++) Put(all[at], at);
        do Put(' ', length);
        while (places.Count % Chunk != 0);
        return CollectionsMarshal.AsSpan(written);

        void Put(char c, int place)
        {
            written.Add(c);
            places.Add(place);
        }
    }

    /// <summary>Finds runs without white space, and marks; writes the codes of the text: ASCII as it is, other characters beyond it.</summary>
    /// <returns>How many runs there are.</returns>
    int FindChunks(ReadOnlySpan<char> all)
    {
        // Room for a key behind the last character.
        Reserve(ref codes, all.Length + Chunk);
        Reserve(ref edges, all.Length + 2);
        marks.Clear();
        var edge = 0;
        var before = 1UL;
        for (var at = 0; at < all.Length; at += Chunk)
        {
            var units = MemoryMarshal.Cast<char, ushort>(all.Slice(at, Chunk));
            var code = Vector512.NarrowWithSaturation(Vector512.Create(units), Vector512.Create(units[(Chunk / 2)..]));
            // What pads a key is no character of it.
            code |= Vector512.Equals(code, Vector512<byte>.Zero);
            code.CopyTo(codes.AsSpan(at));
            var space = (AtMost(code - Vector512.Create((byte)'\t'), '\r' - '\t') | AtMost(code - Vector512.Create((byte)'\u001C'), ' ' - '\u001C')).ExtractMostSignificantBits();
            for (var bits = code.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                if (char.IsWhiteSpace(all[at + BitOperations.TrailingZeroCount(bits)])) space |= bits & (0 - bits);
            for (var bits = space ^ (space << 1 | before); bits != 0; bits &= bits - 1) edges[edge++] = at + BitOperations.TrailingZeroCount(bits);
            for (var bits = (Vector512.Equals(code, Vector512.Create((byte)'!')) | Vector512.Equals(code, Vector512.Create((byte)'?'))).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                marks.Add(at + BitOperations.TrailingZeroCount(bits));
            before = space >> 63;
        }
        return edge / 2;
    }

    /// <summary>The word of a run, and its key; one of more than a key, or beyond ASCII, is looked up at once.</summary>
    void FindWord(ReadOnlySpan<char> all, int token)
    {
        var (start, end) = (edges[2 * token], edges[2 * token + 1]);
        var (from, to) = (start, end);
        while (from < to && IsPunctuation[codes[from]]) from++;
        while (to > from && IsPunctuation[codes[to - 1]]) to--;
        if (to - from <= Short) (from, to) = (start, end);
        var key = Vector128.Create(codes.AsSpan(from, ScannedText.KeyLength)) & Vector128.LessThan(Vector128<sbyte>.Indices, Vector128.Create((sbyte)Math.Min(to - from, ScannedText.KeyLength))).AsByte();
        if (to - from > ScannedText.KeyLength || key.ExtractMostSignificantBits() != 0)
        {
            ReadWord(all, token, start, end);
            return;
        }
        var known = VaderClass.None;
        var capitals = AtMost(key - Vector128.Create((byte)'A'), 'Z' - 'A');
        if (capitals != Vector128<byte>.Zero && AtMost(key - Vector128.Create((byte)'a'), 'z' - 'a') == Vector128<byte>.Zero) known = VaderClass.Upper;
        key |= capitals & Vector128.Create((byte)0x20);
        if (Are(key, '\'') is not 0 and var quotes && (quotes & Are(key, 'n') << 1 & Are(key, 't') >> 1) != 0) known |= VaderClass.Negates;
        keys[token] = key;
        tokens[token] = new(from, to, new((ulong)known << VaderToken.ClassBit, 0));
    }

    void ReadWord(ReadOnlySpan<char> all, int token, int start, int end)
    {
        var chunk = all[start..end];
        var word = chunk.Trim(Punctuation);
        var from = start;
        if (IsShort(word)) word = chunk;
        else from += chunk.Length - chunk.TrimStart(Punctuation).Length;
        Reserve(ref lower, word.Length);
        var folded = lower.AsSpan(0, word.ToLowerInvariant(lower));
        var code = words.Find(folded);
        var known = (Capitals.Are(word) ? VaderClass.Upper : VaderClass.None) | (folded.Contains("n't", StringComparison.Ordinal) ? VaderClass.Negates : VaderClass.None);
        keys[token] = default;
        tokens[token] = new(from, from + word.Length, code with { Code = code.Code | (ulong)known << VaderToken.ClassBit });
    }

    /// <summary>Puts what is known with the words, and words into sentences.</summary>
    void FindSentences()
    {
        sentences.Clear();
        int next = 0, nextAt = 0, mark = 0, first = 0, firstTold = 0, toldCount = 0, upper = 0;
        var lead = false;
        for (var at = 0; at < count; at++)
        {
            if (Place(edges[2 * at]) is var start && start >= nextAt)
            {
                if (at > first) Close(at);
                for (; next < beginnings.Count && beginnings[next].At <= start; next++) lead = beginnings[next].Lead;
                nextAt = next < beginnings.Count ? beginnings[next].At : int.MaxValue;
            }
            ref var token = ref tokens[at];
            token = new(token.Start, token.End, new(token.Word.Code | known[at].Code, token.Word.Seconds | known[at].Seconds));
            if (token.Is(VaderClass.Upper)) upper++;
            told[toldCount] = at;
            if (token.Is(VaderClass.Counts | VaderClass.But)) toldCount++;
        }
        if (count > 0) Close(count);
        for (var at = 0; places.Count > 0 && at < count; at++) tokens[at] = tokens[at] with { Start = Place(tokens[at].Start), End = Behind(tokens[at].End - 1) };

        void Close(int behind)
        {
            var end = edges[2 * behind - 1];
            int exclamations = 0, exclamationAt = 0, questions = 0, questionAt = 0;
            for (; mark < marks.Count && marks[mark] < end; mark++)
            {
                if (codes[marks[mark]] == '!' && exclamations++ == 0) exclamationAt = Place(marks[mark]);
                else if (codes[marks[mark]] == '?' && questions++ == 0) questionAt = Place(marks[mark]);
            }
            sentences.Add(new(first, behind - first, firstTold, toldCount - firstTold, Place(edges[2 * first]), Behind(end - 1), lead, upper, exclamations, exclamationAt, questions, questionAt));
            (first, firstTold, upper) = (behind, toldCount, 0);
        }
    }

    int Place(int at) => places.Count == 0 ? at : places[at];

    /// <summary>Behind the character that was written at a place: an emoji may take two code units.</summary>
    int Behind(int at) => Place(at) is var place && place + 1 < length && char.IsSurrogatePair(text[place], text[place + 1]) ? place + 2 : place + 1;

    static bool IsShort(ReadOnlySpan<char> word)
    {
        if (word.Length > 2 * Short) return false;
        var count = 0;
        foreach (var _ in word.EnumerateRunes()) count++;
        return count <= Short;
    }

    /// <summary>White space as Python has it: four separators more than .NET.</summary>
    static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';

    static uint Are(Vector128<byte> key, char code) => Vector128.Equals(key, Vector128.Create((byte)code)).ExtractMostSignificantBits();

    static Vector128<byte> AtMost(Vector128<byte> codes, int most) => Vector128.LessThanOrEqual(codes, Vector128.Create((byte)most));

    static Vector512<byte> AtMost(Vector512<byte> codes, int most) => Vector512.LessThanOrEqual(codes, Vector512.Create((byte)most));

    static void Reserve<T>(ref T[] array, int wanted)
    {
        if (array.Length < wanted) array = new T[Math.Max(wanted, 2 * array.Length)];
    }
}
