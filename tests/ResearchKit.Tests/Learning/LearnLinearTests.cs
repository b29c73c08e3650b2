using Xunit;

namespace ResearchKit.Tests;

/// <summary>Methods fitted to labels, from the labels to the scores.</summary>
public sealed class LearnLinearTests : IDisposable
{
    static readonly LexiconScorer Rules = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5, "result: up"), new Entry("loss", Role.Polarity, -0.8, "result: down")).Scorer();

    static readonly string[] Fillers = ["desk", "window", "table", "river", "paper", "garden", "stone", "bridge", "kettle", "carpet", "lantern", "harbour", "meadow", "saddle"];

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    static LearnedOptions Quick(LearnedOptions o) => o with { Resamples = 0, Penalties = [0.1, 1] };

    static LabelledText Item(string text, int? label, double? score, int id) => new(Article.Of(text, $"t{id:000}"), label, score, null, Labels.GroupOf(text));

    /// <summary>Texts of nine words: "flourish" makes one positive, "wobble" negative, and neither neutral.</summary>
    static Labels Planted(int texts, bool scores = false, bool random = false, string between = " and ")
    {
        var draws = new Draws(11);
        return Labels.Of("planted", Enumerable.Range(0, texts).Select(i =>
        {
            var kind = i % 3 - 1;
            var words = Enumerable.Range(0, 8).Select(_ => Fillers[draws.Below(Fillers.Length)]).Append(random ? "stone" : kind > 0 ? "flourish" : kind < 0 ? "wobble" : "paper");
            return Item($"the {string.Join(between, draws.Shuffled(words))}", scores ? null : kind, scores ? 0.6 * kind + 0.1 : null, i);
        }));
    }

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    [Fact]
    public void Planted_words_decide_classes_of_texts_that_were_not_fitted_on()
    {
        var judged = Learn.Evaluate(Planted(150), Rules, o => Quick(o) with { Features = FeatureKinds.Words });
        Assert.InRange(judged.Accuracy.Value!.Value, 0.97, 1);
        var scorer = Learn.Linear(Planted(150), Rules, Quick).On(Rules);
        Assert.InRange(scorer.Score("They flourish.").Value, 0.3, 1);
        Assert.InRange(scorer.Score("They wobble.").Value, -1, -0.3);
        Assert.Equal("flourish", scorer.Explain("They flourish.").Contributions.MaxBy(part => part.Value)!.Term);
    }

    [Fact]
    public void Planted_words_decide_scores()
    {
        var labels = Planted(150, scores: true);
        Assert.InRange(Learn.Evaluate(labels, Rules, Quick).R2.Value!.Value, 0.95, 1);
        var model = Learn.Linear(labels, Rules, Quick);
        Assert.Equal((LearnedGoal.Scores, -0.1, 0.1), (model.Card.Goal, model.Card.Falls, model.Card.Rises));
        Assert.Equal(["R²", "MAE", "Spearman"], model.Card.Figures.Select(figure => figure.Name));
    }

    [Fact]
    public void Labels_that_hang_on_nothing_are_not_foretold()
    {
        // Classes by turns, whatever the words: one in three is right by chance, ±0.038 for 150 texts.
        var judged = Learn.Evaluate(Planted(150, random: true), Rules, Quick);
        Assert.InRange(judged.Accuracy.Value!.Value, 0.333 - 0.13, 0.333 + 0.13);
    }

    [Fact]
    public void A_text_that_is_told_twice_does_not_foretell_itself()
    {
        // Each text has a class by chance, and stands there again with one more word: a split at random would foretell most of them.
        var draws = new Draws(5);
        var once = Enumerable.Range(0, 60).Select(i => (Text: $"the {string.Join(" ", Enumerable.Range(0, 14).Select(_ => Fillers[draws.Below(Fillers.Length)]))}", Class: draws.Below(2) == 0 ? -1 : 1)).ToList();
        var labels = Labels.Of("twice", once.SelectMany((each, i) => new[] { Item(each.Text, each.Class, null, 2 * i), Item($"{each.Text} again", each.Class, null, 2 * i + 1) }));
        var judged = Learn.Evaluate(labels, Rules, Quick);
        Assert.InRange(judged.Accuracy.Value!.Value, 0, 0.62);
        Assert.Equal(60, Learn.Linear(labels, Rules, Quick).Card.Retold);
    }

    [Fact]
    public void A_model_is_not_judged_or_mapped_on_what_it_was_fitted_on()
    {
        var labels = Planted(60, scores: true);
        var scorer = Learn.Linear(labels, Rules, Quick).On(Rules);
        const string Expected = "60 of its 60 texts are among those of planted (60 texts), which ";
        Assert.Contains(Expected, Refusal(() => scorer.Evaluate(labels)), StringComparison.Ordinal);
        Assert.Contains(Expected, Refusal(() => scorer.Calibrate(labels)), StringComparison.Ordinal);
        Assert.Contains(Expected, Refusal(() => Rules.Against(scorer, labels)), StringComparison.Ordinal);
        Assert.Contains("Expected other texts; or Learn.Evaluate", Refusal(() => WeightedScorer.Of([new EnsembleMember("m", scorer)]).Evaluate(labels)), StringComparison.Ordinal);
        var others = Labels.Of("others", Enumerable.Range(0, 30).Select(i => Item($"whatever number {i} of them says", null, i % 2 == 0 ? 0.5 : -0.5, i)));
        Assert.Equal(30, scorer.Evaluate(others).N);
    }

    [Fact]
    public void The_same_labels_give_the_same_bits_every_time()
    {
        var one = Learn.Linear(Planted(60), Rules, Quick);
        Assert.Equal(one.Hash, Learn.Linear(Planted(60), Rules, Quick).Hash);
        Assert.NotEqual(one.Hash, Learn.Linear(Planted(60), Rules, o => Quick(o) with { Seed = 2 }).Hash);
    }

    [Fact]
    public void The_card_says_what_the_model_is_and_where_it_comes_from()
    {
        // With a word between each two, some of them share pairs enough to be retellings.
        var labels = Planted(60, between: " ");
        var foreign = new LabelledText(Article.Of("der die das und nicht", "x") with { Language = "de" }, 1, null, null, "der die das und nicht");
        var model = Learn.Linear(Labels.Of("planted", [.. labels, foreign]), Rules, o => Quick(o) with { Resamples = 20, Date = new(2026, 11, 27), Licence = "MIT" });
        var card = model.Card;
        Assert.Equal(("planted", "MIT", 60, 1, 0, new DateOnly(2026, 11, 27)), (card.Labels, card.Licence, card.Texts, card.Foreign, card.Retold, card.Date));
        Assert.Equal((FeatureKinds.Both, LearnedGoal.Classes, Rules.Identity, Rules.Lexicon.Hash), (card.Features, card.Goal, card.Rules, card.LexiconHash));
        Assert.Equal(["accuracy", "macro-F1"], card.Figures.Select(figure => figure.Name));
        Assert.All(card.Figures, figure => Assert.NotNull(figure.Value.Low));
        Assert.Contains("Microsoft.ML 5.", card.Versions, StringComparison.Ordinal);
        Assert.Contains("fitted 2026-11-27 on planted (", $"{model}", StringComparison.Ordinal);
        Assert.Contains("60 texts, 0 told again, 1 more not in English; licence: MIT", $"{model}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_written_is_read_as_it_was()
    {
        var model = Learn.Linear(Planted(60), Rules, Quick);
        model.Write(folder["m.json"]);
        var read = LearnedModel.Read(folder["m.json"]);
        Assert.Equal((model.Hash, model.Card.LearnedOn), (read.Hash, read.Card.LearnedOn));
        read.Write(folder["again.json"]);
        Assert.Equal(File.ReadAllBytes(folder["m.json"]), File.ReadAllBytes(folder["again.json"]));
        foreach (var text in new[] { "They flourish.", "A gain and a wobble, but no loss.", "" })
            Assert.Equal(model.On(Rules).Explain(text).ToJson(), read.On(Rules).Explain(text).ToJson());
        Assert.Equal($"learned@1(both, labels {model.Card.LabelsHash[..8]}, model {model.Hash[..8]}) on finance@2", read.On(Rules).Identity);
    }

    [Theory]
    [InlineData("\"penalty\": 1", "\"penalty\": 2", "its hash is")]
    [InlineData("\"format\": 2", "\"format\": 9", "format 9 is not known. Expected 2")]
    [InlineData("\"format\": 2", "\"format\": 1", "format 1 is of an earlier kit. Expected 2: fit the model again")]
    [InlineData("{", "[", "is no model")]
    public void A_file_that_is_not_as_it_was_written_is_refused(string what, string with, string expected)
    {
        Learn.Linear(Planted(60), Rules, o => Quick(o) with { Penalties = [1] }).Write(folder["m.json"]);
        var text = File.ReadAllText(folder["m.json"]);
        Assert.Contains(what, text, StringComparison.Ordinal);
        folder.Put("bad.json", what == "{" ? with + text[1..] : text.Replace(what, with, StringComparison.Ordinal));
        var message = Refusal(() => LearnedModel.Read(folder["bad.json"]));
        Assert.StartsWith(folder["bad.json"], message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_file_and_none_are_refused()
    {
        Learn.Linear(Planted(60), Rules, Quick).Write(folder["m.json"]);
        var text = File.ReadAllText(folder["m.json"]);
        folder.Put("half.json", text[..(text.Length / 2)]);
        Assert.Contains("is no model", Refusal(() => LearnedModel.Read(folder["half.json"])), StringComparison.Ordinal);
        Assert.Contains("no such file. Expected a model, as ./kit train writes it", Refusal(() => LearnedModel.Read(folder["none.json"])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_runs_behind_no_other_rules()
    {
        var model = Learn.Linear(Planted(60), Rules, Quick);
        var other = Lexicon.Of("other", new Entry("gain", Role.Polarity, 0.4)).Scorer();
        Assert.Contains("and this is finance@2 on other", Refusal(() => model.On(other)), StringComparison.Ordinal);
        Assert.Contains("fit the model again with ./kit train", Refusal(() => model.On(Rules.Lexicon.Scorer("ratio:polarity"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_from_which_nothing_can_be_learned_are_refused()
    {
        Assert.Equal("same: all 30 texts to be fitted on are positive. Expected at least two classes: nothing can be learned from one.",
            Refusal(() => Learn.Linear(Labels.Of("same", Planted(30).Select(item => item with { Class = 1 })), Rules, Quick)));
        Assert.Contains("have the one score 0.25. Expected at least two scores", Refusal(() => Learn.Linear(Labels.Of("same", Planted(30, scores: true).Select(item => item with { Score = 0.25 })), Rules, Quick)), StringComparison.Ordinal);
        Assert.Contains("different stories cannot make 4 folds", Refusal(() => Learn.Linear(Planted(3), Rules, Quick)), StringComparison.Ordinal);
        Assert.Contains("none of its 30 texts is in English", Refusal(() => Learn.Linear(Labels.Of("de", Planted(30).Select(item => item with { Article = item.Article with { Language = "de" } })), Rules, Quick)), StringComparison.Ordinal);
        Assert.Contains("has no score. Expected a score for each text, or the goal Classes", Refusal(() => Learn.Linear(Planted(30), Rules, o => Quick(o) with { Goal = LearnedGoal.Scores })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fold_without_a_second_class_is_refused_in_so_many_words()
    {
        // One text alone is negative: the fold that holds it leaves one class to be fitted on.
        var labels = Labels.Of("lone", Planted(30).Select((item, i) => item with { Class = i == 0 ? -1 : 1 }));
        Assert.Contains("texts to be fitted on are positive", Refusal(() => Learn.Evaluate(labels, Rules, Quick)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxWords", "Option MaxWords is 6. Expected 1 to 5.")]
    [InlineData("MinTexts", "Option MinTexts is 0. Expected 1 or more.")]
    [InlineData("Penalties", "Option Penalties is 1, 0.5. Expected one or more numbers above 0, rising.")]
    [InlineData("Folds", "Option Folds is 1. Expected 2 to 100.")]
    [InlineData("InnerFolds", "Option InnerFolds is 101. Expected 2 to 100.")]
    public void Options_out_of_their_range_are_refused(string option, string expected) => Assert.Equal(expected, Refusal(() => Learn.Linear(Planted(30), Rules, o => option switch
    {
        "MaxWords" => o with { MaxWords = 6 },
        "MinTexts" => o with { MinTexts = 0 },
        "Penalties" => o with { Penalties = [1, 0.5] },
        "Folds" => o with { Folds = 1 },
        _ => o with { InnerFolds = 101 },
    })));
}
