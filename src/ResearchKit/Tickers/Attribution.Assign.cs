namespace ResearchKit;

sealed partial class Attribution
{
    /// <summary>The object of an event stands at most so many words behind it.</summary>
    const int Reach = 6;

    /// <summary>The hits of a sentence go to the companies on which they bear.</summary>
    void Assign(int number, Clauses clauses)
    {
        var sentence = reading.Sentences[number];
        var taken = new HashSet<int>();
        for (var i = 0; i < sentence.Matches; i++)
        {
            var index = sentence.FirstMatch + i;
            var match = reading.Matches[index];
            if (roles[match.Entry] is not { } role || reading.Frames[index] is { Kind: FrameKind.Moved, Partner: >= 0 } or { Kind: FrameKind.Compared }) continue;
            var (subject, target) = Sides(clauses, sentence, match);
            if (target is null) continue;
            taken.Add(index);
            var factor = 1.0;
            foreach (var shifter in reading.Acting(sentence.FirstMatch, sentence.Matches, index)) factor *= reading.Factor(shifter, match);
            if (role.Object != 0) Bear(number, target, new(index, match, role.Object, role.Object * factor), 1);
            if (role.Subject != 0 && subject is { Speaks: false }) Bear(number, subject, new(index, match, role.Subject, role.Subject * factor), 1);
        }
        foreach (var hit in Hits(number))
            if (!taken.Contains(hit.Index) && Owner(clauses, sentence, hit.Match) is { } group) Bear(number, group, hit, 1);
    }

    /// <summary>Who acts and to whom it happens; in the passive the other way round.</summary>
    (Group? Subject, Group? Object) Sides(Clauses clauses, in Sentence sentence, in Match match)
    {
        var right = Right(clauses, sentence, match);
        var left = Left(clauses, match);
        var passive = IsAux(sentence, match.First - 1) || IsAux(sentence, match.First - 2);
        var by = match.Last + 1 < sentence.FirstToken + sentence.Tokens && Text(sentence, match.Last + 1).Equals("by", StringComparison.OrdinalIgnoreCase);
        return by ? (right, left) : passive && right is null ? (null, left) : (left, right);
    }

    bool IsAux(in Sentence sentence, int token) => token >= sentence.FirstToken && reading.Class(token).HasFlag(WordClass.Aux);

    ReadOnlySpan<char> Text(in Sentence sentence, int token) => article.Text.AsSpan(sentence.Block + reading.Tokens[token].Start, reading.Tokens[token].End - reading.Tokens[token].Start);

    Group? Right(Clauses clauses, in Sentence sentence, in Match match)
    {
        var last = match.Last;
        foreach (var group in clauses.Groups)
        {
            if (group.First <= last) continue;
            if (group.First - last - 1 > Reach) return null;
            for (var at = last + 1; at <= group.First; at++)
                if (reading.Tokens[at].Break) return null;
            return group;
        }
        return null;
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

    /// <summary>On whom a hit bears.</summary>
    Group? Owner(Clauses clauses, in Sentence sentence, in Match match)
    {
        var segment = clauses.SegmentOf(match.First);
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
        // On a softer dollar.
        if (right is not null && right.First == match.Last + 1 && match.First > sentence.FirstToken && (reading.Class(match.First - 1) & (WordClass.Governs | WordClass.Stop)) != 0) return right;
        if ((left ?? right ?? governed) is { } own) return own;
        Group? before = null, after = null;
        foreach (var group in clauses.Groups)
        {
            if (group.Speaks) continue;
            if (group.Last < match.First)
            {
                if (before is null || !group.Governed || before.Governed) before = group;
            }
            else after ??= group;
        }
        return before ?? after;
    }
}
