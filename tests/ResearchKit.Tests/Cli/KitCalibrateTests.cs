using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitCalibrateTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public KitCalibrateTests()
    {
        folder.Put("words.csv", "term,role,valence\nwidget,polarity,0.5\ngadget,polarity,-0.4\ngizmo,polarity,0.2\n");
        // Invented rows: each text its own number, so that no two are equal.
        string[] words = ["widget", "gadget", "gizmo", "widget and gizmo"];
        double[] scores = [0.4, -0.2, 0.15, 0.6];
        folder.Put("labels/rows.csv", "id,language,text,score\n" + string.Concat(Enumerable.Range(1, 30).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{i},en,A {words[i % 4]} of kind {i}.,{scores[i % 4] + i % 3 * 0.05:0.00}\n"))));
        folder.Put("labels/LICENSE", "CC BY-NC-SA 3.0\n");
        folder.Put("a.txt", "A widget. A gizmo. A gadget and a widget. It is a day. The gizmo of the year. A gadget.");
    }

    public void Dispose() => folder.Dispose();

    KitResult Run(params string[] arguments) => Kit.RunIn(folder.Path, arguments);

    KitResult Fit(string map, params string[] more) => Run(["calibrate", "--labels", "labels", "--lexicon", "words.csv", "--map", map, "--out", $"{map}.json", .. more]);

    [Theory]
    [InlineData("affine", "the map's intercept")]
    [InlineData("isotonic", "the map's value at 0")]
    public void A_map_is_fitted_used_explained_and_verified(string map, string note)
    {
        var printed = Fit(map, "--date", "2026-01-05").DoneOnALexiconWithoutLicence().Output;
        var labels = Labels.Read(folder["labels"]);
        var expected = Lexicon.Read(folder["words.csv"]).Scorer().Calibrate(labels, o => o with { Map = Enum.Parse<Map>(map, ignoreCase: true), Date = new(2026, 1, 5) });
        Assert.Equal(expected.Calibration.Hash, Calibration.Read(folder[$"{map}.json"]).Hash);
        foreach (var measured in new[] { expected.Calibration.Before.Mae, expected.Calibration.After.Mae, expected.Calibration.Before.R2, expected.Calibration.After.R2 }) Assert.Contains($"{measured}", printed, StringComparison.Ordinal);
        Assert.Contains($"fitted 2026-01-05 on labels ({labels.Hash[..8]}): 30 texts, which are few: another set may give another map; 0 more are silent and stay so; licence: CC BY-NC-SA 3.0\n", printed, StringComparison.Ordinal);

        var line = Assert.Single(Run("score", "a.txt", "--lexicon", "words.csv", "--map", $"{map}.json", "--json", "--receipts", "receipts").DoneOnALexiconWithoutLicence().JsonLines);
        var why = expected.Explain(Corpus.Read(folder["a.txt"])[0]);
        Assert.Equal((why.Score.Value, expected.Identity), ((double)line["value"]!, (string?)line["method"]));
        Assert.Equal("a: same\n", Run("verify", "receipts/a.json").DoneOnALexiconWithoutLicence().Output);
        Assert.Equal((string?)line["receipt"], Receipt.Read(folder["receipts/a.json"]).Hash);
        Assert.Contains($"  {note}\n", Run("explain", "a.txt", "--lexicon", "words.csv", "--map", $"{map}.json").DoneOnALexiconWithoutLicence().Output, StringComparison.Ordinal);
        var tampered = JsonNode.Parse(File.ReadAllText(folder["receipts/a.json"]))!;
        tampered["map"]!["values"]!["fittedOn"]!["texts"] = 3000;
        folder.Put("receipts/b.json", tampered.ToJsonString());
        Assert.StartsWith("a: map differs: ", Run("verify", "receipts/b.json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_the_file_in_one_line()
    {
        var line = Assert.Single(Fit("affine", "--json", "--licence", "mine").DoneOnALexiconWithoutLicence().JsonLines);
        Assert.Equal(JsonNode.Parse(File.ReadAllText(folder["affine.json"]))!.ToJsonString(), line.ToJsonString());
        Assert.Equal("mine", (string?)line["values"]!["fittedOn"]!["licence"]);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_and_nothing_is_written()
    {
        Assert.Equal("Map 'none' is not known. Available: affine, isotonic.", Fit("none").Refused());
        Assert.StartsWith("--date is '5.1.26'. Expected a day such as 2026-01-05.", Fit("affine", "--date", "5.1.26").Refused(), StringComparison.Ordinal);
        Assert.Contains("30 different texts cannot make 31 folds", Fit("affine", "--cv", "31").Refused(), StringComparison.Ordinal);
        folder.Put("other.csv", "term,role,valence\nwidget,polarity,0.5\n");
        Assert.Contains("Expected at least 20 to fit a map on", Run("calibrate", "--labels", "labels", "--lexicon", "other.csv", "--map", "affine", "--out", "x.json").Refused(), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["affine.json"]) || File.Exists(folder["x.json"]));
        Fit("affine").DoneOnALexiconWithoutLicence();
        Assert.Contains("\nThe map was fitted for finance@2 on words (", Run("score", "a.txt", "--lexicon", "other.csv", "--map", "affine.json").Refused(), StringComparison.Ordinal);
        Assert.Contains("The options differ: ", Run("explain", "a.txt", "--lexicon", "words.csv", "--method", "ratio:tone", "--map", "affine.json").Refused(), StringComparison.Ordinal);
        Assert.Contains("--out map.csv: is not the name of a map. Expected one ending in .json", Run("calibrate", "--labels", "labels", "--map", "affine", "--out", "map.csv").Refused(), StringComparison.Ordinal);
        folder.Put("set.json", "[]");
        Assert.Contains("--out set.json: is one of the labelled files, which would be replaced", Run("calibrate", "--labels", "set.json", "--map", "affine", "--out", "set.json").Refused(), StringComparison.Ordinal);
        Assert.Equal("[]", File.ReadAllText(folder["set.json"]));
        Assert.Equal("gone.json: no such file. Expected a map, as ./kit calibrate writes it.", Run("score", "a.txt", "--map", "gone.json").Refused());
    }

    [Fact]
    public void Intervals_stand_in_the_table_and_in_the_json()
    {
        folder.Put("b.txt", "A widget.");
        var lines = Run("score", "a.txt", "b.txt", "--lexicon", "words.csv", "--json", "--intervals").DoneOnALexiconWithoutLicence().JsonLines;
        var expected = Lexicon.Read(folder["words.csv"]).Scorer().Uncertainty(Corpus.Read(folder["a.txt"])[0]);
        var interval = lines[0]["interval"]!.AsObject();
        Assert.Equal(["low", "high", "labels", "sentences", "resamples", "seed"], interval.Select(field => field.Key));
        Assert.Equal((expected.Low, expected.High, 6, 1000, 1), ((double?)interval["low"], (double?)interval["high"], (int)interval["sentences"]!, (int)interval["resamples"]!, (int)interval["seed"]!));
        Assert.Equal(expected.Spans(), interval["labels"]!.AsArray().Select(label => (string)label!));
        Assert.False(lines[0].ContainsKey("reason"));
        Assert.True(lines[1].ContainsKey("interval"));
        Assert.Equal((null, "too few sentences"), ((object?)lines[1]["interval"], (string?)lines[1]["reason"]));
        var table = Run("score", "a.txt", "b.txt", "--lexicon", "words.csv", "--intervals").DoneOnALexiconWithoutLicence().Output;
        Assert.Contains(string.Join(", ", expected.Spans()), table, StringComparison.Ordinal);
        Assert.Contains("too few sentences", table, StringComparison.Ordinal);
        Assert.Contains($"\n{expected}\n", Run("explain", "a.txt", "--lexicon", "words.csv").DoneOnALexiconWithoutLicence().Output, StringComparison.Ordinal);
    }
}
