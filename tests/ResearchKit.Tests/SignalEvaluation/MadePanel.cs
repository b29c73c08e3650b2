namespace ResearchKit.Tests;

/// <summary>Panels and returns from a seed, made for tests.</summary>
static class MadePanel
{
    public static DateOnly Day(int number) => new DateOnly(2025, 1, 1).AddDays(number);

    /// <summary>A normal draw, as the sum of twelve uniform ones less six.</summary>
    public static double Normal(Draws draws)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += draws.Share();
        return sum;
    }

    /// <summary>Daily returns of 2% and scores that explain a stated share of the next day's; returns of longer horizons are sums.</summary>
    /// <param name="seed">Of all draws.</param>
    /// <param name="tickers">How many.</param>
    /// <param name="days">How many have scores.</param>
    /// <param name="strength">The correlation of a score with the next day's return.</param>
    /// <param name="horizons">In days.</param>
    public static List<SignalRow> Rows(ulong seed, int tickers, int days, double strength, params int[] horizons)
    {
        var draws = new Draws(seed);
        var longest = horizons.Max();
        var rows = new List<SignalRow>();
        for (var ticker = 0; ticker < tickers; ticker++)
        {
            var score = Enumerable.Range(0, days + longest).Select(_ => Normal(draws)).ToArray();
            var gain = score.Select(value => 0.02 * (strength * value + Math.Sqrt(1 - strength * strength) * Normal(draws))).ToArray();
            for (var day = 0; day < days; day++)
                foreach (var horizon in horizons)
                    rows.Add(new(Day(day), $"T{ticker:000}", score[day], horizon, gain[day..(day + horizon)].Sum()));
        }
        return rows;
    }

    /// <summary>Rows of one day and horizon from scores and returns.</summary>
    public static IEnumerable<SignalRow> Section(int day, double[] scores, double[] returns, int horizon = 1, string? group = null) =>
        scores.Zip(returns, (score, gain) => (score, gain)).Select((pair, i) => new SignalRow(Day(day), $"{(char)('A' + i)}", pair.score, horizon, pair.gain, group));

    /// <summary>Pearson's correlation by its definition, to compare with.</summary>
    public static double Correlation(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (mx, my) = (x.Sum() / x.Count, y.Sum() / y.Count);
        var covariance = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum();
        return covariance / Math.Sqrt(x.Sum(a => Math.Pow(a - mx, 2))) / Math.Sqrt(y.Sum(b => Math.Pow(b - my, 2)));
    }

    /// <summary>Ranks by counting: those below, and half of those equal.</summary>
    public static double[] Ranks(IReadOnlyList<double> values) => [.. values.Select(value => values.Count(other => other < value) + (values.Count(other => other == value) + 1) / 2.0)];
}
