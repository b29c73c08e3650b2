using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public class PublisherPageTests
{
    const string Boilerplate = "AI-powered research, real-time alerts, and portfolio analytics for institutional investors.";

    static string Seed([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../seeds/000_c79e3800b5831abf.txt"));

    static Article Page(string text) => ArticleFolder.One("page.txt", text);

    [Theory]
    [InlineData("")]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void The_seed_is_two_paragraphs_and_what_the_publisher_printed(string culture) => ArticleFolder.UnderCulture(culture, () =>
    {
        var article = Assert.Single(Corpus.Read(Seed()));
        var file = File.ReadAllText(Seed());
        Assert.Equal("000_c79e3800b5831abf", article.Id);
        Assert.Equal("", article.Title);
        Assert.Equal(2, article.Paragraphs.Length);
        Assert.All(article.Paragraphs, paragraph => Assert.Contains(paragraph, file, StringComparison.Ordinal));
        Assert.StartsWith("The exclusive cloud partnership", article.Paragraphs[0], StringComparison.Ordinal);
        Assert.EndsWith("developing advanced algorithms.", article.Paragraphs[1], StringComparison.Ordinal);
        Assert.Equal("mildly positive", article.SourceLabel);
        Assert.Equal("0.30", article.SourceScore!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(article.Tickers);
        Assert.Null(article.PublishedAt);
    });

    [Fact]
    public void The_seed_cut_off_anywhere_gives_what_was_complete_and_never_a_wrong_value()
    {
        var bytes = File.ReadAllBytes(Seed());
        using var folder = new ArticleFolder();
        var boilerplate = Encoding.UTF8.GetString(bytes).IndexOf(Boilerplate, StringComparison.Ordinal) + Boilerplate.Length;
        for (var length = boilerplate; length <= Encoding.UTF8.GetString(bytes).Length; length++)
        {
            var article = Assert.Single(Corpus.Read(folder.Put("seed.txt", Encoding.UTF8.GetString(bytes)[..length])));
            Assert.Equal(2, article.Paragraphs.Length);
            Assert.True(article.SourceLabel is null || "mildly positive".StartsWith(article.SourceLabel, StringComparison.Ordinal), article.SourceLabel);
            Assert.True(article.SourceScore is null or 0.30m);
            Assert.Empty(article.Tickers);
        }
    }

    [Fact]
    public void Headings_come_in_any_order_and_case()
    {
        var article = Page($"One.\nTwo.\nTICKER SENTIMENT\nMSFT0.00\nGOOGL0.25\nORCL-0.10\nBRK.B0.10\n{Boilerplate}\n  sentiment score \n-0.45\nOverall sentiment\nnegative\n");
        Assert.Equal(["One.", "Two."], article.Paragraphs);
        Assert.Equal([new("MSFT", 0.00m), new("GOOGL", 0.25m), new("ORCL", -0.10m), new("BRK.B", 0.10m)], article.Tickers);
        Assert.Equal("0.00", article.Tickers[0].Value!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(-0.45m, article.SourceScore);
        Assert.Equal("negative", article.SourceLabel);
    }

    [Fact]
    public void A_section_without_a_value_leaves_it_absent()
    {
        var article = Page("One.\nOverall Sentiment\nSentiment Score\nTicker Sentiment\n");
        Assert.Equal(["One."], article.Paragraphs);
        Assert.Null(article.SourceLabel);
        Assert.Null(article.SourceScore);
        Assert.Empty(article.Tickers);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0.")]
    [InlineData("0.3")]
    [InlineData("-")]
    [InlineData("-0.")]
    public void A_cut_off_score_is_absent_not_wrong(string printed)
    {
        var article = Page($"One.\nSentiment Score\n{printed}");
        Assert.Null(article.SourceScore);
        Assert.Equal(["One."], article.Paragraphs);
    }

    [Fact]
    public void A_score_is_complete_when_its_line_or_its_second_decimal_is()
    {
        Assert.Equal(0.3m, Page("One.\nSentiment Score\n0.3\n").SourceScore);
        Assert.Equal(0.30m, Page("One.\nSentiment Score\n0.30").SourceScore);
        Assert.Null(Page("One.\nSentiment Score\n0.\n").SourceScore);
        Assert.Null(Page("One.\nSentiment Score\nn/a\n").SourceScore);
    }

    [Theory]
    [InlineData("ORCL-0.", "ORCL")]
    [InlineData("ORCL-0.1", "ORCL")]
    [InlineData("MSFT0", "MSFT")]
    [InlineData("BRK.B0.", "BRK.B")]
    [InlineData("ORCL-0.\n", "ORCL")]
    [InlineData("ORCL\n", "ORCL")]
    public void A_ticker_whose_value_is_cut_off_or_missing_stays_without_it(string last, string ticker) =>
        Assert.Equal([new("MSFT", 0.25m), new(ticker, null)], Page($"One.\nTicker Sentiment\nMSFT0.25\n{last}").Tickers);

    [Theory]
    [InlineData("OR")]
    [InlineData("BRK.")]
    [InlineData("BF-")]
    [InlineData("070")]
    [InlineData("Overall Sen")]
    [InlineData("AI-powered rese")]
    public void A_ticker_that_may_itself_be_cut_off_is_left_out(string last)
    {
        var article = Page($"One.\nTicker Sentiment\nMSFT0.25\n{last}");
        Assert.Equal([new("MSFT", 0.25m)], article.Tickers);
        Assert.Equal(["One."], article.Paragraphs);
    }

    [Theory]
    [InlineData("0700.HK0.25", "0700.HK", "0.25")]
    [InlineData("600519.SS-0.10", "600519.SS", "-0.10")]
    [InlineData("BF-B0.05", "BF-B", "0.05")]
    [InlineData("MSFT \u22120.05", "MSFT", "-0.05")]
    [InlineData("MSFT\t1.00", "MSFT", "1.00")]
    [InlineData("MSFT0.125", "MSFT", "0.125")]
    [InlineData("MSFT0.5", "MSFT", "0.5")]
    public void A_value_glued_to_its_ticker_is_told_apart(string printed, string ticker, string value)
    {
        var read = Assert.Single(Page($"One.\nTicker Sentiment\n{printed}\n").Tickers);
        Assert.Equal((ticker, value), (read.Ticker, read.Value!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Tickers_glued_to_one_line_are_told_apart() =>
        Assert.Equal([new("MSFT", 0.00m), new("0700.HK", 0.25m), new("ORCL", -0.10m), new("X", null)], Page("One.\nTicker Sentiment\nMSFT0.000700.HK0.25 ORCL-0.10X\n").Tickers);

    [Fact]
    public void A_label_is_any_line_that_is_no_heading()
    {
        Assert.Equal("Strongly negative (revised)", Page("One.\nOverall Sentiment\n\nStrongly negative (revised)\n").SourceLabel);
        Assert.Null(Page($"One.\nOverall Sentiment\n{Boilerplate}\nSentiment Score\n0.10\n").SourceLabel);
        Assert.Null(Page("One.\nOverall Sentiment\nSentiment Sc").SourceLabel);
    }

    [Fact]
    public void Text_after_the_sections_is_text_again()
    {
        Assert.Equal(["One.", "Two words."], Page("One.\nTicker Sentiment\nMSFT0.25\nTwo words.\n").Paragraphs);
        Assert.Equal(["A story.", "Another one."], Page("Sentiment Score\n0.10\nA story.\nAnother one.\n").Paragraphs);
    }

    [Fact]
    public void Boilerplate_alone_marks_a_page_too() => Assert.Equal(["One.", "Two."], Page($"\nOne.\r\nTwo.\r\n  {Boilerplate}\r\n").Paragraphs);

    [Fact]
    public void A_heading_within_a_sentence_makes_no_page() =>
        Assert.Equal(["Overall Sentiment was fair.\nTicker Sentiment: none"], Page("Overall Sentiment was fair.\nTicker Sentiment: none\n").Paragraphs);

    [Fact]
    public void A_page_may_have_no_paragraph() => Assert.Equal("neutral", Page("Overall Sentiment\nneutral\n").SourceLabel);

    [Fact]
    public void Two_pages_in_one_file_are_rejected() =>
        Assert.Equal("p.txt(1): score is printed twice, as '0.10' and as '0.20'. Expected one page a file.",
            ArticleFolder.Rejection("p.txt", "One.\nSentiment Score\n0.10\nTwo.\nSentiment Score\n0.20\n"));

    [Fact]
    public void A_printed_score_outside_the_scale_is_rejected() =>
        Assert.Equal("p.txt(1): score 30 is out of range. Expected -1 to 1.", ArticleFolder.Rejection("p.txt", "One.\nSentiment Score\n30\n"));

    [Fact]
    public void Plain_text_has_blank_lines_between_paragraphs()
    {
        Assert.Equal(["One\ntwo", "three"], Page("One\ntwo\n\n \nthree\n").Paragraphs);
        Assert.Equal(["One\ntwo"], Page("One\ntwo").Paragraphs);
    }
}
