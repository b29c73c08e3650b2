using System.Collections.Immutable;

namespace ResearchKit.Benchmarks;

/// <summary>One thing measured several times.</summary>
/// <param name="Values">In the order in which they were measured; one or more.</param>
sealed record Figures(ImmutableArray<double> Values)
{
    readonly double[] sorted = [.. Values.Order()];

    public double Median => Quantile(0.5);

    public double Least => sorted[0];

    public double Most => sorted[^1];

    /// <summary>The width of the middle half by the median: two figures that are nearer than that are the same as far as is known.</summary>
    public double Spread => (Quantile(0.75) - Quantile(0.25)) / Median;

    /// <summary>Value by value: turns that were taken one after another saw the same machine.</summary>
    public static Figures Ratio(Figures of, Figures to) => new([.. of.Values.Zip(to.Values, (a, b) => a / b)]);

    /// <summary>Between the two values beside the place, in proportion.</summary>
    double Quantile(double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
