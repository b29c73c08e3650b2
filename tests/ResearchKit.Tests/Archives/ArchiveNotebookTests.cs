using Xunit;

namespace ResearchKit.Tests;

public sealed class ArchiveNotebookTests
{
    [Fact]
    public void A_notebook_scores_an_archive()
    {
        using var folder = new ArticleFolder();
        using var kernel = new KernelProcess();
        var run = kernel.Execute(
            $"#r \"{Repository.File("artifacts", "kit", "ResearchKit.dll")}\"\n#r \"{Repository.File("artifacts", "kit", "ResearchKit.Archives.dll")}\"\nusing ResearchKit;",
            $"var finance = Lexicon.Read(@\"{Repository.File("data", "lexicons", "finance.csv")}\").Scorer();",
            $"Archive.Open(@\"{Repository.File("seeds")}\").Score(finance, o => o with {{ Out = @\"{folder["scores.parquet"]}\" }}).ToString()");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal($"{folder["scores.parquet"]}: 1 article", run.Plain(2)!.Trim().Trim('"'));
        Assert.Equal(Scores.Of(ArchiveText.Words.Scorer(), Corpus.Read(Kit.Seed)), Scores.Lines(folder["scores.parquet"], Scores.Scored));
    }
}
