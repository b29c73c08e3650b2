using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>./kit run --static: the charts of a run as pictures.</summary>
public sealed class PictureTests : IDisposable
{
    const string Hostile = "../../<b>Scores</b> & \\\"signs\\\" <script>document.title='pwned'</script> ÆØÅ";

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    static JsonObject Chart(string title) => new()
    {
        ["cell_type"] = "code",
        ["execution_count"] = 1,
        ["metadata"] = new JsonObject(),
        ["source"] = "chart",
        ["outputs"] = new JsonArray(new JsonObject
        {
            ["output_type"] = "display_data",
            ["metadata"] = new JsonObject(),
            ["data"] = new JsonObject { ["application/vnd.plotly.v1+json"] = JsonNode.Parse($$"""{"data":[{"type":"bar","x":["a"],"y":[1]}],"layout":{"height":300,"title":{"text":"{{title}}" } } }""") },
        }),
    };

    string Notebook(string name, params JsonObject[] cells) => folder.Put(name, new JsonObject { ["cells"] = new JsonArray(cells), ["metadata"] = new JsonObject(), ["nbformat"] = 4, ["nbformat_minor"] = 5 }.ToJsonString());

    KitResult Kernel(params string[] arguments) => Kit.Finish(new ProcessStartInfo("dotnet", [Repository.File("artifacts", "kernel", "ResearchKit.Kernel.dll"), .. arguments]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true });

    KitResult Run(string? browser, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), "run", .. arguments]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["RESEARCHKIT_CHROMIUM"] = browser ?? "";
        return Kit.Finish(start);
    }

    string[] Pictures => [.. Directory.GetFiles(folder["out/charts"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_chart_is_a_png_with_a_safe_name_of_notebook_number_and_title()
    {
        Browser.Require();
        var executed = Notebook("executed.ipynb", Chart("First: growth +0.5"), Chart(Hostile), Chart("First: growth +0.5"));
        var result = Kernel("pictures", executed, "--out", "out/charts", "--format", "png", "--browser", Browser.Program!);
        Assert.True(result.Code == 0, result.Error);
        Assert.Equal(["executed-1-first-growth-0-5.png", "executed-2-scores-signs-document-title-pwned.png", "executed-3-first-growth-0-5.png"], Pictures);
        Assert.All(Pictures, name =>
        {
            var bytes = File.ReadAllBytes(folder[$"out/charts/{name}"]);
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
            // Width and height stand big-endian behind the header: 800 × 300 points, twice as dense.
            Assert.Equal([0, 0, 1600 / 256, 1600 % 256, 0, 0, 600 / 256, 600 % 256], bytes[16..24]);
        });
    }

    [Fact]
    public void An_svg_is_xml_that_holds_no_script()
    {
        Browser.Require();
        var executed = Notebook("executed.ipynb", Chart(Hostile));
        var result = Kernel("pictures", executed, "--out", "out/charts", "--format", "svg", "--browser", Browser.Program!);
        Assert.True(result.Code == 0, result.Error);
        var svg = XDocument.Load(folder[$"out/charts/{Assert.Single(Pictures)}"]);
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName == "script");
        Assert.Contains("ÆØÅ", svg.Root.Value);
    }

    [Fact]
    public void A_run_writes_them_beside_its_report()
    {
        Browser.Require();
        var kit = Repository.File("artifacts", "kit");
        Notebook("bars.ipynb", KernelProcess.Code($"#r \"{kit}/ResearchKit.dll\"\n#r \"{kit}/ResearchKit.Notebooks.dll\"\nusing ResearchKit;\nPlots.Bars(new[] {{ (\"MSFT\", 0.5, (double?)0.25, (double?)0.75, (int?)12) }}, title: \"Sentiment by ticker\")"));
        var result = Run(Browser.Program, "bars.ipynb", "--out", "out", "--static");
        Assert.True(result.Code == 0, result.Error);
        Assert.Equal($"report: out/index.html\ncharts: out/charts\n", result.Output);
        Assert.Equal(["bars-1-sentiment-by-ticker.png"], Pictures);
    }

    [Fact]
    public void A_run_without_a_browser_is_refused_before_it_starts()
    {
        Notebook("fine.ipynb", KernelProcess.Code("40 + 2"));
        Assert.Equal("RESEARCHKIT_CHROMIUM is '/nowhere/chromium', and there is no such file. Expected the program of a Chromium or Chrome.", Run("/nowhere/chromium", "fine.ipynb", "--out", "out", "--static", "svg").Refused());
        Assert.Contains("--static is 'gif'. Expected png or svg", Run(null, "fine.ipynb", "--out", "out", "--static", "gif").Refused());
        Assert.Contains("--static is 'fine.ipynb'. Expected png or svg; to name a notebook behind it, write --static=png.", Run(null, "--out", "out", "--static", "fine.ipynb").Refused());
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_browser_that_is_none_is_said()
    {
        var executed = Notebook("executed.ipynb", Chart("x"));
        var result = Kernel("pictures", executed, "--out", "out/charts", "--format", "png", "--browser", executed);
        Assert.Equal(2, result.Code);
        Assert.Contains("cannot be started", result.Error);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void A_run_without_charts_needs_no_picture() => Assert.Equal(0, Kernel("pictures", Notebook("none.ipynb", KernelProcess.Code("1")), "--out", "out/charts", "--format", "png", "--browser", "unused").Code);
}
