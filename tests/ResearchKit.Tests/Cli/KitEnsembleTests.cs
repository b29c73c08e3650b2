using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Ensembles, calibration curves and intervals from the command line.</summary>
public sealed class KitEnsembleTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public KitEnsembleTests()
    {
        // Invented rows, each with words of its own: every third is good, every third bad.
        string[] words = ["desk", "window", "table", "river", "paper", "garden", "stone", "bridge"];
        string Row(int i, string judged) => string.Create(CultureInfo.InvariantCulture, $"{i},en,The {words[i % 8]} of {words[i / 8 % 8]} {(i % 3 == 0 ? "flourished on a profit" : i % 3 == 1 ? "wobbled at a loss" : "stood")} in place {i}.,{judged}\n");
        folder.Put("rows.csv", "id,language,text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => Row(i, i % 3 == 0 ? "positive" : i % 3 == 1 ? "negative" : "neutral"))));
        folder.Put("scores.csv", "id,language,text,score\n" + string.Concat(Enumerable.Range(0, 60).Select(i => Row(i, (i % 3 == 0 ? 0.4 : i % 3 == 1 ? -0.5 : i % 20 / 100.0).ToString(CultureInfo.InvariantCulture)))));
        folder.Put("a.txt", "They flourished on a profit. It is a day.");
    }

    public void Dispose() => folder.Dispose();

    static string Words => Repository.File("data", "lexicons", "finance.csv");

    KitResult Run(params string[] arguments) => Kit.RunIn(folder.Path, arguments);

    Article Article => Corpus.Read(folder["a.txt"])[0];

    [Fact]
    public void A_weighted_mean_is_written_scored_explained_and_judged()
    {
        const string Formula = "weighted:0.6*finance+0.4*ratio:polarity";
        var line = Assert.Single(Run("score", "a.txt", "--method", Formula, "--lexicon", Words, "--json").Done().JsonLines);
        var expected = WeightedScorer.Of([new("finance", Repository.Finance.Scorer(), 0.6), new("ratio:polarity", Repository.Finance.Scorer("ratio:polarity"), 0.4)]);
        Assert.Equal((expected.Score(Article).Value, expected.Identity), ((double)line["value"]!, (string?)line["method"]));
        Assert.Null(line["receipt"]);
        Assert.Equal(expected.Explain(Article).ToJson(), Run("explain", "a.txt", "--method", Formula, "--lexicon", Words, "--json").Done().Output.TrimEnd('\n'));
        Assert.Equal(60, (int)Assert.Single(Run("evaluate", "--labels", "rows.csv", "--method", Formula, "--lexicon", Words, "--json").Done().JsonLines)["n"]!);
        folder.Put("words.csv", "term,role,valence\nflourished,polarity,1\n");
        var own = Run("score", "a.txt", "--method", "weighted:finance on words.csv", "--json");
        Assert.StartsWith("weighted(1*finance@2 on words (", (string?)Assert.Single(own.JsonLines)["method"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_is_fitted_with_a_learned_member_used_and_judged()
    {
        var printed = Run("stack", "--labels", "rows.csv", "--members", "finance,learned", "--cv", "3", "--out", "s.json", "--lexicon", Words).Done().Output;
        var (labels, rules) = (Labels.Read(folder["rows.csv"]), Repository.Finance.Scorer());
        EnsembleMember[] members = [new("finance", rules), new("learned", rules, InFolds: true)];
        var expected = Learn.Stack(labels, members, o => o with { Folds = 3 });
        Assert.Equal(($"{expected}\n", expected.Hash), (printed, StackedModel.Read(folder["s.json"]).Hash));
        var line = Assert.Single(Run("score", "a.txt", "--method", "stack:s.json", "--lexicon", Words, "--json").Done().JsonLines);
        Assert.Equal((expected.On(rules, rules).Score(Article).Value, expected.On(rules, rules).Identity), ((double)line["value"]!, (string?)line["method"]));
        Assert.Contains("the stack's intercept", Run("explain", "a.txt", "--method", "stack:s.json").Done().Output, StringComparison.Ordinal);
        Assert.Contains("was fitted on. Expected other texts; or --method learned or stack", Run("evaluate", "--labels", "rows.csv", "--method", "stack:s.json").Refused(), StringComparison.Ordinal);
        var judged = Run("evaluate", "--labels", "rows.csv", "--method", "stack", "--members", "finance,learned", "--cv", "3", "--lexicon", Words, "--json").Done().JsonLines;
        Assert.Equal(Learn.EvaluateStack(labels, members, o => o with { Folds = 3 }).Select(e => (e.Method, e.Accuracy.Value)), judged.Select(each => ((string)each["method"]!, (double?)each["accuracy"])));
        Assert.Contains("only the first right", Run("evaluate", "--labels", "rows.csv", "--method", "stack", "--members", "finance,ratio:polarity", "--cv", "3").Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Intervals_are_made_checked_and_printed_beside_scores()
    {
        var printed = Run("conformal", "--labels", "scores.csv", "--alpha", "0.2", "--out", "c.json", "--check", "--splits", "20", "--lexicon", Words).Done().Output;
        var (labels, rules) = (Labels.Read(folder["scores.csv"]), Repository.Finance.Scorer());
        var expected = Conformal.Of(rules, labels, o => o with { Alpha = 0.2 });
        Assert.Equal(expected, Conformal.Read(folder["c.json"]));
        Assert.StartsWith($"{expected}\n", printed, StringComparison.Ordinal);
        Assert.Contains(Conformal.Check(rules, labels, o => o with { Alpha = 0.2 }, 20).Rows[0].Coverage.ToString(), printed, StringComparison.Ordinal);
        Assert.Contains("not promised: texts of another source, time or kind", printed, StringComparison.Ordinal);
        var line = Assert.Single(Run("score", "a.txt", "--interval", "c.json", "--lexicon", Words, "--json").Done().JsonLines);
        var interval = expected.Interval(rules, Article);
        Assert.Equal((0.2, "all", interval.Low, interval.High), ((double)line["promised"]!["alpha"]!, (string)line["promised"]!["group"]!, (double?)line["promised"]!["low"], (double?)line["promised"]!["high"]));
        var table = Run("score", "a.txt", "--interval", "c.json", "--lexicon", Words).Done().Output;
        Assert.Contains("80% interval", table, StringComparison.Ordinal);
        Assert.Contains(interval.ToString(), table, StringComparison.Ordinal);
        Assert.Contains("The intervals were made for finance@2", Run("score", "a.txt", "--interval", "c.json", "--method", "ratio:tone").Refused(), StringComparison.Ordinal);
        Run("conformal", "--labels", "rows.csv", "--out", "k.json", "--lexicon", Words).Done();
        Assert.Equal(Conformal.Read(folder["k.json"]).Interval(rules, Article).Classes, ((JsonArray)Assert.Single(Run("score", "a.txt", "--interval", "k.json", "--lexicon", Words, "--json").Done().JsonLines)["promised"]!["classes"]!).Select(name => (string)name!));
    }

    [Fact]
    public void A_calibration_curve_stands_below_an_evaluation()
    {
        var evaluation = Repository.Finance.Scorer().Evaluate(Labels.Read(folder["rows.csv"]));
        var printed = Run("evaluate", "--labels", "rows.csv", "--reliability", "--lexicon", Words).Done().Output;
        foreach (var sign in (int?[])[null, 1, -1])
            foreach (var line in evaluation.Reliability(o => o with { Class = sign }).ToString().Split('\n').Take(3)) Assert.Contains(line, printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_curve_is_a_part_of_the_json()
    {
        var line = Assert.Single(Run("evaluate", "--labels", "rows.csv", "--reliability", "--json", "--lexicon", Words).Done().JsonLines);
        var evaluation = Repository.Finance.Scorer().Evaluate(Labels.Read(folder["rows.csv"]));
        var curves = new int?[] { null, 1, -1 }.Select(sign => evaluation.Reliability(o => o with { Class = sign })).ToList();
        Assert.Equal(curves.Select(curve => (curve.Of, curve.Ece, curve.Brier)), line["reliability"]!.AsArray().Select(each => ((string)each!["of"]!, (double)each["ece"]!, (double)each["brier"]!)));
        Assert.Equal(curves[1].Bins.Select(bin => (bin.Texts, bin.Said, bin.Judged.Value, bin.Judged.Low)), line["reliability"]![1]!["bins"]!.AsArray().Select(bin => ((int)bin!["texts"]!, (double)bin["said"]!, (double?)bin["judged"], (double?)bin["low"])));
        Assert.False(Assert.Single(Run("evaluate", "--labels", "rows.csv", "--json", "--lexicon", Words).Done().JsonLines).ContainsKey("reliability"));
    }

    [Fact]
    public void A_model_is_calibrated_on_texts_that_it_was_not_fitted_on()
    {
        Run("train", "--labels", "scores.csv", "--cv", "3", "--out", "m.json", "--lexicon", Words).Done();
        folder.Put("others.csv", "id,language,text,score\n" + string.Concat(Enumerable.Range(0, 24).Select(i => $"o{i},en,Item{i} of lot{i} at gate{i} by hand{i}: {(i % 2 == 0 ? "a profit" : "a loss")}.,{(i % 2 == 0 ? "0.2" : "-0.1")}{i}\n")));
        string[] Calibrate(string labels, string map) => ["calibrate", "--labels", labels, "--method", "learned:m.json", "--map", "affine", "--out", map, "--lexicon", Words];
        Run(Calibrate("others.csv", "map.json")).Done();
        var learned = LearnedModel.Read(folder["m.json"]).On(Repository.Finance.Scorer());
        var expected = learned.Calibrate(Labels.Read(folder["others.csv"]), o => o with { Map = Map.Affine });
        Assert.Equal(expected.Calibration.Hash, Calibration.Read(folder["map.json"]).Hash);
        Assert.Equal(expected.Score(Article).Value, (double)Assert.Single(Run("score", "a.txt", "--method", "learned:m.json", "--map", "map.json", "--lexicon", Words, "--json").Done().JsonLines)["value"]!);
        Assert.Contains("which the model was fitted on", Run(Calibrate("scores.csv", "map.json")).Refused(), StringComparison.Ordinal);
        Assert.Contains("--out m.json: is what a method rests on, m.json", Run(Calibrate("others.csv", "m.json")).Refused(), StringComparison.Ordinal);
        Assert.Equal(learned.Model.Hash, LearnedModel.Read(folder["m.json"]).Hash);
    }

    [Fact]
    public void A_models_row_says_what_was_fitted()
    {
        string Summary(string method) => (string)Assert.Single(Run("methods", "--method", method, "--json").Done().JsonLines)["summary"]!;
        Run("train", "--labels", "rows.csv", "--learner", "trees", "--cv", "2", "--out", "t.json", "--lexicon", Words).Done();
        Run("train", "--labels", "rows.csv", "--features", "words", "--cv", "2", "--out", "l.json", "--lexicon", Words).Done();
        Run("stack", "--labels", "rows.csv", "--members", "finance,ratio:polarity", "--cv", "3", "--out", "e.json", "--lexicon", Words).Done();
        Assert.Equal("boosted trees over words and what the rules find", Summary("learned:t.json"));
        Assert.Equal("linear in words", Summary("learned:l.json"));
        Assert.Equal("a second level over finance, ratio:polarity", Summary("stack:e.json"));
        Assert.Equal("linear, or boosted trees, over words and what the rules find", Summary("learned:MODEL.json"));
    }

    [Theory]
    [InlineData("Option Alpha is 1E-12. Expected 0.0001 to 0.9999.", "conformal", "--labels", "rows.csv", "--alpha", "1e-12", "--out", "c.json")]
    [InlineData("--out s.json: is what a method rests on, s.json", "stack", "--labels", "rows.csv", "--members", "finance,learned:s.json", "--out", "s.json")]
    [InlineData("--out c.json: is what a method rests on, c.json", "conformal", "--labels", "rows.csv", "--method", "weighted:finance+0.5*learned:c.json on words.csv", "--out", "c.json")]
    [InlineData("--errors is to be read, and --json is for programs", "evaluate", "--labels", "rows.csv", "--errors", "--json")]
    [InlineData("--reliability is of whole texts, and --entities judges companies", "evaluate", "--labels", "rows.csv", "--entities", "--reliability")]
    [InlineData("'2,5' is no weight of 'finance'", "score", "a.txt", "--method", "weighted:2,5*finance")]
    [InlineData("Method 'finanse' is not known", "score", "a.txt", "--method", "weighted:finanse+finance")]
    [InlineData("is an ensemble. Expected members that are none", "score", "a.txt", "--method", "weighted:stack:s.json")]
    [InlineData("--method stack names no file. Expected stack:FILE", "score", "a.txt", "--method", "stack")]
    [InlineData("none.json: no such file. Expected a stack, as ./kit stack writes it.", "score", "a.txt", "--method", "stack:none.json")]
    [InlineData("--members is missing", "evaluate", "--labels", "rows.csv", "--method", "stack")]
    [InlineData("--members is missing", "stack", "--labels", "rows.csv", "--out", "s.json")]
    [InlineData("--members is of --method stack", "evaluate", "--labels", "rows.csv", "--members", "finance")]
    [InlineData("--reliability is not of --method stack", "evaluate", "--labels", "rows.csv", "--method", "stack", "--members", "finance", "--reliability")]
    [InlineData("--out s.txt: is not the name of a stack. Expected one ending in .json", "stack", "--labels", "rows.csv", "--members", "finance", "--out", "s.txt")]
    [InlineData("--out is missing", "conformal", "--labels", "rows.csv")]
    [InlineData("are too few for an alpha of 0.01. Expected 99 at least", "conformal", "--labels", "rows.csv", "--alpha", "0.01", "--out", "c.json")]
    [InlineData("By 'size' is not known. Available: none, said, length, label, field:NAME.", "conformal", "--labels", "rows.csv", "--by", "size", "--out", "c.json")]
    [InlineData("Sets 'small' is not known. Available: distance, chance, adaptive.", "conformal", "--labels", "rows.csv", "--sets", "small", "--out", "c.json")]
    [InlineData("which asks for chances of classes", "conformal", "--labels", "rows.csv", "--sets", "chance", "--out", "c.json")]
    [InlineData("a.txt(1): is no file of intervals", "score", "a.txt", "--interval", "a.txt")]
    [InlineData("--interval is not of an archive's scores", "score", "a.txt", "--interval", "c.json", "--out", "s.parquet")]
    public void What_cannot_be_done_is_refused_and_nothing_is_written(string expected, params string[] arguments)
    {
        Assert.Contains(expected, Run(arguments).Refused(), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["s.json"]) || File.Exists(folder["c.json"]));
    }
}
