using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>./kit run on notebooks that cannot be run, or not to their end.</summary>
public sealed class KitRunTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    string Notebook(string name, params string[] cells) => folder.Put(name, new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select(source => KernelProcess.Code(source))]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString());

    KitResult Run(params string[] arguments) => Kit.RunIn(folder.Path, ["run", .. arguments, "--out", "report"]);

    IEnumerable<string> Written => Directory.Exists(folder["report"])
        ? Directory.EnumerateFiles(folder["report"], "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder["report"], file).Replace('\\', '/')).Order(StringComparer.Ordinal)
        : [];

    [Fact]
    public void A_failing_cell_is_named_with_its_notebook_and_line_and_the_report_is_written()
    {
        Notebook("fails.ipynb", "1 + 1", "var a = 1;\nthrow new Exception(\"boom \\u001b[31m\");", "\"never\"");
        Notebook("fine.ipynb", "40 + 2");
        var result = Run("fails.ipynb", "fine.ipynb");
        Assert.Equal(1, result.Code);
        Assert.Contains("fails.ipynb: cell 2 (In [2]), line 2: System.Exception: boom", result.Error);
        Assert.DoesNotContain('\u001b', result.Error);
        Assert.Equal(["executed/fails.ipynb", "executed/fine.ipynb", "index.html"], Written);
        var report = File.ReadAllText(folder["report/index.html"]);
        Assert.Contains("boom", report);
        Assert.Contains("42", report);
    }

    [Fact]
    public void A_cell_that_never_ends_is_stopped()
    {
        Notebook("loop.ipynb", "while (true) { }");
        var result = Run("loop.ipynb", "--timeout", "2");
        Assert.Equal(1, result.Code);
        Assert.Contains("loop.ipynb: cell 1 (In [1]), line 1: TimeoutError: The cell ran longer than the limit of 2 s.", result.Error);
        Assert.Equal(["executed/loop.ipynb", "index.html"], Written);
    }

    [Fact]
    public void A_missing_library_is_named_with_the_place_where_it_was_looked_for()
    {
        Notebook("missing.ipynb", "#r \"nowhere.dll\"");
        var result = Run("missing.ipynb");
        Assert.Equal(1, result.Code);
        Assert.Contains($"missing.ipynb: cell 1 (In [1]), line 1: ReferenceNotFound: #r \"nowhere.dll\" was not found. Expected a file at {folder["nowhere.dll"]}", result.Error);
    }

    [Fact]
    public void What_is_no_notebook_is_refused_and_leaves_nothing()
    {
        folder.Put("text.ipynb", "hello");
        folder.Put("empty.ipynb", "");
        Assert.Contains("text.ipynb(1,1): not JSON: ", Run("text.ipynb").Refused());
        Assert.Contains("empty.ipynb(1,1): the file is empty. Expected a Jupyter notebook", Run("empty.ipynb").Refused());
        Assert.StartsWith("nowhere.ipynb: no such notebook. Available: 01-", Run("nowhere.ipynb").Refused());
        Assert.Empty(Written);
    }

    [Fact]
    public void A_setting_that_cannot_be_made_is_refused_before_anything_runs()
    {
        Notebook("fine.ipynb", "40 + 2");
        Assert.StartsWith("--set 'x' has no value. Expected NAME=VALUE", Run("fine.ipynb", "--set", "x").Refused());
        Assert.StartsWith("--set '=1' has no value. Expected NAME=VALUE", Run("fine.ipynb", "--set", "=1").Refused());
        Assert.Contains("fine.ipynb: --set x: no cell is tagged 'parameters'", Run("fine.ipynb", "--set", "x=1").Refused());
        Assert.StartsWith("--timeout is 0. Expected a number of seconds above 0.", Run("fine.ipynb", "--timeout", "0").Refused());
        Assert.Empty(Written);
    }

    [Fact]
    public void A_report_folder_that_is_a_file_is_left_alone()
    {
        Notebook("fine.ipynb", "40 + 2");
        folder.Put("report", "mine");
        Assert.Equal("report: is a file. Expected a folder for the report.", Run("fine.ipynb").Refused());
        Assert.Equal("mine", File.ReadAllText(folder["report"]));
    }

    [Fact]
    public void A_notebook_never_loses_its_place_to_what_the_run_writes()
    {
        var notebook = Notebook("report/executed/fine.ipynb", "40 + 2");
        var before = File.ReadAllText(notebook);
        Assert.Equal("report/executed/fine.ipynb: lies where the run would write. Give another folder with --out DIR.", Run("report/executed/fine.ipynb").Refused());
        Assert.Equal(before, File.ReadAllText(notebook));
    }

    [Fact]
    public void A_notebook_that_takes_its_process_down_is_missed_aloud()
    {
        Notebook("dies.ipynb", "Environment.FailFast(\"down\");");
        Notebook("fine.ipynb", "40 + 2");
        var result = Run("dies.ipynb", "fine.ipynb");
        Assert.Equal(1, result.Code);
        Assert.Matches(@"dies\.ipynb: its process ended with code \d+ before anything was written\. It is not in the report\.", result.Error);
        Assert.Equal(["executed/fine.ipynb", "index.html"], Written);
    }

    [Fact]
    public void A_refused_run_leaves_an_earlier_one_as_it_is()
    {
        Notebook("fine.ipynb", "40 + 2");
        Assert.Equal(0, Run("fine.ipynb").Code);
        var before = File.ReadAllText(folder["report/executed/fine.ipynb"]);
        var result = Run("fine.ipynb", "--set", "x=1");
        Assert.Equal(2, result.Code);
        Assert.Contains("No report was written; report/index.html is an earlier one.", result.Error);
        Assert.Equal(before, File.ReadAllText(folder["report/executed/fine.ipynb"]));
    }

    [Fact]
    public void Of_several_notebooks_each_gets_the_parameters_that_it_declares()
    {
        Parameterised("a.ipynb", "var tolerance = 1;", "$\"tolerance {tolerance}\"");
        Parameterised("b.ipynb", "var page = \"x\";", "$\"page {page}\"");
        var result = Run("a.ipynb", "b.ipynb", "--set", "tolerance=7", "--set", "page=here");
        Assert.Equal(0, result.Code);
        var report = File.ReadAllText(folder["report/index.html"]);
        Assert.Contains("tolerance 7", report);
        Assert.Contains("page here", report);
        Assert.Equal("--set nowhere: none of the notebooks declares such a parameter. Available: tolerance, page.", Run("a.ipynb", "b.ipynb", "--set", "nowhere=1").Refused());
    }

    void Parameterised(string name, string parameters, string code) => folder.Put(name, new JsonObject
    {
        ["cells"] = new JsonArray(KernelProcess.Parameters(parameters), KernelProcess.Code(code)),
        ["metadata"] = new JsonObject(),
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString());

    [Fact]
    public void Several_run_at_a_time_and_stand_in_the_report_in_their_order()
    {
        // Each comes to its end only while the other one runs.
        string Meets(string own, string other) => $"System.IO.File.WriteAllText(\"{own}\", \"\");\nfor (var i = 0; i < 600 && !System.IO.File.Exists(\"{other}\"); i++) System.Threading.Thread.Sleep(100);\nSystem.IO.File.Exists(\"{other}\") ? string.Join(\" met \", \"{own}\", \"{other}\") : \"alone\"";
        Notebook("b.ipynb", Meets("b", "a"), "System.Threading.Thread.Sleep(500);");
        Notebook("a.ipynb", Meets("a", "b"));
        var result = Run("b.ipynb", "a.ipynb", "--jobs", "2");
        Assert.Equal(0, result.Code);
        Assert.Contains("b.ipynb [1/2] In [1]: System.IO.File.WriteAllText", result.Error);
        Assert.Contains("a.ipynb [1/1] In [1]: System.IO.File.WriteAllText", result.Error);
        var report = File.ReadAllText(folder["report/index.html"]);
        Assert.Contains("a met b", report);
        Assert.True(report.IndexOf("b met a", StringComparison.Ordinal) is > 0 and var first && first < report.IndexOf("a met b", StringComparison.Ordinal));
        Assert.StartsWith("--jobs is 0. Expected a number of notebooks above 0.", Run("a.ipynb", "--jobs", "0").Refused());
    }

    [Fact]
    public void One_at_a_time_waits_for_the_one_before()
    {
        Notebook("a.ipynb", "var alone = !System.IO.File.Exists(\"b\");\nSystem.Threading.Thread.Sleep(1500);\nalone && !System.IO.File.Exists(\"b\") ? \"first\" : \"together\"");
        Notebook("b.ipynb", "System.IO.File.WriteAllText(\"b\", \"\");");
        Assert.Equal(0, Run("a.ipynb", "b.ipynb", "--jobs", "1").Code);
        Assert.Contains("first", NotebookFile.Read(folder["report/executed"])[0].Outputs.Single().ToJsonString());
    }

    [Fact]
    public void A_run_that_is_told_to_end_takes_its_notebooks_along_and_begins_no_other()
    {
        foreach (var name in new[] { "a", "b", "c" }) Notebook($"{name}.ipynb", $"for (var i = 0; ; i++)\n{{\n    System.IO.File.AppendAllText(\"{name}\", \".\");\n    System.Threading.Thread.Sleep(50);\n}}");
        using var run = Process.Start(new ProcessStartInfo("dotnet", [Repository.File("artifacts", "cli", "ResearchKit.Cli.dll"), "run", "a.ipynb", "b.ipynb", "c.ipynb", "--jobs", "2", "--out", "report"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = new ConcurrentQueue<string>();
        run.OutputDataReceived += (_, _) => { };
        run.ErrorDataReceived += (_, e) => said.Enqueue(e.Data ?? "");
        run.BeginOutputReadLine();
        run.BeginErrorReadLine();
        try
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(folder["a"]) && File.Exists(folder["b"]), TimeSpan.FromSeconds(120)));
            Kit.Finish(new ProcessStartInfo("kill", ["-TERM", run.Id.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, RedirectStandardError = true }).Done();
            Assert.True(run.WaitForExit(TimeSpan.FromSeconds(60)));
            Assert.Equal(128 + 15, run.ExitCode);
            long Ticks() => new FileInfo(folder["a"]).Length + new FileInfo(folder["b"]).Length;
            var before = Ticks();
            Thread.Sleep(1000);
            Assert.Equal(before, Ticks());
            Assert.Contains("running b.ipynb", said);
            Assert.DoesNotContain("running c.ipynb", said);
            Assert.DoesNotContain(said, line => line.Contains("its process ended", StringComparison.Ordinal));
            Assert.False(File.Exists(folder["report/index.html"]));
        }
        finally
        {
            if (!run.HasExited) run.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void Two_notebooks_of_one_name_are_not_mixed_up()
    {
        Notebook("a/fine.ipynb", "1");
        Notebook("b/fine.ipynb", "2");
        Assert.StartsWith("a/fine.ipynb and b/fine.ipynb have the same file name", Run("a/fine.ipynb", "b/fine.ipynb").Refused());
        Assert.Empty(Written);
    }
}
