namespace ResearchKit.Tests.Reference;

sealed partial class ReferenceEvents
{
    void Compare(ReferenceMatch comparison)
    {
        if (frames.ContainsKey(comparison))
        {
            return;
        }

        var then = amounts.Find(amount => amount.First >= comparison.Next);
        if (then is null || then.First - comparison.Next >= 8 || (!then.Bracketed && IsBrokenBetween(comparison.Next, then.First)))
        {
            return;
        }

        var now = amounts.FindLast(amount => amount.Next <= comparison.First && comparison.First - amount.Next < 18 && AreAlike(amount, then));
        if (now is null || WhatMovesBefore(now, comparison.First) is not { } quantity)
        {
            return;
        }

        var q = quantity.Entry.Quantity!.Value;
        var named = matches.FindLast(match => match.Entry.Quantity is not (null or 0) && match.First >= comparison.Next && match.Next <= then.First);
        CompareNumbers(quantity, comparison, Signed(now.Value, q), named is null ? Signed(then.Value, q) : Signed(Math.Abs(then.Value), named.Entry.Quantity!.Value));
    }

    ReferenceMatch? WhatMovesBefore(ReferenceAmount now, int end)
    {
        var quantity = Before(end, now.First, 19, 2, null);
        var isSaid = quantity is null || frames.ContainsKey(quantity) || IsSaidBetween(quantity, end);
        return isSaid ? null : quantity;
    }

    /// <summary>Whether a direction (or what is one for events) between the quantity and a place has a frame.</summary>
    bool IsSaidBetween(ReferenceMatch quantity, int end) => matches.Exists(match =>
        (match.IsDirection || match.Is("relief", "negator")) && match.First >= quantity.Next && match.Next <= end && frames.TryGetValue(match, out var frame) && !frame.Absorbed);

    static double Signed(double value, double q) => q < 0 ? -value : value;

    static bool AreAlike(ReferenceAmount now, ReferenceAmount then) =>
        now.Unit == then.Unit || (now.Unit < 0 && !then.IsShare) || (then.Unit < 0 && !now.IsShare);

    static bool AreOneUnit(ReferenceAmount one, ReferenceAmount other) => one.Unit == other.Unit || (one.IsShare && other.IsShare);

    /// <summary>Gives a quantity the frame q · v · g; the sign stands with g, and without a word v stands with q.</summary>
    void CompareNumbers(ReferenceMatch quantity, ReferenceMatch? comparison, double now, double then) =>
        Compared(quantity, comparison, Size(now, then) * Math.Sign(now - then) * Math.Sign(quantity.Entry.Quantity!.Value));

    void Compared(ReferenceMatch quantity, ReferenceMatch? comparison, double size)
    {
        var q = quantity.Entry.Quantity!.Value;
        var amount = new ReferenceShift("amount", size);
        frames[quantity] = comparison is null
            ? new ReferenceFrame(false, 0.5 * q, [amount], Compared: true)
            : new ReferenceFrame(false, q, [new ReferenceShift(comparison.Entry.Term, comparison.Entry.Valence), amount], Compared: true);
    }

    /// <returns>Whether the two were compared.</returns>
    bool CompareBracketed(ReferenceAmount now, ReferenceAmount then)
    {
        if (now.Next == then.First && then.Bracketed && now.Unit == then.Unit && WhatMovesBefore(now, now.First) is { } quantity)
        {
            var q = quantity.Entry.Quantity!.Value;
            CompareNumbers(quantity, null, Signed(now.Value, q), Signed(then.Value, q));
            return true;
        }

        return false;
    }

    void CompareSigned(ReferenceAmount share)
    {
        if (share.IsShare && share.Signed && Before(share.First, 5, 2, null) is { } quantity && !frames.ContainsKey(quantity) && !IsSaidBetween(quantity, share.First))
        {
            Compared(quantity, null, Size(share.Value) * Math.Sign(share.Value));
        }
    }
}
