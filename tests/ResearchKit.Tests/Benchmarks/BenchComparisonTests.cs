using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

public sealed class BenchComparisonTests
{
    static readonly BenchResult Old = new()
    {
        Rows = [new("scorer", "MB/s", 100, 90, 110, 0.10) { ToLimit = 0.1 }, new("vader", "MB/s", 50, 40, 60, 0.02) { ToLimit = 0.05 }, new("start-up", "ms", 400, 390, 410, 0.01), new("limit", "MB/s", 1000, 990, 1010, 0.01) { ToLimit = 1 }],
        Corpus = new(50, 1, 90_000, 16_000, 0.77, 0.22, null, "finance@1", "finance@2"),
        Machine = new("one", 2, "an OS", "a runtime", "0.1.0", 256),
    };

    [Fact]
    public void A_row_is_faster_or_slower_by_its_unit_when_it_moves_by_more_than_the_wider_spread()
    {
        var now = Old with { Rows = [new("scorer", "MB/s", 150, 140, 160, 0.05) { ToLimit = 0.14 }, new("vader", "MB/s", 49.5, 40, 60, 0.01) { ToLimit = 0.05 }, new("start-up", "ms", 500, 490, 510, 0.01), new("limit", "MB/s", 1000, 990, 1010, 0.01) { ToLimit = 1 }, new("archive", "MB/s", 9, 9, 9, 0)] };
        var changes = BenchComparison.Of(Old, now).Changes.ToDictionary(change => change.Name);
        Assert.Equal(["limit", "scorer", "scorer to limit", "start-up", "vader", "vader to limit"], changes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((150.0 / 100, "faster"), (changes["scorer"].Ratio, changes["scorer"].Verdict));
        Assert.Equal((0.14 / 0.1, "faster"), (changes["scorer to limit"].Ratio, changes["scorer to limit"].Verdict));
        Assert.Equal((49.5 / 50, "less than the spread"), (changes["vader"].Ratio, changes["vader"].Verdict));
        Assert.Equal((500.0 / 400, "slower"), (changes["start-up"].Ratio, changes["start-up"].Verdict));
    }

    [Fact]
    public void A_move_within_the_earlier_spread_is_none() =>
        Assert.Equal("less than the spread", Assert.Single(BenchComparison.Of(Old, Old with { Rows = [new("scorer", "MB/s", 109, 108, 110, 0.01)] }).Changes).Verdict);

    [Fact]
    public void Another_machine_or_corpus_is_said()
    {
        var other = Old with { Machine = Old.Machine with { Processor = "two" }, Corpus = Old.Corpus with { Articles = 60, Method = "finance@3" } };
        Assert.Equal(["processor was one and is two", "articles was 50 and is 60", "method was finance@2 and is finance@3"], BenchComparison.Of(Old, other).Differences);
        Assert.Empty(BenchComparison.Of(Old, Old).Differences);
        Assert.EndsWith("not the same: method was finance@2 and is finance@3\n", BenchComparison.Of(Old, other).ToString());
    }

    [Fact]
    public void Results_come_back_from_their_JSON_as_they_were()
    {
        using var folder = new ArticleFolder();
        folder.Put("old.json", Old.Json());
        var read = BenchResult.Read(Path.Combine(folder.Path, "old.json"));
        Assert.Equal(Old.Json(), read.Json());
        Assert.All(BenchComparison.Of(Old, read).Changes, change => Assert.Equal(1, change.Ratio));
    }

    [Fact]
    public void Results_that_are_kept_can_be_compared_with()
    {
        // Results of a stream are of another form, which nothing compares.
        var kept = Git.Tracked.Where(file => !file.Contains(".watch-", StringComparison.Ordinal)).Where(file => file.StartsWith("tests/ResearchKit.Benchmarks/results/", StringComparison.Ordinal) && file.EndsWith(".json", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(kept);
        Assert.All(kept, file => Assert.NotEmpty(BenchComparison.Of(Old, BenchResult.Read(Repository.File(file))).Changes));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"rows\":")]
    public void A_file_that_holds_no_results_is_refused(string text)
    {
        using var folder = new ArticleFolder();
        folder.Put("old.json", text);
        var message = Assert.Throws<InputException>(() => BenchResult.Read(Path.Combine(folder.Path, "old.json"))).Message;
        Assert.EndsWith("Expected earlier results, as ./kit bench --json FILE writes them.", message);
        Assert.DoesNotContain("\n", message);
    }
}
