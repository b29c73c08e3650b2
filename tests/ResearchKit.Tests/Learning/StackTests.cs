using Xunit;

namespace ResearchKit.Tests;

/// <summary>A second level over scorers.</summary>
public sealed class StackTests : IDisposable
{
    const double Exact = 1e-12;

    static readonly LexiconScorer Rules = Lexicon.Of("few", new Entry("gain", Role.Polarity, 0.5, "up"), new Entry("loss", Role.Polarity, -0.8, "down")).Scorer();

    static readonly LexiconScorer Noise = Lexicon.Of("noise", new Entry("desk", Role.Polarity, 0.5, ""), new Entry("stone", Role.Polarity, -0.5, "")).Scorer();

    static readonly string[] Fillers = ["desk", "window", "table", "river", "paper", "garden", "stone", "bridge", "kettle", "carpet", "lantern", "harbour", "meadow", "saddle"];

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    static StackOptions Quick(StackOptions o) => o with { Resamples = 0, Folds = 3, Learned = new() { Penalties = [0.1, 1], Resamples = 0, Features = FeatureKinds.Words } };

    static readonly EnsembleMember[] Members = [new("few", Rules), new("noise", Noise), new("learned", Rules, InFolds: true)];

    /// <summary>A third of the texts are told by words that the rules know, and all by "flourish" and "wobble", which they do not.</summary>
    static Labels Planted(int texts, bool scores = false, bool random = false)
    {
        var draws = new Draws(11);
        return Labels.Of("planted", Enumerable.Range(0, texts).Select(i =>
        {
            var kind = random ? draws.Below(3) - 1 : i % 3 - 1;
            var told = random ? "stone" : kind > 0 ? "flourish" : kind < 0 ? "wobble" : "paper";
            var known = random || i % 2 == 0 || kind == 0 ? "river" : kind > 0 ? "gain" : "loss";
            var text = $"the {string.Join(" and ", draws.Shuffled(Enumerable.Range(0, 8).Select(_ => Fillers[draws.Below(Fillers.Length)]).Append(told).Append(known)))}";
            return new LabelledText(Article.Of(text, $"t{i:000}"), scores ? null : kind, scores ? 0.6 * kind + 0.1 : null, null, Labels.GroupOf(text));
        }));
    }

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    [Fact]
    public void Non_negative_least_squares_leaves_out_what_would_weigh_less_than_nothing()
    {
        // y = 1 + 2·first, and the second is its opposite with noise: by itself it would have a weight below 0.
        double[][] x = [[0, 0.1], [1, -1], [2, -2.1], [3, -2.9]];
        var (weights, intercept) = StackFit.NonNegative(x, [1, 3, 5, 7], 0);
        Assert.Equal((2, 0, 1), (Math.Round(weights[0], 9), weights[1], Math.Round(intercept, 9)));
        // One column by hand: w = Sxy/(Sxx + penalty) = 10/(5 + 5), and b = 4 − w·1.5.
        (weights, intercept) = StackFit.NonNegative([[0], [1], [2], [3]], [1, 3, 5, 7], 5);
        Assert.Equal((10 / 10.0, 4 - 1.5), (weights[0], intercept));
        // Two columns at right angles are two fits of one: 4/(4 + 1), 8/(4 + 1).
        (weights, _) = StackFit.NonNegative([[1, 1], [1, -1], [-1, 1], [-1, -1]], [3, -1, 1, -3], 1);
        Assert.Equal((4 / 5.0, 8 / 5.0), (Math.Round(weights[0], 12), Math.Round(weights[1], 12)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stack_trusts_the_member_that_knows_and_can_be_taken_apart(bool scores)
    {
        var labels = Planted(150, scores);
        var judged = Learn.EvaluateStack(labels, Members, Quick);
        Assert.Equal(4, judged.Count);
        if (scores) Assert.InRange(judged[0].R2.Value!.Value, 0.8, 1);
        else Assert.True(judged[0].Accuracy.Value >= 0.95 && judged[0].Accuracy.Value > judged[1].Accuracy.Value && judged[0].Accuracy.Value > judged[2].Accuracy.Value, string.Join('\n', judged));
        var model = Learn.Stack(labels, Members, Quick);
        Assert.Equal(scores ? judged[0].R2.Value : judged[0].Accuracy.Value, model.Card.Figures[0].Value.Value);
        Assert.True(model.Members[2].Up > model.Members[1].Up, $"{model}");
        var stack = model.On(Rules, Noise, Rules);
        foreach (var text in (string[])["They flourish, a gain of the desk.", "They wobble at the stone. A loss.", "The desk.", "Flourish wobble gain loss."])
        {
            var why = stack.Explain(text);
            Assert.Equal(stack.Score(text), why.Score);
            Assert.Equal(why.Score.Value, why.Contributions.Sum(part => part.Value) + why.Remainder, Exact);
            Assert.Equal(why.Contributions.Where(part => part.Value < 0).Sum(part => -part.Value), why.Score.Negative, Exact);
            Assert.StartsWith("the stack's intercept", why.RemainderNote!, StringComparison.Ordinal);
        }
        Assert.True(stack.Score("They flourish.").Value > stack.Score("They wobble.").Value);
        Assert.Equal(labels.Take(20).Select(item => stack.Score(item.Article)), stack.Score([.. labels.Take(20).Select(item => item.Article)]));
    }

    [Fact]
    public void Labels_that_hang_on_nothing_are_not_foretold_by_a_member_that_has_seen_them()
    {
        // A learned member that were fitted on what it is stacked on would know each text: one in three is right by chance, ±0.038.
        var judged = Learn.EvaluateStack(Planted(150, random: true), [new("learned", Rules, InFolds: true)], o => Quick(o) with { Learned = new() { Penalties = [0.001], MinTexts = 1, Features = FeatureKinds.Words } });
        Assert.InRange(judged[0].Accuracy.Value!.Value, 0.333 - 0.13, 0.333 + 0.13);
    }

    [Fact]
    public void A_file_gives_the_stack_back_and_no_other()
    {
        var model = Learn.Stack(Planted(90), Members, Quick);
        var path = folder["stack.json"];
        model.Write(path);
        var read = StackedModel.Read(path);
        Assert.Equal((model.Hash, model.ToString()), (read.Hash, read.ToString()));
        Assert.Equal(model.On(Rules, Noise, Rules).Explain("They flourish, a gain.").ToJson(), read.On(Rules, Noise, Rules).Explain("They flourish, a gain.").ToJson());
        Assert.Equal(model.Hash, Learn.Stack(Planted(90), Members, Quick).Hash);
        Assert.Contains("The stack's member 'noise' is finance@2 on noise", Refusal(() => read.On(Rules, Rules, Rules)), StringComparison.Ordinal);
        Assert.Contains("2 scorers for a stack of 3", Refusal(() => read.On(Rules, Noise)), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        read.Write(folder["again.json"]);
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(folder["again.json"]));
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"penalty\": 1", "\"penalty\": 2", StringComparison.Ordinal));
        Assert.Contains("Expected a file as it was written", Refusal(() => StackedModel.Read(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_somebody_hashed_anew_is_not_taken_at_its_word()
    {
        var path = folder["stack.json"];
        Learn.Stack(Planted(90), Members, Quick).Write(path);
        var file = VerifiedFile.Read(path, StackFile.Form);
        string Refused(StackFile changed)
        {
            VerifiedFile.Write(changed, path, StackFile.Form);
            return Refusal(() => StackedModel.Read(path).On(Rules, Noise, new Stated()));
        }
        Assert.Contains("the model of 'learned': ", Refused(file with { Models = [] }), StringComparison.Ordinal);
        Assert.Contains("the model of 'learned': its hash is", Refused(file with { Models = [file.Models[0] with { Texts = [.. file.Models[0].Texts.Select(texts => texts + 1)] }] }), StringComparison.Ordinal);
        Assert.Contains("which are no rules on a lexicon", Refused(file with { Members = [.. file.Members[..2], file.Members[2] with { FittedFor = FittedFor.Of(new Stated()) }] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"format\": 9}", "format 9 is not known. Expected 2: stack again with ./kit stack.")]
    [InlineData("{\"format\": 1, \"members\": []}", "format 1 is of an earlier kit. Expected 2: stack again with ./kit stack.")]
    [InlineData("[]", "is no stack: ")]
    public void Another_format_is_named_before_anything_of_it_is_read(string text, string expected) =>
        Assert.Contains(expected, Refusal(() => StackedModel.Read(folder.Put("s.json", text))), StringComparison.Ordinal);

    [Fact]
    public void What_a_second_level_is_fitted_on_is_said_by_models_that_have_seen_neither_of_two_folds()
    {
        var labels = Planted(60);
        var learned = new LearnedOptions { Penalties = [1], Resamples = 0, Features = FeatureKinds.Words, Goal = LearnedGoal.Classes };
        var options = (Quick(new()) with { Learned = learned }).Validated();
        var task = new StackTask(labels, Members, options);
        var fold = new LearnedFolds(labels).Of([.. Enumerable.Range(0, labels.Count)], options.Folds, options.Seed);
        LearnedScorer Without(params int[] folds)
        {
            var row = 0;
            return Learn.Linear(labels.Part(_ => !folds.Contains(fold[row++])), Rules, _ => learned).On(Rules);
        }
        foreach (var (one, other) in ((int, int)[])[(0, 1), (0, 2), (1, 2)])
        {
            var (pair, alone) = (Without(one, other), Without(one));
            int[] held = [.. Enumerable.Range(0, labels.Count).Where(i => fold[i] == one)];
            foreach (var i in held)
            {
                Assert.Equal(pair.Score(labels[i].Article).Value, task.Row(i, other)[2].Value, Exact);
                Assert.Equal(alone.Score(labels[i].Article).Value, task.Row(i, null)[2].Value, Exact);
            }
            Assert.Contains(held, i => task.Row(i, null)[2].Value != task.Row(i, other)[2].Value);
        }
    }

    [Fact]
    public void Of_several_folds_that_cannot_be_fitted_the_first_is_told()
    {
        var labels = Planted(60);
        var fold = new LearnedFolds(labels).Of([.. Enumerable.Range(0, labels.Count)], 3, 1);
        // Only a text of the first fold is judged otherwise: without that fold about 40 texts are the same, and about 20 where another is left out besides.
        var first = Array.IndexOf(fold, 0);
        var same = Labels.Of("same", labels.Select((item, i) => item with { Class = i == first ? 1 : 0 }));
        Assert.Contains($"same: all {fold.Count(own => own != 0)} texts to be fitted on", Refusal(() => Learn.EvaluateStack(same, Members, Quick)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_that_has_seen_the_labels_is_refused_wherever_it_stands()
    {
        var labels = Planted(60);
        var seen = Learn.Linear(labels, Rules, o => o with { Resamples = 0, Penalties = [1], InnerFolds = 2, Folds = 2 }).On(Rules);
        Assert.Contains("60 of its 60 texts are among those of planted", Refusal(() => Learn.Stack(labels, [new("seen", seen)], Quick)), StringComparison.Ordinal);
        Assert.Contains("was fitted on", Refusal(() => Learn.Stack(labels, [new("mean", WeightedScorer.Of([new("few", Rules), new("seen", seen)]))], Quick)), StringComparison.Ordinal);
        Assert.Contains("was fitted on", Refusal(() => Conformal.Of(seen, labels)), StringComparison.Ordinal);
        Assert.Contains("Expected rules on a lexicon", Refusal(() => Learn.Stack(labels, [new("a", seen, InFolds: true)], Quick)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("phrasebank/Sentences_AllAgree.txt", "PhraseBank, all agree: accuracy")]
    [InlineData("phrasebank/Sentences_50Agree.txt", "PhraseBank, half agree: accuracy")]
    [InlineData("fiqa", "FiQA: R²")]
    public void On_public_halves_stacks_are_as_good_as_their_page_says(string set, string row)
    {
        if (Environment.GetEnvironmentVariable("RESEARCHKIT_DATA") is not { } data || !Path.Exists(Path.Combine(data, set))) return;
        var finance = Repository.Finance.Scorer();
        var judged = Learn.EvaluateStack(Labels.Read(Path.Combine(data, set)), [new("finance", finance), new("vader", Lexicon.Read(Path.Combine(data, "vader", "vader_lexicon.txt")).Scorer("vader:python")), new("learned", finance, InFolds: true)], o => o with { Resamples = 0 });
        var line = Assert.Single(File.ReadLines(Repository.File("src", "ResearchKit.Learning", "Ensembles", "README.md")), line => line.StartsWith($"| {row}", StringComparison.Ordinal));
        Assert.Contains(string.Concat(judged.Select(e => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"| {(set == "fiqa" ? e.R2 : e.Accuracy).Value:0.000} "))), line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_of_classes_has_chances_and_sets_by_them_keep_their_promise()
    {
        var stack = Learn.Stack(Planted(90), Members[..2], Quick).On(Rules, Noise);
        var (up, down) = (stack.Model.Weights.UpIntercept, stack.Model.Weights.DownIntercept);
        var value = Rules.Score("A gain.").Value;
        double positive = 1 / (1 + Math.Exp(-up - stack.Model.Members[0].Up * value)), negative = 1 / (1 + Math.Exp(-down - stack.Model.Members[0].Down * value));
        var sum = Math.Max(1, positive + negative);
        Assert.Equal([negative / sum, Math.Max(0, 1 - positive - negative) / sum, positive / sum], stack.Chances(Article.Of("A gain.")).Select(chance => Math.Round(chance, 12)), (one, other) => Math.Abs(one - other) < 1e-9);
        // Other texts of the same kind, with words of their own.
        var others = Labels.Of("others", Planted(240).Select((item, i) => Article.Of($"{item.Article.Text} and then item{i} of lot{i} by hand{i} at gate{i}", $"o{i}") is var article ? item with { Article = article, Group = Labels.GroupOf(article.Text) } : item));
        foreach (var measure in (ConformalMeasure[])[ConformalMeasure.Chance, ConformalMeasure.Adaptive])
            Assert.InRange(Conformal.Check(stack, others, o => o with { Measure = measure, Alpha = 0.2 }, 50).Rows[0].Coverage.Value!.Value, 0.78, measure == ConformalMeasure.Adaptive ? 0.84 : 1);
        Assert.Contains("was fitted to scores and has no chances", Refusal(() => Learn.Stack(Planted(90, scores: true), Members[..2], Quick).On(Rules, Noise).Chances(Article.Of("A gain."))), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_member_speaks_a_stack_is_silent()
    {
        var stack = Learn.Stack(Planted(90), Members[..2], Quick).On(Rules, Noise);
        Assert.Equal((Outcome.Silent, 0), (stack.Score("A day.").Outcome, stack.Score("A day.").Value));
        Assert.Contains("Option Folds is 2. Expected 3 to 20", Refusal(() => Learn.Stack(Planted(90), Members, o => o with { Folds = 2 })), StringComparison.Ordinal);
        Assert.Contains("judged 0", Refusal(() => Learn.Stack(Planted(90).Part(item => item.Judged == 0), Members[..2], Quick)), StringComparison.Ordinal);
    }
}
