using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The seed's receipt, made once.</summary>
public sealed class SeedReceipt : IDisposable
{
    readonly ArticleFolder folder = new();

    public SeedReceipt() => Kit.Run("score", "seeds", "--receipts", folder.Path).Done();

    public string File => folder["000_c79e3800b5831abf.json"];

    public void Dispose() => folder.Dispose();
}

public sealed class KitVerifyTests(SeedReceipt made) : IClassFixture<SeedReceipt>, IDisposable
{
    readonly ArticleFolder folder = new();
    readonly string receipt = made.File;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_receipt_made_in_the_root_holds_from_anywhere()
    {
        Assert.Equal("000_c79e3800b5831abf: same\n", Kit.Run("verify", receipt).Done().Output);
        Assert.Equal("000_c79e3800b5831abf: same\n", Kit.RunIn(Path.GetDirectoryName(receipt)!, "verify", "000_c79e3800b5831abf.json").Done().Output);
        var line = Assert.Single(Kit.RunUnder("tr_TR", "verify", receipt, "--json").Done().JsonLines);
        Assert.Equal(["id", "receipt", "outcome", "part", "recorded", "found"], line.Select(field => field.Key));
        Assert.Equal(("Same", Receipt.Read(receipt).Hash), ((string?)line["outcome"], (string?)line["receipt"]));
    }

    [Fact]
    public void A_changed_word_is_found_as_a_different_text()
    {
        folder.Put("articles/000_c79e3800b5831abf.txt", File.ReadAllText(Kit.Seed).Replace("scarce", "ample", StringComparison.Ordinal));
        var result = Kit.Run("verify", receipt, "--articles", folder["articles"]);
        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.StartsWith($"000_c79e3800b5831abf: text differs: the receipt says {Receipt.Read(receipt).Article.Hash}; found ", result.Output);
        Assert.Equal("text", (string?)Kit.Run("verify", receipt, "--articles", folder["articles"], "--json").JsonLines.Single()["part"]);
    }

    [Fact]
    public void A_changed_valence_is_found_as_a_different_lexicon()
    {
        var lines = File.ReadAllLines(Repository.File("data", "lexicons", "finance.csv"));
        lines[1] = lines[1].Replace("0.", "0.1", StringComparison.Ordinal);
        var result = Kit.Run("verify", receipt, "--lexicon", folder.Put("finance.csv", string.Join('\n', lines)));
        Assert.Equal(1, result.Code);
        Assert.StartsWith("lexicon: finance (", result.Error);
        Assert.StartsWith("000_c79e3800b5831abf: lexicon differs: ", result.Output);
    }

    [Theory]
    [InlineData("result", "value", "value differs")]
    [InlineData("options", "hash", "options differ")]
    [InlineData("method", "name", "method differs")]
    public void A_changed_receipt_is_found_by_the_part_that_was_changed(string part, string field, string expected)
    {
        var json = JsonNode.Parse(File.ReadAllText(receipt))!;
        json[part]![field] = part == "result" ? JsonValue.Create(0.30) : "other";
        var result = Kit.Run("verify", folder.Put("changed.json", json.ToJsonString()));
        Assert.Equal((1, ""), (result.Code, result.Error));
        Assert.StartsWith($"000_c79e3800b5831abf: {expected}", result.Output);
    }

    [Fact]
    public void A_receipt_of_an_older_version_may_still_hold()
    {
        var json = JsonNode.Parse(File.ReadAllText(receipt))!;
        json["method"]!["version"] = 0;
        Assert.Equal("000_c79e3800b5831abf: same under a newer version\n", Kit.Run("verify", folder.Put("older.json", json.ToJsonString())).Done().Output);
    }

    [Fact]
    public void What_is_no_receipt_cannot_be_checked()
    {
        const string Expected = "Expected a receipt, as ./kit score --receipts writes it.";
        Assert.Equal($"nowhere.json: no such file. {Expected}", Kit.Run("verify", "nowhere.json").Refused());
        foreach (var (name, text) in new[] { ("text", "not json"), ("part", "{\"format\":1}"), ("null", "null"), ("nul", "{\0}"), ("half", File.ReadAllText(receipt)[..500]) })
        {
            var message = Kit.Run("verify", folder.Put($"{name}.json", text)).Refused();
            Assert.StartsWith(folder[$"{name}.json"], message);
            Assert.EndsWith(Expected, message);
        }
    }

    [Fact]
    public void A_receipt_whose_article_is_gone_cannot_be_checked()
    {
        var json = JsonNode.Parse(File.ReadAllText(receipt))!;
        json["article"]!["path"] = "seeds/gone.txt";
        Assert.StartsWith("seeds/gone.txt does not exist.", Kit.Run("verify", folder.Put("gone.json", json.ToJsonString())).Refused());
        json["article"]!["path"] = null;
        Assert.StartsWith("The receipt does not say where its article came from. Give --articles PATH.", Kit.Run("verify", folder.Put("gone.json", json.ToJsonString())).Refused());
        Assert.StartsWith("Article '000_c79e3800b5831abf' is not known. Available: E001a, ", Kit.Run("verify", receipt, "--articles", "data/labels").Refused());
    }
}
