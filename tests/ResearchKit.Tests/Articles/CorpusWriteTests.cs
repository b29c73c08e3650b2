using System.Collections.Immutable;
using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

public class CorpusWriteTests
{
    static Corpus Sample() => Corpus.Of(
        new Article
        {
            Id = "a",
            Title = "“Ünïcode” </script> & 😀 \u0085\u2028",
            Paragraphs = ["One\r\ntwo \"quoted\" \\ \u0001", "", " \n\n "],
            PublishedAt = new(2026, 1, 5, 14, 30, 0, 123, TimeSpan.FromMinutes(-330)),
            AvailableAt = new DateTimeOffset(2026, 1, 5, 14, 30, 0, 123, TimeSpan.FromMinutes(-330)).AddTicks(1),
            Source = "",
            Language = "de-AT",
            SourceLabel = "mildly positive",
            SourceScore = 0.30m,
            Tickers = [new("MSFT", 0.00m), new("BRK.B", -0.10m), new("ORCL", null)],
            Fields = ImmutableSortedDictionary<string, JsonElement>.Empty
                .Add("n", JsonElement.Parse("1.50")).Add("Id", JsonElement.Parse("""{"a":[null,true,"\u00e9",1e400]}""")).Add("", JsonElement.Parse("\"\"")),
        },
        new Article { Id = "b" },
        Article.Of("Only text.", "c") with { AvailableAt = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero) },
        Article.Of("Same times.", "d") with { PublishedAt = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero) });

    [Theory]
    [InlineData("")]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void Reading_what_was_written_is_the_identity(string culture) => ArticleFolder.UnderCulture(culture, () =>
    {
        using var folder = new ArticleFolder();
        Sample().Write(folder["x.jsonl"]);
        var read = folder.Read();
        Assert.Equal(Sample().AsEnumerable(), read);
        Assert.Equal("1.50", read["a"].Fields["n"].GetRawText());
        Assert.Equal("0.30", read["a"].SourceScore!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));

        var first = File.ReadAllBytes(folder["x.jsonl"]);
        read.Write(folder["x.jsonl"]);
        Assert.Equal(first, File.ReadAllBytes(folder["x.jsonl"]));
    });

    [Fact]
    public void What_was_read_from_any_form_is_written_and_read_back_the_same()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.txt", "One.\nTwo.\nOverall Sentiment\npositive\nSentiment Score\n0.30\nTicker Sentiment\nMSFT0.00\nORCL");
        folder.Put("b.txt", "One\ntwo\n\nthree");
        folder.Put("c.csv", "id,text,desk,score\n1,\"a\n\nb\",\"x \"\"y\"\"\",-1.00\n2,c,,\n");
        folder.Put("d.jsonl", """{"id":"j","paragraphs":["p"],"y":{"z":[1,{"w":null}]}}""");
        var corpus = folder.Read();
        using var other = new ArticleFolder();
        corpus.Write(other["all.jsonl"]);
        Assert.Equal(5, corpus.Count);
        Assert.Equal(corpus.AsEnumerable(), other.Read());
    }

    [Fact]
    public void Words_stay_readable_in_the_file()
    {
        using var folder = new ArticleFolder();
        Corpus.Of(Article.Of("Kühn & 'gut' <b>", "ä")).Write(folder["x.jsonl"]);
        Assert.Equal("{\"id\":\"ä\",\"paragraphs\":[\"Kühn & 'gut' <b>\"]}\n", File.ReadAllText(folder["x.jsonl"]));
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing_behind()
    {
        using var folder = new ArticleFolder();
        Directory.CreateDirectory(folder["x.jsonl"]);
        Assert.StartsWith($"{folder["x.jsonl"]} cannot be written: ", Assert.Throws<InputException>(() => Sample().Write(folder["x.jsonl"])).Message, StringComparison.Ordinal);
        Assert.Equal(folder["x.jsonl"], Assert.Single(Directory.GetFileSystemEntries(folder.Path)));
    }

    [Fact]
    public void What_could_not_be_read_back_never_gets_into_a_corpus()
    {
        static string Refusal(Article article) => Assert.Throws<InputException>(() => Corpus.Of(article)).Message;
        Assert.Equal("Article 0 (a): text holds half a surrogate pair, which is no character.", Refusal(Article.Of("half \ud800", "a")));
        Assert.Equal("Article 0 (\\uDC00a): id holds half a surrogate pair, which is no character.", Refusal(Article.Of("x", "\udc00a")));
        Assert.Equal("Article 0 (a): f holds half a surrogate pair, which is no character.",
            Refusal(Article.Of("x", "a") with { Fields = Article.Of("x").Fields.Add("f", JsonElement.Parse("""{"\ud83d":1}""")) }));
    }

    [Fact]
    public void A_write_replaces_the_file_makes_its_folder_and_leaves_no_draft()
    {
        using var folder = new ArticleFolder();
        var path = folder["new/sub/x.jsonl"];
        Sample().Write(path);
        Corpus.Of(Article.Of("x")).Write(path);
        Assert.Single(Corpus.Read(path));
        Assert.Single(Directory.GetFileSystemEntries(folder["new/sub"]));
    }

    [Fact]
    public void Only_JSON_Lines_are_written()
    {
        using var folder = new ArticleFolder();
        Assert.EndsWith("x.csv: articles are written as JSON Lines. Expected a name ending in .jsonl.",
            Assert.Throws<InputException>(() => Sample().Write(folder["x.csv"])).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Sample().Write(folder.Path + "/../" + Path.GetFileName(folder.Path)));
        folder.Put("f", "x");
        Assert.Throws<InputException>(() => Sample().Write(folder["f/x.jsonl"]));
    }
}
