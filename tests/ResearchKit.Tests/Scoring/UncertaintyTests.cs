using Xunit;

namespace ResearchKit.Tests;

/// <summary>Intervals over resampled sentences, against a naive loop with the same generator.</summary>
public sealed class UncertaintyTests
{
    static readonly Article Six = new() { Id = "a", Language = "en", Paragraphs = ["A gain. A loss of parts. A quiet day. Very big surge here today. Profit. A critical shortage."] };

    /// <summary>The ends of the middle 95% of what resamples come to: the 25th and the 976th of 1000, from 0 at floor(0.025·999) = 24 and ceil(0.975·999) = 975.</summary>
    static (double Low, double High) Naive(double[] weights, double[] measures, Func<double, double>? through = null)
    {
        var values = new List<double>();
        for (ulong b = 1; b <= 1000; b++)
        {
            var random = new SplitMix(1 ^ unchecked(b * 0xD1B54A32D192ED03));
            int[] drawn = [.. Enumerable.Range(0, weights.Length).Select(_ => random.Below(weights.Length))];
            var mean = drawn.Sum(i => weights[i] * measures[i]) / drawn.Sum(i => weights[i]);
            values.Add(through is null ? mean : through(mean));
        }
        values.Sort();
        return (values[24], values[975]);
    }

    /// <summary>finance: v = s/√(s² + 0.5) of one sentence, so its sum is s = v√(0.5/(1 − v²)).</summary>
    static double Sum(double v) => v * Math.Sqrt(0.5 / (1 - v * v));

    /// <summary>The mean of six sentences' sums grows by the eighth root of 6, then comes the squash.</summary>
    static double OfSix(double mean) => mean * Math.Pow(6, 0.125) is var r ? r / Math.Sqrt(r * r + 0.5) : 0;

    /// <summary>Each sentence's measure by scoring it alone.</summary>
    static (double[] Tokens, double[] Values) Alone(Scorer scorer)
    {
        var parts = Six.Text.Split(". ").Select(text => scorer.Score(Article.Of(text.TrimEnd('.') + ".") with { Language = "en" })).ToList();
        return ([.. parts.Select(score => (double)score.Tokens)], [.. parts.Select(score => score.Value)]);
    }

    static void Equal((double Low, double High) expected, Uncertainty actual)
    {
        Assert.Equal(expected.Low, actual.Low!.Value, 1e-12);
        Assert.Equal(expected.High, actual.High!.Value, 1e-12);
    }

    [Fact]
    public void Sentences_that_weigh_alike_are_resampled_alike()
    {
        var scorer = Examples.Small.Scorer();
        var (tokens, values) = Alone(scorer);
        Equal(Naive([.. tokens.Select(_ => 1.0)], [.. values.Select(Sum)], OfSix), scorer.Uncertainty(Six));
    }

    [Fact]
    public void Sentences_that_weigh_by_length_take_their_weight_with_them()
    {
        var scorer = Examples.Small.Scorer("finance:length");
        var (tokens, values) = Alone(scorer);
        Equal(Naive(tokens, [.. values.Select(Sum)], OfSix), scorer.Uncertainty(Six));
    }

    [Fact]
    public void A_squash_that_follows_the_mean_follows_the_mean_of_each_resample()
    {
        // sentimentr: v = r/√(r² + 1), so r = v/√(1 − v²).
        var scorer = Examples.Small.Scorer("sentimentr");
        var (tokens, values) = Alone(scorer);
        Equal(Naive([.. tokens.Select(_ => 1.0)], [.. values.Select(v => v / Math.Sqrt(1 - v * v))], r => r / Math.Sqrt(r * r + 1)), scorer.Uncertainty(Six));
    }

    [Fact]
    public void A_remainder_stays_and_a_map_is_applied_to_each_resample()
    {
        double[] said = [0.5, -0.4, 0.3, 0.1, -0.1];
        Equal(Naive([1, 1, 1, 1, 1], said, v => v + 0.05), new Stated(0.05).Uncertainty(Stated.Text(said)));
        var calibrated = new Stated().Calibrate(Stated.Labels(Enumerable.Range(-12, 25).Select(i => i / 20.0), v => v < 0 ? -0.2 : v * v), o => o with { Map = Map.Isotonic, Resamples = 0 });
        var (raw, mapped) = (new Stated().Uncertainty(Stated.Text(said)), calibrated.Uncertainty(Stated.Text(said)));
        Assert.Equal((calibrated.Calibration[raw.Low!.Value], calibrated.Calibration[raw.High!.Value]), (mapped.Low, mapped.High));
        Assert.Equal(calibrated.Score(Stated.Text(said)), mapped.Score);
    }

    [Fact]
    public void Labels_stand_from_the_lower_end_to_the_upper()
    {
        var made = new Uncertainty(new("a", "m", 0.2, 0.2, 0, 1, 1, 6, 9, Outcome.Scored), new(), 6, -0.05, 0.35, null);
        Assert.Equal(["neutral", "mildly positive", "moderately positive"], made.Spans());
        Assert.Equal(["neutral", "positive"], made.Spans(Scale.Three(-0.25, 0.25)));
        Assert.Equal("95% interval over resampled sentences: -0.05 to +0.35, neutral to moderately positive (6 sentences, 1000 resamples, seed 1)", made.ToString());
        Assert.EndsWith("+0.35 to +0.35, moderately positive (6 sentences, 1000 resamples, seed 1)", (made with { Low = 0.35 }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_nothing_to_resample_it_says_so()
    {
        static void Says(string reason, string line, Uncertainty made)
        {
            Assert.Equal((reason, line, null, null), (made.Reason, made.ToString(), made.Low, made.High));
            Assert.Empty(made.Spans());
        }
        var finance = Examples.Small.Scorer();
        Says("too few sentences", "no interval: too few sentences (2, and 5 are needed)", finance.Uncertainty(Article.Of("A gain. A loss.")));
        Assert.NotNull(finance.Uncertainty(Article.Of("A gain. A loss."), o => o with { FewestSentences = 2 }).Low);
        Says("one unit: no sentences to resample", "no interval: one unit: no sentences to resample", Examples.Small.Scorer("ratio:polarity").Uncertainty(Six));
        Says("one unit: no sentences to resample", "no interval: one unit: no sentences to resample", Examples.Small.Scorer("sentometrics:counts").Uncertainty(Six));
        Says("silent", "no interval: silent", finance.Uncertainty(Article.Of("One. Two days. It is so. There it was. A day. Another.")));
        Says("unsupported language", "no interval: unsupported language", finance.Uncertainty(Article.Of("Der Gewinn der Bank ist gestiegen.")));
    }

    [Fact]
    public void The_draws_are_the_same_whatever_runs_beside_them_and_whatever_the_culture()
    {
        var scorer = Examples.Small.Scorer();
        var alone = scorer.Uncertainty(Six);
        var made = new Uncertainty[32];
        Parallel.For(0, made.Length, i => made[i] = scorer.Uncertainty(Six));
        Assert.All(made, one => Assert.Equal(alone, one));
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(alone.ToString(), scorer.Uncertainty(Six).ToString()));
        Assert.NotEqual((alone.Low, alone.High), (scorer.Uncertainty(Six, o => o with { Seed = 2, Resamples = 100 }).Low, scorer.Uncertainty(Six, o => o with { Seed = 2, Resamples = 100 }).High));
        Assert.InRange(scorer.Uncertainty(Six, o => o with { Level = 0.5 }).High!.Value, alone.Score.Value, alone.High!.Value);
    }

    [Fact]
    public void Options_out_of_their_range_are_refused()
    {
        string Refusal(Func<UncertaintyOptions, UncertaintyOptions> o) => Assert.Throws<InputException>(() => Examples.Small.Scorer().Uncertainty(Six, o)).Message;
        Assert.Equal("Option Resamples is 99. Expected 100 to 100000.", Refusal(o => o with { Resamples = 99 }));
        Assert.Equal("Option Level is 1. Expected more than 0, less than 1.", Refusal(o => o with { Level = 1 }));
        Assert.Equal("Option Level is NaN. Expected more than 0, less than 1.", Refusal(o => o with { Level = double.NaN }));
        Assert.Equal("Option FewestSentences is 1. Expected 2 to 1000.", Refusal(o => o with { FewestSentences = 1 }));
    }
}
