using Xunit;

namespace ResearchKit.Tests;

/// <summary>The measures on sets that can be worked by hand.</summary>
public sealed class EvaluationTests
{
    const double Exact = 1e-12;

    // Values of the five texts: S/√(S² + ½) of 0.5, −0.5, 0.3 and nothing: 1/√3, −1/√3, 0.3/√0.59, 0, 0.
    static readonly Labels Five = Labels.Of("five",
    [
        Item("a", "A gain.", 0.6), Item("b", "A loss.", -0.4), Item("c", "A profit.", 0.0), Item("d", "A day.", 0.2), Item("e", "A week.", -0.05),
    ]);

    static LabelledText Item(string id, string text, double score) => new(new Article { Id = id, Language = "en", Paragraphs = [text] }, null, score, null, Labels.GroupOf(text));

    static Evaluation Evaluate(Func<EvaluationOptions, EvaluationOptions>? options = null) => Examples.Small.Scorer().Evaluate(Five, options);

    [Fact]
    public void Classes_are_judged_by_the_scorers_own_cut_points()
    {
        var e = Evaluate();
        // Judged + − 0 + 0; said + − + 0 0.
        Assert.Equal(3 / 5.0, e.Coverage);
        Assert.Equal(3 / 5.0, e.Accuracy.Value!.Value, Exact);
        // F1: negative 2·1/(1 + 1), neutral 2·1/(2 + 2), positive 2·1/(2 + 2).
        Assert.Equal((1 + 0.5 + 0.5) / 3, e.MacroF1.Value!.Value, Exact);
        Assert.Equal([1, 0, 0, 0, 1, 1, 0, 1, 1], e.Confusion().Cast<int>());
        Assert.Equal(["c", "d"], e.Judgements.Where(j => j.Class != j.Text.Judged).Select(j => j.Text.Article.Id));
    }

    [Fact]
    public void Values_are_judged_by_their_distance_and_their_correlation()
    {
        var e = Evaluate();
        double[] y = [0.6, -0.4, 0, 0.2, -0.05], x = [1 / Math.Sqrt(3), -1 / Math.Sqrt(3), 0.3 / Math.Sqrt(0.59), 0, 0];
        Assert.Equal(y.Zip(x, (a, b) => Math.Abs(a - b)).Sum() / 5, e.Mae.Value!.Value, Exact);
        Assert.Equal(Math.Sqrt(y.Zip(x, (a, b) => (a - b) * (a - b)).Sum() / 5), e.Rmse.Value!.Value, Exact);
        var mean = 0.35 / 5;
        Assert.Equal(1 - y.Zip(x, (a, b) => (a - b) * (a - b)).Sum() / y.Sum(a => (a - mean) * (a - mean)), e.R2.Value!.Value, Exact);
        Assert.Equal(y.Zip(x, (a, b) => a * b).Sum() / Math.Sqrt(y.Sum(a => a * a) * x.Sum(b => b * b)), e.Cosine.Value!.Value, Exact);
        // Ranks of y: 5 1 3 4 2; of x: 5 1 4 2½ 2½. Σ(y − 3)(x − 3) = 2·2 + 2·2 + 0·1 − 1·½ + 1·½ = 8; Σ(y − 3)² = 10, Σ(x − 3)² = 4 + 4 + 1 + ¼ + ¼.
        Assert.Equal(8 / Math.Sqrt(10 * 9.5), e.Spearman.Value!.Value, Exact);
    }

    [Fact]
    public void The_order_of_the_texts_and_the_culture_change_nothing_and_intervals_hold_the_measure()
    {
        var e = Evaluate(o => o with { Resamples = 200 });
        var turned = Examples.Small.Scorer().Evaluate(Labels.Of("five", Five.Reverse()), o => o with { Resamples = 200 });
        Assert.Equal((e.Accuracy, e.MacroF1, e.Cosine.Low), (turned.Accuracy, turned.MacroF1, turned.Cosine.Low));
        Assert.InRange(e.Accuracy.Value!.Value, e.Accuracy.Low!.Value, e.Accuracy.High!.Value);
        Assert.Null(Evaluate(o => o with { Resamples = 0 }).Accuracy.Low);
    }

    [Fact]
    public void Equal_texts_are_never_parted()
    {
        // Two texts, ten times each, judged alike: whatever the folds, a map is fitted on the other text alone, which has one value and so one mean.
        var labels = Labels.Of("pairs", Enumerable.Range(0, 20).Select(i => Item($"{i}", i % 2 == 0 ? "A gain." : "A  GAIN day.", i % 2 == 0 ? 0.5 : -0.5)));
        var e = Examples.Small.Scorer().Evaluate(labels, o => o with { Map = Map.Affine, Folds = 2, Resamples = 0 });
        Assert.All(e.Judgements, j => Assert.Equal(-j.Text.Score!.Value, j.Predicted, Exact));
    }

    [Fact]
    public void An_affine_map_is_the_line_of_least_squares_and_the_cosine_is_of_the_values_as_they_are()
    {
        var map = MapFit.Of(Map.Affine, [0, 1, 2], [1, 3, 8], [0, 1, 2]);
        // Slope Σ(x − 1)(y − 4)/2 = (3 + 4)/2, intercept 4 − 3.5.
        Assert.Equal((0.5, 4, 7.5), (map[0], map[1], map[2]));
        Assert.Equal(Evaluate().Cosine.Value, Evaluate(o => o with { Map = Map.Affine, Folds = 5 }).Cosine.Value);
    }

    [Fact]
    public void An_isotonic_map_pools_what_goes_down()
    {
        // 1, then 4 and 2 pooled to 3, then 5; between the knots 2 and 3 it is straight.
        var map = MapFit.Of(Map.Isotonic, [0, 1, 2, 3], [1, 4, 2, 5], [0, 1, 2, 3]);
        Assert.Equal((1, 3, 3, 4, 5, 1, 5), (map[0], map[1], map[2], map[2.5], map[3], map[-9], map[9]));
    }

    [Fact]
    public void Options_and_labels_that_cannot_be_used_are_refused()
    {
        Assert.StartsWith("Option Folds is 1.", Assert.Throws<InputException>(() => Evaluate(o => o with { Folds = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("5 different texts cannot make 6 folds", Assert.Throws<InputException>(() => Evaluate(o => o with { Map = Map.Affine, Folds = 6 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void McNemar_is_binomial_when_few_texts_differ_and_a_chi_square_when_many_do()
    {
        // One of six: 2·(1 + 6)/2⁶.
        Assert.Equal(2 * 7 / 64.0, Comparison.McNemarP(1, 5), Exact);
        Assert.Equal(1, Comparison.McNemarP(3, 3));
        Assert.Equal(1, Comparison.McNemarP(0, 0));
        // (|10 − 30| − 1)²/40 = 9.025, the χ² tail of which is 0.002663.
        Assert.Equal(0.002663, Comparison.McNemarP(10, 30), 1e-6);
    }

    [Fact]
    public void The_normal_tail_is_the_tables()
    {
        Assert.Equal(0.5, Comparison.Upper(0), Exact);
        Assert.Equal(0.0249978951482204, Comparison.Upper(1.96), Exact);
        Assert.Equal(3.16712418331199e-5, Comparison.Upper(4), 1e-16);
        Assert.Equal(1, Comparison.Upper(3.5) + Comparison.Upper(-3.5), Exact);
    }

    [Fact]
    public void Steiger_tests_two_correlations_that_share_the_judgement()
    {
        // r̄ = 0.4, ψ = 0.5·(1 − 0.32) − 0.08·(1 − 0.32 − 0.25) = 0.3056, s = ψ/0.84² ; Z = (atanh 0.5 − atanh 0.3)·√(100/(2 − 2s)).
        var s = 0.3056 / (0.84 * 0.84);
        var z = (Math.Atanh(0.5) - Math.Atanh(0.3)) * Math.Sqrt(100 / (2 - 2 * s));
        Assert.Equal(2 * Comparison.Upper(z), Comparison.SteigerP(0.5, 0.3, 0.5, 103)!.Value, Exact);
        Assert.Equal(1, Comparison.SteigerP(0.5, 0.5, 1, 103));
    }

    [Fact]
    public void A_comparison_pairs_the_texts()
    {
        var scorer = Examples.Small.Scorer();
        var same = scorer.Against(scorer, Five);
        Assert.All(same.Differences, d => Assert.Equal((0, 0, 0), (d.Value, d.Low, d.High)));
        Assert.Equal((0, 0, 1, 1), (same.OnlyFirst, same.OnlySecond, same.McNemar, same.Steiger));
        var strict = scorer.Against(Examples.Small.Scorer(o => o with { PositiveCut = 0.5 }), Five);
        // The profit of text c, 0.39, is judged neutral: only the strict one has it right.
        Assert.Equal((0, 1), (strict.OnlyFirst, strict.OnlySecond));
        Assert.Equal(-1 / 5.0, strict.Differences[0].Value, Exact);
    }
}
