using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace ResearchKit.Tests;

public class ExplanationTests
{
    static readonly Article Invented = new()
    {
        Id = "druvik-1",
        Title = "Druvik shares surge, but a shortage looms",
        Paragraphs =
        [
            "The company may not avoid a loss, it said. A very critical shortage of parts – \"the worst yet\" – goes on.",
            "Despite debt & delays, profit rose slightly; gain and loss <nearly> cancel. A quiet year follows. Druvik is debt free.",
        ],
        SourceScore = 0.15m,
        SourceLabel = "mildly positive",
    };

    static readonly Explanation Why = Examples.Small.Scorer().Explain(Invented);

    [Fact]
    public void The_table_for_a_console_is_as_approved() => ApprovedText.Check("explanation.txt", Why.ToString());

    [Fact]
    public void The_HTML_is_as_approved() => ApprovedText.Check("explanation.html", Why.ToHtml());

    [Fact]
    public void The_JSON_is_one_line_and_indented_it_is_as_approved()
    {
        Assert.DoesNotContain('\n', Why.ToJson());
        ApprovedText.Check("explanation.json", JsonNode.Parse(Why.ToJson())!.ToJsonString(new() { WriteIndented = true, NewLine = "\n" }));
    }

    [Fact]
    public void A_text_without_a_hit_is_explained_as_silent()
    {
        var why = Examples.Small.Scorer().Explain("A quiet day. Another one.");
        Assert.Equal((2, 0, 0.0), (why.Sentences.Length, why.Contributions.Length, why.Remainder));
        Assert.Contains("text: 0.0000 silent (finance@2)", why.ToString(), StringComparison.Ordinal);
        Assert.Contains("silent", why.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("<table", why.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_in_another_language_is_shown_whole_and_explained_as_unsupported()
    {
        var why = Examples.Small.Scorer().Explain("Der Gewinn & der Verlust der Bank.");
        Assert.Equal("unsupported language", why.Label());
        Assert.Contains("Der Gewinn &amp; der Verlust der Bank.", why.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("unsupported language", why.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_holds_every_number_in_full()
    {
        var json = JsonNode.Parse(Why.ToJson())!;
        Assert.Equal(Why.Score.Value, (double)json["value"]!);
        Assert.Equal("mildly negative", (string)json["label"]!);
        Assert.Equal(Why.Contributions.Select(c => (c.Term, c.Value, c.Counted)), json["contributions"]!.AsArray().Select(c => ((string)c!["term"]!, (double)c["value"]!, (double)c["counted"]!)));
        Assert.Equal(Why.Score.Value, json["contributions"]!.AsArray().Sum(c => (double)c!["value"]!), 1e-12);
    }

    [Fact]
    public void A_notebook_finds_HTML_and_the_table()
    {
        var formatters = new ExplanationFormatters().CreateTypeFormatters().Cast<ValueFormatter>().ToDictionary(f => f.MimeType);
        Assert.Equal(Why.ToHtml(), Written("text/html"));
        Assert.Equal(Why.ToString(), Written("text/plain"));

        string Written(string mime)
        {
            using var writer = new StringWriter();
            Assert.True(formatters[mime].Format(Why, writer));
            return writer.ToString();
        }
    }

    const string Attack = "<script>alert(1)</script> \"gain\" 'x' onload=\"evil()\" <img src=x onerror=loss> \u001b[31m\u001b]0;t\u0007 \u202Etxet\u202C &amp; ]]> --> </style></mark>";

    /// <summary>Terms, notes, title, text, id and source that would each like to be more than text.</summary>
    static Explanation Hostile()
    {
        var lexicon = Lexicon.Of("hostile", new("gain", Role.Polarity, 0.5, Attack), new("<b>loss\u001b", Role.Polarity, -0.5, "\"><script>"),
            new("onerror \u202E= loss", Role.Polarity, -0.6), new("alert", Role.Amplifier, 0.5), new("\"src\"", Role.Adversative, 0.5), new("</i> evil", Role.Polarity, 0.1));
        return lexicon.Scorer().Explain(new Article
        {
            Id = Attack,
            Title = Attack,
            Paragraphs = [Attack, "b loss src=\"gain\" <loss onerror=\"alert(gain)\">gain</loss> i evil", Attack],
            Source = Attack,
            SourceLabel = Attack,
            SourceScore = 0.3m,
            Language = "en",
        });
    }

    // XML has no control characters: they are carried through the parser as characters of the private use area.
    const int Private = 0xE000;

    static XElement Page(Explanation why)
    {
        var html = string.Concat(why.ToHtml().Select(c => char.IsControl(c) && c is not ('\n' or '\r') ? (char)(c + Private) : c));
        var page = XElement.Parse($"<page>{html}</page>", LoadOptions.PreserveWhitespace);
        foreach (var text in page.DescendantNodes().OfType<XText>()) text.Value = Back(text.Value);
        foreach (var attribute in page.Descendants().Attributes()) attribute.Value = Back(attribute.Value);
        return page;

        static string Back(string text) => string.Concat(text.Select(c => c >= Private && c <= Private + 0x9F && char.IsControl((char)(c - Private)) ? (char)(c - Private) : c));
    }

    [Fact]
    public void Whatever_an_article_holds_its_page_is_made_of_known_elements_only()
    {
        var page = Page(Hostile());
        Assert.Subset(new HashSet<string>(["page", "style", "div", "header", "b", "span", "small", "h4", "p", "mark", "u", "sup", "table", "thead", "tbody", "tr", "th", "td", "i"]),
            page.Descendants().Select(e => e.Name.LocalName).ToHashSet());
        Assert.Subset(new HashSet<string>(["class", "style", "title", "colspan"]), page.Descendants().Attributes().Select(a => a.Name.LocalName).ToHashSet());
        Assert.All(page.Descendants().Attributes("style"), a => Assert.Matches(@"^(--s:0\.\d\d|width:\d+%;background:rgb\(var\(--(up|down)\)\))$", a.Value));
        Assert.Single(page.Descendants("style"));
    }

    [Fact]
    public void Without_the_numbers_that_are_put_in_the_page_holds_the_text_as_it_is()
    {
        foreach (var why in Examples.Generated(seed: 9, count: 60).Select(Examples.Sample.Scorer().Explain).Append(Hostile()).Append(Why))
        {
            // The encoder replaces half a surrogate pair; what else is no character in XML is left out as well.
            if (why.ToHtml().AsSpan().ContainsAny('\uFFFD', '\uFFFE', '\uFFFF')) continue;
            var page = Page(why);
            page.Descendants("sup").Remove();
            var shown = string.Join(Article.BlockSeparator, page.Descendants().Where(e => e.Name.LocalName is "h4" or "p").Select(e => e.Value));
            Assert.Equal(why.Article.Text.ReplaceLineEndings("\n"), shown.ReplaceLineEndings("\n"));
            Assert.Equal(why.Contributions.Length, page.Descendants("mark").Count());
        }
    }

    [Fact]
    public void Outside_the_text_no_control_character_and_no_change_of_direction_reaches_the_page()
    {
        var page = Page(Hostile());
        page.Descendants().Where(e => e.Name.LocalName is "h4" or "p").Remove();
        Assert.All(page.DescendantNodes().OfType<XText>().Where(t => t.Parent!.Name != "style").Select(t => t.Value).Concat(page.Descendants().Attributes().Select(a => a.Value)),
            text => Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}-[\n]]", text));
    }

    [Fact]
    public void The_table_for_a_console_holds_no_control_character()
    {
        foreach (var why in Examples.Generated(seed: 13, count: 60).Select(Examples.Sample.Scorer().Explain).Append(Hostile()))
            Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}-[\n]]", why.ToString());
        Assert.Contains("\\u001B[31m", Hostile().ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[\p{Cc}\p{Cf}]", Hostile().Score.ToString());
    }

    [Fact]
    public void The_page_has_no_script_and_refers_to_nothing() =>
        Assert.DoesNotMatch(new Regex("<script|javascript:|https?://|url\\(|@import|<link|<iframe", RegexOptions.IgnoreCase), Why.ToHtml());
}
