using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Boosted trees fitted to labels, from the labels to the scores.</summary>
public sealed class LearnTreesTests : IDisposable
{
    static readonly LexiconScorer Rules = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5, "result: up"), new Entry("loss", Role.Polarity, -0.8, "result: down")).Scorer();

    static readonly string[] Fillers = ["desk", "window", "table", "river", "paper", "garden", "stone", "bridge", "kettle", "carpet", "lantern", "harbour", "meadow", "saddle"];

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    static LearnedOptions Quick(LearnedOptions o) => o with { Learner = Learner.Trees, Resamples = 0, Leaves = [4], Rounds = [10, 40], LeafTexts = [5], InnerFolds = 2, Folds = 3 };

    /// <summary>Texts of ten words where "flourish" is good and "wobble" bad, but both together are neutral: no sum of weights of words says so, and each of four kinds is as frequent.</summary>
    static Labels Planted(int texts, bool scores = false)
    {
        var draws = new Draws(11);
        return Labels.Of("planted", Enumerable.Range(0, texts).Select(i =>
        {
            var (good, bad) = (i % 4 is 0 or 2, i % 4 is 1 or 2);
            var words = Enumerable.Range(0, 8).Select(_ => Fillers[draws.Below(Fillers.Length)]).Append(good ? "flourish" : "paper").Append(bad ? "wobble" : "paper");
            var text = $"the {string.Join(' ', draws.Shuffled(words))}";
            var kind = (good ? 1 : 0) - (bad ? 1 : 0);
            return new LabelledText(Article.Of(text, $"t{i:000}"), scores ? null : kind, scores ? 0.6 * kind : null, null, Labels.GroupOf(text));
        }));
    }

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    static void Sums(Explanation why)
    {
        Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value) + why.Remainder, 1e-12);
        Assert.Equal(why.Score.Value, why.Score.Positive - why.Score.Negative + why.Remainder, 1e-12);
        Assert.Equal(why.Contributions.Sum(part => part.Value), why.Sentences.Sum(part => part.Value), 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Planted_words_decide_and_are_what_a_score_is_taken_apart_into(bool scores)
    {
        var labels = Planted(160, scores);
        var judged = Learn.Evaluate(labels, Rules, Quick);
        Assert.InRange((scores ? judged.R2 : judged.Accuracy).Value!.Value, 0.9, 1);
        Assert.StartsWith("learned@1.2(trees, both, 3 folds) on finance@2", judged.Method, StringComparison.Ordinal);
        var scorer = Learn.Trees(labels, Rules, Quick).On(Rules);
        var (good, bad) = (scorer.Explain("The desk and the river flourish."), scorer.Explain("The desk and the river wobble."));
        Assert.Equal(("flourish", "wobble"), (good.Contributions.MaxBy(part => part.Value)!.Term, bad.Contributions.MinBy(part => part.Value)!.Term));
        Assert.True(good.Score.Value > 0.4 && bad.Score.Value < -0.4);
        foreach (var item in labels.Take(40)) Sums(scorer.Explain(item.Article));
        Sums(good);
        Assert.StartsWith("the trees' mean over the texts fitted on (", good.RemainderNote, StringComparison.Ordinal);
        Assert.Contains("), and what stands nowhere in the text (", good.RemainderNote, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_is_mean_shares_and_what_stands_nowhere()
    {
        // One tree: 0.5 with "rose", else −0.1, and one text of four had it: mean 0.05. The word has 0.45, and where it is missing −0.15 stands nowhere.
        var scorer = Scorer(LearnedGoal.Scores, new([1], [new([0], [0.5f], [~0], [~1], [-0.1, 0.5], [3, 1])]), null);
        var rose = scorer.Explain("It rose.");
        Sums(rose);
        Assert.Equal(0.5, rose.Score.Value, 1e-12);
        Assert.Equal(0.45, rose.Contributions.Single(part => part.Term == "rose").Value, 1e-12);
        Assert.Equal("the trees' mean over the texts fitted on (+0.0500), and what stands nowhere in the text (0.0000)", rose.RemainderNote);
        var fell = scorer.Explain("It fell.");
        Sums(fell);
        Assert.Equal(-0.1, fell.Score.Value, 1e-12);
        Assert.Equal(-0.1, fell.Remainder, 1e-12);
        Assert.Equal("the trees' mean over the texts fitted on (+0.0500), and what stands nowhere in the text (-0.1500)", fell.RemainderNote);
        Assert.Equal(0, Assert.Single(fell.Contributions).Value);
    }

    [Fact]
    public void A_class_takes_its_share_of_the_way_from_the_means_log_odds()
    {
        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        var (up, down) = (new BoostedTrees([1], [new([0], [0.5f], [~0], [~1], [-2, 2], [1, 1])]), new BoostedTrees([], [new([], [], [], [], [-1], [2])]));
        var why = Scorer(LearnedGoal.Classes, up, down).Explain("It rose.");
        Sums(why);
        // The mean of the log-odds is 0; the word brings it to 2, and no tree moves the other class.
        Assert.Equal(Sigmoid(2) - Sigmoid(-1), why.Score.Value, 1e-12);
        Assert.Equal(Sigmoid(2) - Sigmoid(0), why.Contributions.Single(part => part.Term == "rose").Value, 1e-12);
        Assert.Equal(Sigmoid(0) - Sigmoid(-1), why.Remainder, 1e-12);
    }

    [Fact]
    public void A_model_that_comes_to_no_finite_number_says_so()
    {
        var endless = new Tree([], [], [], [], [1.7e308], [1]);
        Assert.Contains("comes to a number without end for ", Refusal(() => Scorer(LearnedGoal.Scores, new([], [endless, endless]), null).Score(Article.Of("It rose.", "t1"))), StringComparison.Ordinal);
        Assert.Contains("Expected a model whose values are finite: fit it again", Refusal(() => Scorer(LearnedGoal.Classes, new([], [endless]), new([], [endless, endless])).Score("It rose.")), StringComparison.Ordinal);
    }

    static LearnedScorer Scorer(LearnedGoal goal, BoostedTrees up, BoostedTrees? down)
    {
        var featuriser = new Featuriser(Rules, FeatureKinds.Words, 1);
        var settings = new LearnedSettings(Learner.Trees, null, new(2, 1, 1, 1));
        var fitted = new FittedModel(new(["word it", "word rose"], [1, 1], 1), up, down, settings, -0.3, 0.3);
        return new(new(new("set", new('a', 64), null, 1, 0, 0, 0, new("set", null, null, [1]), goal, FeatureKinds.Words, 1, featuriser.Hash, Rules.Identity, Rules.Lexicon.Label, Rules.Lexicon.Hash, settings, -0.3, 0.3, "by hand", [], null, "none"), fitted), featuriser);
    }

    [Fact]
    public void The_card_says_what_was_chosen_of_the_grid()
    {
        var model = Learn.Trees(Planted(160), Rules, Quick);
        Assert.Equal((Learner.Trees, null), (model.Card.Settings.Learner, model.Card.Settings.Penalty));
        var chosen = model.Card.Settings.Trees!;
        Assert.Equal((4, 0.1, 5), (chosen.Leaves, chosen.Rate, chosen.MinTexts));
        Assert.Contains(chosen.Rounds, (int[])[10, 40]);
        Assert.Contains($"; trees, {chosen.Rounds} rounds of 4 leaves at rate 0.1, 5 texts to a leaf, negative up to ", $"{model}", StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML.LightGbm 5.", model.Card.Versions, StringComparison.Ordinal);
        Assert.Equal($"learned@1(trees, both, labels {model.Card.LabelsHash[..8]}, model {model.Hash[..8]}) on finance@2", model.On(Rules).Identity);
    }

    [Fact]
    public void The_same_labels_give_the_same_bits_and_a_file_gives_them_back()
    {
        var model = Learn.Trees(Planted(80), Rules, Quick);
        Assert.Equal(model.Hash, Learn.Trees(Planted(80), Rules, Quick).Hash);
        model.Write(folder["m.json"]);
        var read = LearnedModel.Read(folder["m.json"]);
        Assert.Equal(model.Hash, read.Hash);
        read.Write(folder["again.json"]);
        Assert.Equal(File.ReadAllBytes(folder["m.json"]), File.ReadAllBytes(folder["again.json"]));
        foreach (var item in Planted(80)) Assert.Equal(model.On(Rules).Explain(item.Article).ToJson(), read.On(Rules).Explain(item.Article).ToJson());
    }

    [Theory]
    [InlineData("low")]
    [InlineData("used")]
    [InlineData("weights")]
    public void A_file_whose_trees_lead_nowhere_is_refused(string what)
    {
        Learn.Trees(Planted(80), Rules, Quick).Write(folder["m.json"]);
        var json = JsonNode.Parse(File.ReadAllText(folder["m.json"]))!;
        var up = json["up"]!;
        if (what == "low") up["trees"]![0]!["low"]![0] = 0;
        else if (what == "used") up["used"]![0] = 1_000_000;
        else up["weights"] = new JsonArray(1, 2);
        // Whoever writes such a file can hash it too.
        json["hash"] = "";
        var canonical = Hashing.Canonical(System.Text.Json.JsonSerializer.SerializeToElement(json));
        json["hash"] = canonical;
        folder.Put("bad.json", json.ToJsonString());
        Assert.Contains("do not belong together. Expected a model, as ./kit train writes it", Refusal(() => LearnedModel.Read(folder["bad.json"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_from_which_nothing_can_be_learned_are_refused()
    {
        Assert.Contains("texts to be fitted on are positive. Expected at least two classes", Refusal(() => Learn.Trees(Labels.Of("same", Planted(40).Select(item => item with { Class = 1 })), Rules, Quick)), StringComparison.Ordinal);
        Assert.Contains("have the one score 0.25. Expected at least two scores", Refusal(() => Learn.Trees(Labels.Of("same", Planted(40, scores: true).Select(item => item with { Score = 0.25 })), Rules, Quick)), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_faults_on_several_threads_one_is_told_and_always_the_same() =>
        Assert.Equal("first", Refusal(() => { Apart.Each(["none", "first", "second"], part => { if (part == "first") Thread.Sleep(50); if (part != "none") throw new InputException(part); }); return ""; }));

    [Fact]
    public void Two_classes_are_enough()
    {
        // None is negative: its chance is that of a class that never came, the same for all.
        var labels = Labels.Of("two", Planted(80).Select(item => item with { Class = Math.Max(item.Class!.Value, 0) }));
        Assert.InRange(Learn.Evaluate(labels, Rules, Quick).Accuracy.Value!.Value, 0.9, 1);
    }

    [Fact]
    public void What_of_the_rest_of_a_set_tells_again_what_was_fitted_on_is_counted()
    {
        var all = Planted(80);
        var again = all.Take(7).Select((item, i) => item with { Article = Article.Of($"{item.Article.Text} today", $"again{i}"), Group = Labels.GroupOf($"{item.Article.Text} today") });
        var set = Labels.Of("set", [.. all, .. again]);
        var model = Learn.Trees(set.Part(item => item.Article.Id.StartsWith('t')), Rules, Quick);
        Assert.Equal(7, model.Card.Leaking);
        Assert.Contains("80 texts, 0 told again, 7 of the rest of the set tell them again, ", $"{model}", StringComparison.Ordinal);
        Assert.Equal(0, Learn.Trees(all, Rules, Quick).Card.Leaking);
    }

    [Theory]
    [InlineData("Leaves", "Option Leaves is 16, 4. Expected one or more of 2 to 256, rising.")]
    [InlineData("Rates", "Option Rates is 0, 0.1. Expected one or more numbers above 0 and up to 1, rising.")]
    [InlineData("LeafTexts", "Option LeafTexts is 0. Expected one or more of 1 and above, rising.")]
    [InlineData("Rounds", "Option Rounds is empty. Expected one or more of 1 to 10000, rising.")]
    [InlineData("Learner", "Option Learner is 7. Expected Linear, Trees.")]
    [InlineData("Split", "Option Split is 7. Expected Story, Time.")]
    public void Options_out_of_their_range_are_refused(string option, string expected) => Assert.Equal(expected, Refusal(() => Learn.Evaluate(Planted(40), Rules, o => option switch
    {
        "Leaves" => o with { Leaves = [16, 4] },
        "Rates" => o with { Rates = [0, 0.1] },
        "LeafTexts" => o with { LeafTexts = [0] },
        "Rounds" => o with { Rounds = [] },
        "Learner" => o with { Learner = (Learner)7 },
        _ => o with { Split = (LearnedSplit)7 },
    })));
}
