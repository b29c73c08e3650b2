namespace ResearchKit;

/// <summary>The amounts of events, and numbers compared: section 3 of <c>Scoring/README.md</c>.</summary>
sealed partial class Reading
{
    /// <summary>What a difference weighs that no word names: in brackets, or as a sign.</summary>
    const double Unsaid = 0.5;

    /// <summary>The amount of a direction: behind it, or at once before it.</summary>
    int AmountOf(int i, int quantity, int firstAmount, out double size)
    {
        size = 1;
        var last = quantity > i ? matches[quantity].Last : matches[i].Last;
        var behind = AmountBehind(last, quantity >= 0 ? 6 : 2, firstAmount);
        if (behind >= 0 && !Is(matches[i].First, WordClass.Before) && amounts[behind].First < NextDirection(i))
        {
            for (var a = behind; a < amountCount && amounts[a].First - last <= Far; a++)
            {
                if (NextDirection(i) is var next && amounts[a].First > next) break;
                if (amounts[a].IsShare && !(a > behind && amounts[behind].IsShare))
                {
                    // From 5% to 7% is a level, not a change.
                    size = a + 1 < amountCount && amounts[a + 1].IsShare && amounts[a + 1].First - amounts[a].Last <= 3 ? Frame.Size(Change(amounts[a].Value, amounts[a + 1].Value)) : Frame.Size(Math.Abs(amounts[a].Value));
                    return a;
                }
            }
            if (behind + 1 < amountCount && amounts[behind].Unit == amounts[behind + 1].Unit && amounts[behind + 1].First - amounts[behind].Last <= 4) size = Frame.Size(Change(amounts[behind].Value, amounts[behind + 1].Value));
            return behind;
        }
        for (var a = amountCount - 1; a >= firstAmount; a--)
        {
            var gap = matches[i].First - amounts[a].Last - 1;
            if (gap is < 0 or > 1 || gap == 1 && Class(matches[i].First - 1) != WordClass.None) continue;
            if (amounts[a].IsShare) size = Frame.Size(Math.Abs(amounts[a].Value));
            return a;
        }
        return -1;
    }

    int NextDirection(int i)
    {
        for (var j = i + 1; j < matchCount; j++)
            if (Does(j, Doing.Moves)) return matches[j].First;
        return int.MaxValue;
    }

    /// <summary>The first amount behind a token, with fewer words than so many between; -1 for none.</summary>
    int AmountBehind(int token, int reach, int firstAmount)
    {
        for (var a = firstAmount; a < amountCount; a++)
        {
            if (amounts[a].First <= token) continue;
            if (amounts[a].First - token - 1 >= reach) return -1;
            for (var at = token + 1; at <= amounts[a].First; at++)
                if (tokens[at].Break && !amounts[a].Bracketed) return -1;
            return a;
        }
        return -1;
    }

    static double Change(double one, double other)
    {
        var most = Math.Max(Math.Abs(one), Math.Abs(other));
        return most == 0 ? 0 : 100 * Math.Abs(one - other) / most;
    }

    /// <summary>Two numbers with a word of comparison between them.</summary>
    void Compare(int i, int firstMatch, int firstAmount)
    {
        var other = AmountBehind(matches[i].Last, Behind * 2, firstAmount);
        if (other < 0) return;
        var amount = -1;
        for (var a = other - 1; a >= firstAmount; a--)
        {
            if (amounts[a].Last >= matches[i].First) continue;
            if (matches[i].First - amounts[a].Last > Far) break;
            if (!Alike(amounts[a].Unit, amounts[other].Unit)) continue;
            amount = a;
            break;
        }
        if (amount < 0) return;
        var quantity = Left(i, amounts[amount].First, firstMatch, Far);
        for (var j = i - 1; j >= firstMatch && matches[j].First > amounts[amount].First - Far; j--)
            // A verb has said it already.
            if (Framed(j) == FrameKind.Moved && (quantity < 0 || matches[j].First > matches[quantity].First)) return;
        if (quantity < 0 || Framed(quantity) != FrameKind.None) return;
        var worth = QuantityOf(quantity);
        double now = amounts[amount].Value * Math.Sign(worth), then = amounts[other].Value * Math.Sign(worth);
        for (var j = i + 1; j < matchCount && matches[j].Last < amounts[other].First; j++)
            if (Does(j, Doing.Quantity) && QuantityOf(j) is not 0 and var was) then = Math.Abs(amounts[other].Value) * Math.Sign(was);
        Compared(quantity, i, matches[i].Valence, amount, other, now, then);
    }

    /// <summary>Two numbers of one unit, the second in brackets; or a number with a sign.</summary>
    void Unspoken(int a, int firstMatch, int firstAmount)
    {
        var amount = amounts[a];
        var bracketed = amount.Bracketed && a > firstAmount && amounts[a - 1].Unit == amount.Unit && amount.First - amounts[a - 1].Last == 1;
        if (!bracketed && !(amount.Signed && amount.IsShare)) return;
        var from = bracketed ? amounts[a - 1].First : amount.First;
        var i = firstMatch;
        while (i < matchCount && matches[i].First < from) i++;
        var quantity = Left(i, from, firstMatch, bracketed ? Far : Behind);
        if (quantity < 0 || Framed(quantity) != FrameKind.None) return;
        for (var j = quantity; j < i; j++)
            if (Framed(j) == FrameKind.Moved) return;
        var worth = QuantityOf(quantity);
        if (bracketed) Compared(quantity, -1, Unsaid, a - 1, a, amounts[a - 1].Value * Math.Sign(worth), amount.Value * Math.Sign(worth));
        else Put(quantity, FrameKind.Compared, new(worth * Unsaid, -1, 1, a, -1, Math.Sign(amount.Value) * Frame.Size(Math.Abs(amount.Value))));
    }

    void Compared(int quantity, int comparison, double weight, int amount, int other, double now, double then)
    {
        var worth = QuantityOf(quantity);
        // Both numbers carry the sign of what they count, so that more is good; the base has that sign already.
        var way = Math.Sign(now - then) * (worth < 0 ? -1 : 1);
        var size = way * Frame.Size(Change(now, then));
        Put(quantity, FrameKind.Compared, comparison >= 0 ? new(worth, comparison, weight, amount, other, size) : new(worth * weight, -1, 1, amount, other, size));
    }

    static bool Alike(int one, int other) => one == other || one == 0 && other > Amount.Points || other == 0 && one > Amount.Points;
}
