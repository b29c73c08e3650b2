using Xunit;

namespace ResearchKit.Tests;

/// <summary>Lines that speak to the engine, all in one notebook: each test looks at one cell.</summary>
public sealed class MagicTests(MagicTests.OneRun run) : IClassFixture<MagicTests.OneRun>
{
    const string Segments = "var x = 20;\n#!who\nx + 1\n#!set x=7\nx * 6";
    const string Declared = "#!set --name y --value \"hello there\"\ny.Length";
    const string Numbers = "#!set a=3\n#!set b=-2.5\n#!set c=true\n#!set d=three\n$\"{a.GetType().Name} {b.GetType().Name} {c.GetType().Name} {d.GetType().Name}\"";
    const string Timed = "#!time\n1 + 1";
    const string Imported = "#!import tools.cs\n#!import \"part.ipynb\"\nTwice(fromNotebook)";
    const string Html = "#!html\n<b>bold</b>\n<i>and more</i>\n#!csharp\n3";
    const string Markdown = "#!markdown\n# Title\n- item";
    const string Reset = "#!reset\n#!who";
    const string Shebang = "var text = @\"\n#!/bin/bash\n#!reset\n\";\n/*\n#!foo\n*/\ntext.Length";
    const string Late = "var early = 1;\n#r \"System.Text.Json\"\nSystem.Text.Json.JsonSerializer.Serialize(new[] { early })";
    const string Members = "class Box { public int Size => 3; public int this[int i] => i; int n; public int N { get => n; set => n = value; } public static Box operator +(Box a, Box b) => a; public Box() => n = 5; public static implicit operator int(Box b) => b.n; public override string ToString() => throw new InvalidOperationException(); }\n"
        + "async Task Wait() => await Task.Yield();\nref int First(int[] all) => ref all[0];\nvar cells = new[] { 7 };\nFirst(cells)++;\nawait Wait();\nstring Said(Func<int> f, [System.Runtime.CompilerServices.CallerArgumentExpression(\"f\")] string s = null) => s;\n"
        + "$\"{new Box().Size} {new Box()[4]} {(int)(new Box() + new Box())} {new Box { N = 6 }.N} {cells[0]} {Said(() => 1 + 1)}\"";
    const string Passing = "Func<int, Func<int, int>> add = a => b => a + b;\nSystem.Linq.Expressions.Expression<Func<int, int>> tree = q => q + 1;\nAction no = () => throw new InvalidOperationException();\nFunc<Task> wait = async () => await Task.Delay(1);\nawait wait();\n"
        + "var n = 0; for (var i = 0; i < 3; i++) foreach (var j in new[] { 1, 2 }) if (j == 1) while (true) { n++; break; } else ;\nagain: if (n++ < 5) goto again;\ndo n++; while (n < 10);\n$\"{add(1)(2)} {tree} {n}\"";

    public sealed class OneRun : IDisposable
    {
        readonly KernelProcess kernel = new();

        public OneRun()
        {
            kernel.Write("tools.cs", "int Twice(int a) => 2 * a;");
            kernel.WriteNotebook("part.ipynb", KernelProcess.Markdown("# not run"), KernelProcess.Code("var fromNotebook = 21;\nConsole.WriteLine(\"imported\");"));
            Result = kernel.Execute(Cells);
        }

        public string[] Cells { get; } = [Segments, Declared, Numbers, Timed, Imported, Html, Markdown, Reset, Passing, Shebang, Late, Members];

        public Executed Result { get; }

        public int this[string source] => Array.IndexOf(Cells, source);

        public void Dispose() => kernel.Dispose();
    }

    [Fact]
    public void The_notebook_runs_to_its_end() => Assert.True(run.Result.ExitCode == 0, run.Result.Error);

    [Fact]
    public void A_magic_acts_at_its_place_between_the_lines_of_code() =>
        Assert.Equal(["x  Int32  20", $"{20 + 1}", $"{7 * 6}"], Plains(Segments));

    [Fact]
    public void Set_declares_text_in_the_form_of_the_old_kernel() => Assert.Equal([$"{"hello there".Length}"], Plains(Declared));

    [Fact]
    public void Set_declares_what_the_value_looks_like() => Assert.Equal(["Int32 Double Boolean String"], Plains(Numbers));

    [Fact]
    public void Time_says_how_long_the_cell_took() => Assert.Matches(@"^Wall time: [0-9.]+ ms, and [0-9.]+ ms to compile and load\n$", run.Result.Stream(run[Timed], "stdout"));

    [Fact]
    public void Import_runs_files_and_notebooks_as_if_they_stood_here()
    {
        Assert.Equal([$"{2 * 21}"], Plains(Imported));
        Assert.Equal("imported\n", run.Result.Stream(run[Imported], "stdout"));
    }

    [Fact]
    public void What_stands_below_html_is_shown_as_html_until_csharp_is_named()
    {
        var outputs = run.Result.Outputs(run[Html]);
        Assert.Equal("<b>bold</b>\n<i>and more</i>", string.Concat(outputs[0]["data"]!["text/html"]!.AsArray().Select(l => (string)l!)));
        Assert.Equal(["3"], Plains(Html));
    }

    [Fact]
    public void What_stands_below_markdown_is_shown_as_markdown() => Assert.Equal("# Title\n- item", run.Result.Form(run[Markdown], "text/markdown"));

    [Fact]
    public void Reset_forgets_every_variable() => Assert.Equal(["No variables."], Plains(Reset));

    [Fact]
    public void What_lets_cells_be_stopped_does_not_change_what_they_do() => Assert.Equal(["3 q => (q + 1) 10"], Plains(Passing));

    [Fact]
    public void Lines_in_strings_and_comments_are_no_magics() => Assert.Equal([$"{"\n#!/bin/bash\n#!reset\n".Length}"], Plains(Shebang));

    [Fact]
    public void A_reference_may_stand_behind_code() => Assert.Equal(["[1]"], Plains(Late));

    [Fact]
    public void What_lets_members_be_stopped_does_not_change_what_they_do() => Assert.Equal(["3 4 5 6 8 () => 1 + 1"], Plains(Members));

    [Theory]
    [InlineData("#!set class=3", "expected NAME=VALUE")]
    [InlineData("#!import", "no file is named")]
    [InlineData("#!import missing.cs", "there is no file at")]
    [InlineData("#!import data.txt", "'.txt' files are not known")]
    [InlineData("#!import circle.ipynb", "imports itself")]
    [InlineData("#!set 1x=3", "expected NAME=VALUE")]
    [InlineData("#!set", "expected NAME=VALUE")]
    [InlineData("var count = 1;\n#!set count=many", "'many' is not a Int32")]
    [InlineData("#!share x", "'#!share' is not known. Available: #!csharp")]
    [InlineData("#!import fails.cs", "CompilationError")]
    public void A_magic_that_cannot_be_followed_says_why_and_where(string cell, string message)
    {
        using var kernel = new KernelProcess();
        kernel.Write("fails.cs", "int x = \"text\";");
        kernel.WriteNotebook("circle.ipynb", KernelProcess.Code("#!import circle.ipynb"));
        var result = kernel.Execute(cell);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    List<string> Plains(string cell) =>
        [.. run.Result.Outputs(run[cell]).Select(o => o["data"]?["text/plain"]).Where(p => p is not null).Select(p => string.Concat(p!.AsArray().Select(l => (string)l!)))];
}
