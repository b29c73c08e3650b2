using Xunit;

namespace ResearchKit.Tests;

/// <summary>Maps to a publisher's scale: what is fitted, what it does to a score, and that the score can still be taken apart.</summary>
public sealed class CalibrationTests
{
    const double Exact = 1e-12;

    static readonly double[] Tenths = [.. Enumerable.Range(-12, 25).Select(i => i / 20.0)];

    static CalibratedScorer Line(double intercept, double slope, Scorer? scorer = null) => (scorer ?? new Stated()).Calibrate(Stated.Labels(Tenths, v => intercept + slope * v), o => o with { Resamples = 0 });

    /// <summary>A map through given knots, behind <see cref="Stated"/>.</summary>
    static CalibratedScorer Through(params Knot[] knots) => new(new Stated(), Line(0, 1).Calibration with { Map = Map.Isotonic, Knots = [.. knots] });

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    [Fact]
    public void An_affine_map_scales_the_contributions_and_shows_its_intercept_as_the_remainder()
    {
        var calibrated = Line(0.1, 0.5);
        Assert.Equal([0, 1], calibrated.Calibration.Knots.Select(knot => knot.From));
        Assert.Equal([0.1, 0.1 + 0.5], calibrated.Calibration.Knots.Select(knot => Math.Round(knot.To, 12)));
        var why = calibrated.Explain(Stated.Text(0.6, -0.2));
        Assert.Equal(0.1 + 0.5 * (0.6 - 0.2) / 2, why.Score.Value, Exact);
        Assert.Equal([0.5 * 0.6 / 2, 0.5 * -0.2 / 2], why.Contributions.Select(c => Math.Round(c.Value, 12)));
        Assert.Equal(0.1, why.Remainder, Exact);
        Assert.Equal((0.5 * 0.3, 0.5 * 0.1), (Math.Round(why.Score.Positive, 12), Math.Round(why.Score.Negative, 12)));
        Assert.Contains("+0.1000  the map's intercept\n", why.ToString(), StringComparison.Ordinal);
        Assert.Contains("<td>+0.1000</td><td colspan=\"5\" class=\"text\">the map&#39;s intercept</td>", why.ToHtml(), StringComparison.Ordinal);
        Assert.Equal("the map's intercept", (string)System.Text.Json.Nodes.JsonNode.Parse(why.ToJson())!["remainderNote"]!);
    }

    [Fact]
    public void A_falling_line_turns_the_contributions_and_the_masses()
    {
        var why = Line(0.1, -0.5).Explain(Stated.Text(0.6, -0.2));
        Assert.Equal([-0.5 * 0.6 / 2, 0.5 * 0.2 / 2], why.Contributions.Select(c => Math.Round(c.Value, 12)));
        Assert.Equal((0.5 * 0.1, 0.5 * 0.3), (Math.Round(why.Score.Positive, 12), Math.Round(why.Score.Negative, 12)));
    }

    [Fact]
    public void A_value_is_held_within_one_and_the_contributions_share_the_way_to_it()
    {
        // 0.4 + 0.8·1 = 1.2 is held at 1: the slope is (1 − 0.4)/1.
        var why = Line(0.4, 0.8).Explain(Stated.Text(1));
        Assert.Equal((1, 0.6, 0.4), (why.Score.Value, Math.Round(why.Contributions[0].Value, 12), Math.Round(why.Remainder, 12)));
    }

    [Theory]
    [InlineData(0.25, 0.15, (0.15 - 0.1) / 0.25)]
    [InlineData(-0.25, -0.15, (-0.15 - 0.1) / -0.25)]
    [InlineData(0.75, 0.2, (0.2 - 0.1) / 0.75)]
    [InlineData(0, 0.1, (1 + 0.2) / 2)] // The pieces left and right of 0 have the slopes 0.5/0.5 and 0.1/0.5.
    public void An_isotonic_map_scales_by_the_mean_slope_from_0_to_the_value(double value, double mapped, double slope)
    {
        var why = Through(new(-0.5, -0.4), new(0, 0.1), new(0.5, 0.2)).Explain(Stated.Text(value + 0.3, value - 0.3));
        Assert.Equal(mapped, why.Score.Value, Exact);
        Assert.Equal(slope * (value + 0.3) / 2, why.Contributions[0].Value, Exact);
        Assert.Equal(0.1, why.Remainder, Exact);
        Assert.Equal("the map's value at 0", why.RemainderNote);
    }

    [Fact]
    public void Where_a_map_is_a_step_the_remainder_holds_what_the_contributions_cannot()
    {
        var why = Through(new(0, 0), new(1e-9, 0.5)).Explain(Stated.Text(0.3 + 1e-9, -0.3));
        Assert.Equal(1000 * -0.3 / 2, why.Contributions[1].Value, Exact);
        Assert.Equal(why.Score.Value, why.Contributions.Sum(c => c.Value) + why.Remainder, Exact);
    }

    [Fact]
    public void A_methods_own_remainder_is_mapped_too()
    {
        var why = Line(0.1, 0.5, new Stated(remainder: 0.04)).Explain(Stated.Text(0.2));
        // Fitted on values that hold the remainder: the line is 0.08 + 0.5·(number + 0.04).
        Assert.Equal((0.5 * 0.2, 0.08 + 0.5 * 0.04), (Math.Round(why.Contributions[0].Value, 12), Math.Round(why.Remainder, 12)));
        Assert.Equal(0.1 + 0.5 * 0.2, why.Score.Value, Exact);
        Assert.Equal("the map's intercept, and the method's own remainder mapped", why.RemainderNote);
    }

    [Fact]
    public void An_isotonic_fit_is_the_one_that_min_and_max_of_means_give()
    {
        var random = new SplitMix(3);
        for (var round = 0; round < 200; round++)
        {
            var n = 2 + random.Below(7);
            double[] x = [.. Enumerable.Range(0, n).Select(_ => random.Below(6) / 5.0)], y = [.. Enumerable.Range(0, n).Select(_ => random.Below(21) / 10.0 - 1)];
            var map = MapFit.Of(Map.Isotonic, [.. Enumerable.Range(0, n)], y, x);
            double Mean(double from, double to) => Enumerable.Range(0, n).Where(i => x[i] >= from && x[i] <= to).Average(i => y[i]);
            // f(v) = max over a ≤ v of min over b ≥ v of the mean of [a, b] (Barlow and others 1972).
            foreach (var v in x) Assert.Equal(x.Where(a => a <= v).Max(a => x.Where(b => b >= v).Min(b => Mean(a, b))), map[v], Exact);
        }
    }

    [Fact]
    public void Equal_values_are_one_pool_before_they_meet_their_neighbours()
    {
        // At 0.2 the mean is (0 + 10)/2 = 5, above the 1 at 0: nothing goes down.
        var map = MapFit.Of(Map.Isotonic, [0, 1, 2], [1, 0, 10], [0, 0.2, 0.2]);
        Assert.Equal((1, 5), (map[0], map[0.2]));
    }

    static readonly Labels Generated = Labels.Of("generated", Examples.Generated(seed: 21, count: 80).Where(a => a.Text.Length > 0).Select((a, i) => new LabelledText(a, null, (i * 7 % 41 - 20) / 20.0, null, a.Text)));

    [Theory]
    [InlineData(Map.Affine)]
    [InlineData(Map.Isotonic)]
    public void Contributions_and_remainder_sum_to_the_mapped_value_of_every_method(Map map)
    {
        foreach (var scorer in Examples.Scorers(Examples.Sample))
        {
            var calibrated = scorer.Calibrate(Generated, o => o with { Map = map, Resamples = 0 });
            foreach (var article in Examples.Generated(seed: 22, count: 12))
            {
                var why = calibrated.Explain(article);
                Assert.Equal(Examples.Bits(calibrated.Score(article)), Examples.Bits(why.Score));
                Assert.Equal(why.Score.Value, why.Contributions.Sum(c => c.Value) + why.Remainder, Exact);
                Assert.Equal(why.Score.Value, why.Score.Positive - why.Score.Negative + why.Remainder, Exact);
                Assert.Equal(why.Contributions.Sum(c => c.Value), why.Sentences.Sum(s => s.Value), Exact);
                Assert.InRange(why.Score.Value, -1, 1);
            }
        }
    }

    [Fact]
    public void A_silent_text_stays_silent_and_is_not_fitted_on()
    {
        var labels = Labels.Of("some", Stated.Labels(Tenths, v => 0.1 + v / 2).Append(new(Stated.Text() with { Id = "s" }, null, 1, null, "s")));
        var calibrated = new Stated().Calibrate(labels, o => o with { Resamples = 0 });
        Assert.Equal((25, 1), (calibrated.Calibration.FittedOn.Texts, calibrated.Calibration.FittedOn.Silent));
        Assert.Equal((0.0, Outcome.Silent, 0.0), (calibrated.Score(Stated.Text()).Value, calibrated.Score(Stated.Text()).Outcome, calibrated.Explain(Stated.Text()).Remainder));
        Assert.Equal(0.1, calibrated.Score(Stated.Text(0)).Value, Exact);
    }

    [Fact]
    public void The_error_is_that_of_evaluate_before_and_with_the_map_of_the_other_folds()
    {
        var labels = Stated.Labels(Tenths, v => v * v * v - 0.1);
        foreach (var map in new[] { Map.Affine, Map.Isotonic })
        {
            var fit = new Stated().Calibrate(labels, o => o with { Map = map, Folds = 4, Seed = 9, Resamples = 200 }).Calibration;
            Evaluation With(Map m) => new Stated().Evaluate(labels, o => o with { Map = m, Folds = 4, Seed = 9, Resamples = 200 });
            Assert.Equal((With(Map.None).Mae, With(Map.None).Rmse, With(Map.None).R2), (fit.Before.Mae, fit.Before.Rmse, fit.Before.R2));
            Assert.Equal((With(map).Mae, With(map).Rmse, With(map).R2), (fit.After.Mae, fit.After.Rmse, fit.After.R2));
        }
    }

    [Fact]
    public void A_calibrated_method_says_what_it_was_fitted_on()
    {
        var labels = Stated.Labels(Tenths, v => v / 2);
        var calibrated = new Stated().Calibrate(labels, o => o with { Map = Map.Isotonic, Resamples = 0, Licence = "CC BY-NC", Date = new(2026, 1, 5) });
        Assert.Equal($"stated@1→isotonic(labels {labels.Hash[..8]})", calibrated.Identity);
        Assert.Equal(new("numbers", labels.Hash, 25, 0, "CC BY-NC", new(2026, 1, 5)), calibrated.Calibration.FittedOn);
        Assert.Contains($"fitted 2026-01-05 on numbers ({labels.Hash[..8]}): 25 texts, which are few: another set may give another map; 0 more are silent and stay so; licence: CC BY-NC", calibrated.ToString(), StringComparison.Ordinal);
        Assert.Equal(("negative", "neutral", "positive"), (calibrated.Classes.Label(calibrated.Score(Stated.Text(-0.3))), calibrated.Classes.Label(calibrated.Score(Stated.Text(0.15))), calibrated.Classes.Label(calibrated.Score(Stated.Text(0.3)))));
    }

    [Fact]
    public void The_licence_is_the_first_line_of_the_file_beside_the_labels_and_moves_no_hash()
    {
        using var folder = new ArticleFolder();
        folder.Put("set/a.txt", "One.@positive");
        var without = Labels.Read(folder["set"]);
        folder.Put("set/LICENSE", "\n  CC BY-NC-SA 3.0 \u001b \nmore");
        Assert.Null(without.Licence);
        Assert.All([Labels.Read(folder["set"]), Labels.Read(folder["set/a.txt"])], labels => Assert.Equal(("CC BY-NC-SA 3.0 \\u001B", without.Hash), (labels.Licence, labels.Hash)));
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        Assert.Equal("numbers: of 19 texts 19 have a score, and stated@1 speaks on 19 different ones of these. Expected at least 20 to fit a map on: take a larger set, one with scores and not classes alone, or a lexicon that finds more.",
            Refusal(() => new Stated().Calibrate(Stated.Labels(Tenths.Take(19), v => v))));
        Assert.Contains("speaks on 1 different ones", Refusal(() => new Stated().Calibrate(Stated.Labels(Enumerable.Repeat(0.1, 30), v => v))), StringComparison.Ordinal);
        Assert.Contains("every text has the score 0.2", Refusal(() => new Stated().Calibrate(Stated.Labels(Tenths, _ => 0.2))), StringComparison.Ordinal);
        var same = Labels.Of("same", Tenths.Select((v, i) => new LabelledText(Stated.Text(0.3), null, v, null, $"{i}")));
        Assert.Contains("stated@1 gives every text the value 0.3", Refusal(() => new Stated().Calibrate(same)), StringComparison.Ordinal);
        Assert.Contains("of 25 texts 0 have a score", Refusal(() => new Stated().Calibrate(Labels.Of("classes", same.Select(item => item with { Class = 1, Score = null })))), StringComparison.Ordinal);
        Assert.Contains("has the score 2. Expected -1 to 1.", Refusal(() => new Stated().Calibrate(Stated.Labels(Tenths, v => v == 0 ? 2 : v))), StringComparison.Ordinal);
        Assert.StartsWith("Option Map is None.", Refusal(() => new Stated().Calibrate(same, o => o with { Map = Map.None })), StringComparison.Ordinal);
        Assert.StartsWith("Option Folds is 1.", Refusal(() => new Stated().Calibrate(same, o => o with { Folds = 1 })), StringComparison.Ordinal);
        Assert.Contains("has a map already", Refusal(() => Line(0, 1).Calibrate(same)), StringComparison.Ordinal);
    }
}
