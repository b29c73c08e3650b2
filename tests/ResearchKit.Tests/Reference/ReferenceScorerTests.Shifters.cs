using Xunit;

namespace ResearchKit.Tests.Reference;

public sealed partial class ReferenceScorerTests
{
    [Theory]
    [InlineData("profit", "profit")]
    [InlineData("profit warning", "profit warning")]
    [InlineData("PROFIT warning Lifted", "profit warning lifted")]
    [InlineData("profit warning profit warning lifted", "profit warning|profit warning lifted")]
    [InlineData("profit, warning lifted", "profit")]
    [InlineData("profit warning, lifted", "profit warning")]
    [InlineData("profit-warning\nlifted", "profit warning lifted")]
    [InlineData("profit's warnings", "profit")]
    [InlineData("build-out build out", "build out|build out")]
    [InlineData("UK rally, U.K. rally", "U.K. rally|U.K. rally")]
    [InlineData("$ABC and 5G, $abc", "$ABC|5g")]
    public void The_longest_entry_without_a_break_inside_it_is_the_match(string text, string terms) => Assert.Equal(terms, Terms(text));

    [Theory]
    [InlineData("debt", "debt")]
    [InlineData("debt free", "")]
    [InlineData("debt, free", "debt")]
    [InlineData("debt. Free", "debt")]
    public void A_phrase_of_valence_zero_hides_the_words_inside_it_and_is_no_hit(string text, string terms) => Assert.Equal(terms, Terms(text));

    [Fact]
    public void A_phrase_hides_a_shifter_inside_it()
    {
        Assert.Equal("not -0.7", Reaching("not gain"));
        Assert.Equal("", Reaching("not only gain"));
    }

    [Fact]
    public void A_match_does_not_cross_a_sentence() => Assert.Equal("profit", Terms("A profit. Warning lifted"));

    [Fact]
    public void A_negator_multiplies_by_its_valence()
    {
        var result = Score("not a gain");
        Same(Squashed(0.5 * -0.7), result.Value);
        Assert.Equal([new ReferenceShift("not", -0.7)], Assert.Single(result.Hits).Shifters);
        Same(0.5, result.Hits[0].Valence);
    }

    [Theory]
    [InlineData("not", 4, -0.7)]
    [InlineData("very", 2, 1.5)]
    [InlineData("slightly", 2, 0.5)]
    [InlineData("surge", 3, 1.4)]
    [InlineData("may", 6, 0.6)]
    public void A_shifter_reaches_a_hit_after_it_at_less_than_its_window(string term, int window, double factor)
    {
        Same(Squashed(0.5 * factor), Score($"{term} gain").Value);
        Same(Squashed(0.5 * factor), Score($"{term} {Repeat("x", window - 1)}gain").Value);
        Same(Squashed(0.5), Score($"{term} {Repeat("x", window)}gain").Value);
    }

    [Theory]
    [InlineData("not")]
    [InlineData("very")]
    [InlineData("surge")]
    [InlineData("may")]
    public void A_window_of_zero_reaches_nothing_after_it(string term) =>
        Assert.Equal("", Reaching($"{term} gain", new ReferenceOptions { NegationWindow = 0, AmplifierWindow = 0, IntensifierWindow = 0, HedgeWindow = 0 }));

    [Fact]
    public void The_distance_counts_the_tokens_between_the_two_matches()
    {
        Assert.Equal("not -0.7", Reaching("not x x build-out"));
        Assert.Equal("", Reaching("not 5 x 1,000 U.K. gain"));
        Assert.Equal("not -0.7", Reaching("not x x 1,000.5% profit warning lifted"));
    }

    [Theory]
    [InlineData("gain not")]
    [InlineData("gain surge")]
    [InlineData("gain may")]
    [InlineData("gain despite")]
    [InlineData("gain x very")]
    [InlineData("gain x slightly")]
    [InlineData("gain, very")]
    [InlineData("gain while very")]
    public void A_shifter_does_not_reach_back(string text) => Assert.Equal("", Reaching(text));

    [Theory]
    [InlineData("gain very", "very 1.5")]
    [InlineData("gain slightly", "slightly 0.5")]
    public void An_amplifier_or_deamplifier_reaches_the_hit_at_once_before_it(string text, string reaching)
    {
        Assert.Equal(reaching, Reaching(text));
        Assert.Equal(reaching, Reaching(text, new ReferenceOptions { AmplifierWindow = 0 }));
    }

    [Fact]
    public void A_shifter_reaches_every_hit_in_its_window()
    {
        var result = Score("gain very strong weak loss");
        Assert.Equal(["very 1.5", "very 1.5", "very 1.5", ""], result.Hits.Select(Reaching));
        Same(Squashed(0.5 * 1.5 + 0.6 * 1.5 + -0.4 * 1.5 + -0.7), result.Value);
    }

    [Fact]
    public void An_intensifier_takes_the_sign_of_its_noun()
    {
        Same(Squashed(-0.7 * 1.4), Score("surge in loss").Value);
        Assert.True(Score("surge in x").Silent);
    }

    [Fact]
    public void An_adversative_dampens_what_stands_before_it_and_lifts_what_stands_after_it()
    {
        var result = Score("gain, x but x, loss");
        Assert.Equal(["but 0.75", "but 1.25"], result.Hits.Select(Reaching));
        Same(Squashed(0.5 * (1 - 0.25) + -0.7 * (1 + 0.25)), result.Value);
    }

    [Fact]
    public void An_adversative_does_not_leave_its_sentence() =>
        Assert.Equal(["", "but 1.25", ""], Score("A gain. But loss. A loss.").Hits.Select(Reaching));

    [Fact]
    public void A_concessive_dampens_what_follows_in_its_clause_at_any_distance()
    {
        var result = Score($"gain despite {Repeat("x", 40)}loss, strong");
        Assert.Equal(["", "despite 0.4", ""], result.Hits.Select(Reaching));
        Same(Squashed(0.5 + -0.7 * (1 - 0.6) + 0.6), result.Value);
    }

    [Theory]
    [InlineData("not while gain", "")]
    [InlineData("not while not gain", "not -0.7")]
    [InlineData("not but gain", "but 1.25")]
    [InlineData("not despite gain", "despite 0.4")]
    [InlineData("despite while gain", "")]
    [InlineData("despite x but gain", "but 1.25")]
    [InlineData("very, gain", "")]
    public void A_boundary_an_adversative_and_a_concessive_begin_a_clause(string text, string reaching) => Assert.Equal(reaching, Reaching(text));

    [Fact]
    public void Factors_multiply_in_the_order_of_the_sentence()
    {
        var result = Score("may not very gain slightly but x");
        Assert.Equal("may 0.6|not -0.7|very 1.5|slightly 0.5|but 0.75", Reaching(result.Hits[0]));
        Same(Squashed(0.5 * 0.6 * -0.7 * 1.5 * 0.5 * 0.75), result.Value);
    }

    [Theory]
    [InlineData("very very gain", "very 1.5")]
    [InlineData("very gain very", "very 1.5")]
    [InlineData("very x gain very", "very 1.5")]
    [InlineData("may x may gain", "may 0.6")]
    [InlineData("very slightly gain", "very 1.5|slightly 0.5")]
    public void Of_each_role_only_the_nearest_acts(string text, string reaching) => Assert.Equal(reaching, Reaching(text));

    [Fact]
    public void Of_the_adversatives_the_nearest_before_and_the_nearest_after_act()
    {
        var result = Score("gain but loss but gain but loss");
        Assert.Equal(["but 0.75", "but 1.25|but 0.75", "but 1.25|but 0.75", "but 1.25"], result.Hits.Select(Reaching));
    }

    [Theory]
    [InlineData("not x not gain", "not -0.7|not -0.7")]
    [InlineData("not x x not gain", "not -0.7")]
    [InlineData("not x not x x not gain", "not -0.7")]
    [InlineData("not x not x not x x gain", "not -0.7|not -0.7|not -0.7")]
    [InlineData("not, not gain", "not -0.7")]
    public void A_negator_acts_with_the_one_less_than_two_tokens_before_it(string text, string reaching) => Assert.Equal(reaching, Reaching(text));

    [Fact]
    public void Two_negators_both_count() => Same(Squashed(0.5 * -0.7 * -0.7), Score("not not gain").Value);

    [Fact]
    public void Without_shifters_every_factor_is_left_out()
    {
        var result = Score("may not very gain slightly but x", new ReferenceOptions(Shifters: false));
        Assert.Equal("", Reaching(result.Hits[0]));
        Same(Squashed(0.5), result.Value);
    }
}
