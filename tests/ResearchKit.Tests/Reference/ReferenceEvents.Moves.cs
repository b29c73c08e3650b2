namespace ResearchKit.Tests.Reference;

sealed partial class ReferenceEvents
{
    void Move(ReferenceMatch direction)
    {
        if (frames.ContainsKey(direction))
        {
            return;
        }

        var takesBehindOnly = Is("before", direction) || (Is("object", direction) && !IsPassive(direction));
        var isActive = Is("moves", direction) && !IsPassive(direction);
        var (moved, others) = Behind(direction, direction.Next);
        if (moved is null && !takesBehindOnly && (!isActive || IsEndBehind(direction)))
        {
            moved = Before(direction.First, 3, 0, direction);
        }

        if (moved is null && !takesBehindOnly)
        {
            (moved, others) = BehindLink(direction);
        }

        var isBeforeTakes = direction.Next < tokens.Count && !breaks[direction.Next] && words.Is("takes", tokens[direction.Next].Word);
        if (moved is null && !takesBehindOnly && !direction.IsQuantity && !isBeforeTakes && !isActive)
        {
            moved = Before(direction.First, 19, 2, direction);
        }

        var (amount, size) = AmountOf(direction, moved);
        var d = direction.Entry.Direction!.Value;
        if (moved is null)
        {
            if (amount is not null && (amount.IsShare || direction.Entry.Valence != 0))
            {
                frames[direction] = new ReferenceFrame(false, 0.7 * d, [new ReferenceShift("amount", size)]);
            }

            return;
        }

        var q = moved.Entry.Quantity ?? moved.Entry.Valence;
        var f = HasMoved(moved) ? Math.Abs(q) * Math.Sign(frames[moved].Valence) : q;
        others.ForEach(other => frames[other] = ReferenceFrame.Nothing);
        var was = matches.Find(match => match.First >= direction.Next);
        if (LastIs("from", direction) && was is not null && was.First - direction.Next < 3 && IsAbsorbed(was) && was.Entry.Quantity * q < 0)
        {
            d = Math.Abs(d);
        }

        frames[moved] = ReferenceFrame.Nothing;
        var factors = new List<ReferenceShift> { new(moved.Entry.Term, f) };
        if (amount is not null)
        {
            factors.Add(new ReferenceShift("amount", size));
        }

        frames[direction] = new ReferenceFrame(false, d, factors, moved);
    }

    bool IsPassive(ReferenceMatch direction) =>
        Enumerable.Range(1, 2).Any(back => direction.First - back >= 0 && words.Is("aux", tokens[direction.First - back].Word));

    /// <summary>A break, a number, a stop, link or governs, or the end.</summary>
    bool IsEndBehind(ReferenceMatch direction)
    {
        var next = direction.Next;
        return next == tokens.Count || breaks[next] || IsNumber(next)
            || words.Is("stop", tokens[next].Word) || words.Is("link", tokens[next].Word) || words.Is("governs", tokens[next].Word);
    }

    bool IsNumber(int place) => char.IsDigit(tokens[place].Text, 0);

    // ---- Looking behind ----

    (ReferenceMatch? Moved, List<ReferenceMatch> Others) Behind(ReferenceMatch direction, int from)
    {
        var lessens = direction.Entry.Direction < 0;
        var passesNumbers = direction.IsDirection && LastIs("stop", direction) && from == direction.Next;
        var limit = from + (passesNumbers ? 9 : 5);
        bool CanTake(ReferenceMatch match) => CanMove(match) || (lessens && IsBad(match));
        for (var place = from; place < Math.Min(limit, tokens.Count);)
        {
            var match = matches.Find(match => match.First == place);
            if (breaks[place])
            {
                break;
            }

            var word = tokens[place].Word;
            if (words.Is("stop", word) || (words.Is("link", word) && !(lessens && place > from)) || (IsNumber(place) && !passesNumbers))
            {
                break;
            }

            if (match is not null && CanTake(match))
            {
                var others = new List<ReferenceMatch>();
                var areQuantities = CanMove(match);
                while (matches.Find(next => next.First == match.Next && !breaks[next.First]
                    && !frames.ContainsKey(next)
                    && (areQuantities ? next.IsQuantity && !next.IsDirection : IsBad(next) || next.Entry.Quantity < 0)) is { } next)
                {
                    others.Add(match);
                    match = next;
                }

                return (match, others);
            }

            if (match is not null && (match.IsDirection || match.Is("boundary", "adversative", "concessive", "comparison")))
            {
                break;
            }

            place = match?.Next ?? place + 1;
        }

        return (null, []);
    }

    (ReferenceMatch? Moved, List<ReferenceMatch> Others) BehindLink(ReferenceMatch direction) =>
        direction.Next < tokens.Count && !breaks[direction.Next] && words.Is("link", tokens[direction.Next].Word)
            ? Behind(direction, direction.Next + 1)
            : (null, []);

    bool IsBad(ReferenceMatch match) => match.Is("polarity") && match.Entry.Valence < 0 && !match.IsDirection && !frames.ContainsKey(match);

    // ---- Looking before ----

    ReferenceMatch? Before(int from, int limit, int mostBreaks, ReferenceMatch? direction) => Before(from, from, limit, mostBreaks, direction);

    /// <summary>What moves before a place, with fewer than <paramref name="limit"/> tokens between it and <paramref name="from"/>. The direction is null for a comparison.</summary>
    ReferenceMatch? Before(int start, int from, int limit, int mostBreaks, ReferenceMatch? direction)
    {
        ReferenceMatch? governed = null;
        var broken = 0;
        for (var place = start - 1; place >= 0; place--)
        {
            broken += place < from && breaks[place + 1] ? 1 : 0;
            var between = from - (place + 1);
            if (broken > mostBreaks || between >= limit)
            {
                break;
            }

            var match = matches.Find(match => match.First <= place && place < match.Next);
            // Its own words do not hide a quantity (on hopes that) or a direction (more than expected); what stands before them is another clause's.
            var begins = match?.First ?? place;
            var joins = place < from && match is not { IsDirection: true }
                && Enumerable.Range(begins, place + 1 - begins).Any(i => words.Is("joins", tokens[i].Word));
            if (joins && (match is null || !CanMove(match)))
            {
                break;
            }

            if (match is null)
            {
                continue;
            }

            if (match.Is("boundary", "adversative", "concessive") && between >= 3)
            {
                break;
            }

            var isNearQuantity = match.IsQuantity && between < 3;
            if (match.IsDirection && !IsAbsorbed(match) && !isNearQuantity)
            {
                var moved = frames.GetValueOrDefault(match)?.Moved;
                var isTheDeclineInSales = match.IsQuantity && moved is not null && moved.First >= match.Next && from - moved.Next <= 2
                    && (direction is null || !LastIs("from", direction));
                if (!isTheDeclineInSales)
                {
                    return governed ?? (broken == 0 && limit > 3 ? moved : null);
                }
            }

            if (CanMove(match))
            {
                if (between == 0 || !IsGoverned(match))
                {
                    return match;
                }

                governed ??= match;
                if (joins)
                {
                    break;
                }
            }

            place = match.First;
        }

        return governed;
    }

    bool IsGoverned(ReferenceMatch match)
    {
        for (var place = match.First - 1; place >= Math.Max(matches[0].First, match.First - 3) && !breaks[place + 1]; place--)
        {
            if (words.Is("governs", tokens[place].Word))
            {
                return true;
            }
        }

        return false;
    }

    // ---- By how much ----

    (ReferenceAmount? Amount, double Size) AmountOf(ReferenceMatch direction, ReferenceMatch? moved)
    {
        var from = moved is not null && moved.First >= direction.Next ? moved.Next : direction.Next;
        var nextDirection = matches.Find(match => match.IsDirection && match.First >= direction.Next)?.First ?? tokens.Count;
        var within = moved is null ? 2 : 6;
        bool IsReached(ReferenceAmount amount, int most) =>
            amount.First >= from && amount.First - from < most && amount.First < nextDirection && (amount.Bracketed || !IsBrokenBetween(from, amount.First));
        ReferenceAmount? found = null;
        if (!Is("before", direction))
        {
            found = amounts.Find(amount => amount.First >= from);
            found = found is not null && IsReached(found, within) ? found : null;
            if (found is { IsShare: false })
            {
                found = amounts.Find(amount => amount.IsShare && amount.First >= found.Next && amount.First - from < 18 && amount.First < nextDirection) ?? found;
            }
        }

        found ??= amounts.FindLast(amount => amount.Next <= direction.First && direction.First - amount.Next <= 1
            && (amount.Next == direction.First || words.IsPlain(tokens[amount.Next].Word)));
        if (found is null)
        {
            return (null, 1);
        }

        var beside = amounts.Find(amount => amount.First >= found.Next);
        if (found.First >= direction.Next && beside is not null && AreOneUnit(found, beside) && beside.First - found.Next < (found.IsShare ? 3 : 4))
        {
            return (found, Size(found.Value, beside.Value));
        }

        return (found, found.IsShare ? Size(found.Value) : 1);
    }

    static double Size(double percent) => 0.3 + Math.Abs(percent) / (Math.Abs(percent) + 5);

    static double Size(double one, double other)
    {
        var greater = Math.Max(Math.Abs(one), Math.Abs(other));
        return greater == 0 ? Size(0) : Size(100 * (one - other) / greater);
    }
}
