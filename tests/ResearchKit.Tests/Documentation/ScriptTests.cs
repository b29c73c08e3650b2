using System.Diagnostics;
using Xunit;

namespace ResearchKit.Tests;

public sealed class ScriptTests
{
    [Fact]
    public void The_script_scores_the_seed()
    {
        var start = new ProcessStartInfo("dotnet", ["run", "notebooks/scripts/score.cs", "seeds"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var result = Kit.Finish(start);
        Assert.True(result.Code == 0, result.Error + result.Output);
        Assert.Contains(Repository.Finance.Scorer().Explain(Corpus.Read(Kit.Seed)[0]).ToString(), result.Output);
    }
}
