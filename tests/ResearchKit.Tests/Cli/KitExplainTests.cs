using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitExplainTests
{
    static readonly Explanation Why = Repository.Finance.Scorer().Explain(Corpus.Read(Kit.Seed)[0]);

    [Fact]
    public void The_table_shows_every_term_the_remainder_and_the_value()
    {
        var lines = Kit.Run("explain", "seeds").Done().Output.Split('\n').Select(line => line.Trim()).ToList();
        var value = Why.Score.Value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
        Assert.All(Why.Contributions, part => Assert.Contains(lines, line =>
            line.StartsWith(part.Term, StringComparison.Ordinal) && line.Contains(part.Value.ToString(" +0.0000; -0.0000; 0.0000", CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("remainder ", StringComparison.Ordinal) && line.EndsWith(" 0.0000", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("value ", StringComparison.Ordinal) && line.EndsWith($" {value}", StringComparison.Ordinal));
        Assert.Contains(lines, line => line == $"000_c79e3800b5831abf: {value} {Why.Label()} (finance@2)");
        Assert.Contains("source: 0.30 mildly positive", lines);
    }

    [Theory]
    [InlineData("finance")]
    [InlineData("ratio:logit")]
    public void The_json_is_one_line_an_article_and_sums_to_its_value(string method)
    {
        var lines = Kit.Run("explain", "data/labels", "--json", "--method", method).Done().JsonLines;
        Assert.Equal(Corpus.Read(Repository.File("data", "labels")).Select(article => article.Id), lines.Select(line => (string?)line["id"]));
        Assert.All(lines, line =>
            Assert.Equal((double)line["value"]!, line["contributions"]!.AsArray().Sum(part => (double)part!["value"]!) + (double)line["remainder"]!, 1e-12));
    }

    [Fact]
    public void Only_the_article_that_was_asked_for_is_explained()
    {
        var output = Kit.Run("explain", "data/labels", "--id", "L036").Done().Output;
        Assert.StartsWith("L036: ", output);
        Assert.Single(output.Split('\n'), line => line.TrimStart().StartsWith("remainder ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_stands_alone()
    {
        using var folder = new ArticleFolder();
        Assert.Empty(Kit.Run("explain", "seeds", "--html", folder["why.html"]).Done().Output);
        var html = File.ReadAllText(folder["why.html"]);
        Assert.StartsWith("<!doctype html>", html);
        Assert.EndsWith("</html>\n", html);
        Assert.Contains(Why.ToHtml(), html);
        Assert.DoesNotMatch(@"<script|<link|<img|<iframe|\b(src|href|srcset)\s*=|@import|url\(|https?:|//[a-z]", html);
        Assert.Equal(["why.html"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_page_that_cannot_be_written_leaves_nothing_behind()
    {
        using var folder = new ArticleFolder();
        folder.Put("file", "mine");
        Assert.Contains($"{folder["file/why.html"]} cannot be written: ", Kit.Run("explain", "seeds", "--html", folder["file/why.html"]).Refused());
        Assert.Equal($"--html {folder["file"]}: is not the name of a page. Expected one ending in .html; the file is replaced.", Kit.Run("explain", "seeds", "--html", folder["file"]).Refused());
        Assert.Equal("mine", File.ReadAllText(folder["file"]));
        Assert.Equal(["file"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }
}
