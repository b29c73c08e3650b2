using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Notebooks must also open, and run, in the real .NET Interactive kernel.</summary>
public sealed partial class NotebookFileTests
{
    [Fact]
    public void Metadata_is_what_dotnet_interactive_and_polyglot_write()
    {
        Assert.NotEmpty(NotebookFile.Kept);
        foreach (var notebook in NotebookFile.Kept)
        {
            var spec = notebook.Json["metadata"]!["kernelspec"]!;
            Assert.Equal((".NET (C#)", "C#", ".net-csharp"), ((string?)spec["display_name"], (string?)spec["language"], (string?)spec["name"]));
            Assert.Equal("csharp", (string?)notebook.Json["metadata"]!["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]);
            Assert.All(notebook.CodeCells, cell => Assert.Equal("csharp", (string?)cell["metadata"]!["polyglot_notebook"]!["kernelName"]));
            Assert.Equal(4, (int)notebook.Json["nbformat"]!);
            Assert.Equal(notebook.Cells.Count(), notebook.Cells.Select(cell => (string?)cell["id"]).Distinct().Count());
        }
    }

    [Fact]
    public void Notebooks_lie_in_one_folder() =>
        Assert.All(Git.Tracked.Where(file => file.EndsWith(".ipynb", StringComparison.Ordinal)), file => Assert.Matches("^notebooks/[^/]+$", file));

    [Fact]
    public void No_outputs_are_kept() => Assert.All(NotebookFile.Kept.SelectMany(notebook => notebook.CodeCells), cell =>
    {
        Assert.Empty(cell["outputs"]!.AsArray());
        Assert.Null(cell["execution_count"]);
    });

    [Fact]
    public void The_first_cell_of_code_names_libraries_of_the_flat_folder()
    {
        foreach (var notebook in NotebookFile.Kept)
        {
            var lines = NotebookFile.Source(notebook.CodeCells.First()).Split('\n').TakeWhile(line => line.StartsWith("#r ", StringComparison.Ordinal)).ToList();
            Assert.Equal("#r \"../artifacts/kit/ResearchKit.dll\"", lines[0]);
            Assert.All(lines, line => Assert.True(Reference().Match(line) is { Success: true } found && File.Exists(Repository.File("artifacts", "kit", found.Groups[1].Value)), line));
        }
    }

    [Fact]
    public void Only_directives_that_both_kernels_know_are_used() => Assert.All(
        NotebookFile.Kept.SelectMany(notebook => notebook.CodeCells).SelectMany(cell => NotebookFile.Source(cell).Split('\n')).Where(line => line.StartsWith('#')),
        line => Assert.Matches("^(#r \"[^\"]+\"|#i \"nuget:https[^\"]+\"|#load \"[^\"]+\"|#!(csharp|time|markdown|html|import|value|set|share)\\b.*|#(if|else|elif|endif|region|endregion|nullable|pragma)\\b.*)$", line));

    [Fact]
    public void What_only_one_kernel_imports_is_imported_by_the_notebook()
    {
        foreach (var notebook in NotebookFile.Kept)
        {
            var code = string.Join('\n', notebook.CodeCells.Select(NotebookFile.Source));
            if (FileAccess().IsMatch(code)) Assert.Contains("using System.IO;", code);
            Assert.DoesNotMatch(@"\bextension\s*\(|^\s*namespace |\bfile (sealed )?(class|record)|\.Update\(", code);
        }
    }

    [GeneratedRegex("^#r \"\\.\\./artifacts/kit/([\\w.]+\\.dll)\"$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"(?<!\.)\b(File|Directory|Path)\.")]
    private static partial Regex FileAccess();
}
