using System.Buffers;
using System.Text;

namespace ResearchKit;

/// <summary>The tokens of a block, found from the left one at a time. The rules stand in <c>ResearchKit/Scoring/README.md</c>, section 1.</summary>
/// <param name="block">The block.</param>
/// <param name="from">Where to begin: not within a token.</param>
/// <param name="hasAddresses">Whether one may stand there; <see cref="HasAddresses"/> tells.</param>
/// <param name="upTo">Up to where none but one with <c>www.</c> begins, if that is known.</param>
ref struct Tokenizer(ReadOnlySpan<char> block, int from, bool hasAddresses, int upTo = 0)
{
    /// <summary>An initialism has at most so many letters: a longer run is no name, and telling would take quadratic time.</summary>
    public const int MostLetters = 8;

    static readonly SearchValues<char> ChunkEnds = SearchValues.Create(")]}>\"”" + string.Concat(Enumerable.Range(0, 0x3001).Select(c => (char)c).Where(char.IsWhiteSpace)));

    readonly ReadOnlySpan<char> block = block;
    readonly bool addresses = hasAddresses;
    int end = from, unaddressed = upTo;

    /// <param name="block">The block, from its beginning on.</param>
    public Tokenizer(ReadOnlySpan<char> block) : this(block, 0, HasAddresses(block) || block.Contains("www.", StringComparison.OrdinalIgnoreCase)) { }

    /// <summary>UTF-16 offset of the token in the block.</summary>
    public int Start { get; private set; }

    /// <summary>UTF-16 offset behind it.</summary>
    public readonly int End => end;

    /// <summary>What it is.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>Up to where no address is known to begin but one with <c>www.</c>.</summary>
    public readonly int Unaddressed => unaddressed;

    /// <summary>Its text.</summary>
    public readonly ReadOnlySpan<char> Text => block[Start..end];

    /// <summary>The token, its word not looked up.</summary>
    public readonly Token Token => new(Start, end, -1, Kind, TokenMarks.None, 0);

    /// <summary>Whether a block holds what an address that does not begin with <c>www.</c> must hold.</summary>
    public static bool HasAddresses(ReadOnlySpan<char> block) => block.Contains('@') || block.Contains("://", StringComparison.Ordinal);

    /// <summary>Finds the next token.</summary>
    /// <returns>False at the end of the block.</returns>
    public bool Next() => Next(block.Length);

    /// <summary>Finds the next token that begins before a place.</summary>
    public bool Next(int before)
    {
        for (Start = end; Start < before;)
        {
            var character = Characters.At(block, Start, out var length);
            if (Find(character) is { } kind)
            {
                Kind = kind;
                return true;
            }
            Start += length;
        }
        end = Start;
        return false;
    }

    TokenKind? Find(Character character)
    {
        if (character.Has(Character.Letter))
        {
            if (addresses && IsAddress(block, Start, ref unaddressed, out end)) return TokenKind.Address;
            if (IsInitialism(block, Start, out end)) return TokenKind.Initialism;
            end = WordEnd(block, Start);
            return TokenKind.Word;
        }
        if (character.Has(Character.LetterNumber))
        {
            end = WordEnd(block, Start);
            return TokenKind.Word;
        }
        if (character.Has(Character.Digit))
        {
            if (addresses && IsAddress(block, Start, ref unaddressed, out end)) return TokenKind.Address;
            end = NumberEnd(block, Start);
            return TokenKind.Number;
        }
        return block[Start] == '$' && IsTicker(block, Start, out end) ? TokenKind.Ticker : null;
    }

    /// <summary>The word of a token: lower case, straight apostrophes, no format characters, no final <c>'s</c>, no dots of an initialism.</summary>
    /// <param name="token">The token's text.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="word">At least as long as the token.</param>
    /// <param name="asWritten">Whether capitals stay.</param>
    /// <returns>The length of the word.</returns>
    public static int Fold(ReadOnlySpan<char> token, TokenKind kind, Span<char> word, bool asWritten = false)
    {
        var length = 0;
        for (var i = 0; i < token.Length;)
        {
            var c = token[i];
            if (c < 128)
            {
                i++;
                if (kind == TokenKind.Initialism && c == '.') continue;
                word[length++] = c is >= 'A' and <= 'Z' && !asWritten ? (char)(c | 0x20) : c;
                continue;
            }
            var character = Characters.At(token, i, out var units);
            if (character == Character.Apostrophe) word[length++] = '\'';
            else if (character != Character.Format && !asWritten) length += Characters.WriteLower(token[i..], word[length..]);
            else if (character != Character.Format)
            {
                Rune.DecodeFromUtf16(token[i..], out var rune, out _);
                length += rune.EncodeToUtf16(word[length..]);
            }
            i += units;
        }
        return length > 2 && word[length - 1] is 's' or 'S' && word[length - 2] == '\'' ? length - 2 : length;
    }

    /// <summary>Whether an address begins at a letter or digit.</summary>
    /// <param name="block">The block.</param>
    /// <param name="start">Where.</param>
    /// <param name="unaddressed">Up to where none but one with <c>www.</c> begins, so that no character is looked at twice.</param>
    /// <param name="end">Where it ends.</param>
    public static bool IsAddress(ReadOnlySpan<char> block, int start, ref int unaddressed, out int end)
    {
        end = start;
        if (start < unaddressed && !block[start..].StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return false;
        if (start > 0 && !(char.IsWhiteSpace(block[start - 1]) || block[start - 1] is '(' or '[' or '{' or '<' or '"' or '“' or '‘' or '\'')) return false;
        var length = block[start..].IndexOfAny(ChunkEnds);
        var chunk = length < 0 ? block[start..] : block.Slice(start, length);
        end = start + chunk.TrimEnd(".,;:!?'’").Length;
        if (chunk.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return true;
        if (start >= unaddressed && (chunk.Contains("://", StringComparison.Ordinal) || HasAt(chunk))) return true;
        unaddressed = start + chunk.Length;
        return false;

        static bool HasAt(ReadOnlySpan<char> chunk)
        {
            for (var i = 1; i + 1 < chunk.Length; i++)
                if (chunk[i] == '@' && Characters.Before(chunk, i).Has(Character.Continues) && Characters.At(chunk, i + 1, out _).Has(Character.Continues)) return true;
            return false;
        }
    }

    static bool IsTicker(ReadOnlySpan<char> block, int start, out int end)
    {
        var letters = 0;
        while (start + 1 + letters < block.Length && block[start + 1 + letters] is >= 'A' and <= 'Z') letters++;
        end = start + 1 + letters;
        if (letters is 0 or > 6) return false;
        if (end + 1 < block.Length && block[end] == '.' && block[end + 1] is >= 'A' and <= 'Z' && Free(block, end + 2)) end += 2;
        return Free(block, end);

        static bool Free(ReadOnlySpan<char> block, int at) =>
            at >= block.Length || !Characters.At(block, at, out _).Has(Character.Letter | Character.Digit);
    }

    static bool IsInitialism(ReadOnlySpan<char> block, int start, out int end)
    {
        end = start;
        if (Characters.Before(block, start).Has(Character.Continues)) return false;
        var letters = 0;
        while (letters < MostLetters && end < block.Length && Characters.At(block, end, out var length).Has(Character.Letter)
            && end + length < block.Length && block[end + length] == '.')
        {
            end += length + 1;
            letters++;
        }
        return letters > 1 && (end == block.Length || !Characters.At(block, end, out _).Has(Character.Continues));
    }

    static int NumberEnd(ReadOnlySpan<char> block, int start)
    {
        var end = start;
        while (end < block.Length)
        {
            var character = Characters.At(block, end, out var length);
            var inner = block[end] is '.' or ',' && Characters.Before(block, end).Has(Character.Digit)
                && end + 1 < block.Length && Characters.At(block, end + 1, out _).Has(Character.Digit);
            if (!inner && !character.Has(Character.Letter | Character.Mark | Character.Digit)) break;
            end += length;
        }
        return end < block.Length && block[end] == '%' ? end + 1 : end;
    }

    static int WordEnd(ReadOnlySpan<char> block, int start)
    {
        var end = start;
        var joins = false;
        for (var at = start; at < block.Length;)
        {
            var character = Characters.At(block, at, out var length);
            if (character.Has(Character.Continues))
            {
                end = at + length;
                joins = character.Has(Character.Letter | Character.Mark);
            }
            else if (character == Character.Format) joins = false;
            else if (!(joins && at == end && (character == Character.Apostrophe || block[at] == '&')
                && at + length < block.Length && Characters.At(block, at + length, out _).Has(Character.Letter | Character.Mark)))
                break;
            at += length;
        }
        return end;
    }
}
