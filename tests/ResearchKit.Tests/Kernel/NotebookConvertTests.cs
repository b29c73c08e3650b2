using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class NotebookConvertTests : IDisposable
{
    readonly KernelProcess kernel = new();

    public void Dispose() => kernel.Dispose();

    string At(string name) => Path.Combine(kernel.Folder, name);

    string Read(string name) => File.ReadAllText(At(name));

    string Convert(string to, params string[] files)
    {
        var (code, _, error) = kernel.Run(["convert", .. files, "--to", to]);
        Assert.True(code == 0, error);
        return error;
    }

    /// <summary>A notebook without what a script does not hold.</summary>
    static JsonObject Plain(string text)
    {
        var json = JsonNode.Parse(text)!.AsObject();
        foreach (var cell in json["cells"]!.AsArray().Select(c => c!.AsObject()))
        {
            cell.Remove("outputs");
            cell.Remove("execution_count");
            cell["source"] = cell["source"] is JsonArray lines ? string.Concat(lines.Select(l => (string?)l)) : (string?)cell["source"];
        }
        return json;
    }

    static void Same(string expected, string actual) => Assert.True(JsonNode.DeepEquals(Plain(expected), Plain(actual)), $"{Plain(expected)}\n\nbecame\n\n{Plain(actual)}");

    [Fact]
    public void Drawn_notebooks_come_back_the_same_and_their_scripts_to_the_byte()
    {
        var drawn = Enumerable.Range(1, 60).ToDictionary(i => $"n{i}", i => new DrawnNotebook((ulong)i).Draw().ToJsonString());
        foreach (var (name, text) in drawn)
            kernel.Write($"{name}.ipynb", text);
        Convert("script", [.. drawn.Keys.Select(n => $"{n}.ipynb")]);
        foreach (var name in drawn.Keys)
            File.Delete(At($"{name}.ipynb"));
        Convert("ipynb", [.. drawn.Keys.Select(n => $"{n}.cs")]);
        var scripts = drawn.Keys.ToDictionary(n => n, n => File.ReadAllBytes(At($"{n}.cs")));
        foreach (var (name, text) in drawn)
        {
            Same(text, Read($"{name}.ipynb"));
            Assert.DoesNotContain("\"for\":", Read($"{name}.ipynb")); // a script that nobody touched leaves no trace
            File.Delete(At($"{name}.cs"));
        }
        Convert("script", [.. drawn.Keys.Select(n => $"{n}.ipynb")]);
        foreach (var (name, bytes) in scripts)
            Assert.Equal(bytes, File.ReadAllBytes(At($"{name}.cs")));
    }

    [Fact]
    public void The_kits_notebooks_come_back_the_same()
    {
        foreach (var file in Directory.GetFiles(Repository.File("notebooks"), "*.ipynb"))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            Assert.Equal((0, "", $"Wrote {name}.cs\n"), kernel.Run("convert", file, "--to", "script", "--out", $"{name}.cs"));
            Assert.Equal(0, kernel.Run("convert", $"{name}.cs", "--to", "ipynb").Code);
            Same(File.ReadAllText(file), Read($"{name}.ipynb"));
            Assert.Contains("/src/ResearchKit\n", Read($"{name}.cs"));
        }
    }

    [Fact]
    public void A_script_runs_as_the_notebook_does()
    {
        kernel.WriteNotebook("all.ipynb",
            KernelProcess.Markdown("# A title\n*/ \"\"\" \u2028Console.WriteLine(\"injected\");"),
            KernelProcess.Code("#!time\nusing System.IO;\nvar x = 20;\nx + 1"), KernelProcess.Code("int Twice(int n) => n * x;\nTwice(2)"), KernelProcess.Code("var x = \"again\"; x"),
            KernelProcess.Code("Twice(3)"), KernelProcess.Code("record Point(int X, int Y);\nnew Point(1, 2)"), KernelProcess.Code("await Task.FromResult(\"late\")"),
            KernelProcess.Code("foreach (var y in new[] { 1 }) Console.WriteLine($\"in {y}\")\n;"), KernelProcess.Code("var y = \"\"\"\n// %% [markdown]\n// <generated>\n\"\"\";\ny"),
            KernelProcess.Code("throw new InvalidOperationException(\"on purpose\");", "raises-exception"), KernelProcess.Code("this is no C#", "raises-exception"), KernelProcess.Code("null"),
            KernelProcess.Code("Console.WriteLine(\"void\")"), KernelProcess.Code("var shown = display(\"first\");\nHTML(\"<b>a &lt; b</b>\")"), KernelProcess.Code("\"*md*\".DisplayAs(\"text/markdown\");\n5.Display()"),
            KernelProcess.Code("new[] { 1, 2 }"), KernelProcess.Code("Path.GetFileName(Environment.CurrentDirectory)"), KernelProcess.Code("1234.5.ToString()"));
        Convert("script", "all.ipynb");
        var start = new ProcessStartInfo("dotnet", ["run", "all.cs"]) { WorkingDirectory = kernel.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "da_DK.UTF-8";
        var result = Kit.Finish(start);
        Assert.True(result.Code == 0, result.Error + result.Output);
        string[] expected = ["21", "40", "again", "60", "Point { X = 1, Y = 2 }", "late", "in 1", "// %% [markdown]", "// <generated>", "System.InvalidOperationException: on purpose"];
        var lines = result.Output.Split('\n').Where(l => !l.StartsWith("   at ", StringComparison.Ordinal)).ToList();
        Assert.Equal([.. expected, "null", "void", "first", "a < b", "*md*", "5", "1", "2", Path.GetFileName(kernel.Folder), "1234.5", ""], lines);
    }

    [Fact]
    public void A_script_is_as_it_says()
    {
        kernel.WriteNotebook("small.ipynb", KernelProcess.Markdown("# A title\n\nText."), KernelProcess.Parameters("var n = 2;"), KernelProcess.Code("using System.IO;\n// twice\nn * 2"));
        var text = Convert("script", "small.ipynb");
        Assert.Equal("Wrote small.cs\n", text);
        Assert.Contains("""
            // </generated>

            // %% [markdown] id=null
            // # A title
            //
            // Text.

            // %% id=null tags=["parameters"]
            var n = 2;

            // %% id=null
            //= using System.IO;
            // twice
            ResearchKitScript.Cell.Show(() => //=+
            n * 2
            ); //=+

            // <generated>
            """.ReplaceLineEndings("\n"), Read("small.cs"));
    }

    const string ByHand = """
        #!/usr/bin/env -S dotnet run
        #:property PublishAot=false
        // %% Load data
        var a = 1;
        // %% [md]
        // # Title
        //No space.


        //%% tags=["x"]   id="own"
        System.Console.WriteLine(a);
        """;

    [Fact]
    public void Scripts_written_by_hand_come_back_to_the_byte()
    {
        string[] scripts =
        [
            "", "\n", "var a = 1;", "#:property PublishAot=false\nusing System;\n\nConsole.WriteLine(1);\n", "// %%", "// %%\n\n\n// %%\n",
            "// ---\n// jupyter:\n//   kernelspec:\n//     name: .net-csharp\n// ---\n\n// %%\nvar b = 1;\n", "\uFEFF// %%\nvar a = 1;\n", ByHand, ByHand + "\n",
        ];
        var files = scripts.SelectMany((script, i) => new[] { ($"lf{i}", script.ReplaceLineEndings("\n")), ($"crlf{i}", script.ReplaceLineEndings("\r\n")) }).ToDictionary(f => f.Item1, f => f.Item2);
        foreach (var (name, text) in files)
            File.WriteAllText(At($"{name}.cs"), text, new UTF8Encoding(false));
        Convert("ipynb", [.. files.Keys.Select(n => $"{n}.cs")]);
        foreach (var name in files.Keys)
            File.Delete(At($"{name}.cs"));
        Convert("script", [.. files.Keys.Select(n => $"{n}.ipynb")]);
        foreach (var (name, text) in files)
            Assert.Equal(Encoding.UTF8.GetBytes(text), File.ReadAllBytes(At($"{name}.cs")));
    }

    [Fact]
    public void A_script_written_by_hand_becomes_a_notebook_that_runs()
    {
        kernel.Write("hand.cs", ByHand);
        Convert("ipynb", "hand.cs");
        var cells = Plain(Read("hand.ipynb"))["cells"]!.AsArray();
        Assert.Equal(["var a = 1;", "# Title\nNo space.", "System.Console.WriteLine(a);"], cells.Select(c => (string?)c!["source"]));
        Assert.Equal("Load data", (string?)cells[0]!["metadata"]!["title"]);
        Assert.Equal(["cell-1", "cell-2", "own"], cells.Select(c => (string?)c!["id"]));
        Assert.Equal("1\n", kernel.ExecuteFile("hand.ipynb").Stream(2, "stdout"));
    }

    [Fact]
    public void An_edited_cell_is_written_anew_and_the_rest_stays_as_it_was_laid_out()
    {
        kernel.Write("hand.cs", ByHand);
        Convert("ipynb", "hand.cs");
        kernel.Write("hand.ipynb", Read("hand.ipynb").Replace("\"# Title\\n\"", "\"# Other\\n\""));
        Assert.Equal(0, kernel.Run("convert", "hand.ipynb", "--to", "script", "--out", "hand.cs").Code);
        Assert.Equal(ByHand.ReplaceLineEndings("\n").Replace("// %% [md]\n// # Title\n//No space.\n\n\n", "// %% [markdown]\n// # Other\n// No space.\n\n"), Read("hand.cs"));
    }

    [Fact]
    public void Generated_lines_that_were_edited_are_said_to_be_left_out()
    {
        kernel.WriteNotebook("n.ipynb", KernelProcess.Code("1 + 1"));
        Convert("script", "n.ipynb");
        kernel.Write("n.cs", Read("n.cs").Replace(".Show(() => //=+", ".Show(() => 5 + //=+"));
        var (code, _, error) = kernel.Run("convert", "n.cs", "--to", "ipynb", "--out", "m.ipynb");
        Assert.Equal(0, code);
        Assert.Contains("n.cs: cell 1: lines marked //=+", error);
        Assert.Equal("1 + 1", (string?)Plain(Read("m.ipynb"))["cells"]![0]!["source"]);
    }

    [Fact]
    public void Outputs_are_said_to_be_left_out()
    {
        var cell = KernelProcess.Code("1");
        cell["outputs"] = JsonNode.Parse("""[{"output_type":"stream","name":"stdout","text":"x"}]""");
        kernel.WriteNotebook("n.ipynb", cell);
        Assert.Contains("n.cs: a script holds no outputs: those of 1 cells are left out", Convert("script", "n.ipynb"));
    }

    [Fact]
    public void What_one_file_cannot_hold_is_refused_with_cell_and_line()
    {
        (string Given, string Message)[] cases =
        [
            ("#r \"lib/nowhere.dll\"", "cell 2, line 1: #r \"lib/nowhere.dll\" cannot stand in a script of one file. A script names projects and packages"),
            ("\n#load \"x.csx\"", "cell 2, line 2: #load \"x.csx\" cannot stand"),
            ("var a = 1;\nvar b = a +;", "cell 2, line 2: CS1525"),
            ("var a = 1;\n\nvar b = nothing;", "cell 2, line 3: CS0103: The name 'nothing' does not exist"),
            ("int early = 5;\nclass C\n{\n    int M() => early;\n}", "cell 2, line 4: CS"),
            ("var a = 1; class C { }", "cell 2, line 1: a using or a type on one line with other code"),
            ("return 5;", "cell 2, line 1: return between cells"),
            ("int P => 5;", "cell 2, line 1: 'int P => 5;'"),
            ("var a = 1;\n#!set a=5", "cell 2, line 2: '#!set a=5' cannot stand in a script of one file. Assign it in C#."),
            ("#!import x.cs", "cell 2, line 1: '#!import x.cs' cannot stand"),
            ("#!reset", "cell 2, line 1: #!reset cannot stand"),
            ("#r \"nuget: X, 1.0.0\"\n#r \"nuget: x, 2.0.0\"", "cell 2, line 2: #r \"nuget: x, 2.0.0\" beside version 1.0.0"),
            ("static int F(this int x) => x;", "cell 2, line 1: CS"),
        ];
        for (var i = 0; i < cases.Length; i++)
            kernel.WriteNotebook($"n{i}.ipynb", KernelProcess.Markdown("text"), KernelProcess.Code(cases[i].Given));
        var (code, _, error) = kernel.Run(["convert", .. cases.Select((_, i) => $"n{i}.ipynb"), "--to", "script"]);
        Assert.Equal(2, code);
        Assert.All(cases, (one, i) => Assert.Contains($"n{i}.ipynb: {one.Message}", error));
        Assert.Empty(Directory.GetFiles(kernel.Folder, "*.cs"));
    }

    [Fact]
    public void A_magic_takes_only_what_is_its_own_out_of_the_program()
    {
        kernel.WriteNotebook("n.ipynb", KernelProcess.Code("var x = 1;\n#!who\nvar y = x;\n#!lsmagic\n#!time\ny"), KernelProcess.Code("#!html\n<b>\u2028</b>\n#!csharp\nvar z = y;"), KernelProcess.Code("#!fsharp\nlet a = 1"),
            KernelProcess.Code("var args = 1; var expected = z + args;"), KernelProcess.Code("throw new Exception($\"{expected}\");", "raises-exception"));
        var notes = Convert("script", "n.ipynb");
        Assert.Contains("n.ipynb: cell 2, line 1: what #!html shows is kept as comments", notes);
        Assert.Contains("n.ipynb: cell 3: #!fsharp is not C#", notes);
        Assert.Contains("var x = 1;\n//= #!who\nvar y = x;\n//= #!lsmagic\n//= #!time\n", Read("n.cs"));
        Assert.Contains("//= #!html\n", Read("n.cs"));
        Assert.Contains("//= #!csharp\nvar z = y;\n", Read("n.cs"));
        Assert.Equal(0, kernel.Run("convert", "n.cs", "--to", "ipynb", "--out", "m.ipynb").Code);
        Same(Read("n.ipynb"), Read("m.ipynb"));
    }

    [Fact]
    public void What_was_changed_where_a_script_is_generated_is_said_and_the_rest_is_taken_over()
    {
        kernel.WriteNotebook("n.ipynb", KernelProcess.Code("var a = 1;"), KernelProcess.Code("record Point(int X);"));
        Convert("script", "n.ipynb");
        kernel.Write("type.cs", Read("n.cs").Replace("\nrecord Point(int X);", "\nrecord Point(int X, int Y);").Replace("var a = 1;", "var a = 2;"));
        kernel.Write("head.cs", Read("n.cs").Replace("\nusing System.Text;", "\nusing System.Text;\nusing System.Xml;\n#:package X@1.0.0"));
        var (code, _, error) = kernel.Run("convert", "type.cs", "head.cs", "--to", "ipynb");
        Assert.Equal(1, code);
        Assert.Contains("type.cs: cell 2, line 1: its type was changed at the script's end, which is not taken over", error);
        Assert.Contains("head.cs: 'using System.Xml;' in the head is not taken over", error);
        Assert.Contains("head.cs: '#:package X@1.0.0' in the head is not taken over", error);
        Assert.Equal(["var a = 2;", "record Point(int X);"], Plain(Read("type.ipynb"))["cells"]!.AsArray().Select(c => (string?)c!["source"]));
    }

    [Fact]
    public void A_layout_that_does_not_compile_is_written_anew()
    {
        kernel.Write("hand.cs", "// %%\nvar a = 1;\n// %%\na\n");
        Convert("ipynb", "hand.cs");
        var (code, _, error) = kernel.Run("convert", "hand.ipynb", "--to", "script", "--out", "again.cs");
        Assert.Equal(0, code);
        Assert.Contains("again.cs: is written anew, since it does not compile as it was laid out by hand (CS", error);
        Assert.Contains("ResearchKitScript.Cell.Show(() => //=+\na\n); //=+\n", Read("again.cs"));
    }

    [Fact]
    public void Code_below_a_shown_value_makes_it_a_statement()
    {
        kernel.WriteNotebook("n.ipynb", KernelProcess.Code("var n = 2;\nn * 2"), KernelProcess.Code("n // why"), KernelProcess.Code("Console.WriteLine(n)\n/* end\n*/"), KernelProcess.Code("var m = 3; m"));
        Convert("script", "n.ipynb");
        kernel.Write("m.cs", Read("n.cs").Replace("\n); //=+\n", "\n); //=+\nConsole.Write(n);\n"));
        var (code, _, error) = kernel.Run("convert", "m.cs", "--to", "ipynb");
        Assert.True(code == 0, error);
        Assert.Contains("cell 1: code stands below the value that the cell shows", error);
        var sources = Plain(Read("m.ipynb"))["cells"]!.AsArray().Select(c => (string?)c!["source"]).ToList();
        Assert.Equal("var n = 2;\ndisplay(n * 2);\nConsole.Write(n);", sources[0]);
        Assert.Equal("display(n // why\n);\nConsole.Write(n);", sources[1]);
        kernel.Write("k.cs", Read("n.cs").Replace("\n//=<\n", "\n//=<\nConsole.Write(n);\n"));
        var refused = kernel.Run("convert", "k.cs", "--to", "ipynb");
        Assert.Equal(2, refused.Code);
        Assert.Contains("cell 4: code below a value that is shown", refused.Error);
    }

    [Fact]
    public void A_copied_cell_gets_an_id_of_its_own()
    {
        kernel.Write("n.cs", "// %% id=\"own\"\nvar a = 1;\n\n// %% id=\"own\"\nvar b = 1;\n");
        Assert.Contains("n.cs(4): cell 2 has the id 'own' of an earlier cell, and gets 'cell-2'", Convert("ipynb", "n.cs"));
        Assert.Equal(["own", "cell-2"], Plain(Read("n.ipynb"))["cells"]!.AsArray().Select(c => (string?)c!["id"]));
    }

    [Fact]
    public void A_package_is_named_as_a_script_names_it()
    {
        kernel.WriteNotebook("n.ipynb", KernelProcess.Code("#r \"nuget: CsvHelper\"\n#r \"nuget: CsvHelper, 34.0.0\"\nusing CsvHelper;"));
        Assert.Contains("n.cs: not compiled to see whether it is one program, since packages are not compiled against", Convert("script", "n.ipynb"));
        Assert.Contains("\n#:package CsvHelper@34.0.0\n#:property ManagePackageVersionsCentrally=false\n", Read("n.cs"));
    }

    [Fact]
    public void A_script_that_cannot_be_taken_apart_is_refused_with_its_line()
    {
        (string Given, string Message)[] cases =
        [
            ("// %% tags=[parameters]\n1", "(1): tags=[parameters] is not JSON"),
            ("// %%\n1\n// %% id=\"a\" nonsense\n2", "(3): 'nonsense' on the cell's marker"),
            ("// %% [markdown]\n// text\nvar lost = 1;", "(3): 'var lost = 1;' in a cell of text"),
            ("// %% lines=1\n1\n2", "(1): the marker says lines=1, and the cell goes on: '2'"),
            ("// %% lines=99\n1", "(1): lines=99. Expected the number of lines of the cell."),
            ("// <generated>\n1", "(1): // <generated> without // </generated>"),
            ("// %%\n//=>\n1", "(2): //=> without //=<"),
            ("// %%\n1\n\n// <generated>\n// </generated>\n2", "(6): '2' behind what is generated"),
            ("// %%\n//=\"a", "(2): '//=\"a' is not a line in JSON"),
        ];
        for (var i = 0; i < cases.Length; i++)
            kernel.Write($"n{i}.cs", cases[i].Given);
        var (code, _, error) = kernel.Run(["convert", .. cases.Select((_, i) => $"n{i}.cs"), "--to", "ipynb"]);
        Assert.Equal(2, code);
        Assert.All(cases, (one, i) => Assert.Contains($"n{i}.cs{one.Message}", error));
        Assert.Empty(Directory.GetFiles(kernel.Folder, "*.ipynb"));
    }

    [Theory]
    [InlineData("convert: 0 files given", "convert", "--to", "script")]
    [InlineData("--to is missing", "convert", "n.ipynb")]
    [InlineData("convert: --to pdf. Expected script or ipynb.", "convert", "n.ipynb", "--to", "pdf")]
    [InlineData("n.cs is there already", "convert", "n.ipynb", "--to", "script")]
    [InlineData("x.txt: expected another file than the one that is read, ending in .cs", "convert", "n.ipynb", "--to", "script", "--out", "x.txt")]
    public void A_command_that_cannot_be_followed_is_refused(string message, params string[] arguments)
    {
        kernel.WriteNotebook("n.ipynb");
        kernel.Write("n.cs", "1");
        var (code, _, error) = kernel.Run(arguments);
        Assert.Equal(2, code);
        Assert.Contains(message, error);
        Assert.Equal("1", Read("n.cs"));
    }
}
