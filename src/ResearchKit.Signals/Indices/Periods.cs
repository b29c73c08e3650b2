using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Periods and what stands in them: the formulas of <see cref="SentimentIndex"/>.</summary>
static class Periods
{
    /// <summary>Two-sided 95% quantiles of Student's t for 1 to 30 degrees of freedom.</summary>
    static readonly ImmutableArray<double> Students =
    [
        12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448, 2.1314,
        2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
    ];

    /// <summary>Beyond the table by the first terms of the expansion in 1/freedom (Fisher, Cornish 1960), to four decimals.</summary>
    public static double Student(int freedom) => freedom <= Students.Length ? Students[freedom - 1] : 1.95996 + (2.37227 + (2.82250 + 2.5558 / freedom) / freedom) / freedom;

    public static DateOnly Start(DateTimeOffset at, Period period)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return period switch
        {
            Period.Day => day,
            Period.Week => day.AddDays(-((int)day.DayOfWeek + 6) % 7),
            _ => new(day.Year, day.Month, 1),
        };
    }

    public static IndexPoint Point(string key, DateOnly from, List<Observation> observations, Aggregation aggregation)
    {
        // A stated order makes the sums the same, however the observations came.
        var seen = observations.OrderBy(one => one.At!.Value.UtcTicks).ThenBy(one => one.ArticleId, StringComparer.Ordinal).ThenBy(one => one.Value).ThenBy(one => one.Weight)
            .Select(one => (one.Weight, Value: aggregation == Aggregation.Mean ? one.Value : Math.Sign(one.Value))).ToList();
        double weights = seen.Sum(one => one.Weight), sum = seen.Sum(one => one.Weight * one.Value);
        if (weights == 0) return new(key, from, null, seen.Count, null, null);
        var mean = sum / weights;
        var n = seen.Count(one => one.Weight > 0);
        double? half = n < 2 ? null : Student(n - 1) * Math.Sqrt((double)n / (n - 1) * seen.Sum(one => one.Weight * one.Weight * (one.Value - mean) * (one.Value - mean))) / weights;
        return aggregation == Aggregation.Mean
            ? new(key, from, mean, seen.Count, mean - half, mean + half)
            : new(key, from, Root(mean), seen.Count, half is null ? null : Root(mean - half.Value), half is null ? null : Root(mean + half.Value));
    }

    /// <summary>A key's points by time, and what stands in between.</summary>
    public static ImmutableArray<IndexPoint> Filled(IReadOnlyList<IndexPoint> points, Period period, Gaps gaps)
    {
        if (gaps == Gaps.None) return [.. points];
        var filled = ImmutableArray.CreateBuilder<IndexPoint>();
        double? latest = null;
        foreach (var point in points)
        {
            while (filled.Count > 0 && Next(filled[^1].From, period) is var next && next < point.From)
                filled.Add(new(point.Key, next, gaps == Gaps.Zero ? 0 : latest, 0, null, null));
            filled.Add(point);
            latest = point.Value ?? latest;
        }
        return filled.ToImmutable();
    }

    public static DateOnly Next(DateOnly from, Period period) => period == Period.Month ? from.AddMonths(1) : from.AddDays(period == Period.Week ? 7 : 1);

    static double Root(double balance) => Math.Sign(balance) * Math.Sqrt(Math.Min(1, Math.Abs(balance)));
}
