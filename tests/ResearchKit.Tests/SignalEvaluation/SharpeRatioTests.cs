using Xunit;

namespace ResearchKit.Tests;

public sealed class SharpeRatioTests
{
    /// <summary>The example of "The Deflated Sharpe Ratio" (2014): 2.5 a year over five years of 250 days, skewness −3, kurtosis 10; the trials' annual ratios have the variance ½.</summary>
    static SharpeRatio Published => new(2.5 / Math.Sqrt(250), 1250, -3, 10);

    const double Variance = 0.5 / 250;

    [Fact]
    public void The_published_example_of_deflation_comes_out()
    {
        // The paper prints 0.1132, 0.9004 and 0.9505 twice; further digits by the paper's formulas in another program, with other normal distributions (Python's, and 30 digits).
        Assert.Equal(0.113172001865, SharpeRatio.ExpectedMaximum(100, Variance), 1e-9);
        Assert.Equal(0.900396834449, Published.Deflated(100, Variance), 1e-9);
        Assert.Equal(0.950501706876, Published.Deflated(46, Variance), 1e-9);
        Assert.Equal(0.950490816676, new SharpeRatio(2.5 / Math.Sqrt(250), 1250).Deflated(88, Variance), 1e-9);
    }

    [Fact]
    public void The_published_track_records_come_out()
    {
        // "The Sharpe Ratio Efficient Frontier" (2012): years until a ratio of 2 is above 1 with 95%, by day, week and month, and by month with skewness −0.72 and kurtosis 5.78.
        static double Years(int perYear, double skewness = 0, double kurtosis = 3) => new SharpeRatio(2 / Math.Sqrt(perYear), 100, skewness, kurtosis).MinimumTrackRecord(1 / Math.Sqrt(perYear))!.Value / perYear;
        // Printed are 2.73, 2.83, 3.24 and 4.99.
        Assert.Equal(2.731187801728, Years(250), 1e-9);
        Assert.Equal(2.828833586945, Years(52), 1e-9);
        Assert.Equal(3.239800696445, Years(12), 1e-9);
        Assert.Equal(4.991258223876, Years(12, -0.72, 5.78), 1e-9);
        Assert.Null(new SharpeRatio(0.1, 100).MinimumTrackRecord(0.1));
    }

    [Fact]
    public void The_published_probabilities_come_out()
    {
        // The same paper's first example: 24 months at 0.458 a month.
        Assert.Equal(0.913361083861, new SharpeRatio(0.458, 24, -2.448, 10.164).Probabilistic(), 1e-9);
        Assert.Equal(0.981674919091, new SharpeRatio(0.458, 24).Probabilistic(), 1e-9);
    }

    [Fact]
    public void Moments_worked_by_hand()
    {
        // 0, 0, 0, 4: mean 1, Σd² = 12, so s = 2 and m₂ = 3; m₃ = (−1 − 1 − 1 + 27)/4 = 6; m₄ = (3 + 81)/4 = 21.
        var ratio = SharpeRatio.Of([0, 0, 0, 4]);
        Assert.Equal((1 / 2.0, 4), (ratio.Value, ratio.Count));
        Assert.Equal(6 / Math.Pow(3, 1.5), ratio.Skewness, 1e-14);
        Assert.Equal(21 / 9.0, ratio.Kurtosis, 1e-14);
        Assert.Equal(Math.Sqrt((1 - 6 / Math.Pow(3, 1.5) / 2 + (21 / 9.0 - 1) / 4 / 4) / 3), ratio.StandardError, 1e-14);
        // The record that reaches the probability that it has is the one that it has.
        Assert.Equal(4, ratio.MinimumTrackRecord(0, ratio.Probabilistic())!.Value, 1e-9);
    }

    [Fact]
    public void The_best_of_many_useless_trials_is_deflated_to_a_coin()
    {
        // 200 strategies without skill over 500 days: the best looks certain alone, and like nothing once trials are counted.
        var draws = new Draws(11);
        var trials = Enumerable.Range(0, 200).Select(_ => SharpeRatio.Of([.. Enumerable.Range(0, 500).Select(_ => MadePanel.Normal(draws))])).ToList();
        var best = trials.MaxBy(trial => trial.Value)!;
        Assert.InRange(best.Probabilistic(), 0.98, 1);
        Assert.InRange(best.Deflated([.. trials.Select(trial => trial.Value)]), 0.1, 0.9);
    }

    [Fact]
    public void What_is_no_ratio_is_refused()
    {
        static string Refusal(Func<object> make) => Assert.Throws<InputException>(make).Message;
        Assert.Contains("not its excess", Refusal(() => new SharpeRatio(0.1, 100, -1, 1.5)));
        Assert.Contains("All returns are equal", Refusal(() => SharpeRatio.Of([0.1, 0.1, 0.1])));
        Assert.Contains("Return 2 is NaN", Refusal(() => SharpeRatio.Of([0.1, double.NaN])));
        Assert.Contains("0 trials. Expected 1 or more", Refusal(() => Published.Deflated(0, Variance)));
        Assert.Contains("1 trials. Expected two or more", Refusal(() => Published.Deflated([0.1])));
        Assert.Contains("Level is 0.2", Refusal(() => Published.MinimumTrackRecord(level: 0.2)!));
        Assert.Equal(Published.Probabilistic(), Published.Deflated(1, Variance));
    }
}
