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
}
