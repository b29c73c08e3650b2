using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Maps as files and in receipts.</summary>
public sealed class CalibrationFileTests
{
    static readonly Labels Generated = Labels.Of("generated", Examples.Generated(seed: 21, count: 80).Where(a => a.Text.Length > 0).Select((a, i) => new LabelledText(a, null, (i * 7 % 41 - 20) / 20.0, null, a.Text)));

    static readonly Article Text = Examples.Generated(seed: 22, count: 40).First(a => Examples.Sample.Scorer().Score(a).Hits > 5);

    static CalibratedScorer Fitted(Map map) => Examples.Sample.Scorer().Calibrate(Generated, o => o with { Map = map, Resamples = 100, Date = new(2026, 1, 5) });

    static string Refusal(Func<object> act) => Assert.Throws<InputException>(act).Message;

    [Theory]
    [InlineData(Map.Affine)]
    [InlineData(Map.Isotonic)]
    public void A_map_that_was_written_is_read_back_the_same_and_scores_to_the_bit(Map map)
    {
        using var folder = new ArticleFolder();
        var calibrated = Fitted(map);
        calibrated.Write(folder["map.json"]);
        Assert.Equal(["map.json"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        var back = Calibration.Read(folder["map.json"]).On(Examples.Sample.Scorer());
        Assert.Equal((calibrated.Calibration.Hash, calibrated.Identity, $"{calibrated.Calibration}"), (back.Calibration.Hash, back.Identity, $"{back.Calibration}"));
        Assert.All(Examples.Generated(seed: 23, count: 20), a => Assert.Equal(Examples.Bits(calibrated.Score(a)), Examples.Bits(back.Score(a))));
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(calibrated.Calibration.ToJson(), Fitted(map).Calibration.ToJson()));
    }

    [Fact]
    public void A_map_runs_on_nothing_but_what_it_was_fitted_for()
    {
        var map = Fitted(Map.Affine).Calibration;
        Assert.Equal($"The map was fitted for finance@2 on sample ({Examples.Sample.Hash[..8]}), and this is finance@2 on small ({Examples.Small.Hash[..8]}). Expected the same method, version, options and lexicon: use those, or fit a map for these with ./kit calibrate.",
            Refusal(() => map.On(Examples.Small.Scorer())));
        Assert.Contains("The options differ: defaults there, weighting=Length here.", Refusal(() => map.On(Examples.Sample.Scorer("finance:length"))), StringComparison.Ordinal);
        // Another method that goes by the same name.
        Assert.Contains("The options differ: defaults there, squash=2 here.", Refusal(() => map.On(Examples.Sample.Scorer(new Method("finance", 2, "", new() { Squash = 2 })))), StringComparison.Ordinal);
        Assert.Contains("this is stated@1.", Refusal(() => map.On(new Stated())), StringComparison.Ordinal);
        Assert.Equal("sample", map.On(Lexicon.Of("renamed", Examples.Sample.Entries).Scorer()).Calibration.FittedFor.Lexicon);
    }

    [Fact]
    public void A_file_that_is_not_as_it_was_written_is_refused()
    {
        using var folder = new ArticleFolder();
        Fitted(Map.Isotonic).Write(folder["map.json"]);
        var text = File.ReadAllText(folder["map.json"]);
        string Read(string content) => Refusal(() => Calibration.Read(folder.Put("m.json", content))).Replace(folder.Path + "/", "", StringComparison.Ordinal);
        string Edited(Action<JsonNode> edit)
        {
            var json = JsonNode.Parse(text)!;
            edit(json["values"]!);
            return Read(json.ToJsonString());
        }
        Assert.StartsWith("m.json: its hash is ", Edited(v => v["fittedOn"]!["texts"] = 5000), StringComparison.Ordinal);
        Assert.StartsWith("m.json: its hash is ", Edited(v => v["fittedOn"]!["licence"] = "MIT"), StringComparison.Ordinal);
        Assert.StartsWith("m.json: its knots are no Isotonic map.", Edited(v => v["knots"]![0]!["from"] = 2), StringComparison.Ordinal);
        Assert.StartsWith("m.json: its knots are no Affine map.", Edited(v => v["map"] = "Affine"), StringComparison.Ordinal);
        Assert.StartsWith("m.json: its knots are no None map.", Edited(v => v["map"] = "None"), StringComparison.Ordinal);
        Assert.StartsWith("m.json: format 2 is not known. Expected 1.", Edited(v => v["format"] = 2), StringComparison.Ordinal);
        foreach (var bad in new[] { text[..200], "{}", Examples.Sample.Scorer().Receipt(Text).ToJson() })
            Assert.EndsWith("Expected a map, as ./kit calibrate writes it.", Read(bad), StringComparison.Ordinal);
        Assert.Equal("m.json: holds null. Expected a map, as ./kit calibrate writes it.", Read("null"));
        File.WriteAllText(folder["white.json"], JsonNode.Parse(text)!.ToJsonString());
        Assert.Equal(Fitted(Map.Isotonic).Calibration.Hash, Calibration.Read(folder["white.json"]).Hash);
    }

    [Theory]
    [InlineData(Map.Affine)]
    [InlineData(Map.Isotonic)]
    public void A_receipt_holds_the_map_and_verifies_to_the_bit(Map map)
    {
        using var folder = new ArticleFolder();
        var calibrated = Fitted(map);
        var receipt = calibrated.Receipt(Text);
        receipt.Write(folder["r.json"]);
        var back = Receipt.Read(folder["r.json"]);
        Assert.Equal((receipt.Hash, calibrated.Calibration.Hash, calibrated.Score(Text).Value), (back.Hash, back.Map!.Hash, back.Result.Value));
        Assert.Equal("same", back.Verify(Text, Examples.Sample).ToString());
        Assert.Equal("same under a newer version", (back with { Method = back.Method with { Version = 1 } }).Verify(Text, Examples.Sample).ToString());
        Assert.Equal("map", (back with { Map = back.Map with { Values = back.Map.Values with { Seed = 77 } } }).Verify(Text, Examples.Sample).Part);
        var foreign = back.Map.Values with { FittedFor = back.Map.Values.FittedFor with { Method = "other@1" } };
        Assert.StartsWith("map differs: the receipt says fitted for other@1 on sample", (back with { Map = new(foreign.Hash, foreign) }).Verify(Text, Examples.Sample).ToString(), StringComparison.Ordinal);
        Assert.Equal("value", (back with { Map = null }).Verify(Text, Examples.Sample).Part);
    }

    [Fact]
    public void A_receipt_without_a_map_is_written_as_it_always_was()
    {
        var json = JsonNode.Parse(Examples.Sample.Scorer().Receipt(Text).ToJson())!.AsObject();
        Assert.Equal(["format", "article", "lexicon", "method", "options", "result", "contributions"], json.Select(field => field.Key));
        Assert.Equal("stated@1→affine(labels ", Refusal(() => new Stated().Calibrate(Stated.Labels(Enumerable.Range(0, 30).Select(i => i / 30.0), v => v)).Receipt(Text with { Paragraphs = ["0.5"] }))[..23]);
    }
}
