using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A method that is fitted, from the command line.</summary>
public sealed class KitLearnedTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public KitLearnedTests()
    {
        // Invented rows: every third is good, every third bad, and each has words of its own.
        string[] words = ["desk", "window", "table", "river", "paper", "garden", "stone", "bridge"];
        folder.Put("rows.csv", "id,language,publishedAt,text,label\n" + string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture,
            $"{i},en,{(i < 48 ? 2025 : 2026)}-01-{1 + i % 28:00}T08:00:00Z,The {words[i % 8]} of {words[i / 8]} {(i % 3 == 0 ? "flourished" : i % 3 == 1 ? "wobbled" : "stood")} in place {i}.,{(i % 3 == 0 ? "positive" : i % 3 == 1 ? "negative" : "neutral")}\n"))));
        folder.Put("a.txt", "They flourished. It is a day.");
    }

    public void Dispose() => folder.Dispose();

    /// <summary>The champion is called otherwise, and a model says what its lexicon is called.</summary>
    static string Words => Repository.File("data", "lexicons", "finance.csv");

    KitResult Run(params string[] arguments) => Kit.RunIn(folder.Path, arguments);

    string Refused(params string[] arguments)
    {
        var result = Run(arguments);
        Assert.Equal(2, result.Code);
        return result.Error;
    }

    [Fact]
    public void A_model_is_fitted_scores_explains_and_is_judged_on_what_came_after()
    {
        var printed = Run("train", "--labels", "rows.csv", "--until", "2026-01-01", "--out", "m.json", "--date", "2026-11-27", "--lexicon", Words).Done().Output;
        var labels = Labels.Read(folder["rows.csv"]).Split(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).Past;
        var rules = Repository.Finance.Scorer();
        var expected = Learn.Linear(labels, rules, o => o with { Date = new(2026, 11, 27) });
        Assert.Equal(expected.Hash, LearnedModel.Read(folder["m.json"]).Hash);
        Assert.Equal($"{expected}\n", printed);

        var line = Assert.Single(Run("score", "a.txt", "--method", "learned:m.json", "--lexicon", Words, "--json").Done().JsonLines);
        var why = expected.On(rules).Explain(Corpus.Read(folder["a.txt"])[0]);
        Assert.Equal((why.Score.Value, why.Method), ((double)line["value"]!, (string?)line["method"]));
        Assert.Equal(ModelReceipt.Of(expected.On(rules), Corpus.Read(folder["a.txt"])[0]).Hash, (string?)line["receipt"]);
        Run("score", "a.txt", "--method", "learned:m.json", "--lexicon", Words, "--receipts", "receipts").Done();
        Assert.Equal("a: same\n", Run("verify", "receipts/a.json").Done().Output);
        Run("explain", "a.txt", "--method", "learned:m.json", "--html", "why.html").Done();
        Assert.Contains("<th class=\"text\">features</th>", File.ReadAllText(folder["why.html"]), StringComparison.Ordinal);
        Assert.Matches(@"(?m)^flourished .* term flourished \+ \+0\.\d{4}; ", Run("explain", "a.txt", "--method", "learned:m.json").Done().Output);
        Assert.Contains("  the intercept: what a text without features is worth\n", Run("explain", "a.txt", "--method", "learned:m.json").Done().Output, StringComparison.Ordinal);
        Assert.Contains("learned@1(both, labels", Run("score", "a.txt", "--method", "learned:m.json").Done().Output, StringComparison.Ordinal);

        Assert.Contains("which the model was fitted on. Expected other texts", Refused("evaluate", "--labels", "rows.csv", "--method", "learned:m.json"), StringComparison.Ordinal);
        folder.Put("later.csv", string.Concat(File.ReadLines(folder["rows.csv"]).Where((row, i) => i == 0 || i > 48).Select(row => row + "\n")));
        var judged = Assert.Single(Run("evaluate", "--labels", "later.csv", "--method", "learned:m.json", "--json").Done().JsonLines);
        Assert.Equal(12, (int)judged["n"]!);
        Assert.Equal(1.0, (double)judged["accuracy"]!);
    }

    [Fact]
    public void Judged_in_folds_it_stands_beside_its_parts_and_beside_the_rules()
    {
        var lines = Run("evaluate", "--labels", "rows.csv", "--method", "learned", "--cv", "3", "--json").Done().JsonLines;
        Assert.Equal(["learned@1.2(both, 3 folds) on finance@2", "learned@1.2(words, 3 folds) on finance@2", "learned@1.2(rules, 3 folds) on finance@2", "finance@2"], lines.Select(line => (string)line["method"]!));
        var expected = Learn.Evaluate(Labels.Read(folder["rows.csv"]), Repository.Finance.Scorer(), o => o with { Features = FeatureKinds.Words, Folds = 3 });
        Assert.Equal(expected.Accuracy.Value, (double)lines[1]["accuracy"]!);
        var other = Run("evaluate", "--labels", "rows.csv", "--method", "learned", "--features", "both", "--rules", "ratio:root", "--cv", "3", "--json").Done().JsonLines;
        Assert.Equal(["learned@1.2(both, 3 folds) on ratio:root@1", "ratio:root@1"], other.Select(line => (string)line["method"]!));
        var table = Run("evaluate", "--labels", "rows.csv", "--method", "learned", "--features", "words").Done().Output;
        Assert.Contains("learned, words", table, StringComparison.Ordinal);
        Assert.Contains("0 of 60 different texts tell what another tells in nearly the same words", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Trees_are_fitted_score_explain_and_load_nothing_that_fitted_them()
    {
        var fitted = Assert.Single(Run("train", "--labels", "rows.csv", "--learner", "trees", "--features", "words", "--cv", "2", "--out", "t.json", "--lexicon", Words, "--json").Done().JsonLines);
        var expected = Learn.Trees(Labels.Read(folder["rows.csv"]), Repository.Finance.Scorer(), o => o with { Features = FeatureKinds.Words, Folds = 2 });
        Assert.Equal((expected.Hash, "trees", expected.Card.Settings.ToString()), ((string?)fitted["model"], (string?)fitted["learner"], (string?)fitted["settings"]));
        var scores = Run("score", "a.txt", "--method", "learned:t.json", "--lexicon", Words, "--json").Done();
        Assert.Equal(expected.On(Repository.Finance.Scorer()).Score(Corpus.Read(folder["a.txt"])[0]).Value, (double)Assert.Single(scores.JsonLines)["value"]!);
        Assert.Contains("  the trees' mean over the texts fitted on (", Run("explain", "a.txt", "--method", "learned:t.json").Done().Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Loaded("score", "a.txt", "--method", "learned:t.json", "--json"), line => line.Contains("Microsoft.ML", StringComparison.Ordinal));
    }

    [Fact]
    public void Learners_stand_beside_each_other_and_time_judges_what_came_after()
    {
        var lines = Run("evaluate", "--labels", "rows.csv", "--method", "learned", "--learner", "all", "--features", "words", "--split", "time", "--cv", "2", "--json").Done().JsonLines;
        Assert.Equal(["learned@1.2(words, 2 folds by time) on finance@2", "learned@1.2(trees, words, 2 folds by time) on finance@2", "finance@2"], lines.Select(line => (string)line["method"]!));
        var expected = Learn.Evaluate(Labels.Read(folder["rows.csv"]), Repository.Finance.Scorer(), o => o with { Features = FeatureKinds.Words, Folds = 2, Split = LearnedSplit.Time, Learner = Learner.Trees });
        Assert.All(lines, line => Assert.Equal(expected.N, (int)line["n"]!));
        Assert.Equal(expected.Accuracy.Value, (double)lines[1]["accuracy"]!);
        var table = Run("evaluate", "--labels", "rows.csv", "--method", "learned", "--learner", "linear", "--features", "words", "--split", "time", "--cv", "2").Done().Output;
        Assert.Contains($"{expected.N} of 60 texts are judged, each by what was available before its fold; the earliest are fitted on alone", table, StringComparison.Ordinal);
        Assert.Contains("2 folds by time, settings and cut point chosen by 4 within each", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Learner 'forest' is not known. Available: linear, trees.", "train", "--labels", "rows.csv", "--out", "m.json", "--learner", "forest")]
    [InlineData("Split 'random' is not known. Available: story, time.", "evaluate", "--labels", "rows.csv", "--method", "learned", "--split", "random")]
    [InlineData("--learner is of --method learned", "evaluate", "--labels", "rows.csv", "--learner", "trees")]
    [InlineData("--split is of --method learned", "evaluate", "--labels", "rows.csv", "--split", "time")]
    [InlineData("--method learned names no model. Expected learned:MODEL", "score", "a.txt", "--method", "learned")]
    [InlineData("none.json: no such file. Expected a model, as ./kit train writes it.", "score", "a.txt", "--method", "learned:none.json")]
    [InlineData("a.txt(1): is no model", "score", "a.txt", "--method", "learned:a.txt")]
    [InlineData("--out m.txt: is not the name of a model. Expected one ending in .json", "train", "--labels", "rows.csv", "--out", "m.txt")]
    [InlineData("--labels is missing", "train", "--out", "m.json")]
    [InlineData("Features 'letters' is not known. Available: both, words, rules.", "train", "--labels", "rows.csv", "--out", "m.json", "--features", "letters")]
    [InlineData("Goal 'ranks' is not known. Available: classes, scores.", "train", "--labels", "rows.csv", "--out", "m.json", "--goal", "ranks")]
    [InlineData("--date is '27.11.2026'. Expected a day such as 2026-01-05.", "train", "--labels", "rows.csv", "--out", "m.json", "--date", "27.11.2026")]
    [InlineData("--features is of --method learned", "evaluate", "--labels", "rows.csv", "--features", "words")]
    [InlineData("--map is not of --method learned", "evaluate", "--labels", "rows.csv", "--method", "learned", "--map", "affine")]
    [InlineData("Option Folds is 1. Expected 2 to 100.", "evaluate", "--labels", "rows.csv", "--method", "learned", "--cv", "1")]
    public void What_cannot_be_done_is_refused_and_nothing_is_written(string expected, params string[] arguments)
    {
        Assert.Contains(expected, Refused(arguments), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["m.json"]));
    }

    [Fact]
    public void Plain_scores_load_nothing_of_learning_and_a_model_scores_without_what_fitted_it()
    {
        var plain = Loaded("score", "a.txt", "--json");
        Assert.Contains("loaded ResearchKit.Promotion", plain);
        Assert.DoesNotContain(plain, line => line.Contains("Learning", StringComparison.Ordinal) || line.Contains("Microsoft.ML", StringComparison.Ordinal));
        var fits = Loaded("train", "--labels", "rows.csv", "--out", "m.json");
        Assert.Contains("loaded Microsoft.ML.StandardTrainers", fits);
        var scores = Loaded("score", "a.txt", "--method", "learned:m.json", "--json");
        Assert.Contains("loaded ResearchKit.Learning", scores);
        Assert.DoesNotContain(scores, line => line.Contains("Microsoft.ML", StringComparison.Ordinal));
    }

    string[] Loaded(params string[] arguments) => Kit.RunWith(new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location, [StartupHook.SayLoaded] = "1" }, folder.Path, arguments).Error.Split('\n');

    [Fact]
    public void Labels_are_not_written_over() => Assert.Contains("is one of the labelled files, which would be replaced", Refused("train", "--labels", Put("set/rows.json", File.ReadAllText(folder["rows.csv"])), "--out", "set/rows.json"), StringComparison.Ordinal);

    string Put(string name, string text)
    {
        folder.Put("set/rows.csv", text);
        folder.Put(name, "[]");
        return "set";
    }
}
