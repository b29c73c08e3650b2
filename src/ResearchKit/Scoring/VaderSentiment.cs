namespace ResearchKit;

/// <summary>What one word of a unit comes to under VADER's rules: <c>Scoring/rivals.md</c>, section 5.</summary>
/// <param name="unit">Its words.</param>
/// <param name="mixed">Whether some of the unit's words are in capitals and some are not.</param>
/// <param name="acting">Whether the rules act at all.</param>
readonly ref struct VaderSentiment(ReadOnlySpan<VaderToken> unit, bool mixed, bool acting)
{
    readonly ReadOnlySpan<VaderToken> words = unit;

    /// <summary>Whether a word carries a valence of its own: it stands in the lexicon, and neither boosts nor begins <c>kind of</c>.</summary>
    public static bool IsHit(ReadOnlySpan<VaderToken> words, int i) =>
        words[i].Is(VaderClass.Counts) && !(words[i].Is(VaderClass.Kind) && i + 1 < words.Length && words[i + 1].Is(VaderClass.Of));

    /// <summary>The sentiment of a hit, before <c>but</c>.</summary>
    /// <param name="i">Its place among the words.</param>
    /// <param name="steps">Where to note what each rule does; null for none.</param>
    public double Of(int i, VaderSteps? steps)
    {
        var valence = words[i].Amount;
        steps?.Begin(valence);
        if (!acting) return valence;
        var near = words[i].Class;
        for (var at = Math.Max(0, i - 3); at < i; at++) near |= words[at].Class;
        // Mostly there is nothing that moves it.
        var moved = (near & VaderClass.Moves) != 0;
        if (moved) valence = No(valence, i, steps);
        if (words[i].Is(VaderClass.Upper) && mixed) valence = Step(valence, valence + (valence > 0 ? VaderRules.Capitals : -VaderRules.Capitals), Role.Amplifier, i, 1, steps);
        var phrased = (near & VaderClass.Begins) != 0 && ((near & VaderClass.Follows) != 0 || words[i].Is(VaderClass.Begins));
        if (!moved && !phrased) return valence;
        for (var distance = 1; distance <= 3 && distance <= i; distance++)
        {
            // A word of the lexicon is no shifter.
            if (words[i - distance].Entry >= 0) continue;
            valence = Boosted(valence, i, distance, steps);
            valence = Negated(valence, i, distance, steps);
            if (distance == 3 && phrased) valence = Phrases(valence, i, steps);
        }
        if (i > 0 && words[i - 1].Entry < 0 && words[i - 1].Is(VaderClass.Least) && !(i > 1 && words[i - 2].Is(VaderClass.Spares)))
            valence = Step(valence, valence * VaderRules.Negation, Role.Negator, i - 1, 1, steps);
        return valence;
    }

    /// <summary><c>no</c> before a word of the lexicon gives its own valence up and turns what comes within two words, or within three behind <c>or</c>.</summary>
    double No(double valence, int i, VaderSteps? steps)
    {
        var no = Is(i - 1, VaderClass.No) ? i - 1 : Is(i - 2, VaderClass.No) ? i - 2 : Is(i - 3, VaderClass.No) && Is(i - 1, VaderClass.Nor) ? i - 3 : -1;
        if (no >= 0) return Step(valence, valence * VaderRules.Negation, Role.Negator, no, 1, steps);
        return words[i].Is(VaderClass.No) && i + 1 < words.Length && words[i + 1].Entry >= 0 ? Step(valence, 0, Role.Negator, i, 1, steps) : valence;
    }

    double Boosted(double valence, int i, int distance, VaderSteps? steps)
    {
        ref readonly var word = ref words[i - distance];
        if (!word.Is(VaderClass.Boosts)) return valence;
        var added = valence < 0 ? -word.Amount : word.Amount;
        if (word.Is(VaderClass.Upper) && mixed) added += valence > 0 ? VaderRules.Capitals : -VaderRules.Capitals;
        added *= distance switch { 2 => VaderRules.SecondBefore, 3 => VaderRules.ThirdBefore, _ => 1 };
        return Step(valence, valence + added, word.Amount > 0 ? Role.Amplifier : Role.Deamplifier, i - distance, 1, steps);
    }

    double Negated(double valence, int i, int distance, VaderSteps? steps)
    {
        var at = i - distance;
        // Three words on, 'so' or 'this' at once before the hit is enough, with 'never' or without: so the package has it.
        var strengthens = distance > 1 && Is(at, VaderClass.Never) && Is(at + 1, VaderClass.So) ? at : distance == 3 && Is(i - 1, VaderClass.So) ? i - 1 : -1;
        if (strengthens >= 0) return Step(valence, valence * VaderRules.NeverSo, Role.Amplifier, strengthens, 1, steps);
        var doubtless = distance > 1 && Is(at, VaderClass.Without) && (Is(i - 1, VaderClass.Doubt) || distance == 3 && Is(i - 2, VaderClass.Doubt));
        return !doubtless && words[at].Is(VaderClass.Negates) ? Step(valence, valence * VaderRules.Negation, Role.Negator, at, 1, steps) : valence;
    }

    /// <summary>Idioms around the hit, which replace its valence, then boosters of two words before it.</summary>
    double Phrases(double valence, int i, VaderSteps? steps)
    {
        foreach (var (first, count) in (ReadOnlySpan<(int, int)>)[(i - 1, 2), (i - 2, 3), (i - 2, 2), (i - 3, 3), (i - 3, 2)])
            if (Idiom(ref valence, first, count, steps)) break;
        Idiom(ref valence, i, 2, steps);
        Idiom(ref valence, i, 3, steps);
        foreach (var (first, count) in (ReadOnlySpan<(int, int)>)[(i - 3, 3), (i - 3, 2), (i - 2, 2)])
            if (Phrase(first, count) is var phrase && phrase != default && VaderRules.Boosts(phrase, out var added))
                valence = Step(valence, valence + added, added > 0 ? Role.Amplifier : Role.Deamplifier, first, count, steps);
        return valence;
    }

    bool Idiom(ref double valence, int first, int count, VaderSteps? steps)
    {
        var phrase = Phrase(first, count);
        if (phrase == default || !VaderRules.IsIdiom(phrase, out var found)) return false;
        valence = found;
        steps?.Begin(valence, "as in ", words.Slice(first, count));
        return true;
    }

    /// <summary>Two or three words by their numbers; zeros where they are no phrase, or there are not so many.</summary>
    (int, int, int) Phrase(int first, int count)
    {
        if (first + count > words.Length || !words[first].Is(VaderClass.Begins) || !words[first + 1].Is(VaderClass.Follows)) return default;
        var third = count == 3 ? words[first + 2].Number : 0;
        return count == 3 && third == 0 ? default : (words[first].Number, words[first + 1].Number, third);
    }

    bool Is(int at, VaderClass kind) => at >= 0 && words[at].Is(kind);

    double Step(double before, double after, Role role, int first, int count, VaderSteps? steps)
    {
        steps?.Step(before, after, role, words.Slice(first, count));
        return after;
    }
}
