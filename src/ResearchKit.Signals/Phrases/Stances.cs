namespace ResearchKit;

/// <summary>How what is mentioned at a place is meant.</summary>
static class Stances
{
    /// <summary>A negator reaches a mention with fewer words than this between them, a hedge of the lexicon with fewer than <see cref="HedgeWindow"/>, a word of prospect (talks, considering) at most <see cref="ProspectWindow"/> before it and with no "by" between.</summary>
    const int NegatorWindow = 4, HedgeWindow = 2, ProspectWindow = 3;

    /// <summary>Hedged or negated by a word near it, with no break and no name between.</summary>
    /// <returns>With whether that word stands before it.</returns>
    public static (Stance Stance, bool Before) StanceOf(this Reading reading, string text, in Sentence sentence, int first, int last)
    {
        var tokens = reading.Tokens;
        var (block, hedged) = (sentence.Block, false);
        foreach (var match in reading.Matches.Slice(sentence.FirstMatch, sentence.Matches))
        {
            var role = match.Role;
            var gap = first - match.Last - 1;
            if (gap < 0 || !(role == Role.Negator && gap < NegatorWindow || role == Role.Hedge && gap < HedgeWindow) || reading.Parts(match.Last, first)) continue;
            if (role == Role.Negator) return (Stance.Negated, true);
            hedged = true;
        }
        if (hedged) return (Stance.Hedged, true);
        for (var at = first - 1; at >= Math.Max(sentence.FirstToken, first - ProspectWindow) && !tokens[at + 1].Break && !tokens[at].OfName && !Is(at, "by"); at--)
            if (reading.Class(at).HasFlag(WordClass.Prospect)) return (Stance.Hedged, true);
        return last + 1 < sentence.FirstToken + sentence.Tokens && !tokens[last + 1].Break && reading.Class(last + 1).HasFlag(WordClass.Prospect) && (Owns(Of(last)) || Is(last + 1, "talks") || Is(last + 1, "negotiations")) ? (Stance.Hedged, false) : (Stance.Affirmed, false);

        bool Is(int token, string word) => Of(token).Equals(word, StringComparison.OrdinalIgnoreCase);

        ReadOnlySpan<char> Of(int token) => text.AsSpan(block + reading.Tokens[token].Start, reading.Tokens[token].End - reading.Tokens[token].Start);
    }

    /// <summary>X's reported plans are hedged; that X reported, planned or may do something is not.</summary>
    static bool Owns(ReadOnlySpan<char> token) => token is [.., '\'' or '’' or '\u02BC' or '\uFF07', 's' or 'S'] or [.., 's' or 'S', '\'' or '’'];

    /// <summary>Whether a name or a break stands between two tokens.</summary>
    static bool Parts(this Reading reading, int token, int later)
    {
        for (var at = token + 1; at <= later; at++)
            if (reading.Tokens[at].Break || at < later && reading.Tokens[at].OfName) return true;
        return false;
    }
}
