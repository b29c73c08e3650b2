using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Unicode;

namespace ResearchKit;

/// <summary>A sentence before its words are known.</summary>
/// <param name="First">Its first token.</param>
/// <param name="Count">Its tokens.</param>
/// <param name="Block">UTF-16 offset of its block in the text.</param>
/// <param name="Number">Its block's number.</param>
/// <param name="Lead">Whether it stands in the title or the first paragraph.</param>
readonly record struct SentenceSpan(int First, int Count, int Block, int Number, bool Lead);

/// <summary>The first phase of reading: a text as tokens and sentences, with a key for each token's word and no lexicon. What is plain, words of ASCII letters between single spaces, is found by vectors;
/// the <see cref="Tokenizer"/> and the <see cref="SentenceRules"/> say what all else is. Its arrays are reused from text to text.</summary>
sealed partial class ScannedText
{
    /// <summary>The longest word that is its own key, in bytes.</summary>
    public const int KeyLength = 16;

    readonly List<SentenceSpan> sentences = [];
    readonly List<ReadOnlyMemory<char>> blocks = [];
    readonly List<int> writtenKeys = [];
    char[] written = new char[256], decoded = [];
    byte[] codes = new byte[2048];
    int[] edges = new int[1024], numbers = new int[64];
    Run[] weighed = new Run[512];
    Token[] tokens = new Token[512];
    Vector128<byte>[] keys = new Vector128<byte>[512];
    int count, keyCount, numberCount, firstNumber, writtenLength, first, last, block, offset, latin, other, unaddressed, initials;
    ushort breaks;
    bool joins, begun, speaks, addresses, lead;

    /// <summary>For how long a text there is room, in UTF-16 units.</summary>
    public int Room => codes.Length;

    /// <summary>The title and the paragraphs.</summary>
    public ReadOnlySpan<ReadOnlyMemory<char>> Blocks => CollectionsMarshal.AsSpan(blocks);

    /// <summary>Their words are those that were looked up last.</summary>
    public Span<Token> Tokens => tokens.AsSpan(0, count);

    /// <summary>The array that holds them until the next text is read.</summary>
    public Token[] TokenArray => tokens;

    /// <summary>Keys of words: bytes in lower case, padded with zeros, or where a word does not fit a place among those written out.</summary>
    public ReadOnlySpan<Vector128<byte>> Keys => keys.AsSpan(0, keyCount);

    public ReadOnlySpan<SentenceSpan> Sentences => CollectionsMarshal.AsSpan(sentences);

    /// <summary>The tokens with a digit among their first characters, in order.</summary>
    public ReadOnlySpan<int> Numbers => numbers.AsSpan(0, numberCount);

    /// <summary>Words, by the first letter of each, in Latin and in other scripts; one of a script without spaces counts as several.</summary>
    public (int Latin, int Other) Scripts => (latin, other);

    /// <param name="title">The headline; empty when there is none.</param>
    /// <param name="paragraphs">The body.</param>
    public void Read(string title, ReadOnlySpan<string> paragraphs)
    {
        blocks.Clear();
        if (title.Length > 0) blocks.Add(title.AsMemory());
        foreach (var paragraph in paragraphs) blocks.Add(paragraph.AsMemory());
        Read(leads: title.Length > 0 ? 2 : 1);
    }

    /// <param name="utf8">Text without a title; a blank line ends a paragraph.</param>
    /// <param name="text">It in UTF-16; good until the next is read.</param>
    /// <param name="valid">So many bytes from the beginning are UTF-8.</param>
    /// <returns>Whether all are; else nothing is read.</returns>
    public bool Read(ReadOnlySpan<byte> utf8, out ReadOnlySpan<char> text, out int valid)
    {
        Reserve(ref decoded, utf8.Length, 0);
        var isUtf8 = Utf8.ToUtf16(utf8, decoded, out valid, out var length, replaceInvalidSequences: false) == OperationStatus.Done;
        text = decoded.AsSpan(0, length);
        if (!isUtf8) return false;
        blocks.Clear();
        for (var (rest, paragraph) = ((ReadOnlyMemory<char>)decoded.AsMemory(0, length), ReadOnlyMemory<char>.Empty); Paragraph.Take(ref rest, ref paragraph);) blocks.Add(paragraph);
        Read(leads: 1);
        return true;
    }

    /// <param name="leads">So many blocks are the lead.</param>
    void Read(int leads)
    {
        sentences.Clear();
        writtenKeys.Clear();
        var runs = FindRuns(out var odd);
        (count, numberCount, writtenLength, latin, other, offset) = (0, 0, 0, 0, 0, 0);
        Reserve(ref tokens, runs, 0);
        Reserve(ref keys, runs, 0);
        FindKeys(codes, edges.AsSpan(0, 2 * runs), keys, weighed);
        keyCount = runs;
        var run = 0;
        for (var number = 0; number < blocks.Count; number++)
        {
            var text = blocks[number].Span;
            (block, lead) = (number, number < leads);
            addresses = odd && Tokenizer.HasAddresses(text);
            (first, firstNumber, last, unaddressed, initials, joins, begun, speaks, breaks) = (count, numberCount, 0, 0, 0, false, false, false, 0);
            while (run < runs && edges[2 * run] < offset + text.Length)
            {
                run = TakePlain(run, runs);
                if (run < runs && edges[2 * run] < offset + text.Length) run = TakeOther(text, run, runs);
            }
            Close();
            offset += text.Length + Paragraph.Separator.Length;
        }
    }

    /// <summary>Where runs of letters and digits begin and end in the text, by turns; between blocks none goes on.</summary>
    int FindRuns(out bool odd)
    {
        var length = 0;
        foreach (var block in Blocks) length += block.Length + Paragraph.Separator.Length;
        Reserve(ref codes, length + 2 * Codes.Chunk, 0);
        Reserve(ref edges, length + 2 * Codes.Chunk, 0);
        Reserve(ref weighed, length / 2 + Codes.Chunk, 0);
        var at = 0;
        foreach (var block in Blocks)
        {
            Codes.Write(block.Span, codes.AsSpan(at));
            at += block.Length;
            codes.AsSpan(at, Paragraph.Separator.Length).Clear();
            at += Paragraph.Separator.Length;
        }
        codes.AsSpan(at, 2 * Codes.Chunk).Clear();
        return Codes.FindRuns(codes.AsSpan(0, at + 2 * Codes.Chunk), edges, weighed, out odd);
    }

    /// <summary>The keys of words that are written out; that of every ticker is one.</summary>
    public ReadOnlySpan<int> Written => CollectionsMarshal.AsSpan(writtenKeys);

    /// <summary>The word of such a key; a ticker's begins with <c>$</c>.</summary>
    public ReadOnlySpan<char> WrittenOut(int key) => written.AsSpan(keys[key].AsInt32()[0], keys[key].AsInt32()[1]);

    /// <summary>The key of a word that fits; null for others.</summary>
    public static Vector128<byte>? Key(ReadOnlySpan<char> word)
    {
        if (word.Length > KeyLength || !System.Text.Ascii.IsValid(word)) return null;
        Span<byte> bytes = stackalloc byte[KeyLength];
        bytes.Clear();
        System.Text.Ascii.FromUtf16(word, bytes, out _);
        return Vector128.Create<byte>(bytes);
    }

    /// <summary>Takes the token that begins with a run, or the tokens within it.</summary>
    /// <returns>The first run that is not taken.</returns>
    int TakeOther(ReadOnlySpan<char> text, int run, int runs)
    {
        var (start, end) = (edges[2 * run] - offset, edges[2 * run + 1] - offset);
        var from = start;
        var key = run++;
        ReadOnlySpan<byte> codes = this.codes.AsSpan(offset);
        var kind = (weighed[key] & Run.Number) == 0 ? TokenKind.Word : TokenKind.Number;
        if ((weighed[key] & Run.Odd) == 0 && !addresses && (start == 0 || codes[start - 1] != '$'))
        {
            Put(text, start, end, kind, key);
            return run;
        }
        var web = codes[end] == '.' && end - start == 3 && (codes[start] | 0x20) == 'w';
        var exact = web || IsHard(start, end) || addresses && Tokenizer.IsAddress(text, start, ref unaddressed, out _);
        if (kind == TokenKind.Word)
        {
            exact |= codes[end] == '.' && end - start == 1 && !IsLongChain(start);
            if (start > 0 && codes[start - 1] == '$') (from, exact) = (start - 1, true);
            while (!exact && codes[end] is (byte)'\'' or (byte)'&' && IsLetter(codes[end - 1]) && Follows(run, runs, end) && !IsDigit(codes[end + 1])) Join();
        }
        else
        {
            while (!exact && codes[end] is (byte)'.' or (byte)',' && IsDigit(codes[end - 1]) && Follows(run, runs, end) && !IsLetter(codes[end + 1])) Join();
            if (codes[end] == '%') (end, key) = (end + 1, -1);
        }
        if (!exact) Put(text, start, end, kind, key >= 0 && end - start <= KeyLength ? key : Key(start, end));
        else run = TakeExact(text, from, end, web, run, runs);
        // What was weighed of the next run holds only where this one ends.
        joins &= last == edges[2 * run - 1] - offset;
        return run;

        void Join()
        {
            // Only what joins: a long chain of short runs would be looked at again and again.
            exact = IsHard(end + 1, edges[2 * run + 1] - offset);
            (end, key) = (edges[2 * run + 1] - offset, -1);
            run++;
        }
    }

    /// <summary>Takes the tokens that the exact rules find up to an end. A token may end within a run, and another begin there.</summary>
    int TakeExact(ReadOnlySpan<char> text, int from, int end, bool web, int run, int runs)
    {
        var token = new Tokenizer(text, from, addresses || web, unaddressed);
        while (token.Next(end))
        {
            Put(text, token.Start, token.End, token.Kind, token.Kind > TokenKind.Word || IsHard(token.Start, token.End) ? Key(token) : Key(token.Start, token.End));
            for (; run < runs && edges[2 * run] - offset < token.End; run++) end = edges[2 * run + 1] - offset;
        }
        unaddressed = token.Unaddressed;
        return run;
    }

    /// <summary>Whether more letters with dots follow each other than an initialism has, so that none begins at the first. Each chain is gone through once.</summary>
    bool IsLongChain(int start)
    {
        if (start >= initials)
            for (initials = start; IsLetter(codes[offset + initials]) && codes[offset + initials + 1] == '.';) initials += 2;
        return initials - start > 2 * Tokenizer.MostLetters;
    }

    bool Follows(int run, int runs, int end) => run < runs && edges[2 * run] - offset == end + 1;

    bool IsHard(int start, int end) => codes.AsSpan(offset + start, end - start).Contains(Codes.Hard);

    void Put(ReadOnlySpan<char> text, int start, int end, TokenKind kind, int key)
    {
        var marks = keys[key].AsInt32()[3] >= 0 ? Digits(keys[key]) : text[start..Math.Min(end, start + 5)].ContainsAnyInRange('0', '9') ? TokenMarks.Digit : TokenMarks.None;
        if (count > first)
        {
            var gap = Codes.Between(codes.AsSpan(offset + last, start - last));
            if (count - first >= SentenceRules.MaxTokens || ((gap & Gap.MayEnd) != 0 || !joins) && Ends(text, start, end, kind)) Close();
            else if ((gap & Gap.Break) != 0 || (gap & Gap.MayBreak) != 0 && SentenceRules.Breaks(text, last, start))
            {
                marks |= TokenMarks.Break;
                breaks++;
            }
        }
        Reserve(ref tokens, count + 1, count);
        var code = codes[offset + start];
        marks |= Capital(code);
        if (kind == TokenKind.Word && !begun) (marks, begun) = (marks | TokenMarks.Begins, true);
        if ((marks & TokenMarks.Digit) != 0) PutNumber(count);
        tokens[count++].Set(start, end, key, kind, marks, breaks);
        speaks |= kind is TokenKind.Word or TokenKind.Initialism;
        if (kind == TokenKind.Word && code < Codes.Hard) latin++;
        else if (kind == TokenKind.Word) CountScript(text[start..end]);
        last = end;
        joins = kind != TokenKind.Initialism && !addresses;
    }

    /// <summary>Whether a sentence ends before a token. A full stop and a space between what is no abbreviation and a capital are all that mostly is there.</summary>
    bool Ends(ReadOnlySpan<char> text, int start, int end, TokenKind kind) =>
        joins && start == last + 2 && codes[offset + last] == '.' && codes[offset + last + 1] == ' ' && Capital(codes[offset + start]) != 0 && !SentenceRules.MayAbbreviate(keys[tokens[count - 1].Key])
        || SentenceRules.Ends(text, tokens[count - 1], new(start, end, -1, kind, default, 0));

    void PutNumber(int token)
    {
        Reserve(ref numbers, numberCount + 1, numberCount);
        numbers[numberCount++] = token;
    }

    /// <summary>Ends a sentence, or drops its tokens when there is no word among them.</summary>
    void Close()
    {
        if (speaks) sentences.Add(new(first, count - first, offset, block, lead));
        else (count, numberCount) = (first, firstNumber);
        (first, firstNumber, speaks, breaks) = (count, numberCount, false, 0);
    }

    void CountScript(ReadOnlySpan<char> word)
    {
        if (word[0] < 0x250 || word[0] is >= '\u1E00' and <= '\u1EFF') latin++;
        else other += Language.Words(word);
    }

    /// <summary>The key of a word or number of ASCII.</summary>
    int Key(int start, int end)
    {
        if (end - start > 2 && codes[offset + end - 2] == '\'' && (codes[offset + end - 1] | 0x20) == 's') end -= 2;
        if (end - start <= KeyLength) return PutKey(Folded(new Unchecked<byte>(codes).Load128(offset + start), end - start));
        Reserve(ref written, writtenLength + end - start, writtenLength);
        for (var i = start; i < end; i++) written[writtenLength + i - start] = (char)(codes[offset + i] | 0x20);
        return PutWritten(end - start);
    }

    int Key(in Tokenizer token)
    {
        Reserve(ref written, writtenLength + token.Text.Length, writtenLength);
        var length = Tokenizer.Fold(token.Text, token.Kind, written.AsSpan(writtenLength));
        return token.Kind != TokenKind.Ticker && Key(written.AsSpan(writtenLength, length)) is { } key ? PutKey(key) : PutWritten(length);
    }

    int PutWritten(int length)
    {
        writtenKeys.Add(keyCount);
        var key = Vector128.Create(writtenLength, length, 0, -1).AsByte();
        writtenLength += length;
        return PutKey(key);
    }

    int PutKey(Vector128<byte> key)
    {
        Reserve(ref keys, keyCount + 1, keyCount);
        keys[keyCount] = key;
        return keyCount++;
    }

    /// <summary>Of a letter or digit: the bit of lower case is not set. Codes beyond ASCII are no capitals.</summary>
    static TokenMarks Capital(byte code) => (TokenMarks)((~(code | code >> 2) & 0x20) >> 3);

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
