using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The kit's notebooks through nbclient and the installed kernel, beside those that the runner wrote.</summary>
[Collection(nameof(KitRun))]
public sealed partial class LiveNotebookTests(KitRun run, LiveNotebookTests.NbClient live) : IClassFixture<LiveNotebookTests.NbClient>
{
    public sealed class NbClient : IDisposable
    {
        readonly LiveHouse house = new();
        readonly Lazy<IReadOnlyList<NotebookFile>> executed;

        public NbClient() => executed = new(() =>
        {
            var target = Path.Combine(house.Folder, "executed");
            var result = Kit.Finish(house.Start("nbclient", "/usr/bin/python3", [Repository.File("tests", "ResearchKit.Tests", "Live", "nbclient_run.py"), target,
                .. Directory.GetFiles(house.Notebooks, "*.ipynb").Order(StringComparer.Ordinal)]));
            Assert.True(result.Code == 0, result.Error);
            Counts.Write("nbclient", $"seconds by notebook, kernel start included: {result.Output}");
            return NotebookFile.Read(target);
        });

        internal IReadOnlyList<NotebookFile> Executed => executed.Value;

        internal LiveHouse House => house;

        public void Dispose() => house.Dispose();
    }

    public static TheoryData<string> Names => [.. NotebookFile.Kept.Select(notebook => notebook.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_front_end_gets_what_the_runner_writes(string name)
    {
        var cells = live.Executed.Single(notebook => notebook.Name == name).CodeCells.ToList();
        var expected = run.Executed.Single(notebook => notebook.Name == name).CodeCells.ToList();
        Assert.Equal(expected.Count, cells.Count);
        Assert.All(expected.Zip(cells), pair =>
        {
            Assert.Equal((int?)pair.First["execution_count"], (int?)pair.Second["execution_count"]);
            Assert.Equal(Outputs(pair.First), Outputs(pair.Second));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_script_of_the_charts_is_in_a_notebook_once_and_before_them(string name)
    {
        var outputs = live.Executed.Single(notebook => notebook.Name == name).Outputs.ToList();
        var script = outputs.FindIndex(output => (string?)output["metadata"]?["researchkit"] == "plotly.js");
        Assert.Equal(outputs.FindIndex(output => output["data"]?["application/vnd.plotly.v1+json"] is not null) - 1, script);
        Assert.Single(outputs, output => output["data"]?["text/html"] is { } html && Text(html).Contains("plotly.js v", StringComparison.Ordinal));
    }

    [Fact]
    public void What_nbconvert_makes_of_it_draws_every_chart_without_a_network()
    {
        var name = NotebookFile.Kept[0].Name;
        var executed = live.Executed.Single(notebook => notebook.Name == name);
        var file = Path.Combine(live.House.Folder, "executed", name);
        var made = Kit.Finish(live.House.Start("nbconvert", "/usr/bin/python3", "-m", "nbconvert", "--to", "html", file));
        Assert.True(made.Code == 0, made.Error);
        var page = Browser.WithoutScripts(Browser.Open(Path.ChangeExtension(file, ".html")));
        Assert.NotEqual(0, executed.Charts);
        Assert.Equal(executed.Charts, Drawn().Count(page));
        Assert.Matches("<mark [^>]*>optionality</mark>", page);
    }

    /// <summary>Outputs as text, without what differs from run to run: the times that cells print.</summary>
    static IReadOnlyList<string> Outputs(JsonObject cell) => [.. cell["outputs"]!.AsArray().Select(output => Times().Replace(Sorted(output!).ToJsonString(), "# $1"))];

    /// <summary>Names in order, text in one piece and numbers by their value: writers of notebooks differ there.</summary>
    static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Sorted(p.Value)))),
        JsonArray lines when lines.Count > 0 && lines.SkipLast(1).All(line => line?.GetValueKind() == JsonValueKind.String && ((string)line!).EndsWith('\n')) && lines[^1]?.GetValueKind() == JsonValueKind.String => JsonValue.Create(Text(lines)),
        JsonArray array => new JsonArray([.. array.Select(item => item is null ? null : Sorted(item))]),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => JsonValue.Create(number.GetValue<double>()),
        _ => node.DeepClone(),
    };

    static string Text(JsonNode node) => node is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string)node!;

    [GeneratedRegex(@"\b[0-9.]+ (ms|s)\b")]
    private static partial Regex Times();

    [GeneratedRegex("<div id=\"plot-[^\"]*\" class=\"js-plotly-plot\"")]
    private static partial Regex Drawn();
}
