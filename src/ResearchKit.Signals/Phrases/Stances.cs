namespace ResearchKit;

/// <summary>How what is mentioned at a place is meant.</summary>
static class Stances
{
    /// <summary>A negator reaches a mention with fewer words than this between them, a hedge of the lexicon with fewer than <see cref="HedgeWindow"/>, a word of prospect (talks, considering) at most <see cref="ProspectWindow"/> before it or at once behind it.</summary>
    const int NegatorWindow = 4, HedgeWindow = 2, ProspectWindow = 3;

    /// <summary>Hedged or negated by a word near it, with no break and no name between.</summary>
    /// <returns>With whether that word stands before it.</returns>
    public static (Stance Stance, bool Before) StanceOf(this Reading reading, in Sentence sentence, int first, int last)
    {
        var tokens = reading.Tokens;
        foreach (var match in reading.Matches.Slice(sentence.FirstMatch, sentence.Matches))
        {
            var role = reading.RoleOf(match);
            var gap = first - match.Last - 1;
            if (gap >= 0 && (role == Role.Negator && gap < NegatorWindow || role == Role.Hedge && gap < HedgeWindow) && !reading.Parts(match.Last, first)) return (role == Role.Negator ? Stance.Negated : Stance.Hedged, true);
        }
        for (var at = first - 1; at >= Math.Max(sentence.FirstToken, first - ProspectWindow) && !tokens[at + 1].Break && tokens[at].Word != Token.OfName; at--)
            if (reading.Class(at).HasFlag(WordClass.Prospect)) return (Stance.Hedged, true);
        return last + 1 < sentence.FirstToken + sentence.Tokens && !tokens[last + 1].Break && reading.Class(last + 1).HasFlag(WordClass.Prospect) ? (Stance.Hedged, false) : (Stance.Affirmed, false);
    }

    /// <summary>Whether a name or a break stands between two tokens.</summary>
    static bool Parts(this Reading reading, int token, int later)
    {
        for (var at = token + 1; at <= later; at++)
            if (reading.Tokens[at].Break || at < later && reading.Tokens[at].Word == Token.OfName) return true;
        return false;
    }
}
