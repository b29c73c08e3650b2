using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Charts of themes, companies, providers and indices.</summary>
public sealed class SignalPlotTests
{
    static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    static readonly Companies Made = Companies.Of([Company("Alder", AliasKind.Compute), Company("Birch", AliasKind.Compute), Company("<b>Cedar", AliasKind.Product)]);

    static readonly Taxonomy Themes = Taxonomy.Of(Theme.Of("cloud <i>", "cloud"), Theme.Of("power", "power"));

    static readonly Corpus Articles = Corpus.Of([.. Enumerable.Range(0, 6).Select(i => Article.Of(
        i % 2 == 0 ? "Alder won a cloud contract and Birch lost it. Power is scarce." : "Birch won a large cloud contract. Cedar grew strongly. Nobody else bid.", $"{i}") with { AvailableAt = Month(i).AddHours(9) })]);

    static readonly List<ThemeScore> ThemeRows = [.. Finance.Themes(Articles, Themes)];

    static readonly List<TickerScore> TickerRows = [.. Finance.Tickers(Made).Score(Articles).SelectMany(rows => rows)];

    static Company Company(string name, AliasKind kind) => new(name) { Aliases = [new(new(name), AliasKind.Name), new(new($"{name} Works"), kind)] };

    static DateTimeOffset Month(int number) => new(2026, number + 1, 1, 0, 0, 0, TimeSpan.Zero);

    static DateOnly First(int month) => new(2026, month + 1, 1);

    static SentimentIndex Index(params string[] keys) => SentimentIndex.Of(keys.SelectMany(key => Enumerable.Range(0, 4).Select(i => new Observation($"{i}", Month(i), key, i / 4.0))), Period.Month);

    static Diversification Mix(string text) => Diversification.Of(Finance.Tickers(Made).Score(Article.Of(text)));

    static List<(DateOnly, Diversification)> Mixes => [(First(0), Mix("Alder grew.")), (First(1), Mix("Alder grew. Birch grew. Alder won.")), (First(2), Mix("Alder grew. Birch grew.")), (First(3), Mix("No provider."))];

    static Plot[] All() =>
    [
        ThemeRows.Plot(), TickerRows.Plot(), ThemeRows.PlotByTicker(TickerRows), ThemeRows.Where(row => row.Theme.Name == "power").PlotAgainst(Finance.Score(Articles)),
        Index("<u>").Plot(), Index("<u>").PlotBeside(Mixes), Diversification.Of(TickerRows).Plot(),
    ];

    static JsonElement Figure(Plot plot) => JsonDocument.Parse(plot.ToJson()).RootElement;

    static JsonElement Trace(Plot plot, int trace) => Figure(plot).GetProperty("data")[trace];

    static double?[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(x => x.ValueKind == JsonValueKind.Null ? (double?)null : x.GetDouble())];

    static string?[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetString())];

    static string Under(Plot plot) => Figure(plot).GetProperty("layout").GetProperty("xaxis").GetProperty("title").GetProperty("text").GetString()!.Replace("<br>", " ");

    [Fact]
    public void The_same_results_make_the_same_chart_under_every_language()
    {
        var here = All().Select(plot => plot.ToHtml() + plot).ToList();
        Assert.Equal(All().Length, here.Distinct().Count());
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(here, All().Select(plot => plot.ToHtml() + plot)));
    }

    [Fact]
    public void Names_of_themes_keys_and_companies_stay_text() => Assert.All(All(), plot => Assert.DoesNotMatch("<(i|u|b>Cedar)", plot.ToJson().Replace("\\u003c", "<")));

    [Fact]
    public void Every_chart_of_a_mix_says_that_it_is_of_coverage()
    {
        Assert.All(new[] { Diversification.Of(TickerRows).Plot(), Diversification.Of(TickerRows).Plot("title", "more"), Index("a").PlotBeside(Mixes), Index("a").PlotBeside(Mixes, title: "title", note: "more") },
            plot => Assert.Contains(Diversification.Note, Under(plot)));
        Assert.Contains($"{Diversification.Note} more", Under(Diversification.Of(TickerRows).Plot("title", "more")));
    }

    [Fact]
    public void A_bar_is_the_mean_over_articles_and_has_an_interval_from_five_on()
    {
        var plot = ThemeRows.Plot();
        var said = ThemeRows.Where(row => row.Outcome == Outcome.Scored).ToLookup(row => row.Theme.Name, row => row.Value);
        Assert.Equal((6, 3), (said["cloud <i>"].Count(), said["power"].Count()));
        Assert.Equal(["cloud &lt;i&gt; (6)", "power (3)"], Texts(Trace(plot, 0).GetProperty("y")));
        Assert.Equal(said["cloud <i>"].Average(), Numbers(Trace(plot, 0).GetProperty("x"))[0]!.Value, 1e-12);
        Assert.Equal(["cloud &lt;i&gt; (6)"], Texts(Trace(plot, 1).GetProperty("y")));
        var (low, high) = (said["cloud <i>"].Min(), said["cloud <i>"].Max());
        var (up, down) = (Numbers(Trace(plot, 1).GetProperty("error_x").GetProperty("array"))[0]!.Value, Numbers(Trace(plot, 1).GetProperty("error_x").GetProperty("arrayminus"))[0]!.Value);
        Assert.InRange(up, 1e-9, high - said["cloud <i>"].Average() + 1e-12);
        Assert.InRange(down, 1e-9, said["cloud <i>"].Average() - low + 1e-12);
    }

    [Fact]
    public void Silent_rows_are_left_out_and_counted()
    {
        var rows = Finance.Tickers(Made).Score(Article.Of("Alder won a contract. Birch is in the room.", "a"));
        Assert.Equal([Outcome.Scored, Outcome.Silent], rows.Select(row => row.Outcome));
        Assert.Equal(["Alder"], Texts(Trace(rows.Plot(), 0).GetProperty("y")));
        Assert.EndsWith("1 silent row is left out.</span>", Under(rows.Plot()));
        Assert.Contains("There are no rows to draw", Assert.Throws<InputException>(() => rows[1..].Plot()).Message);
    }

    [Fact]
    public void A_cell_of_theme_and_company_is_the_mean_over_the_articles_that_have_both()
    {
        var plot = ThemeRows.PlotByTicker(TickerRows);
        var map = Trace(plot, 0);
        Assert.Equal(["cloud &lt;i&gt;", "power"], Texts(map.GetProperty("y")));
        var alder = TickerRows.Where(row => row.Company.Name == "Alder" && row.Outcome == Outcome.Scored).ToList();
        Assert.Equal(3, alder.Count);
        Assert.Equal(alder.Average(row => row.Value), Numbers(map.GetProperty("z")[1])[Array.IndexOf(Texts(map.GetProperty("x")), "Alder")]!.Value, 1e-12);
        Assert.Contains("No article has both", Assert.Throws<InputException>(() => ThemeRows.PlotByTicker([])).Message);
    }

    [Fact]
    public void Beyond_eight_companies_those_in_most_articles_are_shown()
    {
        var many = Companies.Of([.. Enumerable.Range(0, 14).Select(i => $"Firm{(char)('A' + i)}")]);
        var corpus = Corpus.Of(Article.Of(string.Join(' ', many.Select(company => $"{company.Name} won a cloud contract.")), "a"), Article.Of("FirmN won a cloud contract.", "b"));
        var plot = Finance.Themes(corpus, Themes).PlotByTicker(Finance.Tickers(many).Score(corpus).SelectMany(rows => rows));
        var columns = Texts(Trace(plot, 0).GetProperty("x"));
        Assert.Equal(8, columns.Length);
        Assert.Contains("FirmN", columns);
        Assert.Contains("The 8 companies in most articles, of 14.", Under(plot));
    }

    [Fact]
    public void A_theme_stands_against_the_score_of_the_articles_that_mention_it()
    {
        var scores = Finance.Score(Articles);
        var plot = ThemeRows.Where(row => row.Theme.Name == "power").PlotAgainst(scores);
        var points = Trace(plot, Figure(plot).GetProperty("data").GetArrayLength() - 1);
        Assert.Equal([1 / 2.0, 1 / 2.0, 1 / 2.0], Numbers(points.GetProperty("x")));
        Assert.Equal(scores.Where((_, i) => i % 2 == 0).Select(score => (double?)score.Value), Numbers(points.GetProperty("y")));
        Assert.Contains("'cloud <i>' and of 'power'", Assert.Throws<InputException>(() => ThemeRows.PlotAgainst(scores)).Message.Replace("\"", "'"));
    }

    [Fact]
    public void An_index_says_where_it_begins_and_ends_and_of_many_keys_seven_are_drawn()
    {
        Assert.Equal("chart: a: 0.00 (2026-01-01) to +0.75 (2026-04-01)", Index("a").Plot().ToString());
        Assert.Equal(["value, −1 to 1", "texts"], Captions(Index("a").Plot()));
        Assert.Equal(["value, −1 to 1"], Captions(Index("a", "b").Plot()));
        Assert.Contains("The 7 keys with most observations, of 9.", Under(Index([.. "abcdefghi".Select(key => $"{key}")]).Plot()));

        static IEnumerable<string?> Captions(Plot plot) => Figure(plot).GetProperty("layout").GetProperty("annotations").EnumerateArray().Select(caption => caption.GetProperty("text").GetString());
    }

    [Fact]
    public void The_interval_of_two_observations_is_not_drawn()
    {
        static int Ribbons(int observations) => Figure(SentimentIndex.Of(Enumerable.Range(0, 2 * observations).Select(i => new Observation($"{i}", Month(i % 2), "a", i)), Period.Month).Plot()).GetProperty("data").EnumerateArray().Count(trace => trace.TryGetProperty("fill", out _));
        Assert.Equal((0, 1), (Ribbons(2), Ribbons(3)));
    }

    [Fact]
    public void Diversification_stands_above_the_index_with_their_rank_correlation_in_the_title()
    {
        var plot = Index("a").PlotBeside(Mixes);
        // 1 − HHI is 0, 4/9, 1/2 and unknown; the index is 0, ¼, ½, ¾: the three months that have both rise together.
        Assert.Equal("chart: Diversification and a: rank correlation +1.00 over 3 months", plot.ToString());
        var line = Figure(plot).GetProperty("data").EnumerateArray().First(trace => trace.TryGetProperty("name", out var name) && name.GetString() == "diversification" && trace.GetProperty("y").GetArrayLength() == 4);
        Assert.Equal([0, 1 - (4 + 1) / 9.0, 0.5, null], Numbers(line.GetProperty("y")), (expected, actual) => expected is { } e && actual is { } a ? Math.Abs(e - a) < 1e-12 : expected == actual);
        Assert.Contains("has 2 keys. Expected one", Assert.Throws<InputException>(() => Index("a", "b").PlotBeside(Mixes)).Message);
    }

    [Fact]
    public void A_mix_is_bars_of_shares_with_HHI_and_effective_number_in_the_title()
    {
        var plot = Mix("Alder grew. Birch grew. Alder won. Alder rose.").Plot();
        // Shares ¾ and ¼: HHI 9/16 + 1/16 = 0.625, effective 1.6.
        Assert.StartsWith("chart: As diverse as 1.6 equal providers: HHI 0.62", plot.ToString().Replace("0.63", "0.62"));
        Assert.Equal(["Alder (3)", "Birch (1)"], Texts(Trace(plot, 0).GetProperty("y")));
        Assert.Equal([0.75, 0.25], Numbers(Trace(plot, 0).GetProperty("x")));
    }
}
