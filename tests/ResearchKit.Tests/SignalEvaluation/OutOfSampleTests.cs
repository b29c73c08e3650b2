using Xunit;

namespace ResearchKit.Tests;

public sealed class OutOfSampleTests
{
    static readonly Func<OutOfSampleOptions, OutOfSampleOptions> Early = o => o with { FewestDates = 20 };

    [Theory]
    [InlineData(1, null)]
    [InlineData(5, null)]
    [InlineData(5, 30)]
    public void Forecasts_R2_and_Clark_West_agree_with_regressions_run_one_by_one(int horizon, int? window)
    {
        var rows = MadePanel.Rows(31, 6, 90, 0.3, horizon);
        var found = OutOfSample.Of(SignalPanel.Of(rows), horizon, o => Early(o) with { Window = window });
        var (errors, benchmarks, adjusted) = (0.0, 0.0, new List<double>());
        var fewest = Math.Max(20, window ?? 0);
        for (var day = fewest + horizon; day < 90; day++)
        {
            // Known to who trades at a day's close: what ended at an earlier one.
            var past = rows.Where(row => row.Date < MadePanel.Day(day - horizon) && (window is null || row.Date >= MadePanel.Day(day - horizon - window.Value))).ToList();
            double[] x = [.. past.Select(row => row.Score)], y = [.. past.Select(row => row.Return!.Value)];
            var slope = x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / x.Sum(a => Math.Pow(a - x.Average(), 2));
            var intercept = y.Average() - slope * x.Average();
            var forecast = found.Forecasts[day - fewest - horizon];
            Assert.Equal(MadePanel.Day(day), forecast.Date);
            Assert.Equal(slope, forecast.Slope, 1e-12);
            Assert.Equal(intercept, forecast.Intercept, 1e-12);
            var now = rows.Where(row => row.Date == MadePanel.Day(day)).ToList();
            errors += now.Sum(row => Math.Pow(row.Return!.Value - intercept - slope * row.Score, 2));
            benchmarks += now.Sum(row => Math.Pow(row.Return!.Value - y.Average(), 2));
            adjusted.Add(now.Average(row => Math.Pow(row.Return!.Value - y.Average(), 2) - Math.Pow(row.Return!.Value - intercept - slope * row.Score, 2) + Math.Pow(y.Average() - intercept - slope * row.Score, 2)));
        }
        Assert.Equal(adjusted.Count, found.Forecasts.Length);
        Assert.Equal(1 - errors / benchmarks, found.R2!.Value, 1e-10);
        var tested = MeanEstimate.Of([.. adjusted], [.. Enumerable.Range(0, adjusted.Count)], horizon, new(), 0)!;
        Assert.Equal(tested.T, found.ClarkWest!.Value, 1e-9);
        Assert.Equal(tested.T > 0 ? tested.P / 2 : 1 - tested.P / 2, found.P!.Value, 1e-9);
    }

    [Fact]
    public void A_return_that_is_not_over_changes_no_forecast()
    {
        var rows = MadePanel.Rows(32, 5, 60, 0.3, 5);
        var changed = rows.Select(row => row.Date > MadePanel.Day(40 - 5) ? row with { Return = row.Return + 1 } : row);
        static IEnumerable<(double, double, double)> Until(IEnumerable<SignalRow> rows, int day) => OutOfSample.Of(SignalPanel.Of(rows), 5, Early).Forecasts.Where(one => one.Date <= MadePanel.Day(day)).Select(one => (one.Intercept, one.Slope, one.Benchmark));
        // What began on day 36 ends at the close of 41, and tells who trades at that of 42.
        Assert.Equal(Until(rows, 41), Until(changed, 41));
        Assert.NotEqual(Until(rows, 42), Until(changed, 42));
    }

    [Fact]
    public void What_follows_a_line_is_forecast_whole_and_noise_is_not()
    {
        var line = MadePanel.Rows(33, 4, 60, 0, 1).Select(row => row with { Return = 0.001 + 0.02 * row.Score });
        Assert.Equal(1, OutOfSample.Of(SignalPanel.Of(line), 1, Early).R2!.Value, 1e-12);
        var noise = OutOfSample.Of(SignalPanel.Of(MadePanel.Rows(34, 5, 300, 0, 1)), 1, Early);
        Assert.InRange(noise.R2!.Value, -0.05, 0.005);
        Assert.InRange(noise.P!.Value, 0.01, 1);
        var real = OutOfSample.Of(SignalPanel.Of(MadePanel.Rows(35, 20, 300, 0.2, 1)), 1, o => o with { Window = 60 });
        // 4% of the variance is explained, less what fitting costs.
        Assert.InRange(real.R2!.Value, 0.02, 0.06);
        Assert.True(real.P < 0.001);
        Assert.Contains("rolling window of 60 dates", real.ToString());
    }

    [Fact]
    public void A_slope_of_the_wrong_sign_can_be_taken_for_none()
    {
        var rows = MadePanel.Rows(36, 5, 60, -0.5, 1);
        Assert.All(OutOfSample.Of(SignalPanel.Of(rows), 1, Early).Forecasts, one => Assert.True(one.Slope < 0));
        var held = OutOfSample.Of(SignalPanel.Of(rows), 1, o => Early(o) with { PositiveSlope = true });
        Assert.All(held.Forecasts, one => Assert.Equal((0, one.Benchmark), (one.Slope, one.Intercept)));
        Assert.Equal(0, held.R2!.Value, 1e-12);
    }

    [Fact]
    public void Too_short_a_panel_has_no_forecast_and_scores_that_never_differ_no_slope()
    {
        var none = OutOfSample.Of(SignalPanel.Of(MadePanel.Rows(37, 5, 30, 0, 1)), 1);
        Assert.Equal((0, null, null), (none.Forecasts.Length, none.R2, none.P));
        Assert.Contains("0 dates forecast, R² out of sample none, Clark–West none", none.ToString());
        Assert.All(OutOfSample.Of(SignalPanel.Of(MadePanel.Rows(37, 5, 30, 0, 1).Select(row => row with { Score = 0.1 })), 1, Early).Forecasts, one => Assert.Equal(0, one.Slope));
        Assert.Contains("Option Window is 5", Assert.Throws<InputException>(() => OutOfSample.Of(SignalPanel.Of(MadePanel.Rows(37, 5, 30, 0, 1)), 1, o => o with { Window = 5 })).Message);
        Assert.Contains("Option FewestDates is 1", Assert.Throws<InputException>(() => OutOfSample.Of(SignalPanel.Of(MadePanel.Rows(37, 5, 30, 0, 1)), 1, o => o with { FewestDates = 1 })).Message);
    }
}
