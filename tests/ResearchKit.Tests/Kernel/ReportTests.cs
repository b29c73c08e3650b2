using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

public sealed partial class ReportTests : IDisposable
{
    readonly KernelProcess kernel = new();

    public void Dispose() => kernel.Dispose();

    static JsonObject Chart(string title) => new()
    {
        ["output_type"] = "display_data",
        ["metadata"] = new JsonObject(),
        ["data"] = new JsonObject
        {
            ["application/vnd.plotly.v1+json"] = new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject { ["type"] = "scattergl", ["x"] = new JsonArray(1, 2), ["y"] = new JsonArray(2, 1) }),
                ["layout"] = new JsonObject { ["title"] = new JsonObject { ["text"] = title } },
            },
            ["text/html"] = "<p>never shown</p>",
        },
    };

    static JsonObject Out(string mimeType, string text) => new()
    {
        ["output_type"] = "display_data",
        ["metadata"] = new JsonObject(),
        ["data"] = new JsonObject { [mimeType] = text },
    };

    static JsonObject Cell(string source, params JsonObject[] outputs)
    {
        var cell = KernelProcess.Code(source);
        cell["outputs"] = new JsonArray(outputs);
        return cell;
    }

    string Report(params string[] options)
    {
        var (code, _, error) = kernel.Run(["report", .. options, "--out", "index.html"]);
        Assert.True(code == 0, error);
        return File.ReadAllText(Path.Combine(kernel.Folder, "index.html"));
    }

    [Fact]
    public void Plotly_is_embedded_once_for_any_number_of_charts()
    {
        kernel.WriteNotebook("one.ipynb", Cell("1", Chart("a")), Cell("2", Chart("b")));
        kernel.WriteNotebook("two.ipynb", Cell("3", Chart("c")));
        var html = Report("one.ipynb", "two.ipynb");
        Assert.Equal(2, html.Split("plotly.js v").Length);
        Assert.Equal(["chart-1", "chart-2", "chart-3"], Ids().Matches(html).Select(m => m.Groups[1].Value));
        Assert.DoesNotContain("never shown", html);
    }

    [Fact]
    public void Without_charts_there_is_no_plotly()
    {
        kernel.WriteNotebook("one.ipynb", Cell("1", Out("text/plain", "1")));
        Assert.DoesNotContain("plotly.js v", Report("one.ipynb"));
    }

    [Fact]
    public void The_page_refers_to_nothing_outside_it()
    {
        kernel.WriteNotebook("one.ipynb", KernelProcess.Markdown("# Title\n![far](https://example.org/a.png) [link](https://example.org)"), Cell("1", Chart("a")));
        var html = Scripts().Replace(Report("one.ipynb"), "");
        Assert.Contains("default-src 'none'", html);
        Assert.DoesNotMatch("(src|srcset|data)\\s*=\\s*\"?(https?:)?//|<link|@import|url\\(", html);
    }

    [Fact]
    public void Text_never_becomes_markup()
    {
        const string attack = "</script><script>alert(1)</script>";
        kernel.WriteNotebook("one.ipynb",
            KernelProcess.Markdown($"# A {attack}\n\n{attack}\n\n[x](javascript:alert(1)) <javascript:alert(1)> ![y](data:text/html,{attack})"),
            Cell($"// {attack}", Chart(attack), Out("text/plain", attack), new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = attack },
                new JsonObject { ["output_type"] = "error", ["ename"] = attack, ["evalue"] = attack, ["traceback"] = new JsonArray(attack) }));
        var html = Report("one.ipynb", "--title", attack, "--time", attack);
        Assert.DoesNotContain("<script>alert", html);
        Assert.DoesNotContain("href=\"javascript:", html);
        Assert.DoesNotContain("data:text/html", html);
        Assert.Contains("\\u003c/script>\\u003cscript>alert(1)", html);
    }

    [Fact]
    public void Html_of_formatters_is_shown_as_it_is_and_terminal_colours_are_not()
    {
        kernel.WriteNotebook("one.ipynb", Cell("1", Out("text/html", "<table><tr><td>7</td></tr></table>"), Out("text/plain", "\u001b[31mred\u001b[0m & <b>")));
        var html = Report("one.ipynb");
        Assert.Contains("<table><tr><td>7</td></tr></table>", html);
        Assert.Contains(">red &amp; &lt;b&gt;</pre>", html);
    }

    [Fact]
    public void Pictures_beside_the_notebook_are_put_into_the_page_and_others_become_links()
    {
        File.WriteAllBytes(Path.Combine(kernel.Folder, "dot.png"), [1, 2, 3]);
        kernel.WriteNotebook("one.ipynb", KernelProcess.Markdown("![near](dot.png) ![far](https://example.org/far.png)"));
        var html = Report("one.ipynb");
        Assert.Contains($"<img src=\"data:image/png;base64,{Convert.ToBase64String([1, 2, 3])}\" alt=\"near\"", html);
        Assert.Contains("<a href=\"https://example.org/far.png\" rel=\"noreferrer\">far</a>", html);
    }

    [Fact]
    public void Contents_name_notebooks_and_headings()
    {
        kernel.WriteNotebook("one.ipynb", KernelProcess.Markdown("# First\n## Data\ntext\n## Data"));
        kernel.WriteNotebook("two.ipynb", KernelProcess.Markdown("## Only a part"));
        var html = Report("one.ipynb", "two.ipynb", "--title", "All of it");
        Assert.Contains("<title>All of it</title>", html);
        foreach (var (id, text) in new[] { ("notebook-1", "First"), ("notebook-1-data", "Data"), ("notebook-1-data-2", "Data"), ("notebook-2", "two"), ("notebook-2-only-a-part", "Only a part") })
        {
            Assert.Contains($"<a href=\"#{id}\">{text}</a>", html);
            Assert.Single(Regex.Matches(html, $" id=\"{id}\""));
        }
    }

    [Fact]
    public void Code_is_folded_with_its_first_line_as_summary()
    {
        kernel.WriteNotebook("one.ipynb", Cell("// load <prices>\nvar a = 1;"));
        var html = Report("one.ipynb");
        Assert.Contains("<details class=\"code\"><summary>", html);
        Assert.Contains("<code>// load &lt;prices&gt;</code></summary>", html);
        Assert.Contains("<span class=\"keyword\">var</span> a = <span class=\"number\">1</span>;", html);
    }

    [Fact]
    public void The_same_notebook_gives_the_same_bytes()
    {
        kernel.WriteNotebook("one.ipynb", KernelProcess.Markdown("# Title"), Cell("1", Chart("a")));
        Assert.Equal(Report("one.ipynb"), Report("one.ipynb"));
        Assert.Contains("<footer>Run 2026-01-31 09:00</footer>", Report("one.ipynb", "--time", "2026-01-31 09:00"));
    }

    [Fact]
    public void What_is_no_notebook_gives_no_report()
    {
        kernel.WriteNotebook("one.ipynb", Cell("1"));
        var (code, _, error) = kernel.Run("report", "one.ipynb", "nowhere.ipynb", "--out", "index.html");
        Assert.Equal(2, code);
        Assert.Contains("nowhere.ipynb: there is no such notebook.", error);
        Assert.False(File.Exists(Path.Combine(kernel.Folder, "index.html")));
    }

    [Fact]
    public void A_browser_draws_the_charts_under_the_pages_own_policy()
    {
        kernel.WriteNotebook("one.ipynb", Cell("1", Chart("Drawn title")));
        Report("one.ipynb");
        var page = Browser.Open(Path.Combine(kernel.Folder, "index.html"));
        Assert.Matches("id=\"chart-1\" class=\"plot js-plotly-plot\"", page);
        Assert.Matches("<text class=\"gtitle\"[^>]*>Drawn title</text>", page);
    }

    [GeneratedRegex("<div id=\"(chart-\\d+)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();
}
