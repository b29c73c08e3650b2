using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>A match that acts on a hit, and the factor that is left to it beside the others that do.</summary>
readonly record struct Acting(int Match, double Factor);

/// <summary>Which shifters act on a hit in sentometrics and sentimentr: section 2 of <c>Scoring/rivals.md</c>.</summary>
sealed class WordShifters(Lexicon lexicon, ShifterMode mode, Reading reading)
{
    /// <summary>What one amplifier adds and one deamplifier takes.</summary>
    const double Strength = 0.8;

    /// <summary>What an adversative before a hit adds and one behind it takes.</summary>
    const double Contrast = 0.25;

    readonly List<Acting> acting = [];
    readonly (int Before, int Behind) window = mode switch { ShifterMode.Bigram => (1, 0), ShifterMode.Cluster => (4, 2), _ => (5, 2) };

    // The first token of the sentence that no cluster holds yet.
    int sentence, free;

    /// <summary>The shifters that act on a hit, in the order of the text. Good until the next call; hits come in the order of the text.</summary>
    /// <param name="hit">The hit's match.</param>
    /// <param name="first">The first match of its sentence.</param>
    /// <param name="end">Behind the last match of its sentence.</param>
    public ReadOnlySpan<Acting> On(int hit, int first, int end)
    {
        acting.Clear();
        if (first != sentence) (sentence, free) = (first, 0);
        var matches = reading.Matches;
        var at = matches[hit];
        // sentometrics adds a hit that stands in the cluster of another as it is.
        if (at.First < free) return default;
        int from = hit, to = hit;
        while (from > first && matches[from - 1] is var before && before.First >= free && at.First - before.Last <= window.Before && Joined(before.Last, at.First)) from--;
        while (to + 1 < end && matches[to + 1] is var behind && behind.First - at.Last <= window.Behind && Joined(at.Last, behind.First)) to++;
        if (mode == ShifterMode.Cluster) free = at.Last + window.Behind + 1;
        for (var i = from; i <= to; i++)
            if (i != hit && Counts(RoleOf(i))) acting.Add(new(i, 1));
        Share(hit);
        return CollectionsMarshal.AsSpan(acting);
    }

    bool Counts(Role role) => role is Role.Negator or Role.Amplifier or Role.Deamplifier || role == Role.Adversative && mode == ShifterMode.Context;

    Role RoleOf(int match) => lexicon.Entries[reading.Matches[match].Entry].Role;

    /// <summary>Whether no pause stands between two tokens of a sentence; only sentimentr asks.</summary>
    bool Joined(int token, int later)
    {
        if (mode != ShifterMode.Context) return true;
        for (var i = token + 1; i <= later; i++)
            if (reading.Tokens[i].Break) return false;
        return true;
    }

    /// <summary>Shares the cluster's factor out: each shifter gets what it changes when the negators come first, then the amplifiers, the
    /// deamplifiers and the adversatives. In this order a factor that has come to 0 stays there.</summary>
    void Share(int hit)
    {
        int negators = 0, amplifiers = 0, before = 0;
        foreach (var (match, _) in acting)
        {
            var role = RoleOf(match);
            if (role == Role.Negator) negators++;
            else if (role == Role.Amplifier) amplifiers++;
            else if (role == Role.Adversative && match < hit) before++;
        }
        var odd = negators % 2 == 1;
        int up = 0, down = 0, ahead = 0, behind = 0;
        foreach (ref var one in CollectionsMarshal.AsSpan(acting))
            one = one with
            {
                Factor = RoleOf(one.Match) switch
                {
                    Role.Negator => -1,
                    Role.Amplifier => Ratio(Strengthened(odd, ++up, 0), Strengthened(odd, up - 1, 0)),
                    Role.Deamplifier => Ratio(Strengthened(odd, amplifiers, ++down), Strengthened(odd, amplifiers, down - 1)),
                    _ when one.Match < hit => Ratio(1 + Contrast * ++ahead, 1 + Contrast * (ahead - 1)),
                    _ => Ratio(1 + Contrast * (before - ++behind), 1 + Contrast * (before - behind + 1)),
                },
            };
    }

    /// <summary>1 + what amplifiers add and deamplifiers take; under an odd number of negators amplifiers are deamplifiers.</summary>
    double Strengthened(bool odd, int amplifiers, int deamplifiers)
    {
        var (up, down) = odd ? (0, amplifiers + deamplifiers) : (amplifiers, deamplifiers);
        return mode == ShifterMode.Context ? 1 + Strength * up + Math.Max(-Strength * down, -1) : 1 + Math.Max(Strength * (up - down), -1);
    }

    static double Ratio(double factor, double earlier) => earlier == 0 ? 1 : factor / earlier;
}
