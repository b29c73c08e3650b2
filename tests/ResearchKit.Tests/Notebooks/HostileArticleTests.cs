using Xunit;

namespace ResearchKit.Tests;

/// <summary>An article whose text and file name try to become markup, in the report and in the page of <c>explain --html</c>.</summary>
public sealed class HostileArticleTests : IDisposable
{
    const string Script = "<script>document.title='pwned'</script>", Image = "<img src=x onerror=document.title='pwned'>", Drawing = "\"><svg onload=document.title='pwned'>";

    readonly ArticleFolder folder = new();
    readonly string article;

    // A file name cannot hold a slash, so the script's end is the file's beginning.
    public HostileArticleTests() => article = folder.Put($"<script>document.title='pwned'</script>{Image}{Drawing}.txt",
        $"{Script} Strong growth, {Image} heavy losses.\n\n{Drawing} Growth was not strong, {Script}.\n\n--> ]]> </style></mark></p></div>{Script}{Image} \\u003cscript> &lt;b&gt; however, risks grew.");

    public void Dispose() => folder.Dispose();

    static void AssertText(string page, string title)
    {
        Assert.Contains($"<title>{title}</title>", page);
        Assert.DoesNotContain("<title>pwned", page);
        var shown = Browser.WithoutScripts(page);
        Assert.Contains("&lt;script&gt;document.title='pwned'&lt;/script&gt;", shown);
        Assert.Contains("&lt;img src=x onerror=document.title='pwned'&gt;", shown);
        Assert.Contains("&lt;svg onload=document.title='pwned'&gt;", shown);
        // Made into elements they would be written with quotes.
        Assert.DoesNotContain("<img src=\"x\"", shown);
        Assert.DoesNotContain("<svg onload=\"", shown);
        Assert.DoesNotContain("<script>document.title", page);
    }

    [Fact]
    public void In_the_report_it_stays_text()
    {
        var result = Kit.Run("run", "notebooks/01-reproduce-a-score.ipynb", "--set", $"page={article}", "--out", folder["report"]);
        Assert.True(result.Code == 0, result.Error);
        Assert.Equal(["executed", "index.html"], Directory.GetFileSystemEntries(folder["report"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        AssertText(Browser.Open(folder["report/index.html"]), "ResearchKit report");
    }

    [Fact]
    public void In_an_explanation_page_it_stays_text()
    {
        Kit.Run("explain", article, "--html", folder["why.html"]).Done();
        AssertText(Browser.Open(folder["why.html"]), "Scores taken apart");
    }
}
