using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

[Collection(nameof(KitRun))]
public sealed partial class KitReportTests(KitRun run)
{
    [Fact]
    public void The_run_succeeds_and_says_where_the_report_is()
    {
        Assert.True(run.Result.Code == 0, run.Result.Error);
        Assert.Equal($"report: {run.Report}\n", run.Result.Output);
    }

    [Fact]
    public void The_run_changes_nothing_that_is_tracked() => Assert.Equal(run.StatusBefore, run.StatusAfter);

    [Fact]
    public void Every_notebook_is_there_with_its_outputs_and_without_errors()
    {
        var names = NotebookFile.Kept.Select(notebook => notebook.Name).ToHashSet();
        var executed = run.Executed.Where(notebook => names.Contains(notebook.Name)).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), executed.Select(notebook => notebook.Name));
        Assert.All(executed, notebook => Assert.NotEmpty(notebook.Outputs));
        Assert.All(executed.SelectMany(notebook => notebook.Outputs), output => Assert.NotEqual("error", (string?)output["output_type"]));
        Assert.All(executed.SelectMany(notebook => notebook.CodeCells), cell => Assert.NotNull(cell["execution_count"]));
    }

    [Fact]
    public void The_report_holds_plotly_once_and_loads_nothing()
    {
        var html = File.ReadAllText(run.Report);
        Assert.Equal(2, html.Split("plotly.js v").Length);
        var page = Scripts().Replace(html, "");
        Assert.DoesNotMatch(Loads(), page);
        Assert.DoesNotMatch("@import|url\\(\\s*[\"']?(https?:)?//", html[..html.IndexOf("<script", StringComparison.Ordinal)] + page);
        Assert.Contains("default-src 'none'", html);
    }

    [Fact]
    public void A_browser_shows_the_highlighted_seed_and_the_verdict()
    {
        var page = Browser.WithoutScripts(run.Dom);
        Assert.Matches("<mark [^>]*>optionality</mark>", page);
        Assert.Matches("<u [^>]*>however</u>", page);
        Assert.Contains(Repository.Finance.Reproduce(Corpus.Read(Kit.Seed)[0], 0.30).ToString(), page);
        Assert.Contains("mildly positive", page);
    }

    [Fact]
    public void A_browser_draws_every_chart()
    {
        var kept = NotebookFile.Kept.Select(notebook => notebook.Name).ToHashSet();
        var charts = run.Executed.Where(notebook => kept.Contains(notebook.Name)).Sum(notebook => notebook.Charts);
        Assert.NotEqual(0, charts);
        var places = Charts().Split(Browser.WithoutScripts(run.Dom))[1..];
        Assert.Equal(charts, places.Length);
        Assert.All(places, place =>
        {
            Assert.StartsWith(" class=\"plot js-plotly-plot\"", place);
            Assert.Matches("<svg class=\"main-svg\"", place);
            Assert.Matches("class=\"(point|hm)\"", place);
        });
    }

    [GeneratedRegex("<script\\b[^>]*>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    /// <summary>An attribute that makes a browser fetch; a link that a reader may click is not one.</summary>
    [GeneratedRegex("<(?!a\\s)[a-z][^>]*\\s(src|srcset|href|xlink:href|poster|data|action)\\s*=\\s*[\"']?\\s*(https?:)?//", RegexOptions.IgnoreCase)]
    private static partial Regex Loads();

    [GeneratedRegex("<div id=\"chart-\\d+\"")]
    private static partial Regex Charts();
}
