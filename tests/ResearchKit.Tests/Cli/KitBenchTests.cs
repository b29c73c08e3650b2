using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitBenchTests
{
    [Fact]
    public void A_small_benchmark_is_written_and_compared_with_itself()
    {
        using var folder = new ArticleFolder();
        string[] small = ["bench", "--articles", "50", "--seconds", "0", "--rounds", "1", "--only", "scorer"];
        var first = Kit.RunIn(folder.Path, [.. small, "--json", "old.json"]);
        Assert.Equal(0, first.Code);
        Assert.Contains("\nscorerToLimit ", first.Output);
        Assert.True((double)JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "old.json")))!["scorerToLimit"]! > 0);
        var second = Kit.RunIn(folder.Path, [.. small, "--compare", "old.json"]);
        Assert.Equal(0, second.Code);
        Assert.Contains("\nscorer to limit ", second.Output);
        Assert.DoesNotContain("not the same", second.Output);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.EndsWith("Option --articles has 'ten'. Expected a whole number, 1 to 500000.", Kit.Run("bench", "--articles", "ten").Refused());
        Assert.EndsWith("none.json: no such file. Expected earlier results, as ./kit bench --json FILE writes them.", Kit.Run("bench", "--compare", "none.json").Refused());
        Assert.StartsWith("Option '--fast' is not known. Available: --articles, ", Kit.Run("bench", "--fast").Refused());
    }

    [Fact]
    public void A_kit_without_its_tests_says_that_it_has_no_benchmarks()
    {
        using var folder = new ArticleFolder();
        folder.Put("ResearchKit.sln", "");
        var program = Directory.CreateDirectory(Path.Combine(folder.Path, "artifacts", "cli")).FullName;
        foreach (var file in Directory.GetFiles(Repository.File("artifacts", "cli"))) File.Copy(file, Path.Combine(program, Path.GetFileName(file)));
        var run = Kit.Finish(new("dotnet", [Path.Combine(program, "ResearchKit.Cli.dll"), "bench"]) { RedirectStandardOutput = true, RedirectStandardError = true });
        Assert.Equal($"tests/ResearchKit.Benchmarks is not in {folder.Path}: the benchmarks are not part of an installed kit. Expected a checkout of the whole repository; run ./kit bench there.", run.Refused());
    }
}
