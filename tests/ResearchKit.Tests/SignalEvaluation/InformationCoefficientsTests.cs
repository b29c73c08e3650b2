using Xunit;

namespace ResearchKit.Tests;

public sealed class InformationCoefficientsTests
{
    static InformationCoefficients Of(params IEnumerable<SignalRow>[] rows) => InformationCoefficients.Of(SignalPanel.Of(rows.SelectMany(row => row)));

    [Fact]
    public void A_days_coefficients_worked_by_hand()
    {
        // Scores 1 to 5, returns 2, 1, 4, 3, 15 percent: differences of ranks ±1, ±1, 0, so Spearman is 1 − 6·4/(5·24).
        // Means 3 and 5; Σ(x − 3)(y − 5) = 6 + 4 + 0 − 2 + 20, Σ(x − 3)² = 10, Σ(y − 5)² = 9 + 16 + 1 + 4 + 100.
        var day = Assert.Single(Of(MadePanel.Section(0, [1, 2, 3, 4, 5], [0.02, 0.01, 0.04, 0.03, 0.15])).Days);
        Assert.Equal(1 - 6 * 4 / (5 * 24.0), day.RankIc, 1e-14);
        Assert.Equal(28 / Math.Sqrt(10 * 130), day.Ic, 1e-14);
        Assert.Equal((MadePanel.Day(0), 1, 5), (day.Date, day.Horizon, day.Names));
    }

    [Fact]
    public void Every_day_and_horizon_agrees_with_the_definition()
    {
        var rows = MadePanel.Rows(8, 30, 60, 0.2, 1, 5, 10);
        var found = InformationCoefficients.Of(SignalPanel.Of(rows));
        Assert.Equal(3 * 60, found.Days.Length);
        foreach (var day in found.Days)
        {
            var section = rows.Where(row => row.Date == day.Date && row.Horizon == day.Horizon).ToList();
            double[] scores = [.. section.Select(row => row.Score)], returns = [.. section.Select(row => row.Return!.Value)];
            Assert.Equal(MadePanel.Correlation(scores, returns), day.Ic, 1e-12);
            Assert.Equal(MadePanel.Correlation(MadePanel.Ranks(scores), MadePanel.Ranks(returns)), day.RankIc, 1e-12);
        }
        foreach (var one in found.Horizons)
        {
            var ics = found.Days.Where(day => day.Horizon == one.Horizon).Select(day => day.RankIc).ToList();
            Assert.Equal(ics.Average(), one.RankIc!.Mean, 1e-13);
            Assert.Equal(ics.Average() / Math.Sqrt(ics.Sum(ic => Math.Pow(ic - ics.Average(), 2)) / 59), one.RankIc.Ratio, 1e-12);
            Assert.Equal((60 + one.Horizon - 1) / one.Horizon, one.RankIc.CountApart);
        }
    }

    [Fact]
    public void A_signal_of_one_day_is_found_at_its_size_and_decays_with_the_root_of_the_horizon()
    {
        // The next day's return alone answers: of h days its share of the variance is 1/h, so the IC is 0.2/√h.
        var found = InformationCoefficients.Of(SignalPanel.Of(MadePanel.Rows(21, 60, 400, 0.2, 1, 4, 16)));
        foreach (var one in found.Horizons) Assert.InRange(0.2 / Math.Sqrt(one.Horizon), one.Ic!.Low - 0.01, one.Ic.High + 0.01);
        Assert.Equal(SignalVerdict.Detected, found[1].RankIc!.Verdict);
        Assert.True(found[1].RankIc!.Mean > found[4].RankIc!.Mean && found[4].RankIc!.Mean > found[16].RankIc!.Mean);
        Assert.Contains("detected", found.ToString());
    }

    [Fact]
    public void A_weak_signal_in_a_short_sample_is_underpowered_and_gets_no_star()
    {
        var found = InformationCoefficients.Of(SignalPanel.Of(MadePanel.Rows(5, 10, 30, 0.05, 5)));
        Assert.Equal(SignalVerdict.Underpowered, found[5].RankIc!.Verdict);
        Assert.Contains("underpowered", found.ToString());
        Assert.DoesNotContain("*", found.ToString());
    }

    [Fact]
    public void Days_that_cannot_be_correlated_are_counted()
    {
        var found = Of(MadePanel.Section(0, [1, 2, 3, 4], [1, 2, 3, 4]), MadePanel.Section(1, [0.1, 0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4, 5]), MadePanel.Section(2, [1, 2, 3, 4, 5], [0.3, 0.3, 0.3, 0.3, 0.3]), MadePanel.Section(3, [1, 2, 3, 4, 5], [5, 4, 3, 2, 1]));
        var one = Assert.Single(found.Horizons);
        Assert.Equal((1, 1, 2), (one.Days, one.TooFewNames, one.Constant));
        Assert.Null(one.RankIc);
        Assert.Equal(-1, found.Days[0].RankIc, 1e-14);
        Assert.EndsWith("too few days  (1 days with too few names, 2 without differences left out)", found.ToString());
        Assert.Equal("Horizon '7' is not known. Available: 1.", Assert.Throws<InputException>(() => found[7]).Message);
    }

    [Fact]
    public void Order_and_culture_change_no_bit()
    {
        var rows = MadePanel.Rows(2, 20, 50, 0.1, 1, 5);
        var panel = SignalPanel.Of(rows);
        Assert.Equal(InformationCoefficients.Of(panel).Days, InformationCoefficients.Of(SignalPanel.Of(new Draws(1).Shuffled(rows))).Days);
        var text = panel.Evaluate().ToString();
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(text, SignalPanel.Of(rows.AsEnumerable().Reverse()).Evaluate().ToString()));
    }

    [Fact]
    public void Q_is_Benjamini_and_Yekutielis_over_horizons_and_groups()
    {
        var rows = MadePanel.Rows(4, 20, 60, 0.1, 1, 5).Select(row => row with { Group = row.Date.DayNumber % 2 == 0 ? "calm" : "storm" });
        var evaluation = SignalPanel.Of(rows).Evaluate();
        Assert.Equal(["calm", "storm"], evaluation.Groups.Select(group => group.Group));
        var all = evaluation.Groups.SelectMany(group => group.Coefficients.Horizons).ToList();
        Assert.Equal(FalseDiscovery.BenjaminiYekutieli([.. all.Select(one => one.RankIc!.P)]), all.Select(one => one.Q!.Value));
        // A regime holds every second day, at horizon 5 of which three overlap: days 0, 2 and 4.
        Assert.Equal((30, 2 * 2), (all[1].Days, all[1].RankIc!.Lags));
    }

    [Fact]
    public void Yekutielis_factor_is_the_harmonic_sum()
    {
        // p·m/rank: 0.03, 0.03, 0.04 from 0.01, 0.02 and 0.04; times 1 + 1/2 + 1/3.
        double[] p = [0.04, 0.01, 0.02];
        Assert.Equal([0.04, 0.03, 0.03], FalseDiscovery.BenjaminiHochberg(p).Select(q => Math.Round(q, 12)));
        Assert.Equal([Math.Round(0.04 * 11 / 6, 12), 0.055, 0.055], FalseDiscovery.BenjaminiYekutieli(p).Select(q => Math.Round(q, 12)));
        Assert.Contains("p number 2 is 1.5. Expected 0 to 1.", Assert.Throws<InputException>(() => FalseDiscovery.BenjaminiHochberg([0.1, 1.5])).Message);
    }
}
