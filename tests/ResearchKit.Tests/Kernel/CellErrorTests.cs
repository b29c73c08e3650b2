using Xunit;

namespace ResearchKit.Tests;

public sealed class CellErrorTests : IDisposable
{
    readonly KernelProcess kernel = new();

    public void Dispose() => kernel.Dispose();

    [Fact]
    public void A_compile_error_names_cell_and_line_and_shows_the_line()
    {
        var result = kernel.Execute([KernelProcess.Markdown("# Notes"), KernelProcess.Code("var a = 1;"), KernelProcess.Code("\n// two lines down\nvar b = a + unknown;"), KernelProcess.Code("1")]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("notes.ipynb: cell 3 (In [2]), line 3: CompilationError: CS0103: The name 'unknown' does not exist", result.Error);
        Assert.Equal("In [2], line 3: CS0103: The name 'unknown' does not exist in the current context\n    var b = a + unknown;\n                ^^^^^^^", result.Traceback(2));
        Assert.Null(result.Cells[3]!["execution_count"]);
        Assert.Empty(result.Outputs(3));
    }

    [Fact]
    public void A_runtime_error_names_the_line_and_where_it_was_thrown()
    {
        var result = kernel.Execute("int Share(int n)\n{\n    return 10 / n;\n}", "// comment\nvar shares = new[] { 2, 0 }\n    .Select(Share).ToList();");
        Assert.Contains("cell 2 (In [2]), line 2: System.DivideByZeroException: Attempted to divide by zero. (at In [1], line 3)", result.Error);
        Assert.StartsWith("System.DivideByZeroException: Attempted to divide by zero.\n  In [1], line 3, in Share\n    return 10 / n;\n  In [2], line 2\n", result.Traceback(1));
    }

    [Fact]
    public void State_survives_an_exception_in_a_cell_that_is_tagged_to_raise_one()
    {
        var result = kernel.Execute(
        [
            KernelProcess.Code("var n = 1;"),
            KernelProcess.Code("n = 2;\nthrow new InvalidOperationException(\"on purpose\");\nn = 3;", "raises-exception"),
            KernelProcess.Code("var broken = nothing;", "raises-exception"),
            KernelProcess.Code("n"),
        ]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("on purpose", result.Traceback(1));
        Assert.Equal("2", result.Plain(3));
    }

    [Fact]
    public void A_traceback_shows_the_users_frames_only()
    {
        var result = kernel.Execute("async Task<int> Read(string s)\n{\n    await Task.Yield();\n    return int.Parse(s);\n}", "await Read(\"x\")");
        Assert.Contains("In [1], line 4, in Read", result.Traceback(1));
        Assert.DoesNotContain("System.Number", result.Traceback(1));
        Assert.DoesNotContain("Submission", result.Traceback(1));
        Assert.DoesNotContain(kernel.Folder, result.Traceback(1));
    }

    [Theory]
    [InlineData("#r \"no/such.dll\"\n1", 1, "#r \"no/such.dll\" was not found. Expected a file at ")]
    [InlineData("var a = 1;\n#r \"nuget: ../elsewhere, 5.0.0\"", 2, "'../elsewhere' is not one of NuGet's")]
    [InlineData("\n\n#!fsharp\nlet x = 1", 3, "'#!fsharp' is not known. Available: #!csharp, #!time, #!import, #!who, ")]
    [InlineData("#load \"no-such.csx\"", 1, "no-such.csx")]
    public void A_directive_that_cannot_be_followed_says_what_is_possible(string cell, int line, string message)
    {
        var result = kernel.Execute(cell);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"cell 1 (In [1]), line {line}: ", result.Error);
        Assert.Contains(message, result.Error);
    }

    [Theory]
    [InlineData("while(true){}", ", line 1")]
    [InlineData("await Task.Delay(-1);", "")]
    [InlineData("int n = 0;\nSystem.Threading.Thread.Sleep(-1);", ", line 2")]
    [InlineData("await Task.Yield();\nwhile (true) { }", ", line 2")]
    [InlineData("new TaskCompletionSource().Task.Wait();", ", line 1")]
    [InlineData("Enumerable.Repeat(1, int.MaxValue)\n.Sum(i => { Math.Sqrt(i); return 0; });", ", line 1")]
    [InlineData("Enumerable.Repeat(1, int.MaxValue)\n.Sum(i => i * 0);", ", line 1")]
    public void A_cell_that_never_ends_is_stopped_and_the_notebook_written(string cell, string line)
    {
        var result = kernel.Execute([KernelProcess.Code("1"), KernelProcess.Code(cell), KernelProcess.Code("2")], "--timeout", "2.5");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"notes.ipynb: cell 2 (In [2]){line}: TimeoutError: The cell ran longer than the limit of 2.5 s.", result.Error);
        Assert.Equal("1", result.Plain(0));
        Assert.Contains("2.5 s", result.Traceback(1));
        Assert.Empty(result.Outputs(2));
    }

    [Theory]
    [InlineData("int[] a = [1, 2];\nConsole.WriteLine(a[2]);", 2)]
    [InlineData("double Vol(double[] q)\n{\n    var first = q[0];\n    var sum = first;\n    for (var i = 0; i < 3; i++)\n        sum += q[i];\n    return sum;\n}\nVol([1.0, 2.0])", 6)]
    [InlineData("class G\n{\n    public static int At(int[] a)\n    {\n        var b = a[0];\n        return a[b];\n    }\n}\nG.At([1])", 6)]
    public void An_index_out_of_range_names_its_own_line(string cell, int line)
    {
        var result = kernel.Execute(cell);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"In [1], line {line}", result.Traceback(0));
        Assert.Contains(cell.Split('\n')[line - 1].Trim(), result.Traceback(0));
    }

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("new List<", 50_000)]
    [InlineData("$\"{", 50_000)]
    public void Brackets_that_would_overflow_the_parser_are_refused(string piece, int times)
    {
        var result = kernel.Execute("1", string.Concat(Enumerable.Repeat(piece, times)));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cell 2 (In [2]), line 1: TooDeep: Brackets stand in brackets more than 400 deep.", result.Error);
    }

    [Fact]
    public void Brackets_in_text_are_not_counted()
    {
        var html = string.Concat(Enumerable.Repeat("<td>(", 500));
        Assert.Equal($"{html.Length}", kernel.Execute($"/* {html} */ \"{html}\".Length").Plain(0));
    }

    [Fact]
    public void A_cell_that_ends_the_process_is_a_failure_and_the_notebook_is_written()
    {
        var result = kernel.Execute("Console.WriteLine(\"before\");\nEnvironment.Exit(0);", "1");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cell 1 (In [1]): ProcessEnded", result.Error);
        Assert.Equal("before\n", result.Stream(0, "stdout"));
    }

    [Fact]
    public void A_thread_that_throws_is_a_failure_of_its_cell()
    {
        var result = kernel.Execute("new System.Threading.Thread(() => throw new InvalidOperationException(\"aside\")).Start();\nawait Task.Delay(5000);");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cell 1 (In [1]): UnhandledException: A thread that the notebook started threw System.InvalidOperationException: aside", result.Error);
    }
}
