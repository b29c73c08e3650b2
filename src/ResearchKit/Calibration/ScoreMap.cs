using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>How a method's values are brought to a publisher's scale.</summary>
public enum Map
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>a + b·value, by least squares.</summary>
    Affine,

    /// <summary>The non-decreasing step function with the least squares (pool adjacent violators), straight between its knots.</summary>
    Isotonic,
}

/// <summary>A point that a fitted map goes through.</summary>
/// <param name="From">A method's value.</param>
/// <param name="To">What it becomes.</param>
public readonly record struct Knot(double From, double To)
{
    /// <summary><c>0.25 → 0.31</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{From:R} → {To:R}");
}

/// <summary>A fitted map: knots in the order of their values; between two it is straight, beyond the last it goes on (affine) or stays (isotonic).</summary>
readonly record struct ScoreMap(Map Kind, ImmutableArray<Knot> Knots)
{
    public double this[double value]
    {
        get
        {
            if (Kind == Map.Affine) return Knots[0].To + value * (Knots[1].To - Knots[0].To);
            if (value <= Knots[0].From) return Knots[0].To;
            for (var i = 1; i < Knots.Length; i++)
                if (value <= Knots[i].From) return Knots[i - 1].To + (Knots[i].To - Knots[i - 1].To) * (value - Knots[i - 1].From) / (Knots[i].From - Knots[i - 1].From);
            return Knots[^1].To;
        }
    }

    /// <summary>The map, held within −1 to 1.</summary>
    public double Bounded(double value) => Math.Clamp(this[value], -1, 1);

    /// <summary>The mean slope of the bounded map on the way from 0 to a value; at 0 the mean of the slopes on its two sides.</summary>
    public double Slope(double value)
    {
        // Within one straight piece the slope is its own: a difference of two values would lose digits near 0.
        if (Kind == Map.Affine && Bounded(0) == this[0] && Bounded(value) == this[value]) return Knots[1].To - Knots[0].To;
        if (value != 0) return Kind == Map.Isotonic && Piece(Math.Min(0, value), Math.Max(0, value)) is { } slope ? slope : (Bounded(value) - Bounded(0)) / value;
        return Kind == Map.Affine ? 0 : ((Piece(-double.Epsilon, 0) ?? 0) + (Piece(0, double.Epsilon) ?? 0)) / 2;
    }

    double? Piece(double low, double high)
    {
        for (var i = 1; i < Knots.Length; i++)
            if (Knots[i - 1].From <= low && high <= Knots[i].From) return (Knots[i].To - Knots[i - 1].To) / (Knots[i].From - Knots[i - 1].From);
        return null;
    }
}
