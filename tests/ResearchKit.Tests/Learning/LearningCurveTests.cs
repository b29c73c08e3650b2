using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What more labels are worth to a fitted method.</summary>
public sealed class LearningCurveTests
{
    static readonly LexiconScorer Rules = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5), new Entry("loss", Role.Polarity, -0.8)).Scorer();

    static readonly string[] Up = ["flourish", "prosper", "thrive", "blossom", "bloom", "soar"], Down = ["wobble", "stumble", "falter", "totter", "sag", "sink"], Fillers = ["desk", "window", "table", "river", "paper", "garden", "stone", "bridge", "kettle", "carpet", "lantern", "harbour", "meadow", "saddle", "orchard", "anchor", "basket", "candle", "drawer", "ladder"];

    static LearnedOptions Quick(LearnedOptions o) => o with { Resamples = 0, Penalties = [0.1, 1], Features = FeatureKinds.Words, MaxWords = 1 };

    /// <summary>Texts with one of six words that make it good, or one of six that make it bad: whoever has seen few texts has not seen all words.</summary>
    static Labels Planted(int texts)
    {
        var draws = new Draws(3);
        return Labels.Of("planted", Enumerable.Range(0, texts).Select(i =>
        {
            var good = i % 2 == 0;
            var telling = (good ? Up : Down)[draws.Below(6)];
            var text = $"the {string.Join(" ", draws.Shuffled(Enumerable.Range(0, 7).Select(_ => Fillers[draws.Below(Fillers.Length)]).Append(telling)))}";
            return new LabelledText(Article.Of(text, $"t{i:000}"), good ? 1 : -1, null, null, Labels.GroupOf(text));
        }));
    }

    [Fact]
    public void More_texts_are_worth_more_until_every_word_was_seen()
    {
        var curve = Learn.Curve(Planted(160), Rules, [16, 48, 112], Quick);
        Assert.Equal([16, 48, 112], curve.Points.Select(point => point.Texts));
        Assert.All(curve.Points, point => Assert.Equal(160, point.Evaluation.N));
        var right = curve.Points.Select(point => point.Evaluation.Accuracy.Value!.Value).ToList();
        Assert.True(right[0] < right[1] && right[1] <= right[2], string.Join(" ", right));
        Assert.InRange(right[2], 0.95, 1);
        // The rules know none of the words: neutral is never right.
        Assert.Equal(0, curve.Rules.Accuracy.Value);
    }

    [Fact]
    public void The_last_point_on_all_that_a_fold_leaves_is_the_evaluation_itself()
    {
        var labels = Planted(100);
        Assert.Equal(Learn.Evaluate(labels, Rules, Quick).Judgements.Select(judged => judged.Score.Value), Assert.Single(Learn.Curve(labels, Rules, [80], Quick).Points).Evaluation.Judgements.Select(judged => judged.Score.Value));
    }

    [Fact]
    public void Where_time_splits_the_rules_are_judged_on_the_same_texts()
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var labels = Labels.Of("dated", Planted(100).Select((item, i) => item with { Article = item.Article with { PublishedAt = start.AddDays(i) } }));
        var curve = Learn.Curve(labels, Rules, [12], o => Quick(o) with { Split = LearnedSplit.Time });
        Assert.InRange(curve.Rules.N, 50, 99);
        Assert.Equal(curve.Points[0].Evaluation.Labels.Hash, curve.Rules.Labels.Hash);
    }

    [Fact]
    public void A_part_stands_within_each_larger_one_and_takes_stories_whole()
    {
        // Texts 0 and 1, 2 and 3 … are equal.
        var labels = Labels.Of("pairs", Enumerable.Range(0, 40).Select(i => new LabelledText(Article.Of($"text of number {i / 2} alone", $"t{i}"), 1, null, null, Labels.GroupOf($"text of number {i / 2} alone"))));
        var folds = new LearnedFolds(labels);
        int[] rows = [.. Enumerable.Range(0, 40)];
        var parts = new[] { 9, 20, 40 }.Select(most => folds.First(rows, most, seed: 7).ToImmutableArray()).ToList();
        Assert.Equal([8, 20, 40], parts.Select(part => part.Length));
        Assert.Subset(parts[1].ToHashSet(), parts[0].ToHashSet());
        Assert.All(parts, part => Assert.All(part, row => Assert.Contains(row ^ 1, part)));
    }

    [Theory]
    [InlineData(new int[0], "Numbers of texts are none. Expected one or more from 1, rising.")]
    [InlineData(new[] { 20, 10 }, "Numbers of texts are 20, 10. Expected one or more from 1, rising.")]
    [InlineData(new[] { 81 }, "81 texts cannot be fitted on: a fold leaves 80. Expected as many at most.")]
    public void Numbers_that_cannot_be_are_refused(int[] sizes, string message) => Assert.Equal(message, Assert.Throws<InputException>(() => Learn.Curve(Planted(100), Rules, sizes, Quick)).Message);
}
