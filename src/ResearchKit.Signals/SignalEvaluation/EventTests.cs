using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The formulas of <see cref="EventStudy"/>, over events by position.</summary>
static class EventTests
{
    public static double? Patell(EventFit[] events)
    {
        // FewestEstimationDays is above 4, so every variance is there.
        double sum = 0, variance = 0;
        foreach (var one in events)
        {
            sum += one.Scar;
            variance += (one.EstimationCount - 2.0) / (one.EstimationCount - 4);
        }
        return sum / Math.Sqrt(variance);
    }

    public static double? Bmp(EventFit[] events)
    {
        var scars = Array.ConvertAll(events, one => one.Scar);
        var deviation = Series.Deviation(scars);
        return deviation == 0 ? null : Series.Mean(scars) * Math.Sqrt(scars.Length) / deviation;
    }

    /// <summary>What correlated events do to a t; null where the correlation is so negative, or so near 1, that there is no such factor.</summary>
    public static double? Adjustment(int events, double correlation) =>
        1 + (events - 1) * correlation is > 0 and var inflated && correlation < 1 ? Math.Sqrt((1 - correlation) / inflated) : null;

    /// <summary>The mean over all pairs; those whose tested days do not meet have 0.</summary>
    public static double Correlation(EventFit[] events, EventStudyOptions options)
    {
        if (events.Length < 2) return 0;
        var sums = new double[events.Length];
        Parallel.For(0, events.Length, i =>
        {
            for (var j = i + 1; j < events.Length && events[j].Position - events[i].Position is var apart && apart < options.CarDays; j++)
                sums[i] += Correlation(events[i].Residuals, events[j].Residuals, apart) * (options.CarDays - apart) / options.CarDays;
        });
        return Series.Mean(sums) * 2 / (events.Length - 1);
    }

    /// <summary>Over the days that both have; the second's are a number of days later.</summary>
    static double Correlation(double[] first, double[] second, int apart)
    {
        double meanX = 0, meanY = 0, xx = 0, yy = 0, xy = 0;
        var count = 0;
        for (var i = apart; i < first.Length; i++)
        {
            if (double.IsNaN(first[i]) || double.IsNaN(second[i - apart])) continue;
            count++;
            meanX += first[i];
            meanY += second[i - apart];
        }
        if (count < 3) return 0;
        meanX /= count;
        meanY /= count;
        for (var i = apart; i < first.Length; i++)
        {
            var (x, y) = (first[i] - meanX, second[i - apart] - meanY);
            if (double.IsNaN(x) || double.IsNaN(y)) continue;
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.Sqrt(xx * yy);
    }

    public static double? Corrado(EventFit[] events, EventStudyOptions options)
    {
        int before = options.EstimationDays, m = options.CarDays, all = before + m;
        var (sums, counts) = (new double[all], new int[all]);
        foreach (var one in events)
        {
            double[] returns = [.. one.Residuals, .. one.Abnormal.AsSpan(options.CarFirst - options.First, m)];
            int[] there = [.. Enumerable.Range(0, all).Where(day => !double.IsNaN(returns[day]))];
            var ranks = Evaluating.Ranks(there, returns);
            for (var i = 0; i < there.Length; i++)
            {
                sums[there[i]] += ranks[i] / (there.Length + 1.0) - 0.5;
                counts[there[i]]++;
            }
        }
        double squares = 0, tested = 0;
        var days = 0;
        for (var day = 0; day < all; day++)
        {
            if (counts[day] == 0) continue;
            var z = sums[day] / Math.Sqrt(counts[day]);
            squares += z * z;
            days++;
            if (day >= before) tested += z;
        }
        return squares == 0 ? null : tested / Math.Sqrt(m * squares / days);
    }

    /// <param name="events">All.</param>
    /// <param name="adjust">What divides the band's width: correlated events say less.</param>
    /// <param name="options">The days.</param>
    public static ImmutableArray<EventDay> Path(EventFit[] events, double? adjust, EventStudyOptions options)
    {
        var path = ImmutableArray.CreateBuilder<EventDay>();
        var cumulative = new double[events.Length];
        var t = events.Length < 2 ? 0 : Distributions.StudentQuantile((1 + options.Level) / 2, events.Length - 1);
        for (var day = 0; day < options.PathDays; day++)
        {
            double mean = 0;
            for (var i = 0; i < events.Length; i++)
            {
                mean += events[i].Abnormal[day] / events.Length;
                cumulative[i] += events[i].Abnormal[day];
            }
            var sum = Series.Mean(cumulative);
            double? half = events.Length < 2 || adjust is null ? null : t * Series.Deviation(cumulative) / Math.Sqrt(events.Length) / adjust.Value;
            path.Add(new(options.First + day, mean, sum, sum - half, sum + half));
        }
        return path.ToImmutable();
    }
}
