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

        var now = amounts.FindLast(amount => amount.Next <= comparison.First && comparison.First - amount.Next <= 18 && AreAlike(amount, then));
        if (now is null || WhatMovesBefore(now, comparison.First) is not { } quantity)
        {
            return;
        }

        var q = quantity.Entry.Quantity!.Value;
        var named = matches.Find(match => match.IsQuantity && match.First >= comparison.Next && match.Next <= then.First);
        CompareNumbers(quantity, comparison.Entry.Valence, now.Value * Sign(q), then.Value * Sign(named?.Entry.Quantity ?? q));
    }

    ReferenceMatch? WhatMovesBefore(ReferenceAmount now, int end)
    {
        var quantity = Before(end, 19, 2, null);
        var isSaid = quantity is null || frames.ContainsKey(quantity)
            || matches.Any(match => (match.IsDirection || match.Is("relief")) && match.First >= quantity.Next && match.Next <= end && frames.TryGetValue(match, out var frame) && !frame.Absorbed);
        return isSaid ? null : quantity;
    }

    static int Sign(double q) => q < 0 ? -1 : 1;

    static bool AreAlike(ReferenceAmount now, ReferenceAmount then) =>
        now.Unit == then.Unit || (now.Unit < 0 && !then.IsShare) || (then.Unit < 0 && !now.IsShare);

    static bool AreOneUnit(ReferenceAmount one, ReferenceAmount other) => one.Unit == other.Unit || (one.IsShare && other.IsShare);

    void CompareNumbers(ReferenceMatch quantity, double v, double now, double then)
    {
        var q = quantity.Entry.Quantity!.Value;
        frames[quantity] = new ReferenceFrame(false, Math.Abs(q),
            [new ReferenceShift("comparison", v * Math.Sign(now - then)), new ReferenceShift("amount", Size(now, then))], Compared: true);
    }

    void CompareBracketed()
    {
        foreach (var (now, then) in amounts.Zip(amounts.Skip(1)))
        {
            if (now.Next == then.First && then.Bracketed && now.Unit == then.Unit && WhatMovesBefore(now, then.First) is { } quantity)
            {
                var q = quantity.Entry.Quantity!.Value;
                CompareNumbers(quantity, 0.5, now.Value * Sign(q), then.Value * Sign(q));
            }
        }
    }

    void CompareSigned()
    {
        foreach (var share in amounts.Where(amount => amount.IsShare && amount.Signed))
        {
            var quantity = matches.FindLast(match => match.IsQuantity && !frames.ContainsKey(match) && match.Next <= share.First);
            if (quantity is not null && share.First - quantity.Next <= 4
                && !matches.Exists(match => match.IsDirection && match.First >= quantity.Next && match.Next <= share.First))
            {
                frames[quantity] = new ReferenceFrame(false, quantity.Entry.Quantity!.Value,
                    [new ReferenceShift("comparison", 0.5 * Math.Sign(share.Value)), new ReferenceShift("amount", Size(share.Value))], Compared: true);
            }
        }
    }
}
