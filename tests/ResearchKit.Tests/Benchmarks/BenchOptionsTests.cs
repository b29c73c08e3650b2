using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

public sealed class BenchOptionsTests
{
    [Fact]
    public void Nothing_said_is_the_corpus_that_the_bars_were_set_on()
    {
        var options = BenchOptions.Read([]);
        Assert.Equal((50_000, 1UL, 3.0), (options.Articles, options.Seed, options.Warm));
        Assert.Equal((false, null, null), (options.IsJson, options.Json, options.Compare));
        Assert.Empty(options.Only);
    }

    [Fact]
    public void What_is_said_is_taken()
    {
        var options = BenchOptions.Read(["--articles", "70", "--seed", "9", "--seconds", "0", "--rounds", "2", "--only", "scorer", "vader", "--json", "now.json", "--compare", "old.json"]);
        Assert.Equal((70, 9UL, 0.0, 2), (options.Articles, options.Seed, options.Warm, options.Rounds));
        Assert.Equal(["scorer", "vader"], options.Only);
        Assert.Equal((true, "now.json", "old.json"), (options.IsJson, options.Json, options.Compare));
        Assert.Equal((true, null), (BenchOptions.Read(["--json"]).IsJson, BenchOptions.Read(["--json", "--seed", "2"]).Json));
    }

    [Theory]
    [InlineData("Option --articles has '0'. Expected a whole number, 1 to 500000.", "--articles", "0")]
    [InlineData("Option --articles has 'many'. Expected a whole number, 1 to 500000.", "--articles", "many")]
    [InlineData("Option --articles has '1 2'. Expected a whole number, 1 to 500000.", "--articles", "1", "2")]
    [InlineData("Option --seconds has no value. Expected a whole number, 0 to 600.", "--seconds")]
    [InlineData("Option --json has 'a b'. Expected one file, or none for standard output.", "--json", "a", "b")]
    [InlineData("Option --compare has no value. Expected one file, which --json has written.", "--compare")]
    [InlineData("Option '--fast' is not known. Available: --articles N, ", "--fast")]
    [InlineData("Option 'scorer' is not known. Available: --articles N, ", "scorer")]
    [InlineData("Row 'score' is not known. Available: limit, ", "--only", "score")]
    [InlineData("Option --only has no value. Expected names of rows: limit, ", "--only")]
    public void What_cannot_be_used_is_named_with_what_can(string message, params string[] words) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => BenchOptions.Read(words)).Message);
}
