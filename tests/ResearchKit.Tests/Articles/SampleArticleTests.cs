using Xunit;

namespace ResearchKit.Tests;

/// <summary>data/articles holds what its README says, and what was planted there is found again.</summary>
public sealed class SampleArticleTests
{
    static readonly string Folder = Repository.File("data", "articles");

    static readonly Corpus Sample = Corpus.Read(Folder);

    static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    static readonly Companies Invented = Companies.Read(Repository.File("data", "tickers", "sample.csv"));

    static readonly Lazy<Stories> Told = new(() => Stories.Of(Sample));

    /// <summary>First tellings on Halden AI's compute, with the news for Halden AI and for Corvane, by month.</summary>
    static readonly Lazy<List<(Article Article, IReadOnlyList<TickerScore> Tickers, IReadOnlyList<ThemeScore> Supply)>> Compute = new(() =>
    {
        var (tickers, supply) = (Finance.Tickers(Invented), Taxonomy.Read(Repository.File("data", "themes", "supply.csv")));
        return [.. Sample.Where(article => IsOnHaldensCompute(article) && Told.Value[article.Id].Rank == 1).Select(article => (article, (IReadOnlyList<TickerScore>)tickers.Score(article), (IReadOnlyList<ThemeScore>)Finance.Themes(article, supply)))];
    });

    static bool IsOnHaldensCompute(Article article) => Themes(article).Contains("compute diversification") && article.Tickers.Any(ticker => ticker.Ticker == "QHALD");

    static IEnumerable<string> Themes(Article article) => article.Fields["themes"].EnumerateArray().Select(theme => theme.GetString()!);

    static string Field(Article article, string name) => article.Fields.TryGetValue(name, out var value) ? value.GetString()! : "";

    static double? Value(IEnumerable<TickerScore> rows, string symbol) => rows.FirstOrDefault(row => row.Company.Symbol == symbol) is { Outcome: Outcome.Scored } row ? row.Value : null;

    static Score Printed(double value) => new("printed", "", value, Math.Max(value, 0), Math.Max(-value, 0), 1, 1, 1, 1, Outcome.Scored);

    static int Month(Article article) => article.AvailableAt!.Value.Year * 12 + article.AvailableAt.Value.Month;

    static void Above(double bound, FittedLine? line) => Assert.True(line is not null && line.Slope - line.SlopeHalf > bound, $"{line}");

    static void Below(double bound, FittedLine? line) => Assert.True(line is not null && line.Slope + line.SlopeHalf < bound, $"{line}");

    static FittedLine? Line(IEnumerable<(double? X, double? Y)> points) => FittedLine.Through([.. points.Where(point => point is { X: not null, Y: not null }).Select(point => (point.X!.Value, point.Y!.Value))]);

    [Fact]
    public void There_are_332_articles_by_month_and_four_without_a_time()
    {
        Assert.Equal(332, Sample.Count);
        Assert.Empty(Sample.Rejected);
        Assert.Equal(4, Sample.Count(article => article.AvailableAt is null));
        Assert.Equal(4, File.ReadAllLines(Path.Combine(Folder, "undated.jsonl")).Length);
        Assert.Equal(24, Directory.GetFiles(Folder, "20*.jsonl").Length);
        Assert.All(Sample.Where(article => article.AvailableAt is not null), article => Assert.Contains($"\"{article.Id}\"", File.ReadAllText(Path.Combine(Folder, $"{article.AvailableAt:yyyy-MM}.jsonl"))));
        Assert.Equal(["note", "notice", "press", "recap", "wire"], Sample.Select(article => Field(article, "style")).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_article_says_that_it_is_fiction_and_has_60_to_250_words() => Assert.All(Sample, article =>
    {
        Assert.Equal("Fiction: every company, person and product is invented.", Field(article, "note"));
        Assert.InRange(article.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 60, 250);
        Assert.Equal("en", article.Language);
    });

    [Fact]
    public void Labels_fit_the_scores_on_the_scale_of_ten_words() => Assert.All(Sample, article =>
    {
        var expected = Scale.TenWords.Label(Printed((double)article.SourceScore!.Value));
        Assert.Contains(article.SourceLabel, expected == "neutral" ? ["neutral", "mixed"] : new[] { expected });
    });

    [Fact]
    public void Every_ticker_is_an_invented_one_or_a_private_companys_name() => Assert.All(Sample.SelectMany(article => article.Tickers), ticker =>
    {
        Assert.Matches("^Q[A-Z]{4}$|^(Orrin Labs|Marrowind Research)$", ticker.Ticker);
        Assert.NotNull(Invented[ticker.Ticker]);
        Assert.InRange(ticker.Value!.Value, -1m, 1m);
    });

    [Fact]
    public void No_real_company_is_named()
    {
        var real = Companies.Read(Repository.File("data", "tickers", "companies.csv"));
        Assert.Empty(Sample.SelectMany(article => real.Find(article).Select(place => $"{article.Id}: {article.Text.Substring(place.Start, place.Length)}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Themes_are_those_of_the_kit()
    {
        var known = Taxonomy.Read(Repository.File("data", "themes", "compute.csv")).Select(theme => theme.Name).ToHashSet();
        Assert.All(Sample.SelectMany(Themes), theme => Assert.Contains(theme, known));
        Assert.True(Sample.Count(IsOnHaldensCompute) >= 96);
    }

    [Fact]
    public void Stories_are_told_again_and_the_kit_finds_four_in_five_of_the_pairs_and_no_other()
    {
        Assert.Equal((42, 34), (Sample.Count(article => Field(article, "story") != article.Id), Sample.Select(article => Field(article, "story")).GroupBy(story => story).Count(story => story.Count() > 1)));
        var found = Told.Value.Against(Sample.ToDictionary(article => article.Id, article => Field(article, "story")));
        Assert.Equal("precision 1.000 (41 of 41 pairs), recall 0.820 (41 of 50)", found.ToString());
        Assert.Contains(found.ToString(), File.ReadAllText(Path.Combine(Folder, "README.md")));
    }

    [Fact]
    public void What_contradicts_an_article_is_no_telling_of_it()
    {
        var answers = Sample.Where(article => Field(article, "follows") is not "").ToList();
        Assert.Equal(16, answers.Count);
        Assert.All(answers, answer => Assert.NotEqual(Told.Value[Field(answer, "follows")].Id, Told.Value[answer.Id].Id));
    }

    [Fact]
    public void The_more_providers_are_named_the_better_the_writers_scored_the_article_for_Halden_AI() =>
        Above(0.4, Line(Compute.Value.Select(one => (Mix(one.Tickers), (double?)one.Article.SourceScore))));

    [Fact]
    public void The_kit_finds_that_diversification_moves_the_news_from_Corvane_to_Halden_AI()
    {
        Above(0, Line(Compute.Value.Select(one => (Mix(one.Tickers), Value(one.Tickers, "QHALD") - Value(one.Tickers, "QCORV")))));
        Below(0, Line(Compute.Value.Select(one => (Mix(one.Tickers), Value(one.Tickers, "QCORV")))));
    }

    [Fact]
    public void In_months_that_tell_of_diversifying_the_news_is_better_for_Halden_AI_and_worse_for_Corvane()
    {
        var months = Compute.Value.GroupBy(one => Month(one.Article)).Select(month => (Direction: SupplyDirection.Of(month.SelectMany(one => one.Supply)).Value, Halden: month.Average(one => Value(one.Tickers, "QHALD")), Corvane: month.Average(one => Value(one.Tickers, "QCORV")))).ToList();
        Assert.Equal(24, months.Count);
        Assert.InRange(Line(months.Select(month => (month.Direction, month.Halden)))!.Slope, 0.02, 1);
        Below(0, Line(months.Select(month => (month.Direction, month.Corvane))));
    }

    [Fact]
    public void Power_and_megawatts_takes_more_of_the_second_year_than_of_the_first()
    {
        var power = Finance.Themes(Sample, Taxonomy.Read(Repository.File("data", "themes", "compute.csv"))).Where(row => row.Theme.Name == "power and megawatts").ToDictionary(row => row.ArticleId, row => row.Prevalence);
        double Mean(bool second) => Sample.Where(article => article.AvailableAt is { } at && at >= new DateTimeOffset(2025, 11, 1, 0, 0, 0, TimeSpan.Zero) == second).Average(article => power.GetValueOrDefault(article.Id));
        Assert.InRange(Mean(second: true) / Mean(second: false), 1.1, 10);
    }

    static double? Mix(IEnumerable<TickerScore> rows) => Diversification.Of(rows, o => o with { Resamples = 0 }).Index;
}
