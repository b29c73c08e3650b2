using Xunit;

namespace ResearchKit.Tests;

public class ScaleTests
{
    static Score Of(double value, double positive = 0, double negative = 0, Outcome outcome = Outcome.Scored) =>
        new("a", "finance@2", value, positive, negative, 0.5, 1, 1, 1, outcome);

    [Theory]
    [InlineData(1, "extremely")]
    [InlineData(0.775, "extremely")]
    [InlineData(0.525, "strongly")]
    [InlineData(0.325, "moderately")]
    [InlineData(0.10, "mildly")]
    public void A_cut_point_belongs_to_the_stronger_word(double edge, string word)
    {
        Assert.Equal($"{word} positive", Scale.TenWords.Label(Of(edge)));
        Assert.Equal($"{word} negative", Scale.TenWords.Label(Of(-edge)));
    }

    [Theory]
    [InlineData(0.775, "strongly")]
    [InlineData(0.525, "moderately")]
    [InlineData(0.325, "mildly")]
    public void Just_below_a_cut_point_stands_the_weaker_word(double edge, string word)
    {
        Assert.Equal($"{word} positive", Scale.TenWords.Label(Of(Math.BitDecrement(edge))));
        Assert.Equal($"{word} negative", Scale.TenWords.Label(Of(-Math.BitDecrement(edge))));
    }

    [Fact]
    public void Below_the_lowest_cut_point_a_score_is_mixed_when_the_weaker_mass_is_something_and_half_of_the_stronger()
    {
        var little = Math.BitDecrement(0.10);
        Assert.Equal("neutral", Scale.TenWords.Label(Of(little, positive: little)));
        Assert.Equal("neutral", Scale.TenWords.Label(Of(0, Math.BitDecrement(0.05), Math.BitDecrement(0.05))));
        Assert.Equal("mixed", Scale.TenWords.Label(Of(0, 0.05, 0.05)));
        Assert.Equal("neutral", Scale.TenWords.Label(Of(0.06, positive: 0.125, negative: Math.BitDecrement(0.0625))));
        Assert.Equal("mixed", Scale.TenWords.Label(Of(0.0625, positive: 0.125, negative: 0.0625)));
        Assert.Equal("mixed", Scale.TenWords.Label(Of(-0.0625, positive: 0.0625, negative: 0.125)));
        Assert.Equal("mixed", Scale.TenWords.Label(Of(-little, 0.10, 0.10 + little)));
    }

    [Fact]
    public void A_text_without_a_score_has_no_word_on_any_scale()
    {
        foreach (var scale in (Scale[])[Scale.TenWords, new Thumbs()])
        {
            Assert.Equal("silent", scale.Label(Of(0, outcome: Outcome.Silent)));
            Assert.Equal("unsupported language", scale.Label(Of(0, outcome: Outcome.UnsupportedLanguage)));
        }
    }

    sealed class Thumbs : Scale
    {
        protected override string Word(in Score score) => score.Value >= 0 ? "up" : "down";
    }

    [Fact]
    public void A_scale_of_ones_own_works_beside_the_ten_words()
    {
        var why = Examples.Small.Scorer().Explain("A gain.");
        Assert.Equal("up", why.Label(new Thumbs()));
        Assert.Equal("down", new Thumbs().Label(Of(-0.01)));
        // 0.5 / √(0.25 + 0.5) = 0.577…
        Assert.Equal("strongly positive", why.Label());
    }

    [Fact]
    public void A_score_says_itself_in_one_line() => ArticleFolder.UnderCulture("da-DK", () =>
    {
        Assert.Equal("text: +0.58 strongly positive (finance@2)", Examples.Small.Scorer().Score("A gain.").ToString());
        Assert.Equal("text: -0.58 strongly negative (finance@2)", Examples.Small.Scorer().Score("A loss.").ToString());
        Assert.Equal("text: 0.00 silent (finance@2)", Examples.Small.Scorer().Score("A day.").ToString());
    });
}
