using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>Notebooks drawn at random: code that compiles, and text, ids and metadata chosen to be mistaken for something else.</summary>
sealed class DrawnNotebook(ulong seed)
{
    static readonly string[] Text =
    [
        "", " ", "// %% x", "%% x", "// <generated>", "<generated>", "// </generated>", "*/", "/* a", "# head", "= \"x\"", "\"x\"", "=>", "tab\tend\t", "trail  ", "\r", "a\r",
        "a\u2028System.Console.WriteLine(1);", "a\u0085b", "a\rb", "```csharp", "😀 漢 é", "\\", "//= y", "//=\"y\"", "//", "/", "[markdown]", "id=\"c1\"", "#:package X@1", "#!/bin/sh", "---", "// ---", "}", "\u0007",
    ];

    static readonly string[] Code =
    [
        "var v@ = 1;", "@ * 2", "var s@ = \"\"\"\n// %% [markdown]\n// <generated>\n//= x\n*/ /*\n# no directive\n\"\"\";\ns@", "var t@ = §\"\n// %% id=\"\"a\"\"\n// </generated>\n\";", "// %% a comment\nvar c@ = 1; // %% b",
        "// <generated>\n// </generated>", "//= using X;\n//=\"y\"\nvar m@ = 1; //=+\n//=>\n//=<\nm@", "//==== x\n//=\nusing System.IO;\nPath.DirectorySeparatorChar", "#r \"System.Text.Json\"\nusing static System.Math;\nusing J = System.Text.Json.JsonDocument;\nSqrt(2)",
        "#!time\n#!csharp\nvar w@ = 2;", "#region a\nvar p@ = 3;\n#endregion", "#pragma warning disable CS0168\nint q@;", "record R@(int A);\nvar r@ = new R@(1);\nr@.A", "/// <summary>A doc.</summary>\nenum E@\n{\n    A,\n\n    B, // %% c\n}",
        "var again = @;", "string again = \"@\";\nagain", "foreach (var again in new[] { 1 }) { Console.Write(again); }", "var (again, other@) = (1, 2);", "int again(int x) => x + @;\nagain(1)", "", "\n", " ", "\n\nvar e@ = 1;\n\n", "var a@ = 1; a@",
        "if (true) { } // c\nvar b@ = \"\"\"\n  x\n  \"\"\"; b@ + \"\"\"\n  // %%\n  \"\"\"", "await Task.FromResult(@)", "var f@ = await Task.FromResult(1); f@ + await Task.FromResult(1) // end", "Console.WriteLine(\"@\")", "(string)null", "null",
        "/* a\u2028b\u0085c */ var g@ = 1;", "#!html\n<b>// %% x</b>\n} not C#", "// é 漢 😀\nvar é@ = \"😀\";", "Func<int, int> h@ = x => x + 1;\nh@(1)", "int.TryParse(\"1\", out var o@)", "// only", "var l@ = new[] { 3, 1 }\n    .Order()\n    .ToList();\nl@\n    .Count\n// behind",
        "HTML(\"<b>@</b>\").Display(\"text/html\"); display(@);", "using System.Text.RegularExpressions; // %% why\nRegex.IsMatch(\"a\", \"b\");",
    ];

    static readonly string[] Metadata =
    [
        """{"title":"A plain title"}""", """{"title":"A [b] = c"}""", """{"title":"[markdown]"}""", """{"title":"%x"}""", """{"title":" a"}""", """{"title":3}""", """{"tags":["parameters","é \u2028"]}""", """{"id":"mine"}""", """{"lines":3,"mark":"="}""", """{"a b":1}""",
        """{"x":null,"y":1.50,"z":{"// %%":[1e3,"\n"]}}""", """{"metadata":{}}""", """{"polyglot_notebook":{"kernelName":"csharp"}}""", """{"polyglot_notebook":{"kernelName":"csharp","more":1},"collapsed":true}""", """{"editable":false,"slideshow":{"slide_type":"=\"x\" y=\"z\""}}""",
    ];

    static readonly string[] Whole =
    [
        """{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"polyglot-notebook"},"polyglot_notebook":{"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":[],"languageName":"csharp","name":"csharp"}]}}}""",
        """{"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"title":"// %%\u2028x","researchkit":{"check":{"sanitize":[]}}}""", "{}",
    ];

    readonly Draws draws = new(seed);

    string One(string[] of) => of[draws.Below(of.Length)];

    public JsonObject Draw()
    {
        var minor = draws.Below(4) == 0 ? 4 : 5;
        var cells = Enumerable.Range(1, draws.Below(9)).Select(number => (JsonNode)Cell(number, minor)).ToArray();
        var json = new JsonObject { ["nbformat_minor"] = minor, ["nbformat"] = 4, ["cells"] = new JsonArray(cells), ["metadata"] = JsonNode.Parse(One(Whole)) };
        if (draws.Below(5) == 0)
            json["unknown"] = new JsonArray(1, "x");
        return json;
    }

    JsonObject Cell(int number, int minor)
    {
        var isCode = draws.Below(3) > 0;
        var source = isCode ? One(Code).Replace("@", $"{number}").Replace("§", "@") : string.Join('\n', Enumerable.Range(0, draws.Below(6)).Select(_ => One(Text)));
        if (draws.Below(6) == 0)
            source = source.Replace("\n", "\r\n");
        if (draws.Below(6) == 0)
            source += "\n";
        var cell = new JsonObject
        {
            ["cell_type"] = isCode ? "code" : draws.Below(4) == 0 ? "raw" : "markdown",
            ["metadata"] = JsonNode.Parse(draws.Below(3) == 0 ? One(Metadata) : isCode && draws.Below(2) == 0 ? """{"polyglot_notebook":{"kernelName":"csharp"}}""" : "{}"),
            ["source"] = draws.Below(2) == 0 ? source : new JsonArray([.. source.Split('\n').SkipLast(1).Select(l => JsonValue.Create(l + "\n")), JsonValue.Create(source.Split('\n')[^1])]),
        };
        if (minor == 5 && draws.Below(8) > 0)
            cell["id"] = draws.Below(3) == 0 ? draws.Below(2) == 0 ? $"cell-{number}" : $"cell-{number}-x" : $"c{number}";
        if (!isCode && draws.Below(6) == 0)
            cell["attachments"] = new JsonObject { ["a.png"] = new JsonObject { ["image/png"] = "iVBORw==" } };
        if (draws.Below(8) == 0)
            cell["own"] = "// %%";
        if (isCode)
        {
            cell["execution_count"] = draws.Below(2) == 0 ? null : number;
            cell["outputs"] = draws.Below(2) == 0 ? new JsonArray() : new JsonArray(new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "x" });
        }
        return cell;
    }
}
