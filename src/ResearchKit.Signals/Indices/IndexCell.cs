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
        var tokens = observations.Sum(one => (long)one.Tokens);
        // A stated order makes the sums the same, however the observations came.
        seen = [.. observations.Select(one => (Seen: one, Weight: options.WeightOf(one, tokens))).OrderBy(one => one.Seen.At!.Value.UtcTicks)
            .ThenBy(one => one.Seen.ArticleId, StringComparer.Ordinal).ThenBy(one => one.Seen.Value).ThenBy(one => one.Weight)];
        weights = seen.Sum(one => one.Weight);
        if (weights == 0) return;
        mean = seen.Sum(one => one.Weight * Counted(one.Seen)) / weights;
        Value = aggregation == Aggregation.Mean ? mean : Root(mean);
        foreach (var (one, weight) in seen)
        {
            if (weight == 0) continue;
            var (square, apart) = (Square(weight / weights), Counted(one) - mean);
            Spread = (Spread.Count + 1, Spread.Squares + square, Spread.First + square * apart, Spread.Second + square * apart * apart);
        }
    }

    /// <summary>The number of its period.</summary>
    public int Number { get; }

    public int Count => seen.Length;

    /// <summary>Null when no observation weighs anything.</summary>
    public double? Value { get; }

    /// <summary>Of the parts ω = w/Σw that its observations have: how many are more than 0, and Σω², Σω²(v − m) and Σω²(v − m)² about the mean m. A window's interval is made of these, without going through all observations for each of its points.</summary>
    public (int Count, double Squares, double First, double Second) Spread { get; }

    /// <summary>The ends of its interval.</summary>
    public (double? Low, double? High) Interval()
    {
        if (Spread.Count is not (>= 2 and var n)) return (null, null);
        var half = Distributions.Student95(n - 1) * Math.Sqrt((double)n / (n - 1) * Spread.Second);
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
