using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Generated articles are what they say they are.</summary>
public sealed class GeneratedArticlesTests
{
    static readonly Corpus Made = Corpus.Of(GeneratedArticles.Make(400, seed: 1));

    [Fact]
    public void The_same_seed_gives_the_same_articles()
    {
        Assert.Equal(Made, GeneratedArticles.Make(400, seed: 1));
        Assert.NotEqual(Made[0].Text, GeneratedArticles.Make(1, seed: 2).Single().Text);
        // The text of an article hangs on neither how many there are nor those before it.
        Assert.Equal(Made[7].Text, GeneratedArticles.Make(9, seed: 1).ElementAt(7).Text);
    }

    [Fact]
    public void They_are_made_when_they_are_asked_for() => Assert.Equal(2, GeneratedArticles.Make(int.MaxValue, seed: 1).Take(2).Count());

    [Fact]
    public void Lengths_and_shares_are_those_of_news()
    {
        var properties = CorpusProperties.Of(Made, Repository.Finance.Scorer());
        Assert.InRange(properties.Tokens, 300, 336);
        Assert.InRange(properties.Sentences, 12, 20);
        Assert.InRange(properties.BytesPerToken, 5.9, 6.5);
        Assert.InRange(properties.Coverage, 0.09, 0.13);
        Assert.InRange(properties.NonAscii, 0.26, 0.41);
        Assert.All(Repository.Finance.Scorer().Score(Made), score => Assert.Equal(Outcome.Scored, score.Outcome));
    }

    [Theory]
    [InlineData(0.07)]
    [InlineData(0.16)]
    public void The_share_of_terms_can_be_set(double terms) =>
        Assert.InRange(CorpusProperties.Of([.. GeneratedArticles.Make(100, seed: 1, o => o with { Terms = terms })], Repository.Finance.Scorer()).Coverage, terms - 0.02, terms + 0.02);

    [Fact]
    public void Ids_are_unique_and_dates_in_order_over_two_years()
    {
        Assert.Equal(Made.Count, Made.Select(article => article.Id).Distinct().Count());
        Assert.Equal(Made.OrderBy(article => article.PublishedAt), Made);
        Assert.InRange(Made[^1].PublishedAt!.Value - Made[0].PublishedAt!.Value, TimeSpan.FromDays(725), TimeSpan.FromDays(730));
        Assert.All(Made, article => Assert.True(article.Title.Length > 0 && article.Paragraphs.Length > 1 && article.Source is not null));
    }

    [Fact]
    public void Written_and_read_they_are_equal()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "made.jsonl");
            Made.Write(path);
            Assert.Equal(Made, Corpus.Read(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains("Option Words is 3. Expected 40 to 5000.", Assert.Throws<InputException>(() => GeneratedArticles.Make(1, 1, o => o with { Words = 3 })).Message);
        Assert.Contains("Option Terms is NaN", Assert.Throws<InputException>(() => GeneratedArticles.Make(1, 1, o => o with { Terms = double.NaN })).Message);
        Assert.Throws<InputException>(() => GeneratedArticles.Make(1, 1, o => o with { NonAscii = 1.5 }));
        Assert.Throws<InputException>(() => GeneratedArticles.Make(1, 1, o => o with { Days = 0 }));
        Assert.Throws<InputException>(() => GeneratedArticles.Make(-1, 1));
    }

    [Fact]
    public void A_piece_is_drawn_by_its_rank()
    {
        var ranked = new Ranked(["one", "two", "three four"], offset: 0);
        var random = new SplitMix(1);
        var counts = Enumerable.Range(0, 11_000).Select(_ => ranked.Draw(ref random)).CountBy(piece => piece).ToDictionary();
        // 1 : 1/2 : 1/3 is 6 : 3 : 2.
        Assert.InRange(counts["one"], 5_800, 6_200);
        Assert.InRange(counts["two"], 2_800, 3_200);
        Assert.InRange(counts["three four"], 1_800, 2_200);
        Assert.Equal((6 * 1 + 3 * 1 + 2 * 2) / 11.0, ranked.MeanWords, 1e-12);
    }
}
