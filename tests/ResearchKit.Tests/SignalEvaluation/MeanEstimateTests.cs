using Xunit;

namespace ResearchKit.Tests;

public sealed class MeanEstimateTests
{
    static MeanEstimate Of(double[] values, int horizon = 1, Func<SignalOptions, SignalOptions>? options = null, int[]? positions = null, double negligible = 0.02) =>
        MeanEstimate.Of(values, positions ?? [.. Enumerable.Range(0, values.Length)], horizon, SignalOptions.Of(options), negligible)!;

    [Fact]
    public void Newey_and_Wests_error_worked_by_hand()
    {
        // Mean 3, deviations −2, −1, 0, 3: squares 4 + 1 + 0 + 9 = 14, neighbours 2 + 0 + 0 = 2, whose weight with one lag is 1 − 1/2, twice.
        var estimate = Of([1, 2, 3, 6], options: o => o with { Lags = 1 });
        Assert.Equal(Math.Sqrt((14 + 2 * 0.5 * 2) / (4 - 1) / 4.0), estimate.StandardError, 1e-15);
        Assert.Equal(3 / Math.Sqrt(16 / 12.0), estimate.T, 1e-14);
        Assert.Equal(3 / Math.Sqrt(14 / 3.0), estimate.Ratio, 1e-14);
        Assert.Equal(3 / Math.Sqrt(14 / 3.0) * 2, estimate.PlainT, 1e-14);
        // No lag is the plain formula, with n − 1 = 3 degrees of freedom, of which 3.1824463 is the 97.5% quantile.
        var plain = Of([1, 2, 3, 6], options: o => o with { Lags = 0 });
        Assert.Equal(plain.PlainT, plain.T, 1e-14);
        Assert.Equal(3 - 3.182446305284263 * Math.Sqrt(14 / 3.0 / 4), plain.Low, 1e-10);
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(250, 5)]
    [InlineData(130, 21)]
    public void And_by_the_kernel_over_all_pairs(int n, int horizon)
    {
        var draws = new Draws((ulong)(n + horizon));
        double[] values = [.. Enumerable.Range(0, n).Select(_ => draws.Share() - 0.4)];
        var estimate = Of(values, horizon);
        var lags = Math.Max(2 * (horizon - 1), (int)(4 * Math.Pow(n / 100.0, 2.0 / 9)));
        var mean = values.Average();
        var sum = (from s in Enumerable.Range(0, n) from t in Enumerable.Range(0, n) select Math.Max(0, 1 - Math.Abs(s - t) / (lags + 1.0)) * (values[s] - mean) * (values[t] - mean)).Sum();
        Assert.Equal(lags, estimate.Lags);
        Assert.Equal(Math.Sqrt(sum / n / (n - 1)), estimate.StandardError, 1e-12);
        var b = (lags + 1.0) / n;
        Assert.Equal(1.96 + 2.9694 * b + 0.416 * b * b - 0.5324 * b * b * b, Distributions.StudentQuantile(0.975, estimate.Freedom), 1e-9);
        Assert.InRange(estimate.Freedom, 1, n - 1);
        // Power 80%: the quantile of 0.975 and that of 0.8, each an error long.
        Assert.Equal((Distributions.StudentQuantile(0.975, estimate.Freedom) + Distributions.StudentQuantile(0.8, estimate.Freedom)) * estimate.StandardError, estimate.MinimumDetectable, 1e-12);
    }

    [Fact]
    public void Overlap_is_counted_in_trading_days_not_in_values()
    {
        // Every fifth day at horizon 5: nothing overlaps. On days 0, 1, 2, 10, 11 at horizon 3: two later values at most, and 0 and 10 stand apart.
        Assert.Equal(0, Series.Overlap([0, 5, 10, 15], 5));
        Assert.Equal(2, Series.Overlap([0, 1, 2, 10, 11], 3));
        Assert.Equal([0, 3], Series.PlacesApart([0, 1, 2, 10, 11], 3));
        var estimate = Of([1, 2, 3, 4, 8], 3, positions: [0, 1, 2, 10, 11]);
        Assert.Equal((2, (1 + 4) / 2.0), (estimate.CountApart, estimate.MeanApart));
        Assert.Equal(2.5 / Math.Sqrt(4.5 / 2), estimate.TApart!.Value, 1e-14);
        Assert.Contains("at horizon 3 the returns of 3 days in a row overlap. Expected 2 or more", Assert.Throws<InputException>(() => Of([1, 2, 3, 4, 8], 3, o => o with { Lags = 1 }, [0, 1, 2, 10, 11])).Message);
    }

    [Fact]
    public void The_verdict_is_a_word_for_what_the_sample_can_say()
    {
        static double[] Around(double mean, double spread) => [.. Enumerable.Range(0, 100).Select(i => mean + (i % 2 == 0 ? spread : -spread))];
        Func<SignalOptions, SignalOptions> noLags = o => o with { Lags = 0 };
        // A hundred values ± 0.1: error 0.1·√(100/99)/10 = 0.01005, so 0.0200 passes the 95% interval and 0.0285 is what 80% power needs.
        var error = 0.1 * Math.Sqrt(100 / 99.0) / 10;
        Assert.Equal(error, Of(Around(0.024, 0.1), options: noLags).StandardError, 1e-15);
        Assert.True(Of(Around(0.024, 0.1), options: noLags).Low > 0);
        Assert.Equal(SignalVerdict.Underpowered, Of(Around(0.024, 0.1), options: noLags).Verdict);
        Assert.Equal(SignalVerdict.Detected, Of(Around(0.029, 0.1), options: noLags).Verdict);
        Assert.Equal(SignalVerdict.Detected, Of(Around(-0.029, 0.1), options: noLags).Verdict);
        Assert.Equal(SignalVerdict.Underpowered, Of(Around(0.001, 0.1), options: noLags).Verdict);
        Assert.Equal(SignalVerdict.Negligible, Of(Around(0.001, 0.05), options: noLags).Verdict);
        Assert.EndsWith(": underpowered", Of(Around(0.024, 0.1), options: noLags).ToString());
        // Ninety-nine days that all overlap are one observation.
        Assert.Equal(SignalVerdict.Underpowered, Of(Around(0.5, 0.01), 99).Verdict);
    }

    [Fact]
    public void Returns_that_overlap_make_the_plain_t_cry_wolf_far_more_often_than_Newey_and_West()
    {
        var (plain, robust, apart) = (0, 0, 0);
        const int Samples = 400;
        for (var sample = 0; sample < Samples; sample++)
        {
            var draws = new Draws((ulong)sample);
            double[] daily = [.. Enumerable.Range(0, 260).Select(_ => MadePanel.Normal(draws))];
            var estimate = Of([.. Enumerable.Range(0, 250).Select(i => daily[i..(i + 10)].Sum())], 10);
            if (Math.Abs(estimate.PlainT) > 1.97) plain++;
            if (estimate.P < 0.05) robust++;
            if (Distributions.TwoSidedStudent(estimate.TApart!.Value, estimate.CountApart - 1) < 0.05) apart++;
        }
        // There is nothing to find. Sums of ten days make the plain variance about ten times too small; values apart keep their promise, within four standard errors.
        Assert.InRange(plain / (double)Samples, 0.4, 1);
        Assert.InRange(robust / (double)Samples, 0.015, 0.12);
        Assert.InRange(apart / (double)Samples, 0.01, 0.095);
    }

    [Fact]
    public void What_never_differs_has_no_error_and_two_values_no_estimate()
    {
        Assert.Equal((0.0, 0.25, 0.25), (Of([0.25, 0.25, 0.25]).StandardError, Of([0.25, 0.25, 0.25]).Low, Of([0.25, 0.25, 0.25]).High));
        Assert.Equal((1.0, 0.0), (Of([0, 0, 0]).P, Of([0.1, 0.1, 0.1]).P));
        Assert.Null(MeanEstimate.Of([1.0, 2.0], [0, 1], 1, new(), 0.02));
    }

    [Fact]
    public void Options_say_their_ranges()
    {
        static void Refused(string message, Func<SignalOptions, SignalOptions> change) => Assert.Contains(message, Assert.Throws<InputException>(() => SignalOptions.Of(change)).Message);
        Refused("Option FewestNames is 2. Expected 3 to 100000.", o => o with { FewestNames = 2 });
        Refused("Option Lags is -1", o => o with { Lags = -1 });
        Refused("Option Level is NaN", o => o with { Level = double.NaN });
        Refused("Option Power is 1.", o => o with { Power = 1 });
        Refused("Option SmallestOfInterest is -0.1", o => o with { SmallestOfInterest = -0.1 });
        Refused("Option Quantiles is 1.", o => o with { Quantiles = 1 });
        Refused("Option CostBps is -1.", o => o with { CostBps = -1 });
        Refused("Option DaysPerYear is 0.", o => o with { DaysPerYear = 0 });
        Refused("Option Placebos is 3.", o => o with { Placebos = 3 });
        Refused("Option Planted is 0.", o => o with { Planted = 0 });
    }
}
