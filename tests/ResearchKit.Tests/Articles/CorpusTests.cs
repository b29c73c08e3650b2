using Xunit;

namespace ResearchKit.Tests;

public class CorpusTests
{
    [Fact]
    public void An_article_is_found_by_position_and_by_id()
    {
        var corpus = Corpus.Of(Article.Of("One.", "a"), Article.Of("Two.", "b"));
        Assert.Equal(2, corpus.Count);
        Assert.Same(corpus[1], corpus["b"]);
        Assert.Equal(["a", "b"], corpus.Select(article => article.Id));
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus[2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => corpus[-1]);
    }

    [Fact]
    public void An_unknown_id_lists_a_few_known_ones()
    {
        var corpus = Corpus.Of(Enumerable.Range(1, 7).Select(i => Article.Of("Text.", $"n{i}")));
        Assert.Equal("Article 'm1' is not known. Available: n1, n2, n3, n4, n5, ….", Assert.Throws<InputException>(() => corpus["m1"]).Message);
    }

    [Fact]
    public void Ids_are_compared_by_ordinal_in_every_culture() => ArticleFolder.UnderCulture("tr-TR", () =>
        Assert.Equal(3, Corpus.Of(Article.Of("x", "I"), Article.Of("x", "i"), Article.Of("x", "ı")).Count));

    [Fact]
    public void Two_articles_made_in_memory_cannot_share_an_id() =>
        Assert.Equal("Two articles have the id 'a'. Expected ids that differ.",
            Assert.Throws<InputException>(() => Corpus.Of(Article.Of("x", "a"), Article.Of("y", "a"))).Message);

    [Fact]
    public void An_article_made_in_memory_obeys_the_rules_of_reading()
    {
        var late = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        string Refusal(Article article) => Assert.Throws<InputException>(() => Corpus.Of(article)).Message;
        Assert.Equal("Article 0 ( ): id is empty. Every article needs an id.", Refusal(Article.Of("x", " ")));
        Assert.Equal("Article 0 (a): score 1.5 is out of range. Expected -1 to 1.", Refusal(Article.Of("x", "a") with { SourceScore = 1.5m }));
        Assert.Equal("Article 0 (a): availableAt '2026-01-04T00:00:00+00:00' is earlier than publishedAt '2026-01-05T00:00:00+00:00'.",
            Refusal(Article.Of("x", "a") with { PublishedAt = late, AvailableAt = late.AddDays(-1) }));
        Assert.Equal("Article 0 (a): title is in Fields, which is for the fields that the kit does not know.",
            Refusal(Article.Of("x", "a") with { Fields = Article.Of("x").Fields.Add("title", System.Text.Json.JsonElement.Parse("1")) }));
        Assert.Equal("Article 0 (a): y has no JSON value.", Refusal(Article.Of("x", "a") with { Fields = Article.Of("x").Fields.Add("y", default) }));
    }

    [Fact]
    public void A_corpus_says_how_many_articles_it_has_and_how_many_it_rejected()
    {
        Assert.Equal("0 articles", Corpus.Of().ToString());
        Assert.Equal("1 article", Corpus.Of(Article.Of("x")).ToString());
        using var folder = new ArticleFolder();
        folder.Put("a.txt", "x");
        folder.Put("b.txt", "y");
        folder.Put("c.txt", "");
        var corpus = folder.Read(o => o with { MaxLoss = 1 });
        Assert.Equal("2 articles (1 rejected)", corpus.ToString());
        Assert.Equal(1 / 3.0, corpus.Loss);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_loss_that_is_no_share_is_refused(double loss) =>
        Assert.Contains("Expected 0 to 1.", Assert.Throws<InputException>(() => new ReadOptions { MaxLoss = loss }).Message);

    [Fact]
    public void An_option_out_of_range_reads_the_same_in_every_culture() => ArticleFolder.UnderCulture("da-DK", () =>
    {
        Assert.Equal("MaxLoss 1.5 is not a share. Expected 0 to 1.", Assert.Throws<InputException>(() => new ReadOptions { MaxLoss = 1.5 }).Message);
        Assert.Equal("MaxCharacters 0 is out of range. Expected 1 to 100000000.", Assert.Throws<InputException>(() => new ReadOptions { MaxCharacters = 0 }).Message);
    });
}
