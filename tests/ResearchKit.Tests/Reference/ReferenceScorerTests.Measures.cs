using Xunit;

namespace ResearchKit.Tests.Reference;

public sealed partial class ReferenceScorerTests
{
    /// <summary>Three sentences of 4, 3 and 2 tokens in a title and two paragraphs; the last has no hit.</summary>
    static ReferenceResult ScoreThree(string measure, string weighting, double squash = 0.5) =>
        Score("gain strong and loss", ["x not gain", "x y"], new ReferenceOptions(measure, weighting, squash));

    const double FirstSum = 0.5 + 0.6 + -0.7;
    const double SecondSum = 0.5 * -0.7;

    [Theory]
    [InlineData("Equal", 1.0 / 3, 1.0 / 3)]
    [InlineData("Length", 4.0 / 9, 3.0 / 9)]
    [InlineData("Lead", 2.0 / 5, 2.0 / 5)]
    public void A_weighting_weighs_all_sentences_and_the_weights_sum_to_one(string weighting, double first, double second)
    {
        var result = ScoreThree("Sum", weighting);
        Same(Squashed((first * FirstSum + second * SecondSum) * Math.Pow(3, 0.125), 0.5), result.Value);
        Assert.Equal([0, 0, 0, 1], result.Hits.Select(hit => hit.Sentence));
    }

    [Fact]
    public void The_weighting_Document_has_one_unit()
    {
        var result = ScoreThree("Sum", "Document");
        Same(Squashed(FirstSum + SecondSum, 0.5), result.Value);
        Same(0.5 / Math.Sqrt((FirstSum + SecondSum) * (FirstSum + SecondSum) + 0.5), result.Hits[0].Contribution);
        Assert.Equal(1, result.Hits[^1].Sentence);
    }

    [Fact]
    public void Without_a_title_only_the_first_paragraph_leads()
    {
        var result = Score("", ["gain", "loss", "x"], new ReferenceOptions(Weighting: "Lead", LeadWeight: 3));
        Same(Squashed((3.0 / 5 * 0.5 + 1.0 / 5 * -0.7) * Math.Pow(3, 0.125)), result.Value);
    }

    [Fact]
    public void Sum_shares_its_value_in_proportion_to_the_shifted_valences()
    {
        var result = ScoreThree("Sum", "Equal");
        // Three sentences: the mean times the eighth root of 3, then the squash.
        var grown = Math.Pow(3, 0.125) / 3;
        var root = Math.Sqrt(Math.Pow((FirstSum + SecondSum) * grown, 2) + 0.5);
        Same(0.5 * grown / root, result.Hits[0].Contribution);
        Same(0.6 * grown / root, result.Hits[1].Contribution);
        Same(-0.7 * grown / root, result.Hits[2].Contribution);
        Same((0.5 + 0.6) * grown / root, result.Positive);
        Same((0.7 + 0.35) * grown / root, result.Negative);
    }

    [Fact]
    public void Sum_at_zero_still_has_contributions()
    {
        var entries = new[] { new ReferenceEntry("up", "polarity", 0.5), new ReferenceEntry("down", "polarity", -0.5) };
        var result = new ReferenceScorer(entries, new ReferenceOptions(Squash: 4), SentenceLines).Score(null, ["up down"]);
        Same(0, result.Value);
        Same(0.5 / Math.Sqrt(4), result.Positive);
        Same(0.5 / Math.Sqrt(4), result.Negative);
    }

    [Fact]
    public void Polarity_is_the_balance_of_the_counts()
    {
        var result = ScoreThree("Polarity", "Equal");
        Same(1.0 / 3 * ((2 - 1) / 3.0) + 1.0 / 3 * (-1 / 1.0), result.Value);
        Assert.Equal([1.0 / 9, 1.0 / 9, -1.0 / 9, -1.0 / 3], result.Hits.Select(hit => hit.Contribution), (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void Tone_is_the_balance_by_the_tokens()
    {
        var result = ScoreThree("Tone", "Equal");
        Same(1.0 / 3 * ((2 - 1) / 4.0) + 1.0 / 3 * (-1 / 3.0), result.Value);
        Same(1.0 / 3 * (1 / 4.0), result.Hits[0].Contribution);
        Same((2 - 2) / 9.0, ScoreThree("Tone", "Document").Value);
        Same(-1 / 9.0, ScoreThree("Tone", "Document").Hits[3].Contribution);
    }

    [Fact]
    public void Logit_is_the_squashed_logarithm_of_the_odds()
    {
        var result = ScoreThree("Logit", "Equal");
        var first = Math.Log(2.5 / 1.5);
        var second = Math.Log(0.5 / 1.5);
        Same(1.0 / 3 * Squashed(first, 0.5) + 1.0 / 3 * Squashed(second, 0.5), result.Value);
        Same(1.0 / 3 * (Math.Log(5) / 2 / Math.Sqrt(first * first + 0.5)), result.Hits[0].Contribution);
        Same(1.0 / 3 * (-Math.Log(3) / 1 / Math.Sqrt(first * first + 0.5)), result.Hits[2].Contribution);
        Same(result.Value, result.Hits.Sum(hit => hit.Contribution));
    }

    [Fact]
    public void Root_is_the_squashed_balance_by_the_root_of_the_tokens()
    {
        var result = ScoreThree("Root", "Equal");
        var first = (2 - 1) / Math.Sqrt(4);
        var second = -1 / Math.Sqrt(3);
        Same(1.0 / 3 * Squashed(first, 0.5) + 1.0 / 3 * Squashed(second, 0.5), result.Value);
        Same(1.0 / 3 * (-1 / Math.Sqrt(3) / Math.Sqrt(second * second + 0.5)), result.Hits[3].Contribution);
    }

    [Theory]
    [InlineData("Sum")]
    [InlineData("Polarity")]
    [InlineData("Tone")]
    [InlineData("Logit")]
    [InlineData("Root")]
    public void A_hit_shifted_to_zero_stays_a_hit_and_counts_for_nothing(string measure)
    {
        ReferenceEntry[] entries = [new("gain", "polarity", 0.5), new("hardly", "negator", 0)];
        var result = new ReferenceScorer(entries, new ReferenceOptions(measure), SentenceLines).Score("", ["hardly gain"]);
        Same(0, result.Value);
        Same(0, Assert.Single(result.Hits).Contribution);
        Same(1.0 / 2, result.Coverage);
        Assert.False(result.Silent);
    }

    [Theory]
    [InlineData("gain x x x", 1.0 / 4)]
    [InlineData("a profit warning, x x. Nothing.", 2.0 / 6)]
    [InlineData("debt free", 0)]
    [InlineData("not very gain", 1.0 / 3)]
    public void Coverage_is_the_share_of_the_tokens_inside_hits(string text, double coverage) => Same(coverage, Score(text).Coverage);

    [Theory]
    [InlineData("x y z", "Equal")]
    [InlineData("not very but", "Length")]
    [InlineData("…", "Lead")]
    [InlineData("…", "Document")]
    public void A_text_without_a_hit_is_silent(string text, string weighting)
    {
        var result = Score(text, new ReferenceOptions(Weighting: weighting));
        Assert.True(result.Silent);
        Same(0, result.Value);
        Same(0, result.Positive);
        Same(0, result.Negative);
    }

    [Fact]
    public void Offsets_count_in_the_title_and_the_paragraphs_joined_by_blank_lines()
    {
        var result = Score("A 👍 Gain", ["One “loss”.", "A profit\nwarning!"]);
        var text = ReferenceScorer.Join("A 👍 Gain", ["One “loss”.", "A profit\nwarning!"]);
        Assert.Equal(["Gain", "loss", "profit\nwarning"], result.Hits.Select(hit => text.Substring(hit.Start, hit.Length)));
        Assert.Equal(["A 👍 Gain", "One “loss", "A profit\nwarning"], result.Sentences.Select(span => text[span.Start..span.End]));
    }
}
