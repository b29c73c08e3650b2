using Xunit;

namespace ResearchKit.Tests;

public sealed class LibraryHintsTests : IDisposable
{
    readonly KernelProcess kernel = new();

    public LibraryHintsTests()
    {
        Directory.CreateDirectory(Path.Combine(kernel.Folder, "notebooks"));
        var kit = Directory.CreateDirectory(Path.Combine(kernel.Folder, "artifacts", "kit"));
        foreach (var file in Directory.EnumerateFiles(Repository.File("artifacts", "kit"), "*.dll"))
            File.CreateSymbolicLink(Path.Combine(kit.FullName, Path.GetFileName(file)), file);
        File.WriteAllText(Path.Combine(kit.FullName, "ResearchKit.Broken.dll"), "not a library");
    }

    public void Dispose() => kernel.Dispose();

    /// <summary>The lines behind the compiler's, of cells that fail one by one.</summary>
    IReadOnlyList<string> Hints(params string[] cells)
    {
        kernel.WriteNotebook("notebooks/notes.ipynb", [.. cells.Select(c => KernelProcess.Code(c, "raises-exception"))]);
        var run = kernel.ExecuteFile("notebooks/notes.ipynb");
        return [.. Enumerable.Range(0, cells.Length).Select(i => run.Outputs(i).Any(o => (string?)o["output_type"] == "error")
            ? string.Join('\n', run.Traceback(i).Split('\n').Where(l => l.Contains(": #r \"", StringComparison.Ordinal) || l.Contains("semicolon to", StringComparison.Ordinal))) : "done")];
    }

    static string Is(string names, string library) => $"{names} in {library}.dll: #r \"../artifacts/kit/{library}.dll\"";

    [Fact]
    public void A_name_of_a_library_that_is_not_referenced_comes_with_the_directive()
    {
        var hints = Hints(
            "var corpus = Corpus.Read(\"articles\");",
            "List<DataFrame> frames = new();",
            "using Microsoft.Data.Analysis;",
            "using Plotly.NET;",
            "using ResearchKit;\nvar plot = (Plot)null;",
            "var a = ResearchKit.Article.Of(\"x\");",
            "new[] { 1 }.ToDataFrame()",
            "var b = nobodyKnows;",
            "Corpus c; Lexicon l; SentimentIndex i; DataFrame f; Plot p; SestmModel m;");
        Assert.Equal(Is("Corpus is", "ResearchKit"), hints[0]);
        Assert.Equal(Is("DataFrame is", "Microsoft.Data.Analysis"), hints[1]);
        Assert.Equal(Is("Microsoft.Data.Analysis is", "Microsoft.Data.Analysis"), hints[2]);
        Assert.Equal(Is("Plotly.NET is", "Plotly.NET"), hints[3]);
        Assert.Equal(Is("Plot is", "ResearchKit.Notebooks"), hints[4]);
        Assert.Equal(Is("Article is", "ResearchKit"), hints[5]);
        Assert.Equal(Is("ToDataFrame is", "ResearchKit.Notebooks") + "\n" + Is("ToDataFrame is", "Microsoft.Data.Analysis"), hints[6]);
        Assert.Equal("", hints[7]);
        Assert.Equal(3, hints[8].Split('\n').Length);
        Assert.StartsWith(Is("Corpus, Lexicon are", "ResearchKit") + "\n", hints[8]);
    }

    [Fact]
    public void A_library_that_the_session_has_is_not_named() =>
        Assert.Equal(["done", "", Is("Plot is", "ResearchKit.Notebooks")],
            Hints("#r \"../artifacts/kit/ResearchKit.dll\"", "Corpus.Read(\"articles\")", "Corpus c; Plot p;"));

    [Fact]
    public void What_judges_scorers_names_its_own_library()
    {
        var hints = Hints("#r \"../artifacts/kit/ResearchKit.dll\"\nusing ResearchKit;", "Labels.Read(\"labels.csv\")", "default(Scorer).Uncertainty(null)", "default(Lexicon).Reproduce(null)");
        Assert.Equal(["done", Is("Labels is", "ResearchKit.Evaluation"), Is("Uncertainty is", "ResearchKit.Evaluation"), Is("Reproduce is", "ResearchKit.Evaluation")], hints);
    }

    [Theory]
    [InlineData("var score = 1;\nscore;", "Leave off the semicolon to show the value.")]
    [InlineData("var score = 1;\nscore + 1;", "Leave off the semicolon to show the value.")]
    [InlineData("var score = 1;\nscore;\nscore", "")]
    [InlineData("var score = 1;\nif (score > 0) { score; }", "")]
    public void A_value_that_ends_in_a_semicolon_says_how_to_show_it(string cell, string hint) => Assert.Equal([hint], Hints(cell));

    [Fact]
    public void Without_a_kit_nothing_is_added()
    {
        Directory.Delete(Path.Combine(kernel.Folder, "artifacts"), recursive: true);
        Assert.Equal([""], Hints("Corpus.Read(\"articles\")"));
    }
}
