using Xunit;

namespace ResearchKit.Tests;

/// <summary>Calibration curves by hand.</summary>
public sealed class ReliabilityTests
{
    static Evaluation Judged(params (double Said, double Judged)[] texts) => new Stated().Evaluate(
        Labels.Of("by hand", texts.Select((text, i) => new LabelledText(Stated.Text(text.Said) with { Id = $"{i}" }, null, text.Judged, null, $"{i}"))), o => o with { Resamples = 0 });

    static Evaluation Classes(params (double Said, int Judged)[] texts) => new Stated().Evaluate(
        Labels.Of("by hand", texts.Select((text, i) => new LabelledText(Stated.Text(text.Said) with { Id = $"{i}" }, text.Judged, null, null, $"{i}"))), o => o with { Resamples = 0 });

    [Fact]
    public void Bins_hold_as_many_texts_and_their_gaps_make_the_errors()
    {
        var curve = Judged((-0.5, -0.3), (-0.3, -0.5), (0.4, 0.1), (0.6, 0.3)).Reliability(o => o with { Bins = 2 });
        Assert.Equal([(2, -0.4, -0.4), (2, 0.5, 0.2)], curve.Bins.Select(bin => (bin.Texts, Math.Round(bin.Said, 12), Math.Round(bin.Judged.Value!.Value, 12))));
        // Gaps 0 and 0.3.
        Assert.Equal(((2 * 0 + 2 * 0.3) / 4, 0.3), (Math.Round(curve.Ece, 12), Math.Round(curve.Mce, 12)));
        Assert.Equal((0.04 + 0.04 + 0.09 + 0.09) / 4, curve.Brier, 1e-12);
        Assert.Equal(2 * 0.3 * 0.3 / 4, curve.Miscalibration, 1e-12);
        Assert.Equal("score", curve.Of);
        Assert.Equal(curve.Brier, curve.Miscalibration - curve.Resolution + curve.Uncertainty + curve.Within, 1e-12);
    }

    [Fact]
    public void Equal_values_stand_in_one_bin_and_the_decomposition_is_exact_there()
    {
        var curve = Classes((0.8, 1), (0.8, 1), (0.8, 0), (0.8, 1), (0, 0), (0, 0), (0, 1), (0, 0), (0, -1), (0, 0)).Reliability(o => o with { Class = 1 });
        Assert.Equal([(6, 0.0, 1 / 6.0), (4, 0.8, 0.75)], curve.Bins.Select(bin => (bin.Texts, Math.Round(bin.Said, 12), bin.Judged.Value!.Value)));
        Assert.Equal((3 * 0.2 * 0.2 + 0.8 * 0.8 + 1) / 10, curve.Brier, 1e-12);
        Assert.Equal(0, curve.Within, 1e-12);
        Assert.Equal(0.4 * 0.6, curve.Uncertainty, 1e-12);
        Assert.Equal((6 * Math.Pow(1 / 6.0 - 0.4, 2) + 4 * 0.35 * 0.35) / 10, curve.Resolution, 1e-12);
        // Wilson's interval of 3 in 4, as it is tabled.
        Assert.Equal((0.3006, 0.9544), (Math.Round(curve.Bins[1].Judged.Low!.Value, 4), Math.Round(curve.Bins[1].Judged.High!.Value, 4)));
        Assert.Equal("chance of positive", curve.Of);
    }

    [Fact]
    public void One_value_for_all_is_one_bin_and_bins_stay_about_equal_behind_a_large_one()
    {
        Assert.Single(Judged((0.1, 0), (0.1, 0.2), (0.1, -0.2)).Reliability().Bins);
        var texts = Enumerable.Range(0, 100).Select(i => (i is >= 20 and < 80 ? 0.5 : i / 100.0, 0.0)).ToArray();
        Assert.Equal([10, 10, 60, 10, 10], Judged(texts).Reliability().Bins.Select(bin => bin.Texts));
    }

    [Fact]
    public void Intervals_of_scores_come_from_the_evaluations_resamples()
    {
        var draws = new Draws(4);
        var texts = Enumerable.Range(0, 200).Select(_ => draws.Share() - 0.5).Select(said => (Said: said, Judged: said / 2 + 0.1 * (draws.Share() - 0.5))).ToArray();
        var evaluation = new Stated().Evaluate(Labels.Of("drawn", texts.Select((text, i) => new LabelledText(Stated.Text(text.Said) with { Id = $"{i}" }, null, text.Judged, null, $"{i}"))), o => o with { Resamples = 200 });
        foreach (var bin in evaluation.Reliability(o => o with { Bins = 4 }).Bins)
        {
            Assert.Equal(50, bin.Texts);
            Assert.True(bin.Judged.Low < bin.Judged.Value && bin.Judged.Value < bin.Judged.High);
            Assert.InRange(bin.Judged.High!.Value - bin.Judged.Low!.Value, 0.01, 0.08);
        }
    }

    [Fact]
    public void A_bin_that_no_resample_meets_has_no_interval()
    {
        // One resample of eight texts, a bin each: it draws some twice, and others not at all.
        var evaluation = new Stated().Evaluate(Labels.Of("few", Enumerable.Range(1, 8).Select(i => new LabelledText(Stated.Text(i / 10.0) with { Id = $"{i}" }, null, i / 10.0, null, $"{i}"))), o => o with { Resamples = 1 });
        var bins = evaluation.Reliability(o => o with { Bins = 8 }).Bins;
        Assert.Equal(8, bins.Length);
        Assert.Contains(bins, bin => bin.Judged is { Value: not null, Low: null, High: null });
        Assert.Contains(bins, bin => bin.Judged is { Value: var value, Low: { } low } && low == value);
    }

    [Fact]
    public void A_curve_is_drawn_with_its_errors_in_the_title()
    {
        var plot = Judged((-0.5, -0.3), (-0.3, -0.5), (0.4, 0.1), (0.6, 0.3)).Reliability(o => o with { Bins = 2 }).Plot();
        Assert.Equal("Off by 0.150 on the mean, 0.300 at most", plot.Title);
    }

    [Fact]
    public void What_cannot_be_binned_is_refused()
    {
        Assert.Contains("Option Bins is 1. Expected 2 to 100", Assert.Throws<InputException>(() => Judged((0, 0)).Reliability(o => o with { Bins = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("Option Class is 0. Expected -1, 1, or none", Assert.Throws<InputException>(() => Judged((0, 0)).Reliability(o => o with { Class = 0 })).Message, StringComparison.Ordinal);
    }
}
