using System.Text;

namespace ResearchKit;

/// <summary>The tokens of a block, found from the left one at a time. The rules stand in <c>Scoring/README.md</c>, section 1.</summary>
static class Tokenizer
{
    /// <summary>Finds the next token at or after <paramref name="from"/>.</summary>
    /// <returns>False at the end of the block.</returns>
    public static bool Next(ReadOnlySpan<char> block, int from, out int start, out int end, out bool initialism)
    {
        initialism = false;
        for (start = from; start < block.Length;)
        {
            var character = Characters.At(block, start, out var length);
            if (character.Has(Character.Letter))
            {
                if ((initialism = IsInitialism(block, start, out end)) || IsWord(block, start, out end)) return true;
            }
            else if (character.Has(Character.LetterNumber) && IsWord(block, start, out end)) return true;
            else if (character.Has(Character.Digit) && IsNumber(block, start, out end)) return true;
            else if (block[start] == '$' && IsTicker(block, start, out end)) return true;
            start += length;
        }
        end = start;
        return false;
    }

    /// <summary>The word of a token: lower case, straight apostrophes, no format characters, no final <c>'s</c>, no dots of an initialism.</summary>
    /// <param name="token">The token's text.</param>
    /// <param name="initialism">Whether it is one.</param>
    /// <param name="word">At least as long as the token.</param>
    /// <returns>The length of the word.</returns>
    public static int Fold(ReadOnlySpan<char> token, bool initialism, Span<char> word)
    {
        var length = 0;
        for (var i = 0; i < token.Length;)
        {
            var c = token[i];
            if (c < 128)
            {
                i++;
                if (initialism && c == '.') continue;
                word[length++] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
                continue;
            }
            var character = Characters.At(token, i, out var units);
            if (character == Character.Apostrophe) word[length++] = '\'';
            else if (character != Character.Format)
            {
                Rune.DecodeFromUtf16(token[i..], out var rune, out _);
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(word[length..]);
            }
            i += units;
        }
        return length > 2 && word[length - 1] == 's' && word[length - 2] == '\'' ? length - 2 : length;
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
        while (end < block.Length && Characters.At(block, end, out var length).Has(Character.Letter)
            && end + length < block.Length && block[end + length] == '.')
        {
            end += length + 1;
            letters++;
        }
        return letters > 1 && (end == block.Length || !Characters.At(block, end, out _).Has(Character.Continues));
    }

    static bool IsNumber(ReadOnlySpan<char> block, int start, out int end)
    {
        end = start;
        while (end < block.Length)
        {
            var character = Characters.At(block, end, out var length);
            var inner = block[end] is '.' or ',' && Characters.Before(block, end).Has(Character.Digit)
                && end + 1 < block.Length && Characters.At(block, end + 1, out _).Has(Character.Digit);
            if (!inner && !character.Has(Character.Letter | Character.Mark | Character.Digit)) break;
            end += length;
        }
        if (end < block.Length && block[end] == '%') end++;
        return true;
    }

    static bool IsWord(ReadOnlySpan<char> block, int start, out int end)
    {
        end = start;
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
        return true;
    }
}
