using Xunit;

namespace ResearchKit.Tests;

/// <summary>What notebook 06 comes to on the sample book.</summary>
[Collection(nameof(KitRun))]
public sealed class BookNotebookTests(KitRun run)
{
    internal const string Name = "06-watch-a-book.ipynb";

    [Fact]
    public void The_book_is_taken_apart_and_the_article_that_moved_it_rang()
    {
        var said = SignalNotebookTests.Said(run.Executed, Name);
        Assert.Contains("chart: Exposure to sentiment +0.015: news on 74% of the gross weight", said);
        Assert.Matches(@"Since the day before it fell \(−0\.018\); \*A175\* did −0\.021 of it, and is new\.", said);
        Assert.Contains("The article that moved the book most, A175, rang as well.", said);
        Assert.Contains("chart: 3 alerts among 16 articles", said);
        Assert.Matches("receipt [0-9a-f]{12}: same", said);
    }
}

/// <summary>Notebook 06 on other days and without prices.</summary>
public sealed class OwnBookTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_quiet_day_without_prices_is_told_as_one()
    {
        var said = Run("day=2024-12-20");
        Assert.Contains("No prices were given", said);
        Assert.Contains("No new article has moved the book since 2024-12-19 23:59.", said);
        Assert.Contains("chart: No alert among 14 articles", said);
        Assert.Contains("Since the day before it stood still (0.000).", said);
    }

    [Fact]
    public void A_day_before_all_articles_has_nothing_and_says_so()
    {
        var said = Run("day=2024-10-01");
        Assert.Contains("Nothing was said of any position.", said);
        Assert.Contains("No article came in the 30 days.", said);
        Assert.Contains("Nothing is known of 100% of the gross weight.", said);
    }

    string Run(string day)
    {
        var result = Kit.Run("run", $"notebooks/{BookNotebookTests.Name}", "--out", folder["out"], "--set", day, "--set", "pricesFile=");
        Assert.True(result.Code == 0, result.Error);
        return SignalNotebookTests.Said(NotebookFile.Read(folder["out/executed"]), BookNotebookTests.Name);
    }
}
