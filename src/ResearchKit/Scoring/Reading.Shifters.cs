using System.Numerics;

namespace ResearchKit;

/// <summary>Which shifters act on a hit: section 4 of <c>Scoring/README.md</c>.</summary>
sealed partial class Reading
{
    /// <summary>A negator with fewer tokens than this between it and one that acts, acts too.</summary>
    const int Chain = 2;

    /// <summary>How far each role reaches, in tokens between; and its match that was noted last.</summary>
    readonly int[] windows = [.. Enum.GetValues<Role>().Select(options.Window)], nearest = new int[Enum.GetValues<Role>().Length];

    /// <summary>The negators that were noted, in order, of which those from <c>chain</c> on follow each other; and the shifters that act on a hit.</summary>
    Acting[] negators = new Acting[16], acting = new Acting[16];
    int negatorCount, chain, actingCount, sentenceEnd, contrast;

    /// <summary>A bit for each role that was noted.</summary>
    uint noted;

    /// <summary>The shifters that act on a match, in the order of the sentence. Good until the next call.</summary>
    /// <param name="sentence">The match's sentence.</param>
    /// <param name="index">The match.</param>
    public ReadOnlySpan<Acting> Shifters(in Sentence sentence, int index)
    {
        if (!options.Shifters) return default;
        Begin(sentence.FirstMatch, sentence.FirstMatch + sentence.Matches, Doing.Begins);
        for (var i = sentence.FirstMatch; i < index; i++)
            if ((matches[i].Does & Doing.Shifts) != 0) Note(i);
        return Shifters(index);
    }

    /// <summary>Begins a sentence.</summary>
    /// <param name="first">Its first match.</param>
    /// <param name="end">Behind its last.</param>
    /// <param name="does">What they may do: without one that begins a clause there is no contrast.</param>
    void Begin(int first, int end, Doing does) => (noted, negatorCount, sentenceEnd, contrast) = (0, 0, end, (does & Doing.Begins) == 0 ? end : first);

    /// <summary>Takes note of a shifter for the hits behind it.</summary>
    void Note(int index)
    {
        ref readonly var shifter = ref matches[index];
        // A negator that has ended an event has done its work.
        if (shifter.Frame == FrameKind.Moved) return;
        noted |= 1u << shifter.Code;
        nearest[shifter.Code] = index;
        if (shifter.Role != Role.Negator) return;
        if (negatorCount == 0 || matches[negators[negatorCount - 1].Match] is var before && (before.Clause != shifter.Clause || shifter.First - before.Last - 1 >= Chain)) chain = negatorCount;
        if (negatorCount == negators.Length) Array.Resize(ref negators, 2 * negatorCount);
        negators[negatorCount++] = new(index, Factor(index, int.MaxValue));
    }

    /// <param name="index">A match of the sentence that was begun; those before it were noted.</param>
    ReadOnlySpan<Acting> Shifters(int index)
    {
        actingCount = 0;
        ref readonly var hit = ref matches[index];
        var degree = index + 1 < sentenceEnd && (matches[index + 1].Does & Doing.Shifts) != 0 ? DegreeBehind(hit, matches[index + 1]) : Role.Polarity;
        var taken = false;
        // Of each role the nearest, as far as it reaches.
        for (var roles = noted; roles != 0; roles &= roles - 1)
        {
            var role = (Role)BitOperations.TrailingZeroCount(roles);
            ref readonly var shifter = ref matches[nearest[(int)role]];
            var gap = hit.First - shifter.Last - 1;
            if (role != Role.Adversative && (shifter.Clause != hit.Clause || gap >= windows[(int)role])) continue;
            if (role == Role.Negator) ActInChain();
            // At once behind the hit may stand one of this role that is nearer.
            else if (role != degree || gap == 0) Act(nearest[(int)role], index);
            taken |= role == degree && gap == 0;
        }
        if (degree != Role.Polarity && !taken) Act(index + 1, index);
        if (contrast <= index)
            for (contrast = index + 1; contrast < sentenceEnd && matches[contrast].Role != Role.Adversative;) contrast++;
        if (contrast < sentenceEnd) Act(contrast, index);
        return acting.AsSpan(0, actingCount);
    }

    /// <summary>The nearest negator acts, and those that follow each other up to it; no role has acted before.</summary>
    void ActInChain()
    {
        actingCount = negatorCount - chain;
        if (acting.Length < actingCount) acting = new Acting[2 * actingCount];
        negators.AsSpan(chain, actingCount).CopyTo(acting);
    }

    void Act(int shifter, int hit)
    {
        if (actingCount == acting.Length) Array.Resize(ref acting, 2 * actingCount);
        var at = actingCount++;
        for (; at > 0 && acting[at - 1].Match > shifter; at--) acting[at] = acting[at - 1];
        acting[at] = new(shifter, Factor(shifter, hit));
    }

    /// <summary>The factor by which a shifter multiplies a hit.</summary>
    double Factor(int shifter, int hit) => matches[shifter].Role.Factor(matches[shifter].Valence, after: shifter < hit);

    /// <summary>The role of an amplifier or deamplifier that stands at once behind a hit in its clause; <see cref="Role.Polarity"/> when none does.</summary>
    static Role DegreeBehind(in Match hit, in Match next) =>
        next.Clause == hit.Clause && next.First == hit.Last + 1 && next.Role is Role.Amplifier or Role.Deamplifier ? next.Role : Role.Polarity;
}
