using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

public sealed class FrameTextTests
{
    [Theory]
    [InlineData("en-GB")]
    [InlineData("da-DK")]
    public void Columns_are_aligned_and_numbers_stand_to_the_right_in_every_culture(string culture) => ArticleFolder.UnderCulture(culture, () =>
    {
        var frame = new DataFrame(
            new StringDataFrameColumn("name", ["alpha", null, "c"]),
            new DoubleDataFrameColumn("x", [1234.5, double.NaN, null]),
            new Int32DataFrameColumn("count", [1, -20, 300]),
            new PrimitiveDataFrameColumn<bool>("ok", [true, false, null]),
            new DateTimeDataFrameColumn("day", [new DateTime(2026, 1, 5), new DateTime(2026, 1, 5, 14, 30, 0), null]));
        Assert.Equal("""
            name          x  count  ok   day
            alpha  1234.500      1  yes  2026-01-05
                        NaN    -20       2026-01-05 14:30
            c                  300

            """.ReplaceLineEndings("\n"), FrameText.Write(frame));
    });

    [Fact]
    public void A_number_reads_as_in_the_html()
    {
        var frame = new DataFrame(new DoubleDataFrameColumn("x", [-1 / 3.0, double.NegativeInfinity, 1e-9, 2]), new DecimalDataFrameColumn("d", [0.30m, -1m, 0m, 1.5m]));
        var html = FrameHtml.Write(frame);
        foreach (var cell in FrameText.Write(frame).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Skip(2))
            Assert.Contains($">{cell}<", html);
    }

    [Theory]
    [InlineData(0, 2, "no rows")]
    [InlineData(20, 21, "19")]
    [InlineData(21, 22, "… 1 more row")]
    [InlineData(1000, 22, "… 980 more rows")]
    public void Twenty_rows_are_shown_and_the_others_counted(int rows, int lines, string last)
    {
        var shown = FrameText.Write(new(new Int32DataFrameColumn("n", Enumerable.Range(0, rows)))).TrimEnd('\n').Split('\n');
        Assert.Equal(lines, shown.Length);
        Assert.Equal(last, shown[^1].Trim());
    }

    [Fact]
    public void Long_text_is_cut_and_control_characters_are_spelled_out()
    {
        var shown = FrameText.Write(new(new StringDataFrameColumn("a\nb", [new string('x', 41), "\u001b[2J", "é😀"]), new StringDataFrameColumn("z", ["1", "2", "3"])));
        Assert.Equal(["a\\u000Ab" + new string(' ', 35) + "z", new string('x', 40) + "…  1", "\\u001B[2J" + new string(' ', 34) + "2", "é😀" + new string(' ', 41) + "3"],
            shown.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_kernel_shows_it_as_plain_text()
    {
        using var kernel = new KernelProcess();
        var kit = Repository.File("artifacts", "kit").Replace('\\', '/');
        var run = kernel.Execute($"#r \"{kit}/Microsoft.Data.Analysis.dll\"\n#r \"{kit}/ResearchKit.dll\"\n#r \"{kit}/ResearchKit.Notebooks.dll\"\nusing ResearchKit;\nusing Microsoft.Data.Analysis;",
            "new DataFrame(new DoubleDataFrameColumn(\"x\", new[] { 0.5 }))", "Article.Of(\"One.\", \"a\")");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("    x\n0.500", run.Plain(1)!.TrimEnd('\n'));
        Assert.Equal("a\n\nOne.", run.Plain(2));
        Assert.Contains("white-space:pre-wrap\">One.</p>", run.Form(2, "text/html"));
    }
}
