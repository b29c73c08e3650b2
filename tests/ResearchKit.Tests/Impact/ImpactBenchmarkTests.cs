using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

public sealed class ImpactBenchmarkTests
{
    [Fact]
    public void The_benchmark_times_edits_and_checks_what_it_times()
    {
        using var output = new StringWriter();
        new ImpactBenchmark(output, articles: 30, seed: 1, rounds: 1).Run();
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("30 articles of", lines[0]);
        Assert.StartsWith("first call", lines[1]);
        Assert.All(lines.Skip(3), line => Assert.Matches(@"read again: edit → impact .* full re-score .* ratio [0-9.]+", line));
        Assert.Contains(lines, line => line.StartsWith("the same on a draft of 50 edits", StringComparison.Ordinal));
    }
}
