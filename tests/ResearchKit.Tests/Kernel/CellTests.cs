using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Cells that run well, all in one notebook: each test looks at one.</summary>
public sealed class CellTests(CellTests.OneRun run) : IClassFixture<CellTests.OneRun>
{
    public sealed class OneRun : IDisposable
    {
        readonly KernelProcess kernel = new();
        readonly List<string> sources = [];

        public OneRun()
        {
            kernel.Write("mean.csx", "double Mean(params double[] x) => x.Sum() / x.Length;");
            Directory.CreateDirectory(Path.Combine(kernel.Folder, "lib"));
            foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll"))
                File.Copy(file, Path.Combine(kernel.Folder, "lib", Path.GetFileName(file)));
            sources.AddRange(Cells);
            Result = kernel.Execute([.. sources]);
        }

        public Executed Result { get; }

        public int this[string source] => sources.IndexOf(source) is >= 0 and var i ? i : throw new ArgumentException($"No cell: {source}");

        public void Dispose() => kernel.Dispose();
    }

    static readonly string[] Cells =
    [
        "var x = 20;", "x + 1", "x = 30;", "int x = 7;", "x * 6",
        "await Task.Delay(1);\nvar late = await Task.FromResult(\"later\");\nlate",
        "record Point(int X, int Y);\nvar p = new Point(1, 2) with { Y = 3 };\np.Y",
        "#!csharp\n\"a magic\"", "(string)null", "Console.WriteLine(\"only text\")", "if (x > 1) { x.ToString(); }",
        "Console.Write(\"to \"); Console.WriteLine(\"out\"); Console.Error.WriteLine(\"to error\");",
        "#load \"mean.csx\"\nMean(1, 2, 6)", "#r \"System.Text.Json\"\nSystem.Text.Json.JsonSerializer.Serialize(new[] { 1, 2 })",
        "#r \"lib/ResearchKit.Tests.dll\"\nusing ResearchKit.Tests.Shown;", "new Bright(\"day\")", "new Faulty(\"night\")", "new Registered(\"noted\")",
        "HTML(\"<em>hi</em>\")", "\"<u>hi</u>\".DisplayAs(\"text/html\");", "5.Display()", "var shown = display(\"first\");", "shown.Update(\"second\");",
        "new[] { new Point(1, 2) }", "Console.ReadLine()", "System.IO.Path.GetFileName(Environment.CurrentDirectory) == \"\" || System.IO.File.Exists(\"mean.csx\")",
        "int Add(int a, int b) => a + b;\nAdd(2, 3)", "1234.5.ToString()",
    ];

    Executed Result => run.Result;

    [Fact]
    public void The_notebook_runs_to_its_end() => Assert.True(Result.ExitCode == 0, Result.Error);

    [Fact]
    public void A_cell_sees_what_cells_before_it_declared() => Assert.Equal("21", Result.Plain(run["x + 1"]));

    [Fact]
    public void A_variable_can_be_declared_again() => Assert.Equal($"{7 * 6}", Result.Plain(run["x * 6"]));

    [Fact]
    public void A_cell_can_await() => Assert.Equal("later", Result.Plain(5));

    [Fact]
    public void A_cell_can_declare_records() => Assert.Equal("3", Result.Plain(6));

    [Fact]
    public void A_csharp_magic_is_passed_over() => Assert.Equal("a magic", Result.Plain(run["#!csharp\n\"a magic\""]));

    [Fact]
    public void Null_is_a_value_and_prints_null() => Assert.Equal("null", Result.Plain(run["(string)null"]));

    [Fact]
    public void Only_a_last_expression_without_semicolon_is_a_result()
    {
        Assert.Empty(Result.Outputs(run["x = 30;"]));
        Assert.Empty(Result.Outputs(run["if (x > 1) { x.ToString(); }"]));
        Assert.Equal("stream", (string?)Assert.Single(Result.Outputs(run["Console.WriteLine(\"only text\")"]))["output_type"]);
    }

    [Fact]
    public void The_console_is_captured_as_streams()
    {
        Assert.Equal("to out\n", Result.Stream(11, "stdout"));
        Assert.Equal("to error\n", Result.Stream(11, "stderr"));
    }

    [Fact]
    public void Reading_the_console_finds_its_end() => Assert.Equal("null", Result.Plain(run["Console.ReadLine()"]));

    [Fact]
    public void Load_is_relative_to_the_notebook() => Assert.Equal("3", Result.Plain(12));

    [Fact]
    public void An_assembly_can_be_referenced_by_name() => Assert.Equal("[1,2]", Result.Plain(13));

    [Fact]
    public void A_type_brings_its_formatters_by_convention()
    {
        Assert.Equal("<b>day</b>", Result.Form(15, "text/html"));
        Assert.Equal("*day*", Result.Form(15, "text/plain"));
        Assert.Equal("day", (string?)JsonNode.Parse(Result.Form(15, "application/vnd.plotly.v1+json")!)!["layout"]!["title"]!["text"]);
    }

    [Fact]
    public void A_formatter_that_throws_leaves_plain_text_and_a_note()
    {
        Assert.Null(Result.Form(16, "text/html"));
        Assert.Contains("night", Result.Plain(16));
        Assert.Contains("text/html formatter of Faulty failed: InvalidOperationException: no ink", Result.Plain(16));
    }

    [Fact]
    public void A_library_registers_formatters_in_its_module_initializer() => Assert.Equal("<i>noted</i>", Result.Form(17, "text/html"));

    [Fact]
    public void Html_is_shown_as_html()
    {
        Assert.Equal("<em>hi</em>", Result.Form(18, "text/html"));
        Assert.Equal("<u>hi</u>", Result.Form(19, "text/html"));
    }

    [Fact]
    public void Display_shows_once_even_as_the_last_expression() =>
        Assert.Equal("display_data", (string?)Assert.Single(Result.Outputs(run["5.Display()"]))["output_type"]);

    [Fact]
    public void A_later_cell_updates_what_is_displayed()
    {
        Assert.Equal("second", Result.Plain(21));
        Assert.Empty(Result.Outputs(22));
    }

    [Fact]
    public void A_string_has_no_html_form() => Assert.Null(Result.Form(run["1234.5.ToString()"], "text/html"));

    [Fact]
    public void Numbers_are_written_the_same_on_every_machine() => Assert.Equal("1234.5", Result.Plain(run["1234.5.ToString()"]));

    [Fact]
    public void The_style_that_formatting_repeats_is_left_out()
    {
        Assert.Contains("<table>", Result.Form(23, "text/html"));
        Assert.DoesNotContain("<style", Result.Form(23, "text/html"));
        Assert.DoesNotContain("\r", Result.Form(23, "text/html"));
    }

    [Fact]
    public void The_notebooks_folder_is_the_working_directory() => Assert.Equal("True", Result.Plain(25));

    [Fact]
    public void The_executed_notebook_is_nbformat_4_5_with_ids_and_counts()
    {
        Assert.Equal(4, (int?)Result.Notebook!["nbformat"]);
        Assert.Equal(5, (int?)Result.Notebook["nbformat_minor"]);
        Assert.Equal(Cells.Length, Result.Cells.Select(c => (string?)c!["id"]).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, Cells.Length), Result.Cells.Select(c => (int)c!["execution_count"]!));
    }
}
