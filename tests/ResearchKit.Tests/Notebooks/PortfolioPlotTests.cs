using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Charts and tables of a book.</summary>
public sealed class PortfolioPlotTests
{
    static readonly Exposure Exposure = Book.Exposure();

    static readonly PortfolioRisk Risk = PortfolioRisk.Of(Book.Held, Prices.Of("p", Enumerable.Range(0, 9).SelectMany(day => new[] { ("ORV", 100 + day % 2), ("TAR", 50 + day % 3) }.Select(one => new Price(new DateOnly(2026, 3, 1).AddDays(day), one.Item1, one.Item2))), adjusted: true), Book.AsOf, o => o with { Window = 8, Minimum = 3 });

    static readonly List<ScenarioOutcome> Outcomes = [.. new[] { "ORV moves to -0.5", "TAR moves to 1; shares theme doubles" }.Select(text => Exposure.Under(Scenario.Parse(text)))];

    static Plot[] All() => [Book.Held.Plot(), Exposure.Plot(), Exposure.PlotThemes(), Exposure.PlotProviders(), Exposure.Change.Plot(), Outcomes.Plot(), Exposure.PlotBeside(Risk)];

    static JsonElement Figure(Plot plot) => JsonDocument.Parse(plot.ToJson()).RootElement;

    static JsonElement Trace(Plot plot, int number = 0) => Figure(plot).GetProperty("data")[number];

    static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetDouble())];

    static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetString()!)];

    static string Under(Plot plot) => Figure(plot).GetProperty("layout").GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString()!.Replace("<br>", " ");

    [Fact]
    public void Charts_are_the_same_under_every_language()
    {
        var here = All().Select(plot => plot.ToHtml() + plot).ToList();
        Assert.Equal(All().Length, here.Distinct().Count());
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(here, All().Select(plot => plot.ToHtml() + plot)));
    }

    [Fact]
    public void Positions_are_steps_that_lead_to_the_exposure_and_those_without_news_are_named()
    {
        var steps = Trace(Exposure.Plot());
        Assert.Equal(["ORV", "ORVB", "TAR"], Texts(steps.GetProperty("y"))[..^1].Where(name => name != "TAM").Order(StringComparer.Ordinal));
        Assert.Equal("exposure", Texts(steps.GetProperty("y"))[^1]);
        Assert.Equal(Exposure.Value, Numbers(steps.GetProperty("x"))[..^1].Sum(), 1e-12);
        Assert.Equal(Exposure.Value, Numbers(steps.GetProperty("x"))[^1], 1e-12);
        Assert.Contains("No news, counted as 0: ", Under(Exposure.Plot()));
        Assert.Contains("ZZZ", Under(Exposure.Plot()));
        Assert.Contains(FormattableString.Invariant($"ORV: weight +0.500, sentiment {Exposure.Positions[0].Sentiment:+0.000;−0.000} from 2 articles"), string.Join('\n', Texts(steps.GetProperty("hovertext"))));
    }

    [Fact]
    public void Themes_and_articles_lead_where_positions_lead()
    {
        Assert.Equal(Exposure.Value, Numbers(Trace(Exposure.PlotThemes()).GetProperty("x"))[..^1].Sum(), 1e-12);
        var change = Trace(Exposure.Change.Plot());
        Assert.Equal(Exposure.Change.Change, Numbers(change.GetProperty("x"))[..^1].Sum(), 1e-12);
        Assert.StartsWith("chart: Exposure ", Exposure.Change.Plot().ToString());
        // Of the articles until 18:00 on the 10th two came on that day, after 18:00 on the 9th.
        Assert.EndsWith("since 2026-03-09 18:00Z: 2 new articles", Exposure.Change.Plot().ToString());
    }

    [Fact]
    public void Steps_that_nobody_would_see_are_one()
    {
        // Thirty names that weigh a hundredth of the first, and hear the same.
        var made = Companies.Of([.. Enumerable.Range(0, 31).Select(i => new Company($"Name{(char)('a' + i % 26)}{i}x") { Tickers = [$"T{i}"], Aliases = [new(new($"Name{(char)('a' + i % 26)}{i}x"), AliasKind.Name)] })]);
        var corpus = Corpus.Of(made.Select((company, i) => Article.Of($"{company.Name} shares rose 9%.", $"a{i}") with { PublishedAt = Book.AsOf.AddHours(-i % 12 - 1), Language = "en" }));
        var book = Portfolio.Of("book", [.. made.Select((company, i) => (company.Tickers[0], i == 0 ? 0.5 : 0.005))]);
        var exposure = Exposure.Of(book, corpus, Book.Finance, made, Book.Themes, Book.AsOf);
        var names = Texts(Trace(exposure.Change.Plot()).GetProperty("y"));
        Assert.Equal(["30 smaller", "change"], names[^2..]);
        Assert.Equal(3, names.Length);
        Assert.Equal(exposure.Change.Change, Numbers(Trace(exposure.Change.Plot()).GetProperty("x"))[..^1].Sum(), 1e-12);
    }

    [Fact]
    public void A_book_is_drawn_without_cash_which_is_told()
    {
        Assert.Equal([0.5, 0.1, 0.1, 0.1, -0.3], Numbers(Trace(Book.Held.Plot()).GetProperty("x")));
        Assert.Contains("Cash 50.0%.", Under(Book.Held.Plot()));
        // Shares of the gross weight of 1.1: 5, 1, 3, 1, 1 of 11. Σ = 37/121.
        Assert.Equal(FormattableString.Invariant($"chart: As concentrated as {121 / 37.0:0.0} equal positions: HHI {37 / 121.0:0.00} of 5"), Book.Held.Plot().ToString());
    }

    [Fact]
    public void Scenarios_stand_beside_what_is()
    {
        var bars = Trace(Outcomes.Plot());
        var drawn = Texts(bars.GetProperty("y")).Zip(Numbers(bars.GetProperty("x"))).ToDictionary(bar => bar.First, bar => bar.Second);
        Assert.Equal(Exposure.Value, drawn["as it is"], 1e-12);
        Assert.Equal(Outcomes[0].After, drawn["ORV moves to -0.5"], 1e-12);
        Assert.Contains("There are no scenarios to draw", Assert.Throws<InputException>(() => new List<ScenarioOutcome>().Plot()).Message);
        var frame = Outcomes.ToDataFrame();
        Assert.Equal(["scenario", "ticker", "weight", "before", "after", "change"], frame.Columns.Select(column => column.Name));
        // Both tickers of one company move.
        Assert.Equal([("ORV moves to -0.5", "ORV"), ("ORV moves to -0.5", "ORVB")], Enumerable.Range(0, 2).Select(row => ((string)frame["scenario"][row], (string)frame["ticker"][row])));
        Assert.Equal(Outcomes.Sum(outcome => outcome.Change), frame.Columns["change"].Cast<double>().Sum(), 1e-12);
    }

    [Fact]
    public void Sentiment_stands_beside_volatility_long_and_short_apart()
    {
        var plot = Exposure.PlotBeside(Risk);
        Assert.Equal([("long", "ORV"), ("short", "TAR")], Enumerable.Range(0, 2).Select(side => (Trace(plot, side).GetProperty("name").GetString()!, Texts(Trace(plot, side).GetProperty("text")).Single())));
        Assert.Equal((Risk.Positions[0].Volatility, Exposure.Positions[0].Sentiment), (Numbers(Trace(plot).GetProperty("x"))[0], Numbers(Trace(plot).GetProperty("y"))[0]));
        Assert.Contains("Without one of the two: ORVB", Under(plot));
        var other = Portfolio.Of("other", [("ORV", 1)]);
        Assert.Contains("of other positions", Assert.Throws<InputException>(() => Book.Exposure(other).PlotBeside(Risk)).Message);
        Assert.Contains("No position has both", Assert.Throws<InputException>(() => Book.Exposure(corpus: Corpus.Of()).PlotBeside(Risk)).Message);
    }

    [Fact]
    public void Providers_are_of_coverage_and_none_is_said()
    {
        Assert.Contains(Diversification.Note, Under(Exposure.PlotProviders()));
        Assert.Equal(1, Numbers(Trace(Exposure.PlotProviders()).GetProperty("x")).Sum(), 1e-12);
        Assert.Contains("names no compute provider", Assert.Throws<InputException>(() => Book.Exposure(Portfolio.Of("one", [("TAR", 1)])).PlotProviders()).Message);
    }

    [Fact]
    public void Themes_and_changes_have_rows()
    {
        Assert.Equal(["theme", "value", "attention"], Exposure.Themes.ToDataFrame().Columns.Select(column => column.Name));
        Assert.Equal(Exposure.Value, Exposure.Themes.ToDataFrame().Columns["value"].Cast<double>().Sum(), 1e-12);
        var change = Exposure.Change.ToDataFrame();
        Assert.Equal(["article", "title", "available (UTC)", "before", "after", "change"], change.Columns.Select(column => column.Name));
        Assert.Equal(Exposure.Change.Change, change.Columns["change"].Cast<double>().Sum(), 1e-12);
        // An article that only grew older has no row: what rounding leaves of it is no change.
        Assert.Equal(0, Book.Exposure(asOf: Book.AsOf.AddDays(9)).Change.ToDataFrame().Rows.Count);
    }
}
