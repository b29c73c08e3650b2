using System.Collections.Immutable;
using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

public class ArticleTests
{
    static Article Full() => new()
    {
        Id = "a",
        Title = "T",
        Paragraphs = ["One.", "Two."],
        PublishedAt = new(2026, 1, 5, 14, 30, 0, TimeSpan.FromHours(1)),
        Source = "wire",
        Language = "en",
        SourceLabel = "positive",
        SourceScore = 0.30m,
        Tickers = [new("MSFT", 0.10m), new("ORCL", null)],
        Fields = ImmutableSortedDictionary<string, JsonElement>.Empty.Add("x", JsonElement.Parse("""{"a":[1,2]}""")),
        Path = "a.jsonl",
    };

    [Fact]
    public void Articles_with_the_same_content_are_equal_wherever_they_were_read()
    {
        var other = Full() with { Path = "elsewhere.csv" };
        Assert.Equal(Full(), other);
        Assert.Equal(Full().GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Every_field_but_the_path_takes_part_in_equality()
    {
        Article[] others =
        [
            Full() with { Id = "b" },
            Full() with { Title = "" },
            Full() with { Paragraphs = ["One."] },
            Full() with { Paragraphs = ["One.", "Three."] },
            Full() with { PublishedAt = null },
            Full() with { AvailableAt = new(2026, 1, 6, 0, 0, 0, TimeSpan.Zero) },
            Full() with { Source = null },
            Full() with { Language = "de" },
            Full() with { SourceLabel = null },
            Full() with { SourceScore = null },
            Full() with { Tickers = [] },
            Full() with { Tickers = [new("MSFT", 0.1m), new("ORCL", null)] },
            Full() with { Fields = Full().Fields.Clear() },
            Full() with { Fields = Full().Fields.SetItem("x", JsonElement.Parse("""{"a":[2,1]}""")) },
        ];
        Assert.All(others, other => Assert.NotEqual(Full(), other));
    }

    [Fact]
    public void The_same_instant_with_another_offset_is_another_article() =>
        Assert.NotEqual(Full(), Full() with { PublishedAt = Full().PublishedAt!.Value.ToUniversalTime() });

    [Fact]
    public void A_score_with_other_printed_decimals_is_another_article() =>
        Assert.NotEqual(Full(), Full() with { SourceScore = 0.3m });

    [Fact]
    public void Arrays_left_out_are_empty()
    {
        var article = new Article { Id = "a", Paragraphs = default, Tickers = default };
        Assert.Equal("", article.Text);
        Assert.Empty(article.Tickers);
    }

    [Fact]
    public void Field_names_are_ordered_by_ordinal_in_every_culture() => ArticleFolder.UnderCulture("da-DK", () =>
    {
        var one = JsonElement.Parse("1");
        var fields = ImmutableSortedDictionary<string, JsonElement>.Empty.Add("aa", one).Add("b", one).Add("Z", one);
        Assert.Equal(["Z", "aa", "b"], (Full() with { Fields = fields }).Fields.Keys);
    });

    [Fact]
    public void An_article_shown_cannot_move_the_cursor() =>
        Assert.Equal("a\\u000A: \\u001B[2Jhi", new Article { Id = "a\n", Title = "\u001b[2Jhi" }.ToString());

    [Fact]
    public void A_long_title_is_cut_between_characters() =>
        Assert.Equal("a: " + new string('x', 59) + "…", new Article { Id = "a", Title = new string('x', 59) + "😀y" }.ToString());

    [Theory]
    [InlineData("One\ntwo\n\nthree", new[] { "One\ntwo", "three" })]
    [InlineData("\r\n One \r\n\t\r\ntwo\r\n", new[] { "One", "two" })]
    [InlineData(" \n ", new string[0])]
    public void A_blank_line_ends_a_paragraph(string text, string[] paragraphs) => Assert.Equal(paragraphs, Article.Of(text).Paragraphs);
}
