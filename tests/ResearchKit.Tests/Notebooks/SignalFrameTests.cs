using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Results of the signals as DataFrames.</summary>
public sealed class SignalFrameTests
{
    static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    static readonly Companies Made = Companies.Of([Company("Alder", "QALD", AliasKind.Compute), Company("Birch", null, AliasKind.Compute), Company("Cedar", "QCED", AliasKind.Product)]);

    static Company Company(string name, string? ticker, AliasKind kind) => new(name) { Tickers = ticker is null ? [] : [ticker], Aliases = [new(new(name), AliasKind.Name), new(new($"{name} Works"), kind)] };

    static string Types(DataFrame frame) => string.Join(", ", frame.Columns.Select(column => $"{column.Name}: {column.DataType.Name}"));

    [Fact]
    public void Columns_have_the_type_of_what_they_hold()
    {
        Assert.Equal("article: String, theme: String, prevalence: Double, value: Double, label: String, mentions: Int32", Types(Array.Empty<ThemeScore>().ToDataFrame()));
        Assert.Equal("article: String, company: String, ticker: String, value: Double, label: String, relevance: Double, mentions: Int32, coverage: Double", Types(Array.Empty<TickerScore>().ToDataFrame()));
        Assert.Equal("key: String, from: DateTime, value: Double, low: Double, high: Double, count: Int32", Types(SentimentIndex.Of([], Period.Month).ToDataFrame()));
        Assert.Equal("provider: String, mentions: Int32, weight: Double, share: Double", Types(Diversification.Of([]).ToDataFrame()));
        Assert.Equal("article: String, story: String, rank: Int32, novelty: Double", Types(Stories.Of(Corpus.Of()).ToDataFrame()));
    }

    [Fact]
    public void A_theme_of_an_article_is_a_row()
    {
        var scores = Finance.Themes(Article.Of("Power is short. Growth was strong.", "a"), Taxonomy.Of(Theme.Of("power", "power"), Theme.Of("growth", "growth")));
        var frame = scores.ToDataFrame();
        Assert.Equal(["a", "power", 1 / 2.0, 1], new[] { "article", "theme", "prevalence", "mentions" }.Select(name => frame[name][0]));
        Assert.Equal([scores[1].Value, scores[1].Label()], new[] { "value", "label" }.Select(name => frame[name][1]));
    }

    [Fact]
    public void A_company_of_an_article_is_a_row_and_a_private_one_has_no_ticker()
    {
        var scores = Finance.Tickers(Made).Score(Article.Of("Alder won a contract. Birch lost it, and Birch sank.", "a"));
        var frame = scores.ToDataFrame();
        Assert.Equal(["Alder", "Birch"], frame["company"].Cast<object>());
        Assert.Equal(["QALD", null], frame["ticker"].Cast<object?>());
        Assert.Equal([1, 2], frame["mentions"].Cast<object>());
        Assert.Equal(scores.Select(score => (object)score.Value), frame["value"].Cast<object>());
        Assert.Equal(scores.Select(score => (object)score.Coverage), frame["coverage"].Cast<object>());
    }

    [Fact]
    public void A_point_of_an_index_is_a_row_by_key_and_time_and_one_observation_has_no_interval()
    {
        static Observation Seen(string id, int month, string key, double value) => new(id, new(2026, month, 9, 8, 0, 0, TimeSpan.Zero), key, value);
        var frame = SentimentIndex.Of([Seen("c", 2, "b", 0.5), Seen("a", 1, "b", 0.25), Seen("b", 1, "b", 0.75), Seen("d", 3, "a", -1)], Period.Month).ToDataFrame();
        Assert.Equal(["a", "b", "b"], frame["key"].Cast<object>());
        Assert.Equal([new DateTime(2026, 3, 1), new DateTime(2026, 1, 1), new DateTime(2026, 2, 1)], frame["from"].Cast<object>());
        Assert.Equal([-1.0, (0.25 + 0.75) / 2, 0.5], frame["value"].Cast<object>());
        Assert.Equal([1, 2, 1], frame["count"].Cast<object>());
        Assert.Equal((2, 2), (frame["low"].NullCount, frame["high"].NullCount));
    }

    [Fact]
    public void A_provider_is_a_row_the_greatest_share_first_and_others_have_none()
    {
        var frame = Diversification.Of(Finance.Tickers(Made).Score(Article.Of("Birch grew. Alder grew. Birch won. Cedar won."))).ToDataFrame();
        Assert.Equal(["Birch", "Alder"], frame["provider"].Cast<object>());
        Assert.Equal([2 / 3.0, 1 / 3.0], frame["share"].Cast<object>());
    }

    [Fact]
    public void An_article_is_a_row_in_its_story()
    {
        const string Text = "Alder signed a supply contract with Birch on Monday worth 40 million over three years, and said that it would hire.";
        var frame = Stories.Of(Corpus.Of(Article.Of(Text, "a"), Article.Of("Cedar closed a mill after the flood and cut its outlook.", "b"), Article.Of(Text + " Shares rose.", "c"))).ToDataFrame();
        Assert.Equal(["a", "c", "b"], frame["article"].Cast<object>());
        Assert.Equal(["a", "a", "b"], frame["story"].Cast<object>());
        Assert.Equal([1, 2, 1], frame["rank"].Cast<object>());
        Assert.Equal([100.0, 100 * 0.75, 100.0], frame["novelty"].Cast<object>());
    }
}
