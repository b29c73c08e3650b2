using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Scores of models whose weights are written by hand.</summary>
public sealed class LearnedScorerTests
{
    static readonly LexiconScorer Rules = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5, "result: up"), new Entry("loss", Role.Polarity, -0.8, "result: down")).Scorer();

    static readonly LearnedSettings Settings = new(Learner.Linear, 1, null);

    static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>A model of features that stand in one of one text, so that each word has the weight 1 before the length of the text.</summary>
    static LearnedScorer Scorer(FeatureKinds kinds, LearnedGoal goal, float up, float down, params (string Name, float Up, float Down)[] features)
    {
        var sorted = features.OrderBy(feature => feature.Name, StringComparer.Ordinal).ToList();
        var featuriser = new Featuriser(Rules, kinds, 2);
        var linear = new FittedModel(new([.. sorted.Select(f => f.Name)], [.. sorted.Select(_ => 1)], 1), new LinearWeights([.. sorted.Select(f => f.Up)], up), goal == LearnedGoal.Scores ? null : new LinearWeights([.. sorted.Select(f => f.Down)], down), Settings, -0.3, 0.4);
        return new(new(new("set", new('a', 64), null, 1, 0, 0, 0, new("set", null, null, [1]), goal, kinds, 2, featuriser.Hash, Rules.Identity, Rules.Lexicon.Label, Rules.Lexicon.Hash, Settings, -0.3, 0.4, "by hand", [], null, "none"), linear), featuriser);
    }

    static void Sums(Explanation why)
    {
        Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value) + why.Remainder, 1e-12);
        Assert.Equal(why.Score.Value, why.Score.Positive - why.Score.Negative + why.Remainder, 1e-12);
        Assert.Equal(why.Contributions.Sum(part => part.Value), why.Sentences.Sum(part => part.Value), 1e-12);
        Assert.All(why.Contributions, part => Assert.Equal(part.Value, part.Counted * part.Weight, 1e-15));
    }

    [Fact]
    public void A_score_is_the_intercept_and_each_weight_times_its_feature_at_its_place()
    {
        // Two words that are known, once each: each has the value 1/√2.
        var why = Scorer(FeatureKinds.Words, LearnedGoal.Scores, 0.1f, 0, ("word rose", 0.5f, 0), ("word profit", -0.25f, 0)).Explain("A profit rose.");
        Sums(why);
        Assert.Equal(0.1 + (0.5 - 0.25) / Math.Sqrt(2), why.Score.Value, 1e-8);
        Assert.Equal(0.1, why.Remainder, 1e-8);
        Assert.Equal(["profit at 2 adds -0.1768", "rose at 9 adds +0.3536"], why.Contributions.Select(part => $"{part}"));
        Assert.Equal("word rose +0.3536", why.Contributions[1].Note);
        Assert.Equal((2 / 3.0, 2, Outcome.Scored), (why.Score.Coverage, why.Score.Hits, why.Score.Outcome));
        Assert.Equal("the intercept: what a text without features is worth", why.RemainderNote);
    }

    [Fact]
    public void A_class_is_the_chance_of_positive_less_that_of_negative_taken_apart_by_the_mean_slope()
    {
        // One feature of the value 1: all that moves the chances from the intercepts' is its own.
        var why = Scorer(FeatureKinds.Words, LearnedGoal.Classes, -1, -2, ("word rose", 3, -1)).Explain("It rose.");
        Sums(why);
        Assert.Equal(Sigmoid(-1 + 3) - Sigmoid(-2 - 1), why.Score.Value, 1e-12);
        Assert.Equal(Sigmoid(-1) - Sigmoid(-2), why.Remainder, 1e-12);
        Assert.Equal(Sigmoid(2) - Sigmoid(-1) - (Sigmoid(-3) - Sigmoid(-2)), Assert.Single(why.Contributions).Value, 1e-12);
    }

    [Fact]
    public void A_feature_that_is_small_has_the_slope_at_the_intercept()
    {
        var why = Scorer(FeatureKinds.Words, LearnedGoal.Classes, 0, 0, ("word rose", 1e-7f, 0)).Explain("It rose.");
        Sums(why);
        Assert.Equal(1e-7f / 4, Assert.Single(why.Contributions).Value, 1e-20);
    }

    [Fact]
    public void A_word_that_stands_twice_has_half_of_its_feature_at_each_place()
    {
        var why = Scorer(FeatureKinds.Words, LearnedGoal.Scores, 0, 0, ("word rose", 0.5f, 0)).Explain("It rose. It rose.");
        Assert.Equal([0.25, 0.25], why.Contributions.Select(part => part.Value));
        Assert.Equal([0, 1], why.Contributions.Select(part => part.Sentence));
        Assert.Equal([3, 12], why.Contributions.Select(part => part.Start));
    }

    [Fact]
    public void What_the_rules_find_stands_at_their_hits_with_term_and_valence()
    {
        // value + topic: 0.4 × the hit's part of the rules' value × weight 1, and 0.7 × 1 × weight 0.2.
        var scorer = Scorer(FeatureKinds.Rules, LearnedGoal.Scores, 0, 0, ("value", 1, 0), ("topic result +", 0.2f, 0));
        var why = scorer.Explain("A gain. A loss.");
        Sums(why);
        var hits = Rules.Explain("A gain. A loss.").Contributions;
        Assert.Equal(0.4 * hits[0].Value + 0.7 * 0.2f, why.Contributions[0].Value, 1e-12);
        Assert.Equal(0.4 * hits[1].Value, why.Contributions[1].Value, 1e-12);
        Assert.Equal([("gain", 0.5), ("loss", -0.8)], why.Contributions.Select(part => (part.Term, part.Valence)));
    }

    [Fact]
    public void A_value_beyond_one_is_held_and_the_remainder_shows_what_goes_beyond()
    {
        var why = Scorer(FeatureKinds.Words, LearnedGoal.Scores, 0.5f, 0, ("word rose", 2, 0)).Explain("It rose.");
        Sums(why);
        Assert.Equal((1, -1, "the intercept, and what goes beyond ±1"), (why.Score.Value, why.Remainder, why.RemainderNote));
    }

    [Fact]
    public void A_text_without_a_known_feature_is_silent_and_another_language_is_not_read()
    {
        var scorer = Scorer(FeatureKinds.Words, LearnedGoal.Scores, 0.5f, 0, ("word rose", 2, 0));
        Assert.Equal((Outcome.Silent, 0, 0), (scorer.Score("It fell.").Outcome, scorer.Score("It fell.").Value, scorer.Score("It fell.").Coverage));
        Assert.Equal(Outcome.UnsupportedLanguage, scorer.Score(Article.Of("It rose.") with { Language = "de" }).Outcome);
        var why = scorer.Explain("It fell.");
        Assert.Equal((0, scorer.Identity), (why.Remainder, why.Method));
        Assert.Empty(why.Contributions);
        Assert.Equal("silent", Scale.TenWords.Label(why.Score));
        Assert.Equal(0, scorer.Score("").Value);
    }

    [Fact]
    public void Its_classes_are_cut_where_the_model_says()
    {
        var scorer = Scorer(FeatureKinds.Words, LearnedGoal.Scores, 0, 0, ("word up", 0.5f, 0), ("word down", -0.35f, 0), ("word flat", 0.39f, 0));
        Assert.Equal(["positive", "negative", "neutral"], new[] { "Up.", "Down.", "Flat." }.Select(text => scorer.Classes.Label(scorer.Score(text))));
    }

    [Fact]
    public void Scores_are_those_of_explanations_for_any_text()
    {
        var draws = new Draws(7);
        string[] words = ["gain", "loss", "rose", "profit", "Acme", "12%", "but", "Sales", "fell."];
        var scorer = Scorer(FeatureKinds.Both, LearnedGoal.Classes, -0.3f, -0.6f, ("word rose", 1.5f, -1), ("word profit", 0.2f, 0.1f), ("value", 2, -2), ("term gain +", 1, -0.5f), ("word # where positive", 0.7f, 0), ("positive sum", 0.3f, 0.2f), ("word sal fell", -1, 2));
        for (var i = 0; i < 300; i++)
        {
            var article = Article.Of(string.Join(' ', Enumerable.Range(0, draws.Below(30)).Select(_ => words[draws.Below(words.Length)])), $"t{i}");
            var why = scorer.Explain(article);
            if (why.Score.Outcome == Outcome.Scored) Sums(why);
            Assert.Equal(why.Score, scorer.Score(article));
            Assert.InRange(why.Score.Value, -1, 1);
            Assert.InRange(why.Score.Coverage, 0, 1);
            Assert.All(why.Contributions, part => Assert.Equal(article.Text.Substring(part.Start, part.Length), part.Term, ignoreCase: true));
        }
    }
}
