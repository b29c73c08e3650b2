using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The directory of methods: what is measured stands in a file that a command writes, and says when it no longer holds.</summary>
public sealed class MethodDirectoryTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    KitResult Run(params string[] arguments) => Kit.RunIn(folder.Path, arguments);

    JsonObject Row(string name, params string[] more) => Run(["methods", "--json", .. more]).Done().JsonLines.Single(line => (string)line["name"]! == name);

    [Fact]
    public void What_is_measured_is_what_evaluate_says_and_is_stale_once_method_lexicon_or_labels_are_others()
    {
        Run("methods", "--measure", "--method", "ratio:root", "--method", "vader:python", "--figures", "f.json").Done();
        var file = JsonNode.Parse(File.ReadAllText(folder["f.json"]))!;
        Assert.Equal(["ratio:root"], file["methods"]!.AsArray().Select(each => (string)each!["method"]!));
        var row = Row("ratio:root", "--figures", "f.json");
        Assert.Null(row["stale"]);
        Assert.InRange((double)row["articlesPerSecond"]!, 100, 10_000_000);
        Assert.Equal(["data/labels/sentences.csv", "data/labels/summaries.csv"], row["evaluations"]!.AsArray().Select(each => (string)each!["labels"]!));
        foreach (var judged in row["evaluations"]!.AsArray())
        {
            var command = ((string)judged!["command"]!).Split(' ');
            Assert.Equal("./kit", command[0]);
            var again = Assert.Single(Kit.Run([.. command[1..], "--json"]).Done().JsonLines);
            Assert.Equal((double)again["accuracy"]!, (double)judged["accuracy"]!["value"]!);
            Assert.Equal((double)again["spearman"]!, (double)judged["spearman"]!["value"]!);
            Assert.Equal(((string)again["labelsHash"]!, (int)again["n"]!), ((string)judged["labelsHash"]!, (int)judged["n"]!));
        }
        var champion = Registry.Open(Repository.File("data", "registry")).Champion();
        foreach (var (change, expected) in new (Action<JsonNode>, string)[]
        {
            (each => each["identity"] = "ratio:root@0", "measured of ratio:root@0, and it is ratio:root@1 now"),
            (each => each["lexiconHash"] = "0", $"the lexicon has changed since ({champion.Reference})"),
            (each => each["evaluations"]![1]!["labelsHash"] = "0", "data/labels/summaries.csv has changed since"),
            (each => each["evaluations"]![0]!["labels"] = "data/labels/gone.csv", "data/labels/gone.csv is no longer there"),
        })
        {
            var changed = file.DeepClone();
            change(changed["methods"]![0]!);
            folder.Put("changed.json", changed.ToJsonString());
            Assert.Equal(expected, (string?)Row("ratio:root", "--figures", "changed.json")["stale"]);
            Assert.Contains($"stale: ratio:root: {expected}\n", Run("methods", "--figures", "changed.json").Done().Output);
        }
    }

    [Fact]
    public void Every_method_and_every_kind_of_model_has_a_row_that_says_what_it_needs()
    {
        var rows = Run("methods", "--json").Done().JsonLines;
        Assert.Equal([.. Method.All.Select(method => method.Name), "learned:MODEL.json", "onnx:FOLDER", "chat:SETTINGS.json", "replay:SETTINGS.json", "weighted:W*M1+W*M2…", "stack:STACK.json", "--map FILE"], rows.Select(row => (string)row["name"]!));
        Assert.All(rows, row => Assert.All(new[] { "summary", "needs", "fittedOn", "licence" }, name => Assert.NotEmpty((string)row[name]!)));
        Assert.Equal("one constant, the squash, on sentences.csv; the weights are written", (string)rows[0]["fittedOn"]!);
        Assert.Equal(["OneRuntime", "OneRuntime", "Replay", "Replay", "OneRuntime", "OneRuntime"], rows.SkipLast(1).TakeLast(6).Select(row => (string)row["promise"]!));
        // What nobody has measured is not there: no weights and no endpoint come with the kit.
        Assert.Null(rows.Single(row => (string)row["name"]! == "onnx:FOLDER")["articlesPerSecond"]);
    }

    [Fact]
    public void The_figures_that_come_with_the_kit_are_of_every_method_and_say_machine_and_day()
    {
        var rows = Run("methods", "--json").Done().JsonLines.Where(row => row["measured"] is not null).ToList();
        Assert.Equal([.. Method.All.Select(method => method.Name), "learned:MODEL.json", "--map FILE"], rows.Select(row => (string)row["name"]!));
        Assert.All(rows, row => Assert.NotEmpty((string)row["processor"]!));
        Assert.All(rows, row => Assert.Matches(@"^\d{4}-\d\d-\d\d$", (string)row["measured"]!));
        Assert.Matches(@"measured \d{4}-\d\d-\d\d with kit .* one thread", Run("methods").Done().Output);
    }

    [Fact]
    public void A_row_of_a_model_says_what_its_own_card_says()
    {
        folder.Put("a.csv", "id,text,label\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"{i},The {"desk window table river paper garden".Split(' ')[i % 6]} of place {i} {(i % 3 == 0 ? "flourished" : i % 3 == 1 ? "wobbled" : "stood")}.,{(i % 3 == 0 ? "positive" : i % 3 == 1 ? "negative" : "neutral")}\n")));
        Run("train", "--labels", "a.csv", "--licence", "CC-BY-4.0", "--out", "m.json").Done();
        var line = Assert.Single(Run("methods", "--method", "learned:m.json", "--json").Done().JsonLines);
        Assert.Equal(("learned:m.json", "CC-BY-4.0", "OneRuntime"), ((string)line["name"]!, (string)line["licence"]!, (string)line["promise"]!));
        Assert.Matches(@"^a\.csv \([0-9a-f]{8}\), 30 texts$", (string)line["fittedOn"]!);
        Assert.Contains("features both", Run("methods", "--method", "learned:m.json").Done().Output);
    }

    [Theory]
    [InlineData("--vader is of --measure", "--vader", "v.txt")]
    [InlineData("f.json: no such file. Expected figures", "--figures", "f.json")]
    [InlineData("Leave out --method, or name another file with --figures", "--measure", "--method", "finance")]
    [InlineData("--figures f.txt: cannot be written", "--measure", "--figures", "f.txt")]
    [InlineData("Method 'x' is not known", "--method", "x")]
    public void What_cannot_be_done_is_refused(string expected, params string[] arguments) => Assert.Contains(expected, Run(["methods", .. arguments]).Refused());
}
