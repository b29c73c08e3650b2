using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The observations of a key in one period, and what they come to.</summary>
sealed class IndexCell
{
    readonly ImmutableArray<(Observation Seen, double Weight)> seen;
    readonly Aggregation aggregation;
    readonly double weights, mean;

    public IndexCell(int number, List<Observation> observations, SentimentIndexOptions options)
    {
        (Number, aggregation) = (number, options.Aggregation);
        // A stated order makes the sums the same, however the observations came.
        seen = [.. observations.Select(one => (Seen: one, Weight: options.WeightOf(one))).OrderBy(one => one.Seen.At!.Value.UtcTicks)
            .ThenBy(one => one.Seen.ArticleId, StringComparer.Ordinal).ThenBy(one => one.Seen.Value).ThenBy(one => one.Weight)];
        weights = seen.Sum(one => one.Weight);
        if (weights == 0) return;
        mean = seen.Sum(one => one.Weight * Counted(one.Seen)) / weights;
        Value = aggregation == Aggregation.Mean ? mean : Root(mean);
    }

    /// <summary>The number of its period.</summary>
    public int Number { get; }

    public int Count => seen.Length;

    /// <summary>Null when no observation weighs anything.</summary>
    public double? Value { get; }

    /// <summary>The ends of its interval.</summary>
    public (double? Low, double? High) Interval()
    {
        var n = seen.Count(one => one.Weight > 0);
        if (n < 2) return (null, null);
        var half = Distributions.Student95(n - 1) * Math.Sqrt((double)n / (n - 1) * seen.Sum(one => Square(one.Weight * (Counted(one.Seen) - mean)))) / weights;
        return aggregation == Aggregation.Mean ? (mean - half, mean + half) : (Root(mean - half), Root(mean + half));
    }

    /// <summary>Every observation with what one unit of its value adds to the cell's: units times values sum to it.</summary>
    /// <remarks>A root goes to its observations by their parts of the balance, sᵢ·f(S)/S; at a balance of 0 they cancel, and each has none.</remarks>
    public IEnumerable<(Observation Seen, double Unit)> Units() => Value is null ? [] : seen.Where(one => one.Weight > 0).Select(one => (one.Seen,
        aggregation == Aggregation.Mean ? one.Weight / weights
        : mean == 0 || one.Seen.Value == 0 ? 0
        : one.Weight / weights * (Value.Value / mean) / Math.Abs(one.Seen.Value)));

    double Counted(in Observation one) => aggregation == Aggregation.Mean ? one.Value : Math.Sign(one.Value);

    static double Square(double x) => x * x;

    static double Root(double balance) => Math.Sign(balance) * Math.Sqrt(Math.Min(1, Math.Abs(balance)));
}
