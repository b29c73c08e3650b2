using Xunit;

namespace ResearchKit.Tests;

public sealed class AggregatingTests
{
    static readonly Corpus Three = Corpus.Of(
        Article.Of("A gain.", "up") with { PublishedAt = Examples.Day(4), AvailableAt = Examples.Day(11), Source = "Wire", Language = "en" },
        Article.Of("A quiet day.", "silent") with { PublishedAt = Examples.Day(11), Source = "Wire", Language = "en" },
        Article.Of("Ein Gewinn.", "foreign") with { PublishedAt = Examples.Day(11), Language = "de" });

    static readonly Scorer Scorer = Examples.Small.Scorer();

    [Fact]
    public void Scores_stand_when_their_articles_became_available_and_silence_is_left_out_unless_it_counts()
    {
        var scores = Scorer.Score(Three);
        // Day 11 is Monday the twelfth.
        var index = Three.Aggregate(scores, Period.Week);
        Assert.Equal([new("all", new(2026, 1, 12), scores[0].Value, 1, null, null)], index.Points);
        Assert.Equal(2, index.Unscored);
        Assert.Equal("1 key, 1 week with a point, 2026-01-12 to 2026-01-12 (2 unscored)", index.ToString());
        var silent = Three.Aggregate(scores, Period.Week, options: o => o with { IncludeSilent = true });
        Assert.Equal((scores[0].Value / 2, 2, 1), (silent["all"][0].Value!.Value, silent["all"][0].Count, silent.Unscored));
    }

    [Fact]
    public void A_key_of_none_leaves_an_article_out()
    {
        var index = Three.Aggregate(Scorer.Score(Three), Period.Day, by: article => article.Source);
        Assert.Equal(["Wire"], index.Keys);
        Assert.Equal(1, index.Unscored);
    }

    [Fact]
    public void A_story_told_again_weighs_by_its_novelty()
    {
        var corpus = Corpus.Of(new[] { ("a", "A gain of parts for the firm in May."), ("b", "A gain of parts for the firm in May."), ("c", "A loss.") }.Select((told, hour) => Article.Of(told.Item2, told.Item1) with { Language = "en", PublishedAt = Examples.Day(1).AddHours(hour) }));
        var scores = Scorer.Score(corpus);
        var (gain, loss) = (scores[0].Value, scores[2].Value);
        Assert.Equal((gain + 0.75 * gain + loss) / 2.75, corpus.Aggregate(scores, Period.Day, novelty: Stories.Of(corpus))["all"][0].Value!.Value, 1e-15);
        Assert.Equal((2 * gain + loss) / 3, corpus.Aggregate(scores, Period.Day)["all"][0].Value!.Value, 1e-15);
    }

    [Fact]
    public void Scores_of_another_corpus_are_refused()
    {
        var scores = Scorer.Score(Three);
        Assert.Equal("There are 2 scores for 3 articles. Expected one each, in the corpus' order: scorer.Score(corpus).", Assert.Throws<InputException>(() => Three.Aggregate([.. scores.Take(2)], Period.Day)).Message);
        Assert.Equal("Score 0 is of article 'foreign', and article 0 is 'up'. Expected scores in the corpus' order: scorer.Score(corpus).", Assert.Throws<InputException>(() => Three.Aggregate([.. scores.Reverse()], Period.Day)).Message);
        Assert.StartsWith("Article 'up' is not known.", Assert.Throws<InputException>(() => Three.Aggregate(scores, Period.Day, novelty: Stories.Of(Corpus.Of()))).Message);
    }

    [Fact]
    public void Rows_of_companies_and_themes_weigh_by_how_much_the_article_is_about_them()
    {
        Article At(string id, string text) => Article.Of(text, id) with { PublishedAt = new(2026, 3, 4, 0, 0, 0, TimeSpan.Zero) };
        var corpus = Corpus.Of(At("1", "Orvane shares rose 9%."), At("2", "Tarnby shares fell. Markets were closed. Orvane shares fell 9%."), Article.Of("Orvane shares rose.", "3"));
        var scorer = Repository.Finance.Scorer();
        var rows = corpus.SelectMany(article => scorer.Tickers(Companies.Of("Orvane", "Tarnby")).Score(article)).ToList();
        var index = rows.Aggregate(corpus, Period.Month);
        // In article 1 it stands in all sentences and in the first, in article 2 in one of three, the last.
        var (first, second) = (rows.Single(row => row is { ArticleId: "1", Company.Name: "Orvane" }), rows.Single(row => row is { ArticleId: "2", Company.Name: "Orvane" }));
        Assert.Equal(1, first.Relevance, 12);
        Assert.Equal(1 / 3.0, second.Relevance, 12);
        Assert.Equal((1 * first.Value + 1 / 3.0 * second.Value) / (1 + 1 / 3.0), Assert.Single(index["Orvane"]).Value!.Value, 12);
        Assert.Equal(1, index.Undated);

        var themes = scorer.Themes(corpus, Taxonomy.Of(Theme.Of("shares", "shares")));
        Assert.Equal((1 * themes[0].Value + 2 / 3.0 * themes[1].Value) / (1 + 2 / 3.0), Assert.Single(themes.Aggregate(corpus, Period.Week)["shares"]).Value!.Value, 12);
    }
}
