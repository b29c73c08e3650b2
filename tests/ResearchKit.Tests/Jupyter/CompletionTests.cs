using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What a writer of cells is offered and told, asked through jupyter_client. <c>|</c> is the cursor; the cells that ran before are in complete.py.</summary>
public sealed class CompletionTests(WriterOfCells writer) : IClassFixture<WriterOfCells>
{
    [Theory]
    [InlineData("Console.Wri|", "WriteLine", "method")]
    [InlineData("pri|", "prices", "variable")]
    [InlineData("prices.Sel|", "Select", "method")]
    [InlineData("prices[0].Comp|", "CompareTo", "method")]
    [InlineData("prices.Where(p => p.Comp|", "CompareTo", "method")]
    [InlineData("from p in prices wh|", "where", "keyword")]
    [InlineData("new Tra|", "Trade", "class")]
    [InlineData("new Trade(\"\", 1).Tw|", "Twice", "method")]
    [InlineData("new Trade(Sym|", "Symbol:", "variable")]
    [InlineData("var t = new Trade(\"\", 1) { Pri|", "Price", "property")]
    [InlineData("Mea|", "Mean", "function")]
    [InlineData("pairs[0].|", "Half", "property")]
    [InlineData("Side.|", "Buy", "constant")]
    [InlineData("Path.Comb|", "Combine", "method")]
    [InlineData("awa|", "await", "keyword")]
    [InlineData("await Task.Del|", "Delay", "method")]
    [InlineData("displ|", "display", "method")]
    [InlineData("$\"{pri|", "prices", "variable")]
    [InlineData("Lexi|", "Lexicon", "class")]
    [InlineData("FromA|", "FromAFile", "function")]
    [InlineData("#r \"library/NamedHere.dll\"\nusing CsvHelper;\nnew CsvRead|", "CsvReader", "class")]
    [InlineData("#!ti|", "#!time", "magic")]
    [InlineData("#!time\nConsole.Wri|", "WriteLine", "method")]
    [InlineData("#r \"lib|", "library/", "path")]
    [InlineData("#r \"library/Named|", "library/NamedByACell.dll", "path")]
    [InlineData("#load \"|", "loaded.csx", "path")]
    [InlineData("var s = \"😀\"; pri|", "prices", "variable")]
    [InlineData("var a = 1;\r\nvar b = 2;\r\nConsole.Wri|", "WriteLine", "method")]
    public void What_fits_is_offered_with_its_kind(string code, string match, string kind)
    {
        var answer = writer.Complete(code);
        Assert.Contains(match, answer["matches"].Words());
        Assert.Equal(kind, (string?)answer["kinds"]![match]);
    }

    [Fact]
    public void A_match_replaces_what_was_typed_of_it_counted_in_characters()
    {
        var answer = writer.Complete("var s = \"😀\"; pri|");
        var typed = "var s = \"e\"; ".Length;
        Assert.Equal((typed, typed + 3), ((int)answer["start"]!, (int)answer["end"]!));
    }

    [Fact]
    public void What_begins_as_typed_comes_before_what_merely_contains_it()
    {
        Assert.Equal("Mean", writer.Complete("Mea|")["matches"].Words()[0]);
        Assert.Equal(["WriteLine"], writer.Complete("Console.WrL|")["matches"].Words());
    }

    [Fact]
    public void Without_a_word_typed_the_variables_of_cells_come_first()
    {
        var matches = writer.Complete("|")["matches"].Words();
        Assert.InRange(matches.Length, 50, 300);
        Assert.InRange(Array.IndexOf(matches, "prices"), 0, 20);
    }

    [Fact]
    public void Behind_a_dot_there_are_members_alone()
    {
        var kinds = writer.Complete("prices.|")["kinds"]!.AsObject().Select(k => (string)k.Value!).Distinct();
        Assert.Equal(["method", "property"], kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_variable_declared_twice_is_what_it_was_declared_last()
    {
        var matches = writer.Complete("changing.|")["matches"].Words();
        Assert.Contains("CompareTo", matches);
        Assert.DoesNotContain("Length", matches);
    }

    [Fact]
    public void Methods_of_one_name_from_two_cells_are_overloads() =>
        Assert.EndsWith("(+ 1 overload)", (string?)writer.Complete("Ove|")["signatures"]!["Over"], StringComparison.Ordinal);

    [Fact]
    public void A_cell_that_did_not_compile_has_declared_nothing() => Assert.Empty(writer.Complete("neverDecl|")["matches"]!.AsArray());

    [Fact]
    public void An_override_is_written_out()
    {
        var answer = writer.Complete("class Square : Shape\n{\n    public override double Ar|\n}");
        var text = Assert.Single(answer["matches"].Words());
        Assert.StartsWith("Area(int scale)", text, StringComparison.Ordinal);
        Assert.Matches("Not[I]mplementedException", text);
    }

    [Theory]
    [InlineData("// pri|")]
    [InlineData("var s = \"pri|")]
    [InlineData("#!html\n<b pri|")]
    [InlineData("#r \"nuget: pri|")]
    public void Where_no_code_stands_nothing_is_offered(string code) => Assert.Empty(writer.Complete(code)["matches"]!.AsArray());

    [Fact]
    public void Types_that_would_need_a_using_are_left_out() => Assert.DoesNotContain("Regex", writer.Complete("Rege|")["matches"].Words());

    [Theory]
    [InlineData("Console.WriteLi|ne(1)", "void Console.WriteLine(int value) (+ ")]
    [InlineData("Console.WriteLine(|", "Overloads:")]
    [InlineData("Mean|", "The mean of xs.")]
    [InlineData("Mean(|)", "xs: Numbers.")]
    [InlineData("Mean(prices|)", "(variable) List<double> prices")]
    [InlineData("Mean|(prices)", "InvalidOperationException: There are none.")]
    [InlineData("new Trade(|", "Symbol: Which paper.")]
    [InlineData("Trade| t", "A trade <done>.")]
    [InlineData("Lexicon.Re|ad(\"\")", "path: ")]
    public void What_stands_at_the_cursor_or_is_called_around_it_is_described(string code, string said)
    {
        Assert.Contains(said, (string?)writer.Inspect(code)["text"]);
    }

    [Theory]
    [InlineData("Console.WriteLine|(1)", "value: The value to write.")]
    [InlineData("prices.Sele|ct(p => p)", "Projects each element of a sequence into a new form.")]
    public void Of_what_is_in_dotnet_the_documentation_of_the_sdk_is_shown(string code, string said)
    {
        Assert.SkipUnless(HasPack, "This .NET has no reference assemblies with documentation.");
        Assert.Contains(said, (string?)writer.Inspect(code)["text"]);
    }

    [Fact]
    public void Documentation_is_encoded_where_it_becomes_html() =>
        Assert.Contains("A trade &lt;done&gt;.", (string?)writer.Inspect("Trade| t")["html"]);

    [Fact]
    public void In_full_every_overload_is_listed() =>
        Assert.True(Lines(writer.InspectInFull("Console.WriteLine(|")) > Lines(writer.Inspect("Console.WriteLine(|")));

    [Theory]
    [InlineData("1 + |")]
    [InlineData("nobodyKnowsThis|")]
    [InlineData("|")]
    public void Of_what_is_unknown_nothing_is_said(string code) => Assert.False((bool)writer.Inspect(code)["found"]!);

    [Theory]
    [InlineData("(", 50_000)]
    [InlineData("{", 50_000)]
    [InlineData("List<", 40_000)]
    [InlineData("x=>", 20_000)]
    [InlineData("}", 2_000)]
    [InlineData("prices.", 500)]
    [InlineData("a", 1_000_000)]
    [InlineData("\"", 999)]
    [InlineData("\0#r \"", 20)]
    public void No_text_stops_the_kernel(string piece, int times)
    {
        Assert.Equal(["ok", "ok"], writer.Ask("broken", string.Concat(Enumerable.Repeat(piece, times))).Words());
        Assert.Equal("ok", (string?)writer.Ask("run", "1 + 1"));
    }

    [Fact]
    public void What_a_session_knew_before_it_was_reset_is_forgotten() => Assert.Empty(writer.Complete("forgotten|")["matches"]!.AsArray());

    static bool HasPack => Directory.Exists(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref")));

    static int Lines(JsonNode answer) => ((string)answer["text"]!).Split('\n').Length;
}
