using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

public sealed class PlotTests
{
    static readonly Article Seed = Corpus.Read(Kit.Seed)[0];

    static Plot[] All() =>
    [
        Repository.Finance.Scorer().Explain(Seed).Plot(),
        Repository.Finance.Reproduce(Seed).Plot(),
        Method.All.Select(method => Repository.Finance.Scorer(method.Name).Score(Seed)).Plot(target: 0.30),
    ];

    [Fact]
    public void The_same_plot_is_the_same_json_and_html()
    {
        Assert.Equal(All().Select(plot => plot.ToJson()), All().Select(plot => plot.ToJson()));
        Assert.Equal(All().Select(plot => plot.ToHtml()), All().Select(plot => plot.ToHtml()));
        Assert.Equal(3, All().Select(plot => plot.ToHtml().Split('"')[1]).Distinct().Count());
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void Every_language_gives_the_same_plot(string culture)
    {
        var here = All().Select(plot => plot.ToJson() + plot).ToList();
        List<string> there = [];
        ArticleFolder.UnderCulture(culture, () => there = [.. All().Select(plot => plot.ToJson() + plot)]);
        Assert.Equal(here, there);
    }

    [Fact]
    public void The_waterfall_ends_at_the_value_that_its_steps_sum_to()
    {
        var why = Repository.Finance.Scorer().Explain(Seed);
        using var figure = JsonDocument.Parse(why.Plot().ToJson());
        var trace = figure.RootElement.GetProperty("data")[0];
        var steps = trace.GetProperty("x").EnumerateArray().Select(x => x.GetDouble()).ToList();
        Assert.Equal("total", trace.GetProperty("measure").EnumerateArray().Last().GetString());
        Assert.Equal(why.Score.Value, steps[^1]);
        Assert.Equal(why.Score.Value, steps[..^1].Sum(), 1e-12);
    }

    [Fact]
    public void A_long_waterfall_sums_what_it_does_not_show()
    {
        var why = Repository.Finance.Scorer().Explain(string.Join("\n\n", Enumerable.Repeat("Strong growth. Heavy losses. Profit warning.", 20)));
        using var figure = JsonDocument.Parse(why.Plot().ToJson());
        var steps = figure.RootElement.GetProperty("data")[0].GetProperty("x").EnumerateArray().Select(x => x.GetDouble()).ToList();
        Assert.Equal(30 + 1 + 1, steps.Count);
        Assert.Equal(why.Score.Value, steps[..^1].Sum(), 1e-12);
    }

    [Fact]
    public void Every_attempt_and_every_score_is_a_point()
    {
        Assert.Equal(Repository.Finance.Reproduce(Seed).Attempts.Length, Points(Repository.Finance.Reproduce(Seed).Plot()));
        Assert.Equal(Method.All.Length, Points(All()[2]));

        static int Points(Plot plot)
        {
            using var figure = JsonDocument.Parse(plot.ToJson());
            return figure.RootElement.GetProperty("data").EnumerateArray().Sum(trace => trace.GetProperty("x").GetArrayLength());
        }
    }

    [Fact]
    public void Terms_and_ids_stay_text()
    {
        const string Attack = "<a href='javascript:alert(1)'>growth</a></script><script>alert(1)</script>";
        var lexicon = Lexicon.Of("words", new Entry(Attack, Role.Polarity, 0.5, "", null));
        var article = Article.Of("a href javascript alert 1 growth a script script alert 1 script") with { Id = Attack, SourceScore = 0.5m };
        Plot[] plots = [lexicon.Scorer().Explain(article).Plot(), lexicon.Reproduce(article).Plot(), new[] { lexicon.Scorer().Score(article) }.Plot()];
        Assert.NotEqual(0, lexicon.Scorer().Score(article).Value);
        Assert.All(plots, plot =>
        {
            Assert.DoesNotContain("<a ", plot.ToJson());
            Assert.DoesNotContain("<script>alert", plot.ToHtml());
            Assert.Equal(2, plot.ToHtml().Split("</script>").Length);
        });
    }

    [Fact]
    public void A_silent_text_has_a_plot()
    {
        var silent = Article.Of("The room.");
        Assert.Contains("\"value\"", Repository.Finance.Scorer().Explain(silent).Plot().ToJson());
        Assert.NotEmpty(Repository.Finance.Reproduce(silent, 0.30).Plot().ToJson());
    }
}
