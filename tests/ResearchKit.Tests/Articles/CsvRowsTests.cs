using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

public class CsvRowsTests
{
    const string Header = "id,title,text,publishedAt,score,tickers,desk\n";

    static string Rejection(string text) => ArticleFolder.Rejection("x.csv", text);

    static string Refusal(string text) => ArticleFolder.Refusal("x.csv", System.Text.Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("")]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void Every_column_is_read_in_every_culture(string culture) => ArticleFolder.UnderCulture(culture, () =>
    {
        var article = ArticleFolder.One("x.csv", "\uFEFF" + Header + "a,\"Up, \"\"again\"\"\",\"One\n\ntwo\",2026-01-05T14:30:00Z,0.30,\"[{\"\"ticker\"\":\"\"MSFT\"\",\"\"value\"\":0.10}]\",FX\r\n");
        Assert.Equal(("a", "Up, \"again\""), (article.Id, article.Title));
        Assert.Equal(["One", "two"], article.Paragraphs);
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 14, 30, 0, TimeSpan.Zero), article.PublishedAt);
        Assert.Equal("0.30", article.SourceScore!.Value.ToString(CultureInfo.InvariantCulture));
        Assert.Equal([new("MSFT", 0.10m)], article.Tickers);
        Assert.Equal("FX", article.Fields["desk"].GetString());
    });

    [Fact]
    public void An_empty_cell_is_absent()
    {
        var article = ArticleFolder.One("x.csv", Header + "a,,x,,,,\n");
        Assert.Equal(Article.Of("x", "a"), article);
        Assert.Equal("x.csv(2): text is missing. Every article needs 'text' or 'paragraphs'.", Rejection(Header + "a,T,,,,,\n"));
    }

    [Fact]
    public void A_column_of_paragraphs_holds_a_JSON_array_or_text()
    {
        using var folder = new ArticleFolder();
        var corpus = Corpus.Read(folder.Put("x.csv", "id,paragraphs\n1,\"[\"\"a\"\",\"\"b\"\"]\"\n2,\"a\n\nb\"\n3,[Reuters] Oil rose\n"));
        Assert.Equal(["a", "b"], corpus["1"].Paragraphs);
        Assert.Equal(["a", "b"], corpus["2"].Paragraphs);
        Assert.Equal(["[Reuters] Oil rose"], corpus["3"].Paragraphs);
    }

    [Fact]
    public void A_row_is_named_by_the_physical_line_on_which_it_starts() =>
        Assert.Equal("x.csv(7): score 'high' is not a number. Expected e.g. -0.25, with '.' as decimal point.",
            Rejection("id,text,score\n\n1,\"a\nb\r\nc\",0.1\n\n2,x,high\n"));

    [Fact]
    public void A_row_with_other_cells_than_the_header_is_rejected()
    {
        Assert.Equal("x.csv(2): the row has 3 cells and the header 2. Expected as many.", Rejection("id,text\n1,Oil rose, then fell\n"));
        Assert.Equal("x.csv(2): the row has 1 cells and the header 2. Expected as many.", Rejection("id,text\n1\n"));
    }

    [Fact]
    public void A_column_without_a_name_is_named_by_its_place() =>
        Assert.Equal("7", ArticleFolder.One("x.csv", ",id,text\n7,a,x\n").Fields["column1"].GetString());

    [Theory]
    [InlineData("title,text\na,x\n", "x.csv(1): the column 'id' is missing. Found: title, text. Expected a header with id, and text or paragraphs, separated by commas.")]
    [InlineData("id;text\na;x\n", "x.csv(1): the column 'id' is missing. Found: id;text. Expected a header with id, and text or paragraphs, separated by commas.")]
    [InlineData("\nid,title\na,x\n", "x.csv(2): the column 'text' or 'paragraphs' is missing. Found: id, title. Expected a header with id, and text or paragraphs, separated by commas.")]
    [InlineData("id,text,text\na,x,y\n", "x.csv(1): two columns are named 'text'. Rename one.")]
    [InlineData("id,text\n", "x.csv: the file holds no articles.")]
    [InlineData("id,\"text\na,x\n", "x.csv(1): a quote that opens in the row that starts here is not closed. Close it, or double the quotes inside a cell.")]
    [InlineData("id,text\na,x\nb,\"y\nc,z\n", "x.csv(3): a quote that opens in the row that starts here is not closed. Close it, or double the quotes inside a cell.")]
    [InlineData("id,text\na,x\nb,\"y\nc\"z,w\n", "x.csv(3): a quote stands inside a cell. Expected the whole cell in quotes, and quotes in it doubled. The row runs over several lines, so the rows after it cannot be told apart.")]
    public void A_table_that_cannot_be_read_is_refused(string text, string reason) => Assert.Equal(reason, Refusal(text));

    [Theory]
    [InlineData("b,say \"hi\" now")]
    [InlineData("b,\"say\" hi")]
    public void A_stray_quote_costs_its_row_only(string row)
    {
        using var folder = new ArticleFolder();
        folder.Put("x.csv", $"id,text\na,x\n{row}\nc,z\n");
        var corpus = folder.Read(o => o with { MaxLoss = 0.5 });
        Assert.Equal(["a", "c"], corpus.Select(article => article.Id));
        Assert.EndsWith("x.csv(3): a quote stands inside a cell. Expected the whole cell in quotes, and quotes in it doubled.", Assert.Single(corpus.Rejected).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stray_quotes_far_apart_are_each_told_with_their_line()
    {
        using var folder = new ArticleFolder();
        var rows = Enumerable.Range(2, 20_000).Select(line => line % 1000 == 0 ? $"{line},a \"b\" c" : $"{line},abc");
        folder.Put("x.csv", "id,text\n" + string.Join('\n', rows));
        var corpus = folder.Read();
        Assert.Equal(Enumerable.Range(1, 20).Select(i => i * 1000L), corpus.Rejected.Select(rejection => rejection.Line));
        Assert.Equal(20_000 - 20, corpus.Count);
    }

    [Fact]
    public void Invalid_bytes_cost_their_row_and_say_where_they_are()
    {
        using var folder = new ArticleFolder();
        folder.Put("x.csv", [0xEF, 0xBB, 0xBF, .. "id,text\na,x\nb,y"u8, 0xC3, .. "\nc,z\n"u8]);
        var corpus = folder.Read(o => o with { MaxLoss = 0.5 });
        Assert.Equal(["a", "c"], corpus.Select(article => article.Id));
        // Mark, header line, first row and "b,y": 3 + 8 + 4 + 3.
        Assert.EndsWith("x.csv(3): invalid UTF-8 at byte offset 18. Save the file as UTF-8.", Assert.Single(corpus.Rejected).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tickers_that_are_no_JSON_are_rejected() =>
        Assert.Equal("x.csv(2): tickers 'MSFT' is not JSON. Expected an array of {ticker, value}.", Rejection("id,text,tickers\na,x,MSFT\n"));
}
