using Xunit;

namespace ResearchKit.Tests;

public sealed class KitCommandTests
{
    [Fact]
    public void An_unknown_command_lists_those_there_are()
    {
        const string Available = "Available: run, kernel, notebook, score, merge, cluster, store, explain, summarize, portfolio, signal, reproduce, evaluate, calibrate, train, stack, conformal, verify, watch, methods, lexicon, bench.";
        Assert.StartsWith($"Command 'scor' is not known. {Available}", Kit.Run("scor").Refused());
        Assert.StartsWith($"No command was given. {Available}", Kit.Run().Refused());
    }

    [Theory]
    [InlineData("score", "seeds", "--jsn")]
    [InlineData("score", "--jsn", "seeds")]
    [InlineData("methods", "--jsn")]
    public void An_unknown_option_lists_those_there_are_and_is_not_taken_for_a_path(params string[] arguments)
    {
        var message = Kit.Run(arguments).Refused();
        Assert.StartsWith("Option '--jsn' is not known. Available: --", message);
        Assert.Contains("--help, ", message);
        Assert.Contains(", --json", message);
        Assert.EndsWith($"Try ./kit {arguments[0]} --help.", message);
    }

    [Fact]
    public void An_unknown_method_lists_those_there_are()
    {
        var message = Kit.Run("score", "seeds", "--method", "sentiment").Refused();
        Assert.Equal($"Method 'sentiment' is not known. Available: {string.Join(", ", Method.All.Select(method => method.Name))}, learned:MODEL.json, onnx:FOLDER, chat:SETTINGS.json, replay:SETTINGS.json, weighted:W*M1+W*M2…, stack:STACK.json.", message);
    }

    [Fact]
    public void An_unknown_article_lists_some_that_there_are() =>
        Assert.Equal("Article 'a17' is not known. Available: 000_c79e3800b5831abf.", Kit.Run("explain", "seeds", "--id", "a17").Refused());

    [Fact]
    public void A_path_may_begin_with_any_character()
    {
        using var folder = new ArticleFolder();
        folder.Put("@a.txt", "Strong growth.");
        folder.Put("--b.txt", "Strong growth.");
        Assert.Equal(["@a", "--b"], Kit.RunIn(folder.Path, "score", "--json", "--", "@a.txt", "--b.txt").Done().JsonLines.Select(line => (string?)line["id"]));
        Assert.Single(Kit.RunIn(folder.Path, "score", "--json", "@a.txt").Done().JsonLines);
    }

    [Fact]
    public void Methods_are_listed_with_their_version_and_promise()
    {
        var table = Kit.Run("methods").Done().Output;
        var lines = Kit.Run("methods", "--json").Done().JsonLines;
        Assert.Equal(Method.All.Select(method => method.ToString()), lines.Take(Method.All.Length).Select(line => $"{line["name"]}@{line["version"]}"));
        Assert.Equal(Method.All.Select(method => Method.Promise(method.Options).ToString()), lines.Take(Method.All.Length).Select(line => (string?)line["promise"]));
        foreach (var method in Method.All)
            Assert.Contains(table.Split('\n'), line => line.Contains($" {method.Name} ", StringComparison.Ordinal) && line.Contains(method.Summary, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_speaks_of_the_kit_and_shows_examples_that_name_real_commands()
    {
        var help = Kit.Run("--help").Done().Output;
        Assert.Contains("Usage:\n  ./kit [command]", help);
        Assert.Contains("./kit explain seeds --html why.html", help);
        Assert.DoesNotContain("ResearchKit.Cli", help);
    }
}
