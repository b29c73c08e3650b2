using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>Which shifters act on a hit: section 4 of <c>Scoring/README.md</c>.</summary>
sealed partial class Reading
{
    /// <summary>A negator with fewer tokens than this between it and one that acts, acts too.</summary>
    const int Chain = 2;

    /// <summary>The shifters that act on a hit, in the order of the sentence. Good until the next call.</summary>
    /// <param name="first">The first match of the hit's sentence.</param>
    /// <param name="count">The sentence's matches.</param>
    /// <param name="index">The hit's match.</param>
    public ReadOnlySpan<Match> Acting(int first, int count, int index)
    {
        acting.Clear();
        if (!options.Shifters) return default;
        var degree = DegreeBehind(first + count, index);
        Backward(first, index, degree);
        if (acting.Count > 1) acting.Reverse();
        Forward(first + count, index, degree);
        return CollectionsMarshal.AsSpan(acting);
    }

    /// <summary>From the hit to the beginning of the sentence: the nearest of each role, as far as it reaches.</summary>
    void Backward(int first, int index, Role? degreeBehind)
    {
        var hit = matches[index];
        var chained = -1;
        uint found = 0;
        for (var i = index - 1; i >= first; i--)
        {
            if ((matches[i].Does & Doing.Shifts) == 0) continue;
            var shifter = matches[i];
            var role = RoleOf(shifter);
            // A negator that has ended an event has done its work.
            if (frames[i].Kind == FrameKind.Moved || role != Role.Adversative && shifter.Clause != hit.Clause) continue;
            var gap = hit.First - shifter.Last - 1;
            if (role == Role.Negator && chained >= 0)
            {
                if (matches[chained].First - shifter.Last - 1 >= Chain) continue;
            }
            else if ((found & Bit(role)) != 0 || role != Role.Adversative && gap >= options.Window(role)) continue;
            // At once behind the hit stands one of this role that is nearer.
            if (role == degreeBehind && gap > 0) continue;
            if (role == Role.Negator) chained = i;
            found |= Bit(role);
            acting.Add(shifter);
        }
    }

    /// <summary>Behind the hit: a degree word at once behind it, and the nearest adversative.</summary>
    void Forward(int end, int index, Role? degreeBehind)
    {
        var taken = false;
        foreach (var shifter in acting)
            taken |= RoleOf(shifter) == degreeBehind && shifter.Last + 1 == matches[index].First;
        for (var i = index + 1; i < end; i++)
        {
            if ((matches[i].Does & Doing.Shifts) == 0) continue;
            var role = RoleOf(matches[i]);
            if (i == index + 1 && role == degreeBehind && !taken) acting.Add(matches[i]);
            if (role != Role.Adversative) continue;
            acting.Add(matches[i]);
            return;
        }
    }

    /// <summary>The role of an amplifier or deamplifier that stands at once behind a hit in its clause; null when none does.</summary>
    Role? DegreeBehind(int end, int index) =>
        index + 1 < end && matches[index + 1] is var next && (next.Does & Doing.Shifts) != 0 && next.Clause == matches[index].Clause && next.First == matches[index].Last + 1
        && RoleOf(next) is Role.Amplifier or Role.Deamplifier ? RoleOf(next) : null;

    static uint Bit(Role role) => 1u << (int)role;
}
