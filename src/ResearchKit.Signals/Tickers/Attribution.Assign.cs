namespace ResearchKit;

sealed partial class Attribution
{
    /// <summary>So many words stand in the gap of an event, and before the other party.</summary>
    const int Gap = 6;

    /// <summary>The hits of a sentence go to the companies on which they bear.</summary>
    void Assign(int number, Clauses clauses)
    {
        var sentence = reading.Sentences[number];
        var taken = new HashSet<int>();
        for (var i = 0; i < sentence.Matches; i++)
        {
            var index = sentence.FirstMatch + i;
            if (taken.Contains(index) || reading.Matches[index].Frame == FrameKind.Compared) continue;
            // What has moved something is an event only with the words that follow: cut orders from.
            var moved = reading.Matches[index].Frame == FrameKind.Moved && reading.FrameOf(index).Partner >= 0;
            foreach (var form in roles[reading.Matches[index].Entry])
                if (!(moved && form.Tail.IsEmpty) && Event(number, clauses, index, form, taken)) break;
        }
        foreach (var hit in Hits(number))
        {
            if (taken.Contains(hit.Index) || Owner(clauses, sentence, reading.MatchOf(hit)) is not { } group || IsCause(clauses, sentence, hit, group)) continue;
            var factor = Factor(clauses, sentence, hit.Index, out var alone);
            var valence = reading.MatchOf(hit).Frame == FrameKind.None ? hit.Valence : reading.FrameOf(hit.Index).Valence;
            Bear(number, group, alone ? hit with { Shifted = valence * factor } : hit, alone);
        }
    }

    /// <summary>An event with its sides.</summary>
    /// <returns>Whether it is one.</returns>
    bool Event(int number, Clauses clauses, int index, in EventForm form, HashSet<int> taken)
    {
        var (sentence, match, role) = (reading.Sentences[number], reading.Matches[index], form.Role);
        var last = form.Tail.IsEmpty ? match.Last : Tail(sentence, match.Last, form.Tail);
        if (last < 0) return false;
        if (role.Host != 0) return Exclusivity(number, clauses, index, last, role, taken);
        var right = Right(clauses, last, role.Reach);
        var left = Left(clauses, match);
        var by = form.Tail.IsEmpty && Is(sentence, last + 1, "by");
        var passive = !by && right is null && !Text(sentence, match.First).EndsWith("ing", StringComparison.OrdinalIgnoreCase) && (IsAux(sentence, match.First - 1) || IsAux(sentence, match.First - 2));
        var (subject, target) = by ? (Right(clauses, last + 1, Gap), left) : passive ? (null, left) : (left, right);
        if (target is null || role.Order && (target == left || clauses.Groups.Exists(group => group.Last < match.First && clauses.SegmentOf(group.Last) == clauses.SegmentOf(match.First)))) return false;
        var factor = Factor(clauses, sentence, index, out var alone);
        taken.Add(index);
        if (target != left) clauses.Targets[target] = last;
        // What stands in the gap belongs to the event.
        for (var i = sentence.FirstMatch; i < sentence.FirstMatch + sentence.Matches; i++)
            if (reading.Matches[i].First > match.Last && reading.Matches[i].Last <= last) taken.Add(i);
        var other = role.Via.IsEmpty ? null : Other(clauses, sentence, target, role);
        Bear(number, target, new(index, role.Object, role.Object * factor), alone, isEvent: true);
        if (other is not null) Bear(number, other, new(index, role.Other, role.Other * factor), alone, isEvent: true);
        // Who loses to a third has lost; who only chooses between two has not gained.
        if (subject is { Speaks: false } && (other is null || role.Subject < 0)) Bear(number, subject, new(index, role.Subject, role.Subject * factor), alone, isEvent: true);
        return true;
    }

    /// <summary>Exclusivity begins or ends, in a clause or for whom the sentence is about: one thing for those who rent out computing, another for those who use it.</summary>
    bool Exclusivity(int number, Clauses clauses, int index, int last, EventRole role, HashSet<int> taken)
    {
        var (sentence, match) = (reading.Sentences[number], reading.Matches[index]);
        var near = clauses.Groups.FindAll(group => !group.Speaks && clauses.SegmentOf(group.Last) == clauses.SegmentOf(match.First));
        if (near.Count == 0 && clauses.Subject is { } subject) near.Add(subject);
        if (near.Count == 0) return false;
        var factor = Factor(clauses, sentence, index, out var alone);
        for (var i = sentence.FirstMatch; i < sentence.FirstMatch + sentence.Matches; i++)
            if (reading.Matches[i].First >= match.First && reading.Matches[i].First <= last) taken.Add(i);
        foreach (var group in near)
        {
            Bear(number, group, new(index, role.Host, role.Host * factor), alone, isEvent: true, only: company => company.IsProvider);
            Bear(number, group, new(index, role.Customer, role.Customer * factor), alone, isEvent: true, only: company => !company.IsProvider);
        }
        return true;
    }

    /// <summary>The last token of words that stand behind a token after a gap; -1 where they do not.</summary>
    int Tail(in Sentence sentence, int token, System.Collections.Immutable.ImmutableArray<string> words)
    {
        for (var at = token + 1; at <= token + Gap + 1 && at < sentence.FirstToken + sentence.Tokens; at++)
        {
            if (Are(sentence, at, words)) return at + words.Length - 1;
            if (reading.Tokens[at].Break) return -1;
        }
        return -1;
    }

    bool Are(in Sentence sentence, int token, System.Collections.Immutable.ImmutableArray<string> words)
    {
        for (var i = 0; i < words.Length; i++)
            if (!Is(sentence, token + i, words[i])) return false;
        return true;
    }

    bool Is(in Sentence sentence, int token, string word) => token < sentence.FirstToken + sentence.Tokens && Text(sentence, token).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>A form of be: has and had make no passive.</summary>
    bool IsAux(in Sentence sentence, int token) => token >= sentence.FirstToken && reading.Class(token).HasFlag(WordClass.Aux) && !Text(sentence, token).StartsWith("ha", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name at most so many words behind a token, without a break or preposition between.</summary>
    Group? Right(Clauses clauses, int last, int reach)
    {
        if (clauses.Groups.Find(group => group.First > last) is not { } next || next.First - last - 1 > reach) return null;
        for (var at = last + 1; at <= next.First; at++)
            if (reading.Tokens[at].Break || at < next.First && (reading.Class(at) & (WordClass.Governs | WordClass.Stop | WordClass.Link)) != 0) return null;
        return next;
    }

    /// <summary>The nearest name before an event that no preposition governs, in its clause or else before it.</summary>
    static Group? Left(Clauses clauses, in Match match)
    {
        Group? nearest = null, free = null;
        foreach (var group in clauses.Groups)
        {
            if (group.Last >= match.First || group.Speaks) continue;
            nearest = group;
            if (!group.Governed) free = group;
        }
        return free ?? nearest;
    }

    /// <summary>The other party: behind the object, after one of the event's prepositions.</summary>
    Group? Other(Clauses clauses, in Sentence sentence, Group target, EventRole role)
    {
        if (clauses.Groups.Find(group => group.First > target.Last) is not { } next || next.First - target.Last > 2 * Gap) return null;
        for (var at = target.Last + 1; at < next.First; at++)
            foreach (var words in role.Via)
                if (Are(sentence, at, words) && next.First - at - words.Length <= 3) return next;
        return null;
    }

    /// <summary>Fell on higher fuel prices: where a name itself moves, what stands behind "on", "after" and the like in that part of the sentence is why, and is not counted again.</summary>
    bool IsCause(Clauses clauses, in Sentence sentence, in Hit hit, Group group)
    {
        var own = reading.MatchOf(hit);
        foreach (var other in reading.Hits.Slice(sentence.FirstHit, sentence.Hits))
        {
            var move = reading.MatchOf(other);
            if (move.Last >= own.First || move.First - group.Last is < 1 or > 3 || move.Frame != FrameKind.Moved || reading.FrameOf(other.Index).Partner >= 0 || clauses.PartOf(move.First) != clauses.PartOf(own.First)) continue;
            for (var at = move.Last + 1; at < own.First; at++)
                foreach (var word in Causes)
                    if (Is(sentence, at, word)) return true;
        }
        return false;
    }

    static readonly System.Collections.Immutable.ImmutableArray<string> Causes = ["on", "after", "as", "amid", "over", "following", "despite", "because", "due", "post"];

    /// <summary>On whom a hit bears.</summary>
    Group? Owner(Clauses clauses, in Sentence sentence, Match match)
    {
        var (segment, part) = (clauses.SegmentOf(match.First), clauses.PartOf(match.First));
        Group? left = null, governed = null, right = null;
        foreach (var group in clauses.Groups)
        {
            if (group.Speaks || clauses.SegmentOf(group.Last) != segment) continue;
            if (group.Last < match.First)
            {
                if (group.Governed) governed = group; else left = group;
            }
            else if (group.First > match.Last) right ??= group;
        }
        // Hit debt-laden Y; on a softer Y; problems at Y.
        if (right is not null && (clauses.Targets.TryGetValue(right, out var verb) && match.First > verb
            || right.First == match.Last + 1 && match.First > sentence.FirstToken && (reading.Class(match.First - 1) & (WordClass.Governs | WordClass.Stop)) != 0
            || Governs(sentence, match, right))) return right;
        // Rose on a buyout of Y: of whom the sentence is about.
        if (left is null && right is { Governed: true } && clauses.Groups.FindLast(group => group is { Governed: false, Speaks: false } && group.Last < match.First && clauses.PartOf(group.First) == part) is { } about) return about;
        if ((left ?? right ?? governed) is { } own) return own;
        // Whose shares fell, sending the shares down: of the name just before.
        var opening = Text(sentence, clauses.Start(match.First));
        var near = opening.EndsWith("ing", StringComparison.OrdinalIgnoreCase) || opening.Equals("whose", StringComparison.OrdinalIgnoreCase) || opening.Equals("which", StringComparison.OrdinalIgnoreCase) || opening.Equals("who", StringComparison.OrdinalIgnoreCase);
        return Borrow(clauses, match, near, part) ?? Borrow(clauses, match, near, null);
    }

    /// <summary>Whether a preposition, the last word of a hit or the next, leads from it to a name, and no name stands at once before it.</summary>
    bool Governs(in Sentence sentence, in Match match, Group right)
    {
        if (match.First > sentence.FirstToken && reading.Tokens[match.First - 1].OfName || right.First - match.Last > 4) return false;
        var at = match.Count > 1 && IsLink(sentence, match.Last) ? match.Last : match.Last + 1;
        if (!IsLink(sentence, at)) return false;
        for (var token = at + 1; token <= right.First; token++)
            if (reading.Tokens[token].Break || token < right.First && (reading.Class(token) & (WordClass.Governs | WordClass.Stop | WordClass.Link)) != 0) return false;
        return true;
    }

    bool IsLink(in Sentence sentence, int token) => Is(sentence, token, "in") || Is(sentence, token, "at") || Is(sentence, token, "for") || Is(sentence, token, "of") || Is(sentence, token, "against");

    /// <summary>The name that a clause without one is about: before it the one that acts rather than the one that it happens to, or else the one that no preposition governs.</summary>
    static Group? Borrow(Clauses clauses, in Match match, bool near, int? part)
    {
        Group? before = null, after = null;
        foreach (var group in clauses.Groups)
        {
            if (group.Speaks || part is { } own && clauses.PartOf(group.First) != own) continue;
            if (group.Last < match.First)
            {
                if (before is null || near || Rank(group) >= Rank(before)) before = group;
            }
            else after ??= group;
        }
        return before ?? after;

        int Rank(Group group) => clauses.Targets.ContainsKey(group) ? 0 : group.Governed ? 1 : 2;
    }

    /// <summary>The product of the shifters that act on a match.</summary>
    /// <param name="clauses">Its sentence's.</param>
    /// <param name="sentence">Its sentence.</param>
    /// <param name="index">The match.</param>
    /// <param name="alone">Whether contrasts between companies were left out.</param>
    double Factor(Clauses clauses, in Sentence sentence, int index, out bool alone)
    {
        (alone, var factor) = (false, 1.0);
        var acting = reading.Shifters(sentence, index);
        foreach (var shifter in acting) alone |= Contrasts(clauses, reading.Matches[shifter.Match]);
        foreach (var shifter in acting)
            if (!(alone && reading.Matches[shifter.Match].Role.IsContrast())) factor *= shifter.Factor;
        return factor;
    }

    /// <summary>Whether a "but" or "while" sets one company against another: then it weakens neither.</summary>
    bool Contrasts(Clauses clauses, in Match shifter)
    {
        if (!shifter.Role.IsContrast()) return false;
        var (at, before, after) = (shifter.First, false, false);
        foreach (var group in clauses.Groups)
        {
            if (group.Speaks || group.Governed) continue;
            if (group.Last < at) before = true; else after = true;
        }
        return before && after;
    }
}
