using System.Collections.Frozen;
using System.Runtime.Intrinsics;

namespace ResearchKit;

/// <summary>What lies between two neighbouring tokens: a clause break, the end of a sentence, or neither.</summary>
static class SentenceRules
{
    /// <summary>A sentence ends at the latest after so many tokens, so that time stays linear in the length of a text.</summary>
    public const int MaxTokens = 512;

    const int Longest = 32;

    enum Kind { Never, Numbered, Maybe, Starter }

    static readonly HashSet<Kind> None = [];

    static readonly FrozenDictionary<string, HashSet<Kind>> Words = Read();

    /// <summary>Their keys, all of half the length.</summary>
    static readonly FrozenSet<ulong> Abbreviations = Words.Where(word => word.Value.Any(kind => kind != Kind.Starter)).Select(word => ScannedText.Key(word.Key.ToLowerInvariant())!.Value.AsUInt64()[0]).ToFrozenSet();

    /// <summary>Whether a sentence ends between a token and the next one.</summary>
    public static bool Ends(ReadOnlySpan<char> block, in Token before, in Token next)
    {
        var gap = block[before.End..next.Start];
        if (gap.ContainsAny('\r', '\n') && (HasBullet(gap) || IsNumbered(block, gap, next))) return true;
        if (before.Kind == TokenKind.Initialism) return EndsAtStop(block, before, gap, single: !StartsWithStop(gap), next);
        var at = 0;
        while (at < gap.Length && gap[at] is ' ' or '\'' or '’' or '"' or '”' or '»' or ')' or ']' or '}' or '®' or '™' or '†' or '‡' or '*') at++;
        return StartsWithStop(gap[at..]) && EndsAtStop(block, before, gap[(at + 1)..], gap[at] == '.' && !StartsWithStop(gap[(at + 1)..]), next);
    }

    /// <summary>Whether the text between two tokens of one sentence separates clauses.</summary>
    public static bool Breaks(ReadOnlySpan<char> block, int end, int next)
    {
        for (var i = end; i < next; i++)
        {
            switch (block[i])
            {
                case ',' or ';' or '(' or ')' or '[' or ']' or '{' or '}' or '—' or '―':
                    return true;
                case ':' or '–' when !(Characters.Before(block, i).Has(Character.Digit)
                    && i + 1 < block.Length && Characters.At(block, i + 1, out _).Has(Character.Digit)):
                    return true;
                case '-':
                    var run = i;
                    while (run < next && block[run] == '-') run++;
                    if (run > i + 1) return true;
                    if (i > 0 && char.IsWhiteSpace(block[i - 1]) && run < block.Length && char.IsWhiteSpace(block[run])) return true;
                    i = run - 1;
                    break;
            }
        }
        return false;
    }

    /// <summary>Whether a token may be an abbreviation or an initial, by the key of its word; only <see cref="Ends"/> knows.</summary>
    public static bool MayAbbreviate(Vector128<byte> key)
    {
        var (low, high) = (key.AsUInt64()[0], key.AsUInt64()[1]);
        return low < 1 << 8 || high > long.MaxValue || high == 0 && Abbreviations.Contains(low);
    }

    static bool EndsAtStop(ReadOnlySpan<char> block, in Token before, ReadOnlySpan<char> rest, bool single, in Token next)
    {
        var text = block[next.Start..next.End];
        if (rest.IndexOfAnyWhiteSpace() < 0 || StartsLower(text)) return false;
        if (!single) return true;
        var token = block[before.Start..before.End];
        var kinds = Abbreviation(token, before.Kind);
        if (kinds.Contains(Kind.Never) || IsInitial(token)) return false;
        if (kinds.Contains(Kind.Numbered) && Characters.At(text, 0, out _).Has(Character.Digit)) return false;
        return !(before.Kind == TokenKind.Initialism || kinds.Contains(Kind.Maybe)) || IsStarter(text, next.Kind);
    }

    static bool StartsLower(ReadOnlySpan<char> token) =>
        Characters.At(token, 0, out var length).Has(Character.Lower)
        && !(length < token.Length && Characters.At(token, length, out _).Has(Character.Upper));

    /// <summary>A line that begins with <c>1.</c> or <c>12)</c>.</summary>
    static bool IsNumbered(ReadOnlySpan<char> block, ReadOnlySpan<char> gap, in Token next) =>
        next.End - next.Start <= 2 && !block[next.Start..next.End].ContainsAnyExceptInRange('0', '9')
        && gap.TrimEnd(" \t") is [.., '\r' or '\n']
        && next.End + 1 < block.Length && block[next.End] is '.' or ')' && char.IsWhiteSpace(block[next.End + 1]);

    static bool IsInitial(ReadOnlySpan<char> token) =>
        Characters.At(token, 0, out var length).Has(Character.Upper) && length == token.Length && token is not ['I'];

    static HashSet<Kind> Abbreviation(ReadOnlySpan<char> token, TokenKind kind)
    {
        if (token.Length > Longest) return None;
        Span<char> written = stackalloc char[Longest];
        var length = 0;
        foreach (var c in token)
            if (!(kind == TokenKind.Initialism && c == '.')) written[length++] = c;
        return Kinds(written[..length]);
    }

    static bool IsStarter(ReadOnlySpan<char> token, TokenKind kind)
    {
        if (token.Length > Longest) return false;
        Span<char> word = stackalloc char[Longest];
        return Kinds(word[..Tokenizer.Fold(token, kind, word)]).Contains(Kind.Starter);
    }

    static HashSet<Kind> Kinds(ReadOnlySpan<char> word) => Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var kinds) ? kinds : None;

    static bool StartsWithStop(ReadOnlySpan<char> text) => text is ['.' or '!' or '?' or '…' or '。', ..];

    static bool HasBullet(ReadOnlySpan<char> gap)
    {
        for (var i = gap.IndexOfAny('\r', '\n'); i >= 0 && i < gap.Length; i++)
        {
            if (gap[i] is not ('\r' or '\n')) continue;
            var bullet = i + 1;
            while (bullet < gap.Length && gap[bullet] is ' ' or '\t') bullet++;
            if (bullet + 1 < gap.Length && gap[bullet] is '•' or '‣' or '▪' or '◦' or '·' or '*' or '-' or '–' or '—'
                && char.IsWhiteSpace(gap[bullet + 1])) return true;
        }
        return false;
    }

    static int IndexOfAnyWhiteSpace(this ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i])) return i;
        return -1;
    }

    static FrozenDictionary<string, HashSet<Kind>> Read()
    {
        var words = new Dictionary<string, HashSet<Kind>>();
        foreach (var line in Resource.Lines("sentences.txt"))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var kind = Enum.Parse<Kind>(parts[0], ignoreCase: true);
            foreach (var word in parts[1..])
            {
                if (!words.TryGetValue(word, out var kinds)) words[word] = kinds = [];
                kinds.Add(kind);
            }
        }
        return words.ToFrozenDictionary();
    }
}
