using Xunit;

namespace ResearchKit.Tests;

/// <summary>Notebook 05 on prices that nobody has an answer for.</summary>
public sealed class OwnPricesTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Prices_are_taken_as_they_are_printed_without_a_benchmark_and_without_an_answer()
    {
        var result = Kit.Run("run", $"notebooks/{SignalNotebookTests.Name}", "--out", folder["out"], "--set", "pricesFile=../data/prices/unadjusted.csv", "--set", "adjusted=false", "--set", "actionsFile=../data/prices/actions.csv",
            "--set", "benchmark=", "--set", "answerFile=", "--set", "horizon=10", "--set", "quantiles=4", "--set", "mostCuts=2");
        Assert.True(result.Code == 0, result.Error);
        var said = SignalNotebookTests.Said(NotebookFile.Read(folder["out/executed"]));
        Assert.Contains("given as not adjusted", said);
        Assert.Contains("At 10 days the mean rank IC is", said);
        Assert.Contains("No answer was given", said);
        Assert.DoesNotContain("The answer:", said);
    }
}
