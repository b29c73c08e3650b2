using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class NotebookCheckTests : IDisposable
{
    readonly KernelProcess kernel = new();

    public void Dispose() => kernel.Dispose();

    static JsonObject Shown(string source, string stored, params string[] tags)
    {
        var cell = KernelProcess.Code(source, tags);
        cell["outputs"] = JsonNode.Parse(stored);
        return cell;
    }

    static string Value(string text, string mimeType = "text/plain") => new JsonArray(new JsonObject
    {
        ["output_type"] = "execute_result",
        ["execution_count"] = 9,
        ["metadata"] = new JsonObject(),
        ["data"] = new JsonObject { [mimeType] = text },
    }).ToJsonString();

    static string Printed(params string[] pieces) => new JsonArray([.. pieces.Select(p => new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = p })]).ToJsonString();

    static string Figure(string json) => $$"""[{"output_type":"display_data","metadata":{},"data":{"application/vnd.plotly.v1+json":{{json}} } }]""";

    void Write(string name, string metadata, params JsonObject[] cells)
    {
        kernel.WriteNotebook(name, cells);
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(kernel.Folder, name)))!;
        foreach (var (key, value) in JsonNode.Parse(metadata)!.AsObject())
            json["metadata"]![key] = value?.DeepClone();
        kernel.Write(name, json.ToJsonString());
    }

    [Fact]
    public void A_notebook_that_shows_what_it_showed_takes_one_line()
    {
        Write("same.ipynb", """{"researchkit":{"check":{"sanitize":[{"pattern":"took \\d+ ms","replacement":"took <time>"}]}}}""",
            Shown("Console.Write(\"a\"); Console.Write(\"b\\n\");", Printed("a", "b\n")),
            Shown("Guid.NewGuid().ToString()", Value("00000000-0000-0000-0000-000000000000"), "ignored-tag"),
            Shown("$\"took {Environment.TickCount64 & 1023} ms, 0x00007f{Random.Shared.Next(100000, 999999)}ab\"", Value("took 5 ms, 0x00007fffffffffab")),
            Shown("#!time\n\"x\"", Value("x").Replace("[{", """[{"output_type":"stream","name":"stdout","text":"Wall time: 1.5 ms\n"},{""")),
            Shown("Environment.CurrentDirectory", Value("<folder>")),
            Shown("Random.Shared.Next()", Value("1"), "check-ignore-output"), Shown("// NBVAL_IGNORE_OUTPUT\nRandom.Shared.Next()", Value("1")), Shown("Random.Shared.Next()", Value("1"), "nbval-ignore-output"),
            Shown("throw new Exception(\"on purpose\");", """[{"output_type":"error","ename":"System.Exception","evalue":"on purpose","traceback":["elsewhere"]}]""", "check-raises"),
            Shown("(\"{\\\"x\\\":[1,2],\\\"id\\\":\\\"\" + Guid.NewGuid() + \"\\\"}\").DisplayAs(\"application/vnd.plotly.v1+json\");", Figure("""{"id":"00000000-0000-0000-0000-000000000000","x":[1.0,2]}""")),
            Shown("\"iVBO\".DisplayAs(\"image/png\");", """[{"output_type":"display_data","metadata":{},"data":{"image/png":"iV\nBO\n"}}]"""));
        var (code, output, error) = kernel.Run("check", "same.ipynb");
        Assert.True(code == 0, output + error);
        Assert.Equal("same.ipynb: 8 cells show what is stored in it\n", output);
    }

    [Fact]
    public void Each_cell_that_differs_is_named_with_its_line_and_a_diff()
    {
        Write("other.ipynb", "{}",
            Shown("Console.Write(\"one\\ntwo\\nthree\\nfour\\n\");", Printed("one\ntwo\n3\nfour\n")),
            Shown("\"new \\u001b[2J\\u202e!\"", "[]"),
            Shown("var one = 1;", Value("gone")),
            Shown("\"{\\\"data\\\":[{\\\"y\\\":[1,2.5]}]}\".DisplayAs(\"application/vnd.plotly.v1+json\");", Figure("""{"data":[{"y":[1,2.25]}]}""")),
            Shown("\"AAAA\".DisplayAs(\"image/png\");", """[{"output_type":"display_data","metadata":{},"data":{"image/png":"AAAB"}}]"""),
            Shown("\"<table><tr><td>1</td></tr></table>\".DisplayAs(\"text/html\");", """[{"output_type":"display_data","metadata":{},"data":{"text/html":"<table><tr><td>2</td></tr></table>"}}]"""),
            Shown("\"3\"", Value("3")));
        var (code, output, _) = kernel.Run("check", "other.ipynb", "--report", "all.txt");
        Assert.Equal(1, code);
        Assert.Contains("other.ipynb: cell 1 (In [1]), stdout, text/plain, line 3: differs\n--- stored\n+++ now\n@@ line 1 @@\n one\n two\n-3\n+three\n four\n", output);
        Assert.Contains("cell 2 (In [2]), output 1, text/plain: was not there before\n--- stored\n+++ now\n+new ·!\n", output);
        Assert.Contains("cell 3 (In [3]), output 1, text/plain: is not there any more\n--- stored\n+++ now\n-gone\n", output);
        Assert.Contains("$.data[0].y[1]: 2.25 became 2.5\n", output);
        Assert.Contains("cell 5 (In [5]), output 1, image/png: other bytes\n", output);
        Assert.Contains("-<td>2</td>\n+<td>1</td>\n", output);
        Assert.EndsWith("other.ipynb: 6 of 7 cells do not show what is stored in it\n", output);
        Assert.Equal(output, File.ReadAllText(Path.Combine(kernel.Folder, "all.txt")));
    }

    [Fact]
    public void Numbers_may_differ_by_the_tolerance_and_no_more()
    {
        Write("near.ipynb", "{}",
            Shown("\"a  1.0000001 | -2e3\"", Value("a 1.0000002 | -2000")), Shown("\"<td>0.30000001</td>\".DisplayAs(\"text/html\");", Value("<td>0.3</td>", "text/html")),
            Shown("\"{\\\"y\\\":[1.00000001]}\".DisplayAs(\"application/vnd.plotly.v1+json\");", Figure("""{"y":[1]}""")));
        Write("far.ipynb", "{}", Shown("\"1.001\"", Value("1.002")), Shown("\"1 b\"", Value("1 a")));
        var (code, output, _) = kernel.Run("check", "near.ipynb", "far.ipynb", "--tolerance", "1e-6");
        Assert.Equal(1, code);
        Assert.Contains("near.ipynb: 3 cells show what is stored in it\n", output);
        Assert.Contains("far.ipynb: 2 of 2 cells do not show", output);
        Assert.Contains("near.ipynb: 3 of 3 cells do not show", kernel.Run("check", "near.ipynb").Output);
    }

    [Fact]
    public void An_approved_file_is_written_from_a_run_and_compared_with_from_then_on()
    {
        Write("n.ipynb", "{}", KernelProcess.Parameters("var n = 1;"), KernelProcess.Code("n"), KernelProcess.Code("Guid.NewGuid()"), KernelProcess.Code("throw new Exception(\"x\");", "raises-exception"));
        var before = File.ReadAllBytes(Path.Combine(kernel.Folder, "n.ipynb"));
        Assert.Equal((0, "approved: n.approved.ipynb\n"), (kernel.Run("check", "n.ipynb", "--approve") is var made ? made.Code : 0, made.Output));
        Assert.Equal(0, kernel.Run("check", "n.ipynb", "--approve", "--approved", "approved", "--set", "n=2").Code);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(kernel.Folder, "n.ipynb")));
        Assert.Equal("n.ipynb: 4 cells show what is approved in n.approved.ipynb\n", kernel.Run("check", "n.ipynb").Output);
        Assert.Contains("-2\n+1\n", kernel.Run("check", "n.ipynb", "--approved", "approved").Output);
        var json = JsonNode.Parse(kernel.Run("check", "n.ipynb", "--approved", "approved", "--set", "n=2", "--json").Output)!;
        Assert.True((bool)json["equal"]!);
        Assert.Equal(4, (int)json["notebooks"]![0]!["compared"]!);
        var text = File.ReadAllText(Path.Combine(kernel.Folder, "approved", "n.approved.json"));
        var approved = JsonNode.Parse(text)!;
        Assert.Equal([2, 3, 4], approved["cells"]!.AsArray().Select(c => (int)c!["cell"]!));
        Assert.Contains("<id>", text);
    }

    [Fact]
    public void Approved_files_are_left_out_and_one_that_was_emptied_is_said_to_be()
    {
        Write("n.ipynb", "{}", Shown("\"1\"", Value("1")));
        Assert.Equal(0, kernel.Run("check", "n.ipynb", "--approve").Code);
        Assert.True((bool)JsonNode.Parse(File.ReadAllText(Path.Combine(kernel.Folder, "n.approved.ipynb")))!["metadata"]!["researchkit"]!["approved"]!);
        var again = kernel.Run("check", "n.approved.ipynb", "n.ipynb", "--approve");
        Assert.Equal((0, "approved: n.approved.ipynb\n"), (again.Code, again.Output));
        Assert.Contains("n.approved.ipynb: an approved file, left out", again.Error);
        Assert.False(File.Exists(Path.Combine(kernel.Folder, "n.approved.approved.ipynb")));
        var alone = kernel.Run("check", "n.approved.ipynb");
        Assert.Equal(2, alone.Code);
        Assert.Contains("n.approved.ipynb is an approved file", alone.Error);
        var emptied = JsonNode.Parse(File.ReadAllText(Path.Combine(kernel.Folder, "n.approved.ipynb")))!;
        emptied["cells"]![0]!["outputs"] = new JsonArray();
        kernel.Write("n.approved.ipynb", emptied.ToJsonString());
        var (code, _, error) = kernel.Run("check", "n.ipynb");
        Assert.Equal(1, code);
        Assert.Contains("n.approved.ipynb: it holds no outputs; was it stripped?", error);
    }

    [Fact]
    public void Notebooks_that_would_share_an_approved_file_are_refused()
    {
        var (code, output, error) = kernel.Run("check", "a/n.ipynb", "b/n.ipynb", "--approve", "--approved", "approved");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("check: a/n.ipynb and b/n.ipynb would share the approved file", error);
    }

    [Fact]
    public void Differences_around_zero_thousands_and_what_no_double_holds_have_their_rules()
    {
        Write("near.ipynb", "{}", Shown("\"1e-15 and -2e-14\"", Value("0 and 0")), Shown("\"1,234,567.88 USD\"", Value("1,234,567.89 USD")), Shown("\"1,000,000\"", Value("999,999.99")));
        Write("far.ipynb", "{}", Shown("\"1e999\"", Value("2e999")), Shown("\"NaN\"", Value("∞")), Shown("\"1.5\"", Value("1e999")));
        var (_, output, _) = kernel.Run("check", "near.ipynb", "far.ipynb", "--tolerance", "1e-6", "--tolerance-abs", "1e-9");
        Assert.Contains("near.ipynb: 3 cells show what is stored in it\n", output);
        Assert.Contains("far.ipynb: 3 of 3 cells do not show", output);
    }

    [Fact]
    public void A_run_that_fails_is_a_difference_and_approves_nothing()
    {
        Write("fails.ipynb", "{}", Shown("\"1\"", Value("1")), Shown("throw new Exception(\"boom\");", "[]"), Shown("\"3\"", Value("3")));
        Write("ends.ipynb", "{}", Shown("Environment.Exit(0);", Value("1")));
        Write("fine.ipynb", "{}", Shown("\"1\"", Value("1")));
        var (code, output, _) = kernel.Run("check", "fails.ipynb", "ends.ipynb", "fine.ipynb");
        Assert.Equal(1, code);
        Assert.Contains("fails.ipynb: cell 2 (In [2]): the run stopped here:", output);
        Assert.Contains("boom", output);
        Assert.DoesNotContain("cell 3", output);
        Assert.Contains("ends.ipynb: cell 1 (In [1]): the run stopped here:", output);
        Assert.Contains("fine.ipynb: 1 cells show what is stored in it\n", output);
        var approved = kernel.Run("check", "fails.ipynb", "--approve");
        Assert.Equal(1, approved.Code);
        Assert.Contains("Nothing was approved.", approved.Error);
        Assert.False(File.Exists(Path.Combine(kernel.Folder, "fails.approved.ipynb")));
    }

    [Fact]
    public void Notebooks_that_cannot_be_checked_are_refused_each_with_what_to_do()
    {
        const string rule = """{"researchkit":{"check":{"sanitize":@}}}""";
        Write("empty.ipynb", "{}", KernelProcess.Code("1"));
        Write("list.ipynb", rule.Replace("@", "3"), Shown("\"1\"", Value("1")));
        Write("rule.ipynb", rule.Replace("@", """[{"pattern":"a"}]"""), Shown("\"1\"", Value("1")));
        Write("regex.ipynb", rule.Replace("@", """[{"pattern":"(","replacement":""}]"""), Shown("\"1\"", Value("1")));
        Write("slow.ipynb", rule.Replace("@", """[{"pattern":"^(a+)+$","replacement":""}]"""), Shown("new string('a', 40) + \"!\"", Value("x")));
        Write("old.ipynb", "{}", Shown("\"1\"", Value("1")));
        kernel.Write("old.approved.ipynb", "{\"cells\":1}");
        var (code, output, error) = kernel.Run("check", "empty.ipynb", "list.ipynb", "rule.ipynb", "regex.ipynb", "slow.ipynb", "old.ipynb", "nowhere.ipynb");
        Assert.Equal((2, ""), (code, output));
        string[] messages =
        [
            "empty.ipynb: no outputs are stored in it, and nothing is approved (empty.approved.ipynb). Run it and save it with its outputs, or write the approved file with --approve.",
            "list.ipynb: metadata researchkit.check.sanitize: expected a list of", "rule.ipynb: metadata researchkit.check.sanitize: rule 1 is {\"pattern\":\"a\"}. Expected", "regex.ipynb: metadata researchkit.check.sanitize: rule 1: Invalid pattern",
            "sanitize: the pattern '^(a+)+$' takes longer than 1 s on one output.", "old.approved.ipynb: JSON without 'nbformat'", "nowhere.ipynb: there is no such notebook.",
        ];
        Assert.All(messages, message => Assert.Contains(message, error));
    }

    [Theory]
    [InlineData("check: no notebook given", "check")]
    [InlineData("check: --against yesterday. Expected stored or approved.", "check", "n.ipynb", "--against", "yesterday")]
    [InlineData("--tolerance -1: expected a relative difference", "check", "n.ipynb", "--tolerance=-1")]
    [InlineData("--tolerance-abs 1e999: expected a difference", "check", "n.ipynb", "--tolerance-abs=1e999")]
    [InlineData("--approve with --against", "check", "n.ipynb", "--approve", "--against", "stored")]
    public void A_command_that_cannot_be_followed_is_refused(string message, params string[] arguments)
    {
        var (code, output, error) = kernel.Run(arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error);
    }

    [Fact]
    public void The_kit_has_it_as_a_command()
    {
        Write("n.ipynb", "{}", KernelProcess.Parameters("var n = 1;"), Shown("n.ToString()", Value("2")));
        Assert.Equal(0, Kit.RunIn(kernel.Folder, "notebook", "check", "n.ipynb", "--set", "n=2", "--timeout", "60", "--tolerance-abs", "0").Code);
        Assert.Equal(1, Kit.RunIn(kernel.Folder, "notebook", "check", "n.ipynb").Code);
    }
}
