using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class NotebookStripTests : IDisposable
{
    readonly KernelProcess kernel = new();

    public void Dispose() => kernel.Dispose();

    string File(string name) => Path.Combine(kernel.Folder, name);

    /// <summary>A notebook laid out by a tool of its own: keys in no order, four spaces, a key nobody knows, no line end at the end.</summary>
    static string Odd(string outputs, string count) => $$"""
        {
            "nbformat": 4, "zzz": [1.50, 1e3, "\u00e9 é"],
            "cells": [
                {"source": "# \"outputs\": [1]", "metadata": {}, "cell_type": "markdown"},
                {   "outputs": {{outputs}},
                    "cell_type": "code", "execution_count" : {{count}},   "own": {"outputs": [1], "execution_count": 3},
                    "metadata": {"tags": []}, "source": ["x"] }
            ],
            "nbformat_minor": 5, "metadata": {"b": 1, "a": 2}
        }
        """;

    const string Output = """[ {"output_type": "stream", "name": "stdout", "text": ["[]}"]} ]""";

    [Fact]
    public void Outputs_and_counts_go_and_every_other_byte_stays()
    {
        foreach (var (name, lineEnd) in new[] { ("lf.ipynb", "\n"), ("crlf.ipynb", "\r\n") })
            kernel.Write(name, Odd(Output, "7").ReplaceLineEndings(lineEnd));
        kernel.Write("marked.ipynb", "\uFEFF" + Odd(Output, "7"));
        var (code, _, error) = kernel.Run("strip", "lf.ipynb", "crlf.ipynb", "marked.ipynb");
        Assert.True(code == 0, error);
        Assert.Contains("lf.ipynb: 1 cells with outputs and 1 execution counts stripped", error);
        Assert.Equal(Odd("[]", "null").ReplaceLineEndings("\n"), System.IO.File.ReadAllText(File("lf.ipynb")));
        Assert.Equal(Odd("[]", "null").ReplaceLineEndings("\r\n"), System.IO.File.ReadAllText(File("crlf.ipynb")));
        Assert.Equal(Encoding.UTF8.GetBytes("\uFEFF" + Odd("[]", "null")), System.IO.File.ReadAllBytes(File("marked.ipynb")));
    }

    [Fact]
    public void A_notebook_without_outputs_is_not_touched()
    {
        kernel.Write("clean.ipynb", Odd("[ \n ]", "null"));
        var time = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        System.IO.File.SetLastWriteTimeUtc(File("clean.ipynb"), time);
        var (code, output, error) = kernel.Run("strip", "clean.ipynb");
        Assert.Equal((0, "", ""), (code, output, error));
        Assert.Equal(time, System.IO.File.GetLastWriteTimeUtc(File("clean.ipynb")));
        Assert.Equal(Odd("[ \n ]", "null"), System.IO.File.ReadAllText(File("clean.ipynb")));
    }

    [Fact]
    public void Check_changes_nothing_and_says_no_when_there_is_something_to_strip()
    {
        kernel.Write("full.ipynb", Odd(Output, "7"));
        kernel.Write("counted.ipynb", Odd("[]", "7"));
        kernel.Write("clean.ipynb", Odd("[]", "null"));
        var (code, _, error) = kernel.Run("strip", "--check", "full.ipynb", "counted.ipynb", "clean.ipynb");
        Assert.Equal(1, code);
        Assert.Contains("full.ipynb: 1 cells with outputs and 1 execution counts to strip", error);
        Assert.Contains("counted.ipynb: 0 cells with outputs and 1 execution counts to strip", error);
        Assert.DoesNotContain("clean.ipynb", error);
        Assert.Equal(Odd(Output, "7"), System.IO.File.ReadAllText(File("full.ipynb")));
        Assert.Equal(0, kernel.Run("strip", "--check", "clean.ipynb").Code);
    }

    [Fact]
    public void Cells_that_say_so_keep_their_outputs_but_not_their_counts()
    {
        JsonObject Cell(string metadata)
        {
            var cell = KernelProcess.Code("1");
            cell["metadata"] = JsonNode.Parse(metadata);
            cell["execution_count"] = 2;
            cell["outputs"] = JsonNode.Parse("""[{"output_type":"execute_result","execution_count":2,"data":{"text/plain":"1"},"metadata":{"execution_count":2}}]""");
            return cell;
        }
        kernel.WriteNotebook("kept.ipynb", Cell("""{"tags":["keep_output"]}"""), Cell("""{"keep_output":true}"""), Cell("""{"keep_output":false,"tags":["keep_output"]}"""), Cell("""{"tags":["figure"]}"""), Cell("{}"));
        Assert.Equal(0, kernel.Run("strip", "kept.ipynb", "--keep", "figure", "--out", "out.ipynb").Code);
        var cells = JsonNode.Parse(System.IO.File.ReadAllText(File("out.ipynb")))!["cells"]!.AsArray();
        Assert.Equal([1, 1, 0, 1, 0], cells.Select(c => c!["outputs"]!.AsArray().Count));
        Assert.All(cells, c => Assert.Null(c!["execution_count"]));
        Assert.Null(cells[0]!["outputs"]![0]!["execution_count"]);
        Assert.Equal(2, (int?)cells[0]!["outputs"]![0]!["metadata"]!["execution_count"]);
        Assert.Equal(1, kernel.Run("strip", "--check", "kept.ipynb").Code);
    }

    [Fact]
    public void It_is_a_filter_for_version_control()
    {
        var (code, output, error) = kernel.Pipe(Odd(Output, "7"), "strip", "-");
        Assert.Equal((0, Odd("[]", "null"), ""), (code, output, error));
        Assert.Equal((1, ""), (kernel.Pipe(Odd(Output, "7"), "strip", "-", "--check").Code, kernel.Pipe(Odd(Output, "7"), "strip", "-", "--check").Output));
        Assert.Contains("standard input(1,1): the file is empty", kernel.Pipe("", "strip", "-").Error);
    }

    [Fact]
    public void A_link_stays_a_link_and_a_private_file_private()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links and modes are Unix's.");
        kernel.Write("real.ipynb", Odd(Output, "7"));
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File("real.ipynb"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        System.IO.File.CreateSymbolicLink(File("link.ipynb"), "real.ipynb");
        Assert.Equal(0, kernel.Run("strip", "link.ipynb").Code);
        Assert.Equal("real.ipynb", new FileInfo(File("link.ipynb")).LinkTarget);
        Assert.Equal(Odd("[]", "null"), System.IO.File.ReadAllText(File("real.ipynb")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File("real.ipynb")));
    }

    [Fact]
    public void Times_of_runs_go_from_the_metadata_with_their_commas()
    {
        (string Given, string Left)[] cases =
        [
            ("""{"execution": {"iopub.execute_input": "2026-01-01"}, "tags": []}""", """{"tags": []}"""), ("""{"tags": [],  "ExecuteTime": {"end": 1} }""", """{"tags": [] }"""),
            ("""{ "execution": 1, "ExecuteTime": 2 }""", "{}"), ("""{"a": 1, "execution": {}, "b": {"execution": 3}, "ExecuteTime": 2, "execution_x": 1}""", """{"a": 1, "b": {"execution": 3}, "execution_x": 1}"""),
            ("""{"a": 1, "execution": {}, "ExecuteTime": 2}""", """{"a": 1}"""),
        ];
        for (var i = 0; i < cases.Length; i++)
            kernel.Write($"n{i}.ipynb", Odd("[]", "null").Replace("""{"tags": []}""", cases[i].Given));
        var names = cases.Select((_, i) => $"n{i}.ipynb").ToArray();
        var check = kernel.Run(["strip", "--check", .. names]);
        Assert.Equal(1, check.Code);
        Assert.All(names, name => Assert.Contains($"{name}: 0 cells with outputs, 0 execution counts and 1 cells with times of runs to strip", check.Error));
        Assert.Equal(0, kernel.Run(["strip", .. names]).Code);
        Assert.All(cases, (one, i) => Assert.Equal(Odd("[]", "null").Replace("""{"tags": []}""", one.Left), System.IO.File.ReadAllText(File($"n{i}.ipynb"))));
    }

    [Fact]
    public void An_approved_file_keeps_its_outputs_by_its_name_and_by_its_mark()
    {
        var marked = Odd(Output, "7").Replace("\"a\": 2", "\"a\": 2, \"researchkit\": {\"approved\": true}");
        kernel.Write("n.approved.ipynb", Odd(Output, "7"));
        kernel.Write("moved.ipynb", marked);
        Assert.Equal((0, "", ""), kernel.Run("strip", "n.approved.ipynb", "moved.ipynb"));
        Assert.Equal(0, kernel.Run("strip", "--check", "n.approved.ipynb", "moved.ipynb").Code);
        Assert.Equal(Odd(Output, "7"), System.IO.File.ReadAllText(File("n.approved.ipynb")));
        Assert.Equal((0, marked, ""), kernel.Pipe(marked, "strip", "-"));
    }

    [Fact]
    public void Devices_and_links_are_written_into_and_a_full_disk_is_said()
    {
        Assert.SkipWhen(!OperatingSystem.IsLinux(), "The devices are Linux's.");
        kernel.Write("full.ipynb", Odd(Output, "7"));
        kernel.Write("real.ipynb", "{}");
        System.IO.File.CreateSymbolicLink(File("link.ipynb"), "real.ipynb");
        Assert.Equal((0, Odd("[]", "null"), ""), kernel.Run("strip", "full.ipynb", "--out", "/dev/stdout"));
        Assert.Equal(0, kernel.Run("strip", "full.ipynb", "--out", "link.ipynb").Code);
        Assert.Equal(Odd("[]", "null"), System.IO.File.ReadAllText(File("real.ipynb")));
        Assert.Equal("real.ipynb", new FileInfo(File("link.ipynb")).LinkTarget);
        var full = kernel.Run("strip", "full.ipynb", "--out", "/dev/full");
        Assert.Equal(2, full.Code);
        Assert.StartsWith("/dev/full: cannot be written: ", full.Error);
        Assert.False(System.IO.File.GetAttributes("/dev/full").HasFlag(FileAttributes.Directory));
        var program = Path.Combine(Repository.Root, "artifacts", "kernel", "ResearchKit.Kernel.dll");
        var piped = Kit.Finish(new("sh", ["-c", $"dotnet '{program}' strip - < full.ipynb > /dev/full"]) { WorkingDirectory = kernel.Folder, RedirectStandardOutput = true, RedirectStandardError = true });
        Assert.Equal(2, piped.Code);
        Assert.StartsWith("standard output: cannot be written: ", piped.Error);
    }

    [Fact]
    public void One_bad_notebook_leaves_the_others_as_they_were()
    {
        kernel.Write("full.ipynb", Odd(Output, "7"));
        kernel.Write("broken.ipynb", "{");
        var (code, _, error) = kernel.Run("strip", "full.ipynb", "broken.ipynb");
        Assert.Equal(2, code);
        Assert.Contains("broken.ipynb(1,2): not JSON", error);
        Assert.Equal(Odd(Output, "7"), System.IO.File.ReadAllText(File("full.ipynb")));
    }

    [Theory]
    [InlineData("strip: no notebook given", "strip")]
    [InlineData("- stands with other notebooks", "strip", "-", "a.ipynb")]
    [InlineData("--out b.ipynb for 2 notebooks", "strip", "a.ipynb", "c.ipynb", "--out", "b.ipynb")]
    [InlineData("option '--chek' is not known. Available: --keep, --out, --check.", "strip", "a.ipynb", "--chek")]
    public void What_cannot_be_stripped_is_refused(string message, params string[] arguments)
    {
        var (code, output, error) = kernel.Run(arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error);
    }

    [Fact]
    public void The_kit_has_it_as_a_command()
    {
        kernel.Write("full.ipynb", Odd(Output, "7"));
        Assert.Equal(1, Kit.RunIn(kernel.Folder, "notebook", "strip", "--check", "full.ipynb").Code);
        Assert.Equal(0, Kit.RunIn(kernel.Folder, "notebook", "strip", "full.ipynb", "--out", "out.ipynb").Code);
        Assert.Equal(Odd("[]", "null"), System.IO.File.ReadAllText(File("out.ipynb")));
        Assert.Contains("Option '--chek' is not known", Kit.RunIn(kernel.Folder, "notebook", "strip", "full.ipynb", "--chek").Error);
        Assert.Contains("Available: check, strip, convert", Kit.RunIn(kernel.Folder, "notebook", "polish").Error);
    }
}
