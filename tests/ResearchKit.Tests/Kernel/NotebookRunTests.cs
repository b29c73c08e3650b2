using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public sealed class NotebookRunTests : IDisposable
{
    const string Empty = """{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}""";
    readonly KernelProcess kernel = new();

    public void Dispose() => kernel.Dispose();

    [Fact]
    public void Parameters_are_assigned_in_their_declared_types_after_the_cell_that_declares_them()
    {
        var result = kernel.Execute(
        [
            KernelProcess.Parameters("var tolerance = 0.025;\nstring name = \"none\"; bool on = false; int n = 1; long big = 1; decimal price = 1m; DateTime from = new(2020, 1, 1);"),
            KernelProcess.Code("FormattableString.Invariant($\"{tolerance} {name} {on} {n} {big} {price} {from:yyyy-MM-dd}\")"),
        ],
            "--set", "tolerance=0.05", "--set", "name=a \"b\" \\ =c", "--set", "on=true", "--set", "n=-3", "--set", "big=5000000000", "--set", "price=1.10", "--set", "from=2026-01-31");
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(3, result.Cells.Count);
        Assert.Equal("injected-parameters", (string?)result.Cells[1]!["metadata"]!["tags"]![0]);
        Assert.Equal("0.05 a \"b\" \\ =c True -3 5000000000 1.10 2026-01-31", result.Plain(2));
    }

    [Fact]
    public void An_executed_notebook_can_be_run_again_with_other_parameters()
    {
        kernel.Execute([KernelProcess.Parameters("var n = 1;"), KernelProcess.Code("n")], "--set", "n=2");
        File.Copy(Path.Combine(kernel.Folder, "out", "executed.ipynb"), Path.Combine(kernel.Folder, "again.ipynb"));
        var result = kernel.ExecuteFile("again.ipynb", "--set", "n=3");
        Assert.Equal(3, result.Cells.Count);
        Assert.Equal("3", result.Plain(2));
    }

    [Theory]
    [InlineData("tolerance=0.1", "--set tolerance: cell 1 declares no such parameter. Available: n, from.")]
    [InlineData("n=1.5", "--set n=1.5: '1.5' is not a Int32. Expected a whole number such as 12.")]
    [InlineData("from=31.01.2026", "'31.01.2026' is not a DateTime. Expected a date such as 2026-01-31")]
    [InlineData("n", "--set n: expected NAME=VALUE.")]
    public void A_parameter_that_does_not_fit_is_refused(string setting, string message)
    {
        var result = kernel.Execute([KernelProcess.Parameters("var n = 1;\nDateTime from = new(2020, 1, 1);")], "--set", setting);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.Null(result.Notebook);
    }

    [Fact]
    public void A_notebook_says_which_parameters_it_has()
    {
        kernel.WriteNotebook("p.ipynb", KernelProcess.Code("var other = 1;"), KernelProcess.Parameters("var n = 1;\nstring name = \"x\";"));
        Assert.Equal((0, "n\nname"), (kernel.Run("parameters", "p.ipynb").Code, kernel.Run("parameters", "p.ipynb").Output.Trim()));
        kernel.WriteNotebook("q.ipynb", KernelProcess.Code("var n = 1;"));
        Assert.Equal((0, ""), (kernel.Run("parameters", "q.ipynb").Code, kernel.Run("parameters", "q.ipynb").Output.Trim()));
    }

    [Fact]
    public void A_cell_that_displays_without_end_is_cut()
    {
        var result = kernel.Execute("for (var i = 0; i < 3000; i++) display(i); Console.Write(\"end\");");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1000, result.Outputs(0).Count(o => (string?)o["output_type"] == "display_data"));
        Assert.Contains("more than 1000", result.Stream(0, "stderr"));
        Assert.Equal("end", result.Stream(0, "stdout"));
    }

    [Fact]
    public void Parameters_need_a_tagged_cell()
    {
        var result = kernel.Execute([KernelProcess.Code("var n = 1;")], "--set", "n=2");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no cell is tagged 'parameters'", result.Error);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("{\n \"cells\": [,]}", "broken.ipynb(2,12): not JSON")]
    [InlineData("[1]", "JSON, but not an object")]
    [InlineData("{\"nbformat\":4}", "no list of 'cells'")]
    [InlineData("{\"cells\":[]}", "JSON without 'nbformat'")]
    [InlineData("{\"cells\":[],\"nbformat\":3}", "nbformat 3. Expected a Jupyter notebook: JSON in UTF-8 of nbformat 4.")]
    [InlineData("{\"cells\":[{\"cell_type\":\"code\"}],\"nbformat\":4}", "cell 1 has no 'source'")]
    [InlineData("{\"cells\":[{\"cell_type\":\"poem\",\"source\":\"\"}],\"nbformat\":4}", "cell 1 has cell_type \"poem\". Expected code, markdown or raw.")]
    [InlineData("PK\u0003\u0004\0\0", "binary content (a zero byte at 4)")]
    public void What_is_no_notebook_is_refused_in_one_line_and_nothing_is_written(string content, string message)
    {
        kernel.Write("broken.ipynb", content);
        var result = kernel.ExecuteFile("broken.ipynb");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.Contains("broken.ipynb", result.Error);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.False(Directory.Exists(Path.Combine(kernel.Folder, "out")));
    }

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        File.WriteAllBytes(Path.Combine(kernel.Folder, "latin.ipynb"), Encoding.Latin1.GetBytes(Empty.Replace("{}", "{\"title\":\"é\"}")));
        var result = kernel.ExecuteFile("latin.ipynb");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("invalid UTF-8 at byte", result.Error);
    }

    [Fact]
    public void A_missing_notebook_is_refused()
    {
        var result = kernel.ExecuteFile("nowhere.ipynb");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("nowhere.ipynb: there is no such notebook.", result.Error);
    }

    [Fact]
    public void A_byte_order_mark_and_sources_as_lists_are_read()
    {
        kernel.Write("marked.ipynb", "\uFEFF" + Empty.Replace("[]", """[{"cell_type":"code","metadata":{},"source":["var a = 2;\n","a"]}]"""));
        Assert.Equal("2", kernel.ExecuteFile("marked.ipynb").Plain(0));
    }

    [Theory]
    [InlineData("""{"kernelspec":{"name":"python3","language":"python"}}""", "{}", "python")]
    [InlineData("{}", """{"polyglot_notebook":{"kernelName":"fsharp"}}""", "fsharp")]
    public void Another_language_is_refused(string metadata, string cell, string language)
    {
        kernel.Write("other.ipynb", $$"""{"cells":[{"cell_type":"code","metadata":{{cell}},"source":"1"}],"metadata":{{metadata}},"nbformat":4}""");
        var result = kernel.ExecuteFile("other.ipynb");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"code cell 1 is in the language '{language}'. Expected C#", result.Error);
    }

    [Fact]
    public void Paths_in_cells_start_from_the_notebooks_folder_wherever_the_run_starts()
    {
        Directory.CreateDirectory(Path.Combine(kernel.Folder, "sub"));
        kernel.Write("sub/two.csx", "int Two() => 2;");
        kernel.WriteNotebook("sub/notes.ipynb", KernelProcess.Code("#load \"two.csx\"\nTwo()"));
        Assert.Equal("2", kernel.ExecuteFile("sub/notes.ipynb").Plain(0));
    }

    [Fact]
    public void A_figure_that_is_not_json_is_an_error_of_its_cell()
    {
        var result = kernel.Execute("\"{ not json\".DisplayAs(\"application/vnd.plotly.v1+json\");");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cell 1 (In [1]), line 1: System.ArgumentException: application/vnd.plotly.v1+json is not JSON", result.Error);
    }

    [Fact]
    public void Progress_names_each_cell_before_it_runs()
    {
        var result = kernel.Execute([KernelProcess.Markdown("# Title"), KernelProcess.Code("// first\n1"), KernelProcess.Code("2")]);
        Assert.StartsWith("[2/3] In [1]: // first\n[3/3] In [2]: 2\n", result.Error.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void An_endless_print_does_not_fill_the_disk()
    {
        var result = kernel.Execute([KernelProcess.Code("while (true) Console.WriteLine(\"again\");")], "--timeout", "4");
        Assert.Equal(1, result.ExitCode);
        Assert.InRange(result.Stream(0, "stdout").Length, 1, 2 << 20);
    }

    [Theory]
    [InlineData(new[] { "--help" }, 0)]
    [InlineData(new string[0], 0)]
    [InlineData(new[] { "run" }, 2)]
    [InlineData(new[] { "execute", "a.ipynb" }, 2)]
    [InlineData(new[] { "execute", "a.ipynb", "--out", "./a.ipynb" }, 2)]
    [InlineData(new[] { "execute", "a.ipynb", "--out", "." }, 2)]
    [InlineData(new[] { "execute", "a.ipynb", "--out", "b.ipynb", "--speed", "9" }, 2)]
    [InlineData(new[] { "execute", "a.ipynb", "--out", "b.ipynb", "--timeout", "soon" }, 2)]
    [InlineData(new[] { "report", "--out", "b.html" }, 2)]
    public void The_command_line_says_what_it_takes(string[] arguments, int code)
    {
        var result = kernel.Run(arguments);
        Assert.Equal(code, result.Code);
        Assert.NotEmpty(code == 0 ? result.Output : result.Error);
    }
}
