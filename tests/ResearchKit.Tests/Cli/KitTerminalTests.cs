using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What stands in an article, a lexicon or a file name must not act on the terminal of whoever reads the result.</summary>
public sealed class KitTerminalTests : IDisposable
{
    const string Escape = "\u001b[31m", Bell = "\u001b]0;x\u0007", Override = "\u202e", Markup = "[red]x[/] [bold";

    readonly ArticleFolder folder = new();

    public KitTerminalTests() => folder.Put("hostile.jsonl", $$"""
        {"id":"{{Json(Escape + Override)}}1 {{Markup}}","title":"{{Json(Bell)}}{{Markup}} 1","text":"strong {{Json(Escape)}} growth {{Json(Override)}}","label":"{{Json(Escape)}}{{Markup}}","score":0.2}
        {"id":"[red]","text":"growth [/] {{Json(Bell + "\r")}}","language":"{{Json(Escape)}}"}
        """);

    public void Dispose() => folder.Dispose();

    static string Json(string text) => string.Concat(text.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")));

    static void AssertHarmless(string text) =>
        Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    [Theory]
    [InlineData("score")]
    [InlineData("explain")]
    [InlineData("reproduce")]
    public void Escapes_overrides_and_markup_of_articles_are_shown_as_text(string command)
    {
        var output = Kit.RunIn(folder.Path, command, "hostile.jsonl").Done().Output;
        AssertHarmless(output);
        Assert.Contains($@"\u001B[31m\u202E1 {Markup}", output);
    }

    [Fact]
    public void Json_holds_the_text_itself_and_no_character_that_acts()
    {
        foreach (var command in new[] { "score", "explain", "reproduce" })
            AssertHarmless(Kit.RunIn(folder.Path, command, "hostile.jsonl", "--json").Done().Output);
        var ids = Kit.RunIn(folder.Path, "score", "hostile.jsonl", "--json").JsonLines.Select(line => (string?)line["id"]);
        Assert.Equal([$"{Escape}{Override}1 {Markup}", "[red]"], ids);
    }

    [Fact]
    public void Messages_quote_what_was_found_without_letting_it_act()
    {
        AssertHarmless(Kit.RunIn(folder.Path, "explain", "hostile.jsonl", "--id", Escape).Refused());
        AssertHarmless(Kit.Run("score", $"{Escape}{Override}.txt").Refused());
        AssertHarmless(Kit.Run($"{Escape}{Override}").Refused());
        AssertHarmless(Kit.Run("score", $"--{Escape}{Override}").Refused());
        AssertHarmless(Kit.Run("score", "seeds", "--method", $"{Escape}{Override}").Refused());
        AssertHarmless(Kit.Run("run", $"{Escape}{Override}.ipynb").Refused());
        folder.Put("words.csv", $"term,role,valence\n\"gro{Escape}wth{Override}\",polarity,0.5\n\"gro{Escape}wth{Override}\",polarity,0.5\n");
        AssertHarmless(Kit.Run("score", "seeds", "--lexicon", folder["words.csv"]).Refused());
        folder.Put("rows.jsonl", $"{{\"id\":\"a\",\"text\":\"x\",\"score\":\"{Escape}{Override}\"}}\n{Escape}{Override}\n");
        AssertHarmless(Kit.Run("score", folder["rows.jsonl"]).Refused());
    }

    [Fact]
    public void A_file_name_does_not_act_either()
    {
        folder.Put($"{Escape}.csv", "term,role,valence\ngrowth,polarity,0.5\n");
        folder.Put("a.txt", "growth");
        var result = Kit.RunIn(folder.Path, "score", "a.txt", "--lexicon", $"{Escape}.csv");
        AssertHarmless(result.Error);
        var output = result.DoneOnALexiconWithoutLicence().Output;
        AssertHarmless(output);
        Assert.Contains(@"finance@2 on \u001B[31m (1 entry", output);
    }

    [Fact]
    public void A_pipe_gets_whole_lines()
    {
        folder.Put("long.jsonl", $$"""{"id":"{{new string('i', 300)}}","title":"{{new string('t', 400)}}","text":"growth","score":0.2}""");
        foreach (var command in new[] { "score", "reproduce" })
            Assert.Contains(Kit.Run(command, folder["long.jsonl"]).Done().Output.Split('\n'), line => line.Contains(new string('i', 300), StringComparison.Ordinal));
    }

    [Fact]
    public void A_message_of_several_lines_keeps_them()
    {
        folder.Put("rows.csv", "id,text\n1,a\"b\"\n2,c\"d\"\n");
        var lines = Kit.RunIn(folder.Path, "score", "rows.csv").Refused().Split('\n');
        Assert.Equal(["rows.csv: 2 of 2 rows were rejected", "  rows.csv(2): a quote", "  rows.csv(3): a quote", "Mend them"], lines.Select((line, i) => line[..new[] { 35, 22, 22, 9 }[i]]));
    }
}
