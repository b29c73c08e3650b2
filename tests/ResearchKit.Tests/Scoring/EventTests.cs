using Xunit;

namespace ResearchKit.Tests;

/// <summary>Each rule of events on sentences written for it, by the working copy of the lexicon: what good news, bad news and no news is.</summary>
public sealed class EventTests
{
    static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    static string Class(string text) => Finance.Classes.Label(Finance.Score(new Article { Id = "t", Language = "en", Paragraphs = [text] })) is "silent" ? "neutral" : Finance.Classes.Label(Finance.Score(new Article { Id = "t", Language = "en", Paragraphs = [text] }));

    [Theory]
    [InlineData("positive", "Operating profit rose to EUR 14.2 mn from EUR 11.0 mn .")]
    [InlineData("positive", "Orders climbed 12% in the quarter.")]
    [InlineData("positive", "The margin has improved and sales grew.")]
    [InlineData("negative", "Operating costs climbed 12% in the quarter.")]
    [InlineData("negative", "Loan losses rose to USD 41m.")]
    [InlineData("negative", "Unemployment jumped to 9%.")]
    public void A_rise_is_as_good_as_what_rises(string expected, string text) => Assert.Equal(expected, Class(text));

    /// <summary>Version 0.1.0 broke off on these with an error.</summary>
    [Theory]
    [InlineData("A decline in sales of +4.2%")]
    [InlineData("Growth in profit was 5m (4m)")]
    [InlineData("The decline in the sales was -3% this year")]
    public void A_number_may_stand_last_behind_a_movement_that_has_moved_something(string text) => Assert.Equal(Outcome.Scored, Finance.Score(text).Outcome);

    [Theory]
    [InlineData("positive", "The net loss narrowed to EUR 1.2 mn .")]
    [InlineData("positive", "Unit costs fell by 6.4 percent.")]
    [InlineData("positive", "The company cut its net debt by a fifth.")]
    [InlineData("negative", "Net sales decreased to EUR 55.1 mn from EUR 61.3 mn .")]
    [InlineData("negative", "The operating loss widened to EUR 9.9 mn .")]
    [InlineData("negative", "Halvern cut its dividend.")]
    public void A_fall_is_as_bad_as_what_falls(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("positive", "Net profit was EUR 5.2 mn , compared to EUR 3.1 mn a year earlier.")]
    [InlineData("positive", "Earnings per share stood at USD 0.44 versus USD 0.31.")]
    [InlineData("positive", "The operating loss was EUR 1.0 mn , compared with EUR 4.4 mn .")]
    [InlineData("negative", "Net profit was EUR 3.1 mn , compared to EUR 5.2 mn a year earlier.")]
    [InlineData("negative", "The pretax loss totalled EUR 4.4 mn , against EUR 1.0 mn .")]
    [InlineData("negative", "Order intake was EUR 12.5 mn ( EUR 19.9 mn ) .")]
    public void Two_numbers_are_compared_where_no_verb_does(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("positive", "It swung to a net profit of EUR 3m versus a net loss of EUR 5.2 mn .")]
    [InlineData("positive", "Earnings per share were EUR 0.03, up from a loss of EUR 0.08.")]
    [InlineData("positive", "Net profit was EUR 0.4 mn , compared to a loss of EUR 1.1 mn .")]
    [InlineData("negative", "Tarvik swung to a USD 12m loss.")]
    [InlineData("negative", "It made an operating loss of EUR 96.3 mn , down from a profit of EUR 43.9 mn .")]
    [InlineData("negative", "The result was a loss of EUR 2.2 mn , compared to a profit of EUR 1.1 mn .")]
    public void A_loss_that_becomes_a_profit_is_good_whatever_the_numbers_do(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("positive", "The decline in sales slowed.")]
    [InlineData("positive", "Supply fears eased.")]
    [InlineData("negative", "Sales growth slowed.")]
    [InlineData("negative", "The recovery stalled.")]
    public void A_movement_can_move(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("positive", "Orvane has won a major contract from the port authority.")]
    [InlineData("positive", "Kelmet received a significant order.")]
    [InlineData("positive", "The two firms signed a long-term supply agreement.")]
    [InlineData("negative", "Orvane lost a contract with the port authority.")]
    [InlineData("negative", "The city cancelled the order.")]
    public void What_is_won_or_lost_is_an_event(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("Following the increase the registered share capital is EUR 360.6 mn .")]
    [InlineData("The number of shares increased to 106,063,320.")]
    [InlineData("The fund raised its stake to 10.4 percent.")]
    [InlineData("The contract is worth up to EUR 4.0 mn .")]
    [InlineData("The meeting will be held on 28 October 2010 at 8.30 a.m.")]
    [InlineData("The company has 3,400 employees in 12 countries.")]
    [InlineData("The total value is EUR 12.0 mn ( USD 17.6 mn ) .")]
    [InlineData("The dividend is payable to shareholders of record on 19 January 2010.")]
    public void Company_facts_are_no_news(string text) => Assert.Equal("neutral", Class(text));

    [Theory]
    [InlineData("positive", "Net sales +4.2 % .")]
    [InlineData("negative", "Net sales -3.1 % .")]
    [InlineData("negative", "Operating costs +8.0 % .")]
    public void A_sign_before_a_share_is_a_direction(string expected, string text) => Assert.Equal(expected, Class(text));

    static readonly Lexicon Small = Lexicon.Of("small",
        new("rose", Role.Polarity, 0.2) { Direction = 0.5 }, new("fell", Role.Polarity, -0.2) { Direction = -0.5 },
        new("profit", Role.Polarity, 0) { Quantity = 0.8 }, new("costs", Role.Polarity, 0) { Quantity = -0.6 }, new("loss", Role.Polarity, -0.3) { Quantity = -0.9 },
        new("decline", Role.Polarity, -0.2) { Direction = -0.6, Quantity = -0.7 }, new("improved", Role.Turn, 0.4),
        new("versus", Role.Comparison, 0.55), new("not", Role.Negator, -0.7));

    static Contribution Only(string text) => Assert.Single(Small.Scorer().Explain(new Article { Id = "t", Language = "en", Paragraphs = [text] }).Contributions);

    [Fact]
    public void A_direction_is_multiplied_by_what_moves_and_by_the_size_of_the_share()
    {
        Assert.Equal(0.5 * 0.8, Only("Profit rose.").Counted, 1e-12);
        Assert.Equal(0.5 * -0.6, Only("Costs rose.").Counted, 1e-12);
        Assert.Equal(-0.5 * -0.9, Only("The loss fell.").Counted, 1e-12);
        Assert.Equal(0.5 * 0.8 * (0.3 + 5.0 / (5 + 5)), Only("Profit rose 5%.").Counted, 1e-12);
        Assert.Equal(0.5 * 0.8 * (0.3 + 20.0 / (20 + 5)), Only("Profit rose to EUR 5m from EUR 4m.").Counted, 1e-12);
        Assert.Equal(0.5 * 0.8 * -0.7, Only("Profit not rose.").Counted, 1e-12);
    }

    [Fact]
    public void A_direction_without_what_moves_needs_a_share_or_its_own_valence()
    {
        Assert.Equal(0.2, Only("It rose.").Counted, 1e-12);
        Assert.Equal(0.5 * 0.7 * (0.3 + 5.0 / (5 + 5)), Only("It rose 5%.").Counted, 1e-12);
    }

    [Fact]
    public void A_movement_that_moves_keeps_the_sign_of_what_it_did()
    {
        var why = Small.Scorer().Explain(new Article { Id = "t", Language = "en", Paragraphs = ["Decline in profit fell."] });
        Assert.Equal(-0.5 * -0.7, Assert.Single(why.Contributions).Counted, 1e-12);
    }

    [Fact]
    public void A_comparison_hangs_on_the_quantity()
    {
        var up = Only("Profit was EUR 5m versus EUR 4m.");
        Assert.Equal("profit", up.Term);
        Assert.Equal(0.8 * 0.55 * (0.3 + 20.0 / (20 + 5)), up.Counted, 1e-12);
        Assert.Equal(-0.8 * 0.55 * (0.3 + 20.0 / (20 + 5)), Only("Profit was EUR 4m versus EUR 5m.").Counted, 1e-12);
        Assert.Equal(0.8 * 0.5 * (0.3 + 50.0 / (50 + 5)), Only("Profit was EUR 4m (EUR 2m).").Counted, 1e-12);
        Assert.Empty(Small.Scorer().Explain("Profit was EUR 4m (USD 5m).").Contributions);
    }

    [Fact]
    public void A_turn_absorbs_what_turns() => Assert.Equal(("improved", 0.4), (Only("The loss improved.").Term, Only("The loss improved.").Counted));

    [Theory]
    [InlineData("Profit rose 999999999999999999999999999999%.")]
    [InlineData("Profit rose 1,2,3,4 (((5 -+6 EUR EUR $ $ 7 8%%.")]
    [InlineData("Profit\trose\u00a05\u2009%\ud800 0.0.0.0 -0 +0% versus -0 versus")]
    public void A_hostile_number_is_read_or_passed_over(string text)
    {
        var why = Repository.Finance.Scorer().Explain(new Article { Id = "t", Language = "en", Paragraphs = [text] });
        Assert.Equal(why.Score.Value, why.Contributions.Sum(c => c.Value), 1e-12);
        Assert.InRange(why.Score.Value, -1, 1);
        Assert.NotEmpty(why.ToHtml());
    }

    [Theory]
    [InlineData("positive", "A last-minute accord averted the strike.")]
    [InlineData("positive", "The dispute has been resolved.")]
    [InlineData("positive", "The court quashed the lawsuit against Norvell.")]
    [InlineData("negative", "Staff voted for a strike action.")]
    [InlineData("negative", "The dispute with the regulator drags on.")]
    [InlineData("neutral", "Norvell averted its gaze.")]
    public void What_ends_something_bad_is_good(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("positive", "The ruling reduces the risk of a damaging outcome and eases fears.")]
    [InlineData("positive", "The hedge reduces harmful volatility.")]
    [InlineData("positive", "New pumps cut wasteful outages.")]
    [InlineData("negative", "The ruling raises the risk of a damaging outcome and stokes fears.")]
    [InlineData("negative", "The hedge brings harmful volatility.")]
    [InlineData("negative", "New pumps caused wasteful outages.")]
    public void What_is_bad_lessens_too(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("positive", "The decline in sales slowed in the spring.")]
    [InlineData("positive", "The drop in orders eased.")]
    [InlineData("positive", "The slump in bookings abated, the ferry line said.")]
    [InlineData("negative", "The growth in orders slowed.")]
    [InlineData("negative", "The decline in sales accelerated.")]
    [InlineData("negative", "The rally in shares faded.")]
    public void A_movement_moves_with_what_it_moved(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("positive", "Profit rose, although the group extended its shutdown schedule.")]
    [InlineData("positive", "Orders improved after Kelmet trimmed its brochure.")]
    [InlineData("positive", "Revenue was cut by a third in the loss-making unit, but profit rose 40%.")]
    [InlineData("negative", "Profit was trimmed.")]
    [InlineData("negative", "The forecast was lowered twice.")]
    [InlineData("negative", "The dividend was reduced.")]
    public void A_verb_with_an_object_of_its_own_leaves_its_subject_alone(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("positive", "long $NEX")]
    [InlineData("positive", "Bought $NEX at the open.")]
    [InlineData("positive", "Adding to my $NEX position, long $NEX")]
    [InlineData("negative", "short $NEX")]
    [InlineData("negative", "Shorting $NEX from 24.")]
    [InlineData("neutral", "A long day at $NEX")]
    public void A_trader_says_where_he_stands(string expected, string text) => Assert.Equal(expected, Class(text));

    [Theory]
    [InlineData("neutral", "The office of Loss Adjusters Ltd moved to a new building in May.")]
    [InlineData("neutral", "The auditor of Crisis Capital publishes its report on Thursday.")]
    [InlineData("neutral", "Last month Growth Partners opened an office in the harbour district.")]
    [InlineData("positive", "Profit at Loss Adjusters Ltd rose 14% in the quarter.")]
    [InlineData("negative", "Shares of Boom Holdings slumped after the profit warning.")]
    [InlineData("negative", "Fears Mount As Losses Widen At Orvane Corp")]
    public void What_stands_in_a_name_is_no_news(string expected, string text) => Assert.Equal(expected, Class(text));

    [Fact]
    public void A_sentence_reads_no_verb_of_the_one_before() => Assert.Equal(
        Finance.Explain(new Article { Id = "t", Language = "en", Paragraphs = ["Profit cut investors."] }).Contributions.Select(c => (c.Term, c.Counted)),
        Finance.Explain(new Article { Id = "t", Language = "en", Paragraphs = ["Whose it was. Profit cut investors."] }).Contributions.Select(c => (c.Term, c.Counted)));
}
