using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Charts and tables of alerts.</summary>
public sealed class AlertPlotTests
{
    readonly Wire wire = new();
    readonly List<Article> articles;
    readonly List<Alert> alerts;

    public AlertPlotTests()
    {
        articles = [wire.Article(3, 1, 0), wire.Article(1, 3, 1, id: "bad"), wire.Article(2, 1, 30, about: "Corvane"), wire.Article(0, 2, 31, id: "worse")];
        alerts = [.. Rules().SelectMany(rule => Wire.Watch(rule).Replay(Corpus.Of(articles)))];
    }

    static AlertRule[] Rules() => [Wire.Rule(AlertCondition.Below, -0.4) with { Name = "bad <i>" }, Wire.Rule(AlertCondition.Above, 0.3, of: AlertSubject.Ticker, subject: "Corvane") with { Name = "good for one" }];

    static JsonElement Figure(Plot plot) => JsonDocument.Parse(plot.ToJson()).RootElement;

    static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetString()!)];

    Plot Drawn() => alerts.Plot(among: articles.Zip(Wire.Scorer.Score(articles)));

    [Fact]
    public void Each_rule_has_a_line_and_articles_that_rang_nothing_lie_behind()
    {
        var figure = Figure(Drawn());
        var data = figure.GetProperty("data").EnumerateArray().ToList();
        // The first article rang nothing; the third rang for Corvane.
        Assert.Equal(["other articles (1)", "bad &lt;i&gt; (2)", "good for one (1)"], data.Select(trace => trace.GetProperty("name").GetString()));
        Assert.Equal([(1 - 3) / 4.0, (0 - 2) / 2.0], data[1].GetProperty("y").EnumerateArray().Select(y => y.GetDouble()));
        Assert.Equal(["2026-03-02 13:00", "2026-03-03 19:00"], Texts(data[1].GetProperty("x")));
        Assert.Equal(["bad", "worse"], Texts(data[1].GetProperty("text")));
        Assert.Equal("chart: 3 alerts among 4 articles", Drawn().ToString());
        Assert.DoesNotContain("<i>", Drawn().ToJson().Replace("\\u003c", "<"));
    }

    [Fact]
    public void The_hover_says_what_held_and_which_terms_it_rests_on()
    {
        var hover = Texts(Figure(Drawn()).GetProperty("data")[1].GetProperty("hovertext"))[0].Replace("<br>", " ");
        Assert.Contains("bad &lt;i&gt;: bad", hover);
        Assert.Contains("2026-03-02 13:00Z: -0.50 is below -0.40", hover);
        // One good word and three bad ones of four: +1/4 and −3/4.
        Assert.EndsWith("value −0.500: falls −0.750, gains +0.250", hover);
    }

    [Fact]
    public void A_time_without_alerts_shows_its_articles_and_nothing_at_all_is_refused()
    {
        Assert.Equal("chart: No alert among 4 articles", new List<Alert>().Plot(articles.Zip(Wire.Scorer.Score(articles))).ToString());
        Assert.Equal("chart: 3 alerts", alerts.Plot().ToString());
        Assert.Contains("There is no alert and no article", Assert.Throws<InputException>(() => new List<Alert>().Plot()).Message);
    }

    [Fact]
    public void The_order_of_alerts_and_the_language_change_nothing()
    {
        var here = Drawn().ToHtml();
        alerts.Reverse();
        Assert.Equal(here, Drawn().ToHtml());
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(here, Drawn().ToHtml()));
    }

    [Fact]
    public void Alerts_have_rows_with_their_leading_terms()
    {
        var frame = alerts.ToDataFrame();
        Assert.Equal(["at (UTC)", "rule", "subject", "because", "value", "article", "title", "score", "terms"], frame.Columns.Select(column => column.Name));
        Assert.Equal([Wire.Hour(1).UtcDateTime, "bad <i>", "bad", "-0.50 is below -0.40", -0.5, "bad", "", -0.5, "falls −0.750, gains +0.250"], frame.Rows[0]);
    }
}
