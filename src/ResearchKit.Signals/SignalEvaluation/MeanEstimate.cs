using System.Globalization;

namespace ResearchKit;

/// <summary>What a sample lets one say of a mean.</summary>
public enum SignalVerdict
{
    /// <summary>The mean found is at least the one that the sample detects with the power asked for.</summary>
    Detected,

    /// <summary>The interval lies within what is worth nothing, to either side of 0.</summary>
    Negligible,

    /// <summary>The sample cannot detect a mean of the size found. It says neither that there is one nor that there is none, and an interval that misses 0 changes nothing: what passes in so small a sample is exaggerated.</summary>
    Underpowered,
}

/// <summary>The mean of a series whose values overlap: by the plain formula, by Newey and West (1987), and of values that do not overlap.</summary>
/// <remarks>
/// <para>Newey–West with Bartlett's kernel: V = n/(n − 1)·[γ₀ + 2·Σ(1 − j/(L + 1))·γⱼ]/n over j = 1 … L, γⱼ = Σ(xₜ − x̄)(xₜ₋ⱼ − x̄)/n; with L = 0 it is the plain variance of a mean. Lags: L = max(2·o, ⌊4(n/100)^(2/9)⌋), at most n − 1, where o is the most later values whose returns overlap those of one value
/// (h − 1 for a series of every day at horizon h). L = o, the least that is allowed, sees two thirds of what overlap adds to the variance; 2·o sees five sixths.</para>
/// <para>The error itself is estimated, the worse the more lags it has: t follows the fixed-b distribution, whose 97.5% quantile for Bartlett's kernel is 1.9600 + 2.9694b + 0.4160b² − 0.5324b³, b = (L + 1)/n (Kiefer, Vogelsang 2005). Student's t with the degrees of freedom that have this quantile, at most n − 1, stands in for it at all levels; with L = 0 they are n − 1.</para>
/// <para>Minimum detectable: (t(1 − α/2) + t(power))·√V. <see cref="SignalVerdict.Underpowered"/> too where fewer than five values do not overlap.</para>
/// </remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record MeanEstimate
{
    const int FewestApart = 5;

    /// <summary>How many values there are.</summary>
    public required int Count { get; init; }

    /// <summary>Their mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Their standard deviation, by n − 1.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Mean over standard deviation: of daily ICs, the ICIR of a day.</summary>
    public double Ratio => Over(Mean, StandardDeviation);

    /// <summary>Mean over standard deviation times √n, as if values did not overlap.</summary>
    public double PlainT => Ratio * Math.Sqrt(Count);

    /// <summary>Lags L of Newey and West.</summary>
    public required int Lags { get; init; }

    /// <summary>Newey and West's standard error of the mean.</summary>
    public required double StandardError { get; init; }

    /// <summary>Its degrees of freedom.</summary>
    public required double Freedom { get; init; }

    /// <summary>Mean over <see cref="StandardError"/>.</summary>
    public double T => Over(Mean, StandardError);

    /// <summary>Two-sided p of <see cref="T"/>.</summary>
    public double P => Distributions.TwoSidedStudent(T, Freedom);

    /// <summary>Lower end of the interval by <see cref="StandardError"/>.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double High { get; init; }

    /// <summary>Values that do not overlap: the first, and each time the next that is a whole horizon later.</summary>
    public required int CountApart { get; init; }

    /// <summary>Their mean.</summary>
    public required double MeanApart { get; init; }

    /// <summary>Their plain t; null below two of them.</summary>
    public double? TApart { get; init; }

    /// <summary>The least mean that the sample detects with the power asked for, 0 or more.</summary>
    public required double MinimumDetectable { get; init; }

    /// <summary>What this lets one say.</summary>
    public required SignalVerdict Verdict { get; init; }

    /// <param name="values">By time.</param>
    /// <param name="positions">The number of each value's trading day, rising.</param>
    /// <param name="horizon">Over how many trading days each value looks ahead.</param>
    /// <param name="options">Lags, level and power.</param>
    /// <param name="negligible">The mean that is worth nothing.</param>
    /// <returns>Null below three values, which have no spread to speak of.</returns>
    /// <exception cref="InputException">The lags asked for are fewer than values overlap.</exception>
    internal static MeanEstimate? Of(ReadOnlySpan<double> values, ReadOnlySpan<int> positions, int horizon, SignalOptions options, double negligible)
    {
        var n = values.Length;
        if (n < 3) return null;
        var lags = Series.Lags(positions, horizon, options);
        var mean = Series.Mean(values);
        var error = Series.NeweyWest(values, lags);
        var freedom = Series.Freedom(n, lags);
        var half = Distributions.StudentQuantile((1 + options.Level) / 2, freedom);
        var detectable = (half + (options.Power == 0.5 ? 0 : Distributions.StudentQuantile(options.Power, freedom))) * error;
        var apart = Series.Apart(values, positions, horizon);
        double low = mean - half * error, high = mean + half * error, spread = Series.Deviation(apart);
        return new()
        {
            Count = n,
            Mean = mean,
            StandardDeviation = Series.Deviation(values),
            Lags = lags,
            StandardError = error,
            Freedom = freedom,
            Low = low,
            High = high,
            CountApart = apart.Length,
            MeanApart = Series.Mean(apart),
            TApart = apart.Length < 2 ? null : Over(Series.Mean(apart), spread / Math.Sqrt(apart.Length)),
            MinimumDetectable = detectable,
            Verdict = apart.Length < FewestApart ? SignalVerdict.Underpowered
                : mean != 0 && Math.Abs(mean) >= detectable ? SignalVerdict.Detected
                : low >= -negligible && high <= negligible ? SignalVerdict.Negligible : SignalVerdict.Underpowered,
        };
    }

    static double Over(double mean, double spread) => mean == 0 ? 0 : mean / spread;

    /// <summary><c>+0.0312 [+0.0101, +0.0523], t 2.95 (plain 4.10, apart 2.40 of 50), detects 0.0300: detected</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Mean:+0.0000;-0.0000;0.0000} [{Low:+0.0000;-0.0000;0.0000}, {High:+0.0000;-0.0000;0.0000}], t {T:0.00} (lags {Lags}; plain {PlainT:0.00}; apart {(TApart is { } t ? t.ToString("0.00", CultureInfo.InvariantCulture) : "none")} of {CountApart}), detects {MinimumDetectable:0.0000}: {Verdict.ToString().ToLowerInvariant()}");
}

/// <summary>Sums over a series by time.</summary>
static class Series
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }

    /// <summary>By n − 1; exactly 0 where all are equal, though their mean is rounded.</summary>
    public static double Deviation(ReadOnlySpan<double> values)
    {
        if (values.Length < 2 || Constant(values)) return 0;
        double mean = Mean(values), sum = 0;
        foreach (var value in values) sum += (value - mean) * (value - mean);
        return Math.Sqrt(sum / (values.Length - 1));
    }

    public static bool Constant(ReadOnlySpan<double> values) => values.IndexOfAnyExcept(values[0]) < 0;

    /// <summary>The standard error of a mean; see <see cref="MeanEstimate"/>.</summary>
    public static double NeweyWest(ReadOnlySpan<double> values, int lags)
    {
        var n = values.Length;
        if (Constant(values)) return 0;
        var mean = Mean(values);
        double sum = 0;
        for (var j = 0; j <= lags; j++)
        {
            double product = 0;
            for (var t = j; t < n; t++) product += (values[t] - mean) * (values[t - j] - mean);
            sum += (j == 0 ? 1 : 2 * (1 - j / (lags + 1.0))) * product;
        }
        return Math.Sqrt(sum / (n - 1) / n);
    }

    /// <summary>See <see cref="MeanEstimate"/>; found by halving.</summary>
    public static double Freedom(int n, int lags)
    {
        var b = (lags + 1.0) / n;
        var quantile = 1.9600 + b * (2.9694 + b * (0.4160 - b * 0.5324));
        double low = 1, high = n - 1;
        if (lags == 0 || Distributions.TwoSidedStudent(quantile, high) >= 0.05) return high;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Distributions.TwoSidedStudent(quantile, middle) > 0.05) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>How many lags an error of values on these days takes; see <see cref="MeanEstimate"/>.</summary>
    /// <exception cref="InputException">The lags asked for are fewer than values overlap.</exception>
    public static int Lags(ReadOnlySpan<int> positions, int horizon, SignalOptions options)
    {
        var overlap = Overlap(positions, horizon);
        if (options.Lags < overlap) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Option Lags is {options.Lags}, and at horizon {horizon} the returns of {overlap + 1} days in a row overlap. Expected {overlap} or more, or null for the rule."));
        return Math.Min(positions.Length - 1, options.Lags ?? Math.Max(2 * overlap, (int)(4 * Math.Pow(positions.Length / 100.0, 2.0 / 9))));
    }

    /// <summary>The most later values that lie less than a horizon after one.</summary>
    public static int Overlap(ReadOnlySpan<int> positions, int horizon)
    {
        var most = 0;
        for (int i = 0, j = 0; i < positions.Length; i++)
        {
            while (j < positions.Length && positions[j] - positions[i] < horizon) j++;
            most = Math.Max(most, j - i - 1);
        }
        return most;
    }

    /// <summary>The places of values that do not overlap: the first, then each time the next that is a horizon later.</summary>
    public static List<int> PlacesApart(ReadOnlySpan<int> positions, int horizon)
    {
        var places = new List<int>();
        for (var i = 0; i < positions.Length; i++)
            if (places.Count == 0 || positions[i] - positions[places[^1]] >= horizon) places.Add(i);
        return places;
    }

    public static double[] Apart(ReadOnlySpan<double> values, ReadOnlySpan<int> positions, int horizon)
    {
        var places = PlacesApart(positions, horizon);
        var apart = new double[places.Count];
        for (var i = 0; i < apart.Length; i++) apart[i] = values[places[i]];
        return apart;
    }
}
