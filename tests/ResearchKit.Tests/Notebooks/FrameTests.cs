using System.Globalization;
using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

public sealed class FrameTests
{
    static readonly Article Known = Article.Of("Strong growth. However, losses may widen.") with
    {
        Id = "known",
        Title = "Title",
        Source = "source",
        Language = "en",
        SourceScore = 0.30m,
        SourceLabel = "mildly positive",
        PublishedAt = new(2026, 1, 5, 16, 30, 0, TimeSpan.FromHours(2)),
        AvailableAt = new(2026, 1, 5, 14, 31, 0, TimeSpan.Zero),
    };

    static readonly Article Unknown = Article.Of("The room.") with { Id = "unknown" };

    static string Types(DataFrame frame) => string.Join(", ", frame.Columns.Select(column => $"{column.Name}: {column.DataType.Name}"));

    [Fact]
    public void Columns_have_the_type_of_what_they_hold()
    {
        Assert.Equal("id: String, title: String, paragraphs: Int32, published (UTC): DateTime, available (UTC): DateTime, source: String, language: String, source score: Decimal, source label: String, text: String",
            Types(Corpus.Of(Known).ToDataFrame()));
        Assert.Equal("article: String, method: String, value: Double, label: String, positive: Double, negative: Double, coverage: Double, hits: Int32, sentences: Int32, tokens: Int32",
            Types(new[] { Repository.Finance.Scorer().Score(Known) }.ToDataFrame()));
        Assert.Equal("term: String, sentence: Int32, start: Int32, valence: Double, shifters: String, counted: Double, weight: Double, value: Double, note: String",
            Types(Repository.Finance.Scorer().Explain(Known).ToDataFrame()));
        Assert.Equal("specification: String, complexity: Int32, value: Double, off by: Double, matches: Boolean, others matched: Int32",
            Types(Repository.Finance.Reproduce(Known).ToDataFrame()));
        Assert.Equal("labels: String, method: String, texts: Int32, coverage: Double, accuracy: Double, macro-F1: Double, MAE: Double, R²: Double, Spearman: Double, cosine: Double",
            Types(Array.Empty<Evaluation>().ToDataFrame()));
    }

    [Fact]
    public void What_is_unknown_is_null_and_instants_are_in_utc()
    {
        var frame = Corpus.Of(Known, Unknown).ToDataFrame();
        Assert.Equal([new DateTime(2026, 1, 5, 14, 30, 0), new DateTime(2026, 1, 5, 14, 31, 0), "source", "en", 0.30m, "mildly positive"], Optional(0));
        Assert.Equal([null, null, null, null, null, null], Optional(1));
        Assert.Equal(5, frame.Columns["published (UTC)"].NullCount + frame.Columns["available (UTC)"].NullCount + frame.Columns["source"].NullCount + frame.Columns["language"].NullCount + frame.Columns["source score"].NullCount);

        object?[] Optional(long row) => [frame["published (UTC)"][row], frame["available (UTC)"][row], frame["source"][row], frame["language"][row], frame["source score"][row], frame["source label"][row]];
    }

    [Fact]
    public void Doubles_are_the_librarys_to_the_bit()
    {
        var why = Repository.Finance.Scorer().Explain(Known);
        var frame = why.ToDataFrame();
        Assert.Equal(why.Contributions.Select(part => part.Value), ((PrimitiveDataFrameColumn<double>)frame["value"]).Select(value => value!.Value));
        Assert.Equal(why.Contributions.Length, frame.Rows.Count);
    }

    [Fact]
    public void Nothing_has_rows_as_well()
    {
        Assert.Equal(0, Array.Empty<Article>().ToDataFrame().Rows.Count);
        Assert.Equal(0, Array.Empty<Score>().ToDataFrame().Rows.Count);
        Assert.Contains("<tbody>\n</tbody>", FrameHtml.Write(Array.Empty<Score>().ToDataFrame()));
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void Every_language_gives_the_same(string culture)
    {
        var here = All();
        string there = "";
        ArticleFolder.UnderCulture(culture, () => there = All());
        Assert.Equal(here, there);

        static string All() => FrameHtml.Write(Corpus.Of(Known, Unknown).ToDataFrame()) + FrameHtml.Write(Repository.Finance.Scorer().Explain(Known).ToDataFrame())
            + FrameHtml.Write(Repository.Finance.Reproduce(Known).ToDataFrame());
    }

    [Fact]
    public void Html_encodes_names_and_cells()
    {
        const string Attack = "<script>alert(1)</script>\" onmouseover=\"x";
        var html = FrameHtml.Write(new(new StringDataFrameColumn(Attack, [Attack, Attack + new string('x', 200), null])));
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("\" onmouseover", html);
        Assert.Equal(1 + 1 + 2, html.Split("&lt;script&gt;").Length - 1);
        Assert.Contains("<td></td>", html);
    }

    [Fact]
    public void Html_shows_three_decimals_and_keeps_the_full_value_and_the_first_five_hundred_rows()
    {
        var html = FrameHtml.Write(new(new DoubleDataFrameColumn("x", Enumerable.Range(0, 550).Select(i => -i / 3.0)), new Int32DataFrameColumn("n", Enumerable.Range(0, 550))));
        Assert.Contains($"title=\"{(-1 / 3.0).ToString("R", CultureInfo.InvariantCulture)}\">−0.333</td>", html);
        Assert.Equal(1 + 500, html.Split("<tr>").Length - 1);
        Assert.Contains("<p>500 of 550 rows</p>", html);
    }

    [Fact]
    public void More_than_twenty_five_rows_stand_in_pages_whose_name_is_made_of_the_content()
    {
        static string Of(int rows, int from = 0) => FrameHtml.Write(new(new Int32DataFrameColumn("n", Enumerable.Range(from, rows))));
        Assert.DoesNotContain("<script", Of(25));
        Assert.Contains("<script", Of(26));
        Assert.DoesNotContain("hidden", Of(26)[..Of(26).IndexOf("<script", StringComparison.Ordinal)]);
        Assert.Equal(Of(26), Of(26));
        Assert.NotEqual(Of(26).Split('"')[1], Of(26, from: 1).Split('"')[1]);
    }

    [Fact]
    public void A_browser_turns_the_pages()
    {
        using var folder = new ArticleFolder();
        var table = FrameHtml.Write(new(new Int32DataFrameColumn("n", Enumerable.Range(0, 60))));
        string Shown(string script) => Browser.Open(folder.Put("page.html", $"<!DOCTYPE html><meta charset=\"utf-8\">{table}{table}<script>{script}</script>"));
        var first = Shown("");
        // Two tables of sixty rows, twenty-five of each shown, and one bar for each.
        Assert.Equal(2 * (60 - 25), first.Split("<tr hidden=\"\"").Length - 1);
        Assert.Equal(2, first.Split("<span>1–25 of 60</span>").Length - 1);
        var last = Shown("const later=document.querySelectorAll('[aria-label=\"later rows\"]')[1];later.click();later.click();");
        Assert.Equal((60 - 25) + 50, last.Split("<tr hidden=\"\"").Length - 1);
        Assert.Contains("<span>51–60 of 60</span>", last);
    }

    [Fact]
    public void Scores_have_a_bar_from_the_middle_and_shares_one_from_the_left()
    {
        static string Of(string name, params double?[] values) => FrameHtml.Write(new(new DoubleDataFrameColumn(name, values)));
        Assert.Contains($"transparent 25%,{Style.Down} 25%,{Style.Down} 50%,transparent 50%", Of("value", -0.5));
        Assert.Contains($"transparent 50%,{Style.Up} 50%,{Style.Up} 62.5%,transparent 62.5%", Of("mean score", 0.25, null));
        Assert.Contains($"transparent 0%,{Style.Up} 0%,{Style.Up} 75%,transparent 75%", Of("prevalence", 0.75));
        foreach (var (name, value) in new[] { ("value", 1.5), ("share", -0.1), ("value", double.NaN), ("valence", 0.5), ("shareholders", 0.5) }) Assert.DoesNotContain("gradient", Of(name, value));
    }

    [Fact]
    public void A_long_method_may_break_behind_its_marks_and_a_long_name_of_a_column_wraps()
    {
        var html = FrameHtml.Write(new(new StringDataFrameColumn("short", ["ratio:tone@1/squash=0"]), new StringDataFrameColumn("sentometrics:counts", ["b"])));
        Assert.Contains("<th>short</th>", html);
        Assert.Matches("<th style=\"[^\"]*white-space:normal[^\"]*\">sentometrics:<wbr>counts</th>", html);
        Assert.Contains("<td>ratio:<wbr>tone@1/<wbr>squash=0</td>", html);
    }

    [Fact]
    public void An_evaluation_is_a_row_and_what_its_labels_do_not_allow_is_null()
    {
        var judged = Repository.Finance.Scorer().Evaluate(Labels.Of("set", [new(Known, 1, null, null, "known"), new(Unknown, 0, null, null, "unknown")]));
        var frame = new[] { judged }.ToDataFrame();
        Assert.Equal(["set", judged.Method, 2, judged.Accuracy.Value, null], new[] { "labels", "method", "texts", "accuracy", "Spearman" }.Select(name => frame[name][0]));
    }

    [Fact]
    public void A_result_of_several_lines_keeps_them()
    {
        var lines = Repository.Finance.Scorer().Evaluate(Labels.Of("set", [new(Known, 1, 0.3, null, "known")]));
        var html = new StringWriter();
        Assert.True(((ValueFormatter)new TextFormatters().CreateTypeFormatters().First()).Format(lines, html));
        Assert.Contains("white-space:pre-wrap", html.ToString());
        Assert.Contains('\n', html.ToString());
    }
}
