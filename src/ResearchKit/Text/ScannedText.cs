using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>A sentence before its words are known.</summary>
/// <param name="First">Its first token.</param>
/// <param name="Count">Its tokens.</param>
/// <param name="Block">UTF-16 offset of its block.</param>
/// <param name="Length">Length of its block.</param>
/// <param name="Lead">Whether it stands in the title or the first paragraph.</param>
readonly record struct SentenceSpan(int First, int Count, int Block, int Length, bool Lead);

/// <summary>The first phase of reading: a text as tokens and sentences, with a key for each token's word and no lexicon. What is plain, words of ASCII letters between single spaces, is found by vectors;
/// the <see cref="Tokenizer"/> and the <see cref="SentenceRules"/> say what all else is. Its arrays are reused from text to text.</summary>
sealed class ScannedText
{
    /// <summary>The longest word that is its own key, in bytes.</summary>
    public const int KeyLength = 16;

    /// <summary>Codes are read so many at a time, at the most beyond the end of the text.</summary>
    const int Beyond = 2 * Chunk, Chunk = 64;

    static readonly Vector128<sbyte> Places = Vector128.Create((sbyte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    readonly List<SentenceSpan> sentences = [];
    char[] text = new char[4096], written = new char[256];
    byte[] codes = new byte[2048];
    int[] edges = new int[1024];
    Token[] tokens = new Token[512];
    Vector128<byte>[] keys = new Vector128<byte>[512];
    int length, count, writtenLength, first, last, block, blocks, latin, other, unaddressed;
    ushort breaks;
    bool spaced, begun, speaks, addresses, lead;

    public ReadOnlySpan<char> Text => text.AsSpan(0, length);

    /// <summary>Their words are not looked up.</summary>
    public ReadOnlySpan<Token> Tokens => tokens.AsSpan(0, count);

    /// <summary>One for each token: its word in bytes, lower case and padded with zeros, or where that does not fit a place among the words written out; <see cref="IsWritten"/> tells.</summary>
    public ReadOnlySpan<Vector128<byte>> Keys => keys.AsSpan(0, count);

    public ReadOnlySpan<SentenceSpan> Sentences => CollectionsMarshal.AsSpan(sentences);

    /// <summary>Words, by the first letter of each, in Latin and in other scripts; one of a script without spaces counts as several.</summary>
    public (int Latin, int Other) Scripts => (latin, other);

    public void Read(Article article)
    {
        Clear();
        lead = true;
        if (article.Title.Length > 0) Add(article.Title);
        foreach (var paragraph in article.Paragraphs)
        {
            Add(paragraph);
            lead = false;
        }
    }

    /// <summary>Whether a key is a place among the words written out, as that of every ticker is.</summary>
    public static bool IsWritten(Vector128<byte> key) => key.AsInt32()[3] < 0;

    /// <summary>The word of such a key.</summary>
    public ReadOnlySpan<char> Written(Vector128<byte> key) => written.AsSpan(key.AsInt32()[0], key.AsInt32()[1]);

    /// <summary>The key of a word that fits; null for others.</summary>
    public static Vector128<byte>? Key(ReadOnlySpan<char> word)
    {
        if (word.Length > KeyLength || !System.Text.Ascii.IsValid(word)) return null;
        Span<byte> bytes = stackalloc byte[KeyLength];
        bytes.Clear();
        System.Text.Ascii.FromUtf16(word, bytes, out _);
        return Vector128.Create<byte>(bytes);
    }

    void Clear()
    {
        sentences.Clear();
        (length, count, writtenLength, blocks, latin, other) = (0, 0, 0, 0, 0, 0);
    }

    void Add(ReadOnlySpan<char> added)
    {
        var separator = blocks++ > 0 ? Article.BlockSeparator : "";
        Reserve(ref text, length + separator.Length + added.Length, length);
        separator.CopyTo(text.AsSpan(length));
        block = length + separator.Length;
        added.CopyTo(text.AsSpan(block));
        length = block + added.Length;
        Scan(text.AsSpan(block, added.Length));
    }

    void Scan(ReadOnlySpan<char> text)
    {
        Reserve(ref codes, text.Length + Beyond, 0);
        Codes.Write(text, codes);
        codes.AsSpan(text.Length, Beyond).Clear();
        Reserve(ref edges, text.Length + 2, 0);
        var runs = FindRuns(text.Length, out var odd);
        addresses = odd && Tokenizer.HasAddresses(text);
        (first, last, unaddressed, spaced, begun, speaks, breaks) = (count, 0, 0, false, false, false, 0);
        Reserve(ref tokens, count + runs / 2, count);
        Reserve(ref keys, tokens.Length, count);
        for (var run = 0; run < runs;)
        {
            run = TakePlain(run, runs);
            if (run < runs) run = TakeOther(text, run, runs);
        }
        Close(text.Length);
    }

    /// <summary>Where runs of what words and numbers are made of begin and end, in turn.</summary>
    /// <param name="end">The end of the codes.</param>
    /// <param name="odd">Whether an <c>@</c> or a <c>/</c> is among the codes.</param>
    int FindRuns(int end, out bool odd)
    {
        var found = 0;
        var before = 0UL;
        var odds = Vector256<byte>.Zero;
        for (var at = 0; at <= end; at += Chunk)
        {
            var (one, other) = (Vector256.Create<byte>(codes.AsSpan(at, 32)), Vector256.Create<byte>(codes.AsSpan(at + 32, 32)));
            odds |= Odd(one) | Odd(other);
            var inRun = InRun(one) | (ulong)InRun(other) << 32;
            for (var bits = inRun ^ (inRun << 1 | before); bits != 0; bits &= bits - 1) edges[found++] = at + BitOperations.TrailingZeroCount(bits);
            before = inRun >> 63;
        }
        odd = odds != Vector256<byte>.Zero;
        return found;

        static Vector256<byte> Odd(Vector256<byte> codes) => Vector256.Equals(codes, Vector256.Create((byte)'@')) | Vector256.Equals(codes, Vector256.Create((byte)'/'));

        static uint InRun(Vector256<byte> codes) =>
            (AtMost((codes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a'), 25) | AtMost(codes - Vector256.Create((byte)'0'), 9) | Vector256.Equals(codes, Vector256.Create(Codes.Hard))).ExtractMostSignificantBits();

        static Vector256<byte> AtMost(Vector256<byte> codes, byte most) => Vector256.Equals(Vector256.Min(codes, Vector256.Create(most)), codes);
    }

    /// <summary>Takes plain words, as many as follow each other: ASCII letters and digits, a letter first, no longer than a key, one space before and behind.</summary>
    /// <returns>The run that is not one.</returns>
    int TakePlain(int run, int runs)
    {
        if (!spaced || !begun) return run;
        var (at, end, most) = (count, last, Math.Min(this.tokens.Length, first + SentenceRules.MaxTokens));
        ReadOnlySpan<byte> codes = this.codes;
        ReadOnlySpan<int> edges = this.edges.AsSpan(0, runs);
        var (tokens, keys) = (this.tokens, this.keys);
        for (; run + 1 < edges.Length && at < most; run += 2)
        {
            var start = edges[run];
            var stop = edges[run + 1];
            var key = Folded(codes, start, stop - start);
            if (start != end + 1 | codes[stop] != ' ' | stop - start > KeyLength | !IsLetter(codes[start]) | key.ExtractMostSignificantBits() != 0) break;
            tokens[at] = new(start, stop, -1, TokenKind.Word, Digits(key) | Capital(codes[start]), breaks);
            keys[at++] = key;
            end = stop;
        }
        latin += at - count;
        speaks |= at > count;
        (count, last) = (at, end);
        return run;
    }

    /// <summary>Takes the token that begins with a run, or the tokens within it.</summary>
    /// <returns>The first run that is not taken.</returns>
    int TakeOther(ReadOnlySpan<char> text, int run, int runs)
    {
        var (from, start, end) = (edges[run], edges[run], edges[run + 1]);
        run += 2;
        var kind = IsLetter(codes[start]) ? TokenKind.Word : TokenKind.Number;
        var web = codes[end] == '.' && end - start == 3 && (codes[start] | 0x20) == 'w';
        var exact = web || IsHard(start, end) || addresses && Tokenizer.IsAddress(text, start, ref unaddressed, out _);
        var joined = false;
        if (kind == TokenKind.Word)
        {
            exact |= codes[end] == '.' && end - start == 1;
            if (start > 0 && codes[start - 1] == '$') (from, exact) = (start - 1, true);
            while (!exact && codes[end] is (byte)'\'' or (byte)'&' && IsLetter(codes[end - 1]) && Follows(run, runs, end) && !IsDigit(codes[end + 1])) Join();
        }
        else
        {
            while (!exact && codes[end] is (byte)'.' or (byte)',' && IsDigit(codes[end - 1]) && Follows(run, runs, end) && !IsLetter(codes[end + 1])) Join();
            if (codes[end] == '%') end++;
        }
        if (!exact) Put(text, start, end, kind, KeyOf(start, joined && codes[end - 2] == '\'' && (codes[end - 1] | 0x20) == 's' ? end - 2 : end));
        else
        {
            // A token may end within a run, and another begin there.
            for (var token = new Tokenizer(text, from, addresses || web); token.Next(end);)
            {
                Put(text, token.Start, token.End, token.Kind, KeyOf(token));
                for (; run < runs && edges[run] < token.End; run += 2) end = edges[run + 1];
            }
        }
        return run;

        void Join()
        {
            exact = IsHard(end + 1, edges[run + 1]);
            (end, joined) = (edges[run + 1], true);
            run += 2;
        }
    }

    bool Follows(int run, int runs, int end) => run < runs && edges[run] == end + 1;

    bool IsHard(int start, int end) => codes.AsSpan(start, end - start).Contains(Codes.Hard);

    void Put(ReadOnlySpan<char> text, int start, int end, TokenKind kind, Vector128<byte> key)
    {
        var marks = !IsWritten(key) ? Digits(key) : text[start..Math.Min(end, start + 5)].ContainsAnyInRange('0', '9') ? TokenMarks.Digit : TokenMarks.None;
        if (count > first)
        {
            var before = tokens[count - 1];
            var gap = Codes.Between(codes.AsSpan(last, start - last));
            if (count - first >= SentenceRules.MaxTokens || ((gap & Gap.MayEnd) != 0 || before.Kind == TokenKind.Initialism) && SentenceRules.Ends(text, before, new(start, end, -1, kind, default, 0))) Close(text.Length);
            else if ((gap & Gap.Break) != 0 || (gap & Gap.MayBreak) != 0 && SentenceRules.Breaks(text, last, start))
            {
                marks |= TokenMarks.Break;
                breaks++;
            }
        }
        Reserve(ref tokens, count + 1, count);
        Reserve(ref keys, tokens.Length, count);
        if (IsLetter(codes[start])) marks |= Capital(codes[start]);
        if (kind == TokenKind.Word && !begun) (marks, begun) = (marks | TokenMarks.Begins, true);
        tokens[count] = new(start, end, -1, kind, marks, breaks);
        keys[count++] = key;
        speaks |= kind is TokenKind.Word or TokenKind.Initialism;
        if (kind == TokenKind.Word) CountScript(text[start..end]);
        last = end;
        spaced = codes[end] == ' ' && kind != TokenKind.Initialism && !addresses;
    }

    /// <summary>Ends a sentence, or drops its tokens when there is no word among them.</summary>
    void Close(int blockLength)
    {
        if (speaks) sentences.Add(new(first, count - first, block, blockLength, lead));
        else count = first;
        (first, speaks, breaks) = (count, false, 0);
    }

    void CountScript(ReadOnlySpan<char> word)
    {
        if (word[0] < 0x250 || word[0] is >= '\u1E00' and <= '\u1EFF') latin++;
        else other += Language.Words(word);
    }

    Vector128<byte> KeyOf(int start, int end)
    {
        if (end - start <= KeyLength) return Folded(codes, start, end - start);
        Reserve(ref written, writtenLength + end - start, writtenLength);
        for (var i = start; i < end; i++) written[writtenLength + i - start] = (char)(codes[i] | 0x20);
        return Write(end - start);
    }

    Vector128<byte> KeyOf(in Tokenizer token)
    {
        Reserve(ref written, writtenLength + token.Text.Length, writtenLength);
        var length = Tokenizer.Fold(token.Text, token.Kind, written.AsSpan(writtenLength));
        return (token.Kind == TokenKind.Ticker ? null : Key(written.AsSpan(writtenLength, length))) ?? Write(length);
    }

    Vector128<byte> Write(int length)
    {
        var key = Vector128.Create(writtenLength, length, 0, -1).AsByte();
        writtenLength += length;
        return key;
    }

    /// <summary>The codes of a word with its letters in lower case; every other code of a token has the bit of lower case already.</summary>
    static Vector128<byte> Folded(ReadOnlySpan<byte> codes, int start, int length) =>
        (Vector128.Create(codes.Slice(start, KeyLength)) | Vector128.Create((byte)0x20)) & Vector128.LessThan(Places, Vector128.Create((sbyte)length)).AsByte();

    static TokenMarks Digits(Vector128<byte> key)
    {
        var digits = key - Vector128.Create((byte)'0');
        return (Vector128.Equals(Vector128.Min(digits, Vector128.Create((byte)9)), digits).ExtractMostSignificantBits() & 0x1F) != 0 ? TokenMarks.Digit : TokenMarks.None;
    }

    /// <summary>Of a letter: the bit of lower case is not set.</summary>
    static TokenMarks Capital(byte letter) => (TokenMarks)((~letter & 0x20) >> 3);

    static bool IsLetter(byte code) => (byte)((code | 0x20) - 'a') <= 25;

    static bool IsDigit(byte code) => (byte)(code - '0') <= 9;

    static void Reserve<T>(ref T[] array, int wanted, int kept)
    {
        if (array.Length >= wanted) return;
        var larger = new T[Math.Max(wanted, 2 * array.Length)];
        array.AsSpan(0, kept).CopyTo(larger);
        array = larger;
    }
}
