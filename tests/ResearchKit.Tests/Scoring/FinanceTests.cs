using Xunit;

namespace ResearchKit.Tests;

/// <summary>The method <c>finance</c>, worked by hand on a lexicon of seventeen entries.</summary>
public class FinanceTests
{
    /// <summary>The measure of a sentence whose shifted valences sum to <paramref name="sum"/>; a is 0.5 unless told.</summary>
    static double Squashed(double sum, double a = 0.5) => sum / Math.Sqrt(sum * sum + a);

    /// <summary>The value of n sentences whose mean is <paramref name="mean"/>: it grows by the eighth root of n before the squash.</summary>
    static double Mean(double mean, int n) => Squashed(mean * Math.Pow(n, 0.125));

    static void Gives(double expected, string text, Func<ScorerOptions, ScorerOptions>? options = null) =>
        Assert.Equal(expected, Examples.Small.Scorer(options).Score(text).Value, 1e-12);

    [Fact]
    public void One_hit_is_its_valence_squashed()
    {
        Gives(Squashed(0.5), "A gain.");
        Gives(0.5 / Math.Sqrt(0.5 * 0.5 + 0.5), "A gain.");
        Gives(Squashed(-0.5), "A LOSS!");
    }

    [Fact]
    public void Hits_of_a_sentence_are_added_before_they_are_squashed() => Gives(Squashed(0.5 + 0.8 - 0.4), "A gain and a surge in a shortage.");

    [Fact]
    public void Sentences_weigh_alike_and_those_without_a_hit_count()
    {
        Gives(Mean((0.5 - 0.4) / 2, 2), "A gain. A shortage of everything that there is.");
        Gives(Mean(0.5 / 2, 2), "A gain. A quiet day.");
        Gives(Mean(0.5 / 3, 3), "A gain. A quiet day.\n\nAnother one.");
    }

    [Fact]
    public void The_longest_phrase_wins_and_a_valence_of_zero_hides_its_words()
    {
        Gives(Squashed(-0.6), "A profit warning.");
        Gives(Squashed(-0.6), "A profit-warning.");
        Gives(Squashed(0.3), "A profit, warning.");
        Gives(0, "They are debt free.");
        Gives(Squashed(-0.3), "Their debt, free of charge.");
    }

    [Theory]
    [InlineData("Not gain.")]
    [InlineData("Not the third big gain.")]
    public void A_negator_turns_a_hit_with_fewer_than_four_tokens_between(string text) => Gives(Squashed(0.5 * -0.5), text);

    [Theory]
    [InlineData("Not one of the many gain.")]
    [InlineData("Not so, gain.")]
    [InlineData("Not now while gain.")]
    [InlineData("Gain not.")]
    [InlineData("Is it not? Gain.")]
    [InlineData("Is it not\n\ngain")]
    public void A_negator_reaches_neither_far_nor_back_nor_out_of_its_clause(string text)
    {
        var hit = Assert.Single(Examples.Small.Scorer().Explain(text).Contributions);
        Assert.Equal((0.5, 0), (hit.Counted, hit.Shifts.Length));
    }

    [Theory]
    [InlineData("Long $ABC here.", 0.5)]
    [InlineData("I am long $XYZ.B.", 0.5)]
    [InlineData("Long $NEX here.", -0.25)]
    [InlineData("Long ABC here.", 0)]
    [InlineData("Long, $ABC.", 0)]
    public void A_term_can_name_any_ticker_and_one_ticker_of_its_own(string text, double valence) =>
        Assert.Equal(Squashed(valence), Lexicon.Of("traders", new("long $TICKER", Role.Polarity, 0.5), new Entry("long $NEX", Role.Polarity, -0.25)).Scorer().Score(text).Value, 1e-12);

    [Fact]
    public void A_double_negation_is_a_product() => Gives(Squashed(0.5 * -0.5 * -0.5), "Not ever not gain.");

    [Fact]
    public void An_amplifier_reaches_two_tokens_forward_and_one_back()
    {
        Gives(Squashed(0.5 * 1.5), "Very gain.");
        Gives(Squashed(0.5 * 1.5), "Very big gain.");
        Gives(Squashed(0.5), "Very big third gain.");
        Gives(Squashed(0.5 * 1.5), "Gain very.");
        Gives(Squashed(0.5), "Gain was very.");
        Gives(Squashed(-0.5 * 0.5), "A loss slightly.");
    }

    [Fact]
    public void An_intensifier_takes_the_sign_of_its_noun()
    {
        Gives(0, "It is critical.");
        Gives(Squashed(-0.4 * 1.4), "A critical shortage.");
        Gives(Squashed(0.5 * 1.4), "A critical gain.");
        Gives(Squashed(-0.4), "A shortage critical.");
    }

    [Fact]
    public void A_hedge_says_that_it_may_not_be_so()
    {
        Gives(Squashed(0.5 * 0.6), "There may in the end be some gain.");
        Gives(Squashed(0.5), "There may at the end of it be gain.");
        Gives(Squashed(0.5 * 0.6 * -0.5), "It may not gain.");
    }

    [Fact]
    public void But_moves_the_weight_of_a_sentence_to_what_follows()
    {
        Gives(Squashed(0.5 * (1 - 0.5) - 0.4 * (1 + 0.5)), "A gain, but, as they say, in the whole of that year a shortage.");
        Gives(Squashed(0.5 * (1 - 0.25) - 0.4 * (1 + 0.25)), "A gain; however, a shortage.");
        Gives(Mean((0.5 - 0.4 * 1.5) / 2, 2), "A gain. But a shortage.");
    }

    [Fact]
    public void Despite_takes_from_its_own_clause_only()
    {
        Gives(Squashed(-0.5 * (1 - 0.6) + 0.5), "Despite a loss, a gain.");
        Gives(Squashed(0.5 - 0.5 * (1 - 0.6)), "A gain despite one more after another bigger and older loss.");
    }

    [Theory]
    [InlineData("Not so, gain")]
    [InlineData("Not so; gain")]
    [InlineData("Not so: gain")]
    [InlineData("Not so (gain)")]
    [InlineData("Not so - gain")]
    [InlineData("Not so – gain")]
    [InlineData("Not so—gain")]
    [InlineData("Not so--gain")]
    [InlineData("Not so while gain")]
    public void A_clause_ends_at_punctuation_and_at_a_boundary(string text) => Gives(Squashed(0.5), text);

    [Fact]
    public void A_hyphen_inside_a_compound_ends_no_clause() => Gives(Squashed(0.5 * -0.5), "Not so-called gain.");

    [Fact]
    public void Weighting_by_length_counts_tokens() =>
        Gives(Mean(2 / 6.0 * 0.5 + 4 / 6.0 * -0.4, 2), "A gain. A shortage of it.", o => o with { Weighting = Weighting.Length });

    [Fact]
    public void The_lead_is_the_title_and_the_first_paragraph()
    {
        var article = new Article { Id = "a", Title = "A gain", Paragraphs = ["A loss. A quiet day.", "A shortage."] };
        double Lead(double weight) => Examples.Small.Scorer("finance:lead", o => o with { LeadWeight = weight }).Score(article).Value;
        Assert.Equal(Mean((2 * 0.5 + 2 * -0.5 + 2 * 0 + -0.4) / (2 + 2 + 2 + 1), 4), Lead(2), 1e-12);
        Assert.Equal(Mean((3 * 0.5 + 3 * -0.5 + 3 * 0 + -0.4) / (3 + 3 + 3 + 1), 4), Lead(3), 1e-12);
        article = article with { Title = "" };
        Assert.Equal(Mean((2 * -0.5 + 2 * 0 + -0.4) / (2 + 2 + 1), 3), Lead(2), 1e-12);
    }

    [Fact]
    public void As_a_document_all_hits_are_added_and_shifters_keep_to_their_sentences() =>
        Gives(Squashed(0.5 - 0.4 * 1.5), "A gain. But a shortage.", o => o with { Weighting = Weighting.Document });

    [Fact]
    public void The_smaller_the_squash_the_sooner_a_sentence_saturates()
    {
        Gives(Squashed(0.5, a: 2), "A gain.", o => o with { Squash = 2 });
        Gives(0.5 / Math.Sqrt(0.5 * 0.5 + 1e-6), "A gain.", o => o with { Squash = 1e-6 });
    }

    [Fact]
    public void Without_shifters_every_factor_is_left_out() =>
        Gives(Squashed(0.5 - 0.4), "Not a very gain, but despite a critical shortage.", o => o with { Shifters = false });

    [Fact]
    public void The_ratios_count_hits_of_the_whole_document()
    {
        // Eight tokens: three positive hits, one negative; the ratios read no shifters.
        const string Text = "A gain. A surge. Not a profit: loss.";
        double Ratio(string name) => Examples.Small.Scorer($"ratio:{name}").Score(Text).Value;
        Assert.Equal((3 - 1) / (3.0 + 1), Ratio("polarity"), 1e-12);
        Assert.Equal((3 - 1) / 8.0, Ratio("tone"), 1e-12);
        Assert.Equal(Squashed((3 - 1) / Math.Sqrt(8), a: 1), Ratio("root"), 1e-12);
        Assert.Equal(Squashed(Math.Log(3.5 / 1.5), a: 1), Ratio("logit"), 1e-12);
    }

    [Fact]
    public void Hits_that_cancel_within_a_sentence_leave_masses_that_may_pass_one()
    {
        var score = Examples.Small.Scorer().Score("A gain, a gain, a loss and a loss.");
        Assert.Equal((0.5 + 0.5) / Math.Sqrt(0 * 0 + 0.5), score.Positive, 1e-12);
        Assert.Equal(score.Positive, score.Negative, 1e-12);
        Assert.Equal(0, score.Value, 1e-12);
    }

    [Fact]
    public void Coverage_is_the_share_of_tokens_inside_hits() =>
        Assert.Equal((1 + 2) / 7.0, Examples.Small.Scorer().Score("A gain, not a profit warning. Quiet.").Coverage, 1e-12);
}
