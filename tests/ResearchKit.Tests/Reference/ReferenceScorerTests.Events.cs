using Xunit;

namespace ResearchKit.Tests.Reference;

public sealed partial class ReferenceScorerTests
{
    static readonly ReferenceEntry[] EventEntries =
    [
        new("sales", "polarity", 0, Quantity: 0.9),
        new("profit", "polarity", 0.3, Quantity: 1),
        new("loss", "polarity", -0.3, Quantity: -0.95),
        new("costs", "polarity", 0, Quantity: -0.6),
        new("strike", "polarity", -0.4, Quantity: -0.7),
        new("scenarios", "polarity", -0.35),
        new("rose", "polarity", 0.2, Direction: 0.5),
        new("fell", "polarity", -0.2, Direction: -0.6),
        new("up", "polarity", 0, Direction: 0.4),
        new("slowed", "polarity", -0.1, Direction: -0.4),
        new("narrows", "polarity", 0, Direction: -0.3),
        new("down from", "polarity", 0, Direction: -0.5),
        new("swung to", "polarity", 0, Direction: 0.7),
        new("decline", "polarity", -0.15, Direction: -0.5, Quantity: -0.7),
        new("improved", "turn", 0.35),
        new("resolved", "relief", -0.6),
        new("averted", "negator", -0.7),
        new("compared with", "comparison", 0.5),
        new("because", "boundary", 0),
    ];

    static readonly ReferenceEventWords EventWords = new(
        File.ReadAllLines(Path.Combine(Root(), "src", "ResearchKit", "Scoring", "frames.txt")),
        File.ReadAllLines(Path.Combine(Root(), "src", "ResearchKit.Text", "amounts.txt")));

    /// <summary>The hits of a text with what they are worth before shifters.</summary>
    static (string Terms, double Worth) Events(string paragraph)
    {
        var hits = new ReferenceScorer(EventEntries, new ReferenceOptions(Frames: true), SentenceLines, EventWords).Score("", [paragraph]).Hits;
        return (string.Join('|', hits.Select(hit => hit.Term)), hits.Sum(hit => hit.Frame.Aggregate(hit.Valence, (worth, factor) => worth * factor.Factor)));
    }

    /// <summary>The size of p per cent.</summary>
    static double Sized(double percent) => 0.3 + percent / (percent + 5);

    public static TheoryData<string, string, double> EventsByHand() => new()
    {
        { "sales rose", "rose", 0.5 * 0.9 },
        { "sales rose 5%", "rose", 0.5 * 0.9 * Sized(5) },
        { "sales rose to 12m from 10m", "rose", 0.5 * 0.9 * Sized(100 * 2 / 12.0) },
        { "up 5%", "up", 0.7 * 0.4 * Sized(5) },
        { "up 5m", "", 0 },
        { "rose 5m", "rose", 0.7 * 0.5 },
        { "a 5% decline", "decline", 0.7 * -0.5 * Sized(5) },
        { "sales of the profit x x x rose", "profit|rose", 0.3 + 0.5 * 0.9 },
        { "the decline in sales slowed", "slowed", -0.4 * -0.7 },
        { "sales rose because profit x x fell", "rose|fell", 0.5 * 0.9 - 0.6 * 1 },
        { "narrows the range of scenarios", "narrows", -0.3 * -0.35 },
        { "up costs sales", "up", 0.4 * 0.9 },
        { "swung to a 5m profit", "swung to", 0.7 * 1 },
        { "loss, down from a profit of 5m", "down from", 0.5 * -0.95 },
        { "improved sales", "improved", 0.35 },
        { "the strike was resolved", "resolved", -0.6 * -0.7 },
        { "averted a strike", "averted", -0.7 * -0.7 },
        { "resolved nothing", "", 0 },
        { "sales were 12m compared with 10m", "sales", 0.9 * 0.5 * Sized(100 * 2 / 12.0) },
        { "costs were 12m compared with 10m", "costs", -0.6 * 0.5 * Sized(100 * 2 / 12.0) },
        { "profit was 3m compared with a loss of 3m", "profit", 1 * 0.5 * Sized(100 * 6 / 3.0) },
        { "sales 12m (10m)", "sales", 0.9 * 0.5 * Sized(100 * 2 / 12.0) },
        { "sales -5%", "sales", -0.9 * 0.5 * Sized(5) },
        { "the Profit Group said that sales rose", "rose", 0.5 * 0.9 },
    };

    [Theory]
    [MemberData(nameof(EventsByHand))]
    public void Events_are_read_as_the_page_says(string text, string terms, double worth)
    {
        var events = Events(text);
        Assert.Equal(terms, events.Terms);
        Same(worth, events.Worth);
    }

    [Theory]
    [InlineData("849,000", 849000)]
    [InlineData("300 ,000", 300000)]
    [InlineData("0 .03", 0.03)]
    [InlineData("7,8", 7.8)]
    [InlineData("EUR13.1m", 13100000)]
    [InlineData("5 bn", 5000000000)]
    [InlineData("-$3", -3)]
    [InlineData("2009 euros", 2009)]
    public void An_amount_is_a_number_with_its_scale(string text, double value) =>
        Same(value, Assert.Single(ReferenceAmounts.Of(EventWords, text, ReferenceTokens.Of(text))).Value);

    [Theory]
    [InlineData("5g")]
    [InlineData("2009")]
    [InlineData("7 May")]
    [InlineData("1234567890123456")]
    public void A_name_a_date_and_a_number_that_is_too_long_are_no_amounts(string text) =>
        Assert.Empty(ReferenceAmounts.Of(EventWords, text, ReferenceTokens.Of(text)));
}
