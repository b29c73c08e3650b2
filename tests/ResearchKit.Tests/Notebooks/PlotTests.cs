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
        Method.All.Select(method => Repository.Finance.Scorer(method.Name, reference: Corpus.Of(Seed)).Score(Seed)).Plot(target: 0.30),
        Tellings(0).PlotAgreement(),
        Tellings(0).PlotGaps(Tellings(1)),
        Judged("finance", "ratio:tone").Plot(),
        Judged("finance")[0].Plot(),
    ];

    static Labels Set(params (string Text, int Class, double? Score)[] texts) => Labels.Of("set", texts.Select(t => new LabelledText(Article.Of(t.Text, t.Text), t.Class, t.Score, null, t.Text)));

    static readonly Labels Sentences = Set(("Strong growth.", 1, 0.5), ("Heavy losses.", -1, -0.6), ("The room.", 0, 0), ("Profit warning.", -1, -0.4));

    static Evaluation[] Judged(params string[] methods) => [.. methods.Select(method => Repository.Finance.Scorer(method).Evaluate(Sentences))];

    /// <summary>Six stories by three methods: the seed's paragraphs, cut and turned about.</summary>
    static IEnumerable<Score> Tellings(int paragraph) =>
        from method in new[] { "finance", "ratio:tone", "sentometrics:proportionalSquareRoot:cluster" }
        from story in Enumerable.Range(0, 6)
        select Repository.Finance.Scorer(method).Score(Article.Of(Seed.Paragraphs[(paragraph + story) % 2][(40 * story)..], $"{story}"));

    [Fact]
    public void The_same_plot_is_the_same_json_and_html()
    {
        Assert.Equal(All().Select(plot => plot.ToJson()), All().Select(plot => plot.ToJson()));
        Assert.Equal(All().Select(plot => plot.ToHtml()), All().Select(plot => plot.ToHtml()));
        Assert.Equal(7, All().Select(plot => plot.ToHtml().Split('"')[1]).Distinct().Count());
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

    static Score Given(string article, string method, double value) => new(article, method, value, Math.Max(value, 0), Math.Max(-value, 0), 0.1, 1, 1, 10, Outcome.Scored);

    [Fact]
    public void Agreement_is_the_rank_correlation_below_the_diagonal()
    {
        double[] first = [0.1, 0.2, 0.3, 0.9], second = [0.4, 0.2, 0.1, 0.3];
        var scores = first.Select((v, i) => Given($"{i}", "a@1", v)).Concat(second.Select((v, i) => Given($"{i}", "b@1", v)));
        using var figure = JsonDocument.Parse(scores.PlotAgreement().ToJson());
        var rows = figure.RootElement.GetProperty("data")[0].GetProperty("z").EnumerateArray().Select(row => row.EnumerateArray().ToList()).ToList();
        Assert.Equal([1, 1], new[] { rows[0][0].GetDouble(), rows[1][1].GetDouble() }.Select(r => Math.Round(r, 12)));
        Assert.Equal(JsonValueKind.Null, rows[0][1].ValueKind);
        // Ranks 1 2 3 4 and 4 2 1 3: 1 − 6 Σd²/(n(n² − 1)).
        Assert.Equal(1 - 6 * (9 + 0 + 4 + 1) / (4 * (16 - 1.0)), rows[1][0].GetDouble(), 1e-12);
        Assert.Contains("Least alike, -0.40: a and b", scores.PlotAgreement().ToString());
    }

    [Fact]
    public void Nothing_to_draw_is_said()
    {
        Assert.Contains("no scores", Assert.Throws<InputException>(() => Array.Empty<Score>().PlotAgreement()).Message);
        Assert.Contains("told twice", Assert.Throws<InputException>(() => new[] { Given("x", "a@1", 1) }.PlotGaps([Given("x", "b@1", 1)])).Message);
    }

    static double[] Numbers(Plot plot, int trace, params string[] path)
    {
        using var figure = JsonDocument.Parse(plot.ToJson());
        return [.. path.Aggregate(figure.RootElement.GetProperty("data")[trace], (json, name) => json.GetProperty(name)).EnumerateArray().Select(x => x.GetDouble())];
    }

    [Fact]
    public void Evaluations_stand_with_their_intervals_the_most_accurate_first()
    {
        Evaluation[] judged = [Lexicon.Of("other", new Entry("zebra", Role.Polarity, 0.5, "", null)).Scorer("ratio:tone").Evaluate(Sentences), .. Judged("finance")];
        Assert.True(judged[1].Accuracy.Value > judged[0].Accuracy.Value);
        var plot = judged.Plot();
        Measured[] accuracy = [judged[1].Accuracy, judged[0].Accuracy], f1 = [judged[1].MacroF1, judged[0].MacroF1];
        foreach (var (measures, trace) in new[] { (accuracy, 0), (f1, 1) })
        {
            Assert.Equal(measures.Select(m => m.Value!.Value), Numbers(plot, trace, "x"));
            Assert.Equal(measures.Select(m => m.High!.Value - m.Value!.Value), Numbers(plot, trace, "error_x", "array"));
            Assert.Equal(measures.Select(m => m.Value!.Value - m.Low!.Value), Numbers(plot, trace, "error_x", "arrayminus"));
        }
        Assert.StartsWith("chart: Most often right: finance, ", plot.ToString());
        Assert.Contains("always negative: 0.50", plot.ToJson());
    }

    [Fact]
    public void A_judged_text_is_a_point_of_its_class()
    {
        var judged = Judged("finance")[0];
        Assert.Equal([-0.6, -0.4], Numbers(judged.Plot(), 0, "x"));
        Assert.Equal([0], Numbers(judged.Plot(), 1, "x"));
        Assert.Equal([judged.Judgements[0].Score.Value], Numbers(judged.Plot(), 2, "y"));
    }

    [Fact]
    public void Evaluations_that_cannot_be_drawn_together_are_refused()
    {
        var classes = Repository.Finance.Scorer().Evaluate(Set(("Strong growth.", 1, null), ("The room.", 0, null)));
        Assert.Contains("no evaluations", Assert.Throws<InputException>(() => Array.Empty<Evaluation>().Plot()).Message);
        Assert.Contains("the same labels", Assert.Throws<InputException>(() => new[] { Judged("finance")[0], classes }.Plot()).Message);
        Assert.Contains("all have a score", Assert.Throws<InputException>(() => classes.Plot()).Message);
    }

    [Fact]
    public void A_gap_is_in_standard_deviations_and_a_turned_sign_is_seen()
    {
        Score[] one = [Given("x", "a@1", 0.5), Given("y", "a@1", 0.5), Given("z", "a@1", 0)], two = [Given("x", "a@1", -0.5), Given("y", "a@1", 0.5), Given("z", "a@1", -1)];
        var plot = one.PlotGaps(two);
        Assert.Equal("chart: The sign turns in 1 of 3 stories", plot.ToString());
        using var figure = JsonDocument.Parse(plot.ToJson());
        double[] Gaps(int trace) => [.. figure.RootElement.GetProperty("data")[trace].GetProperty("x").EnumerateArray().Select(x => x.GetDouble())];
        // The values 0.5, −0.5, 0.5, 0.5, 0 and −1 have the mean 0 and the variance 2/6.
        var deviation = Math.Sqrt((4 * 0.25 + 1) / 6);
        Assert.Equal(0, Assert.Single(Gaps(0)), 1e-12);
        Assert.Equal(1 / deviation, Assert.Single(Gaps(1)), 1e-12);
        Assert.Equal(1 / deviation, Assert.Single(Gaps(2)), 1e-12);
    }

    [Fact]
    public void Terms_and_ids_stay_text()
    {
        const string Attack = "<a href='javascript:alert(1)'>growth</a></script><script>alert(1)</script>";
        var lexicon = Lexicon.Of("words", new Entry(Attack, Role.Polarity, 0.5, "", null));
        var article = Article.Of("a href javascript alert 1 growth a script script alert 1 script") with { Id = Attack, SourceScore = 0.5m };
        Plot[] plots = [lexicon.Scorer().Explain(article).Plot(), lexicon.Reproduce(article).Plot(), new[] { lexicon.Scorer().Score(article) }.Plot(),
            new[] { Given(Attack, Attack, 0.5), Given("b", Attack, 1) }.PlotAgreement(), new[] { Given(Attack, Attack, 0.5) }.PlotGaps([Given(Attack, Attack, -0.5)]),
            lexicon.Scorer().Evaluate(Labels.Of(Attack, [new(article, 1, 0.5, Attack, Attack)])).Plot(), new[] { lexicon.Scorer().Evaluate(Labels.Of(Attack, [new(article, 1, 0.5, Attack, Attack)])) }.Plot()];
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
