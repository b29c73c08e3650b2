using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>Receipts as files: what was written is read back, what is no receipt is refused.</summary>
public class ReceiptFileTests
{
    static readonly Article Text = Article.Of("A gain, but not a \"profit warning\" <b>.", "ä/b \"c\" \u202e");

    static string Json => Examples.Small.Scorer().Receipt(Text).ToJson();

    static string Refusal(string json) => Refusal(Encoding.UTF8.GetBytes(json));

    static string Refusal(byte[] json)
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("r.json", json);
        return Assert.Throws<InputException>(() => Receipt.Read(path)).Message.Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }

    static string Edited(Action<JsonNode> edit)
    {
        var json = JsonNode.Parse(Json)!;
        edit(json);
        return json.ToJsonString();
    }

    [Fact]
    public void A_receipt_that_was_written_is_read_back_the_same()
    {
        using var folder = new ArticleFolder();
        foreach (var scorer in Examples.Scorers(Examples.Sample))
            foreach (var article in Examples.Generated(seed: 11, count: 4).Append(Text).Append(Article.Of("Der Gewinn der Bank ist gestiegen.")))
            {
                var receipt = scorer.Receipt(article);
                receipt.Write(folder["r.json"]);
                var back = Receipt.Read(folder["r.json"]);
                Assert.Equal((receipt.ToJson(), receipt.Hash), (back.ToJson(), back.Hash));
                Assert.Equal(receipt.Contributions.AsEnumerable(), back.Contributions);
                Assert.Equal("same", back.Verify(article, Examples.Sample, Examples.Reference).ToString());
                Assert.Equal(receipt.ToJson(), File.ReadAllText(folder["r.json"]));
            }
    }

    [Fact]
    public void The_hash_moves_with_every_field_but_the_paths()
    {
        var receipt = Examples.Small.Scorer().Receipt(Text);
        Receipt[] all =
        [
            receipt, receipt with { Article = receipt.Article with { Id = "b" } }, receipt with { Lexicon = receipt.Lexicon with { Name = "b" } },
            receipt with { Method = receipt.Method with { Version = 0 } }, receipt with { Result = receipt.Result with { Coverage = 0 } }, receipt with { Contributions = [] },
        ];
        Assert.Equal(all.Length, all.Select(r => r.Hash).Distinct().Count());
        Assert.Equal(receipt.Hash, (receipt with { Lexicon = receipt.Lexicon with { Path = "b" }, Article = receipt.Article with { Path = "c" } }).Hash);
        Assert.Matches("^[0-9a-f]{64}$", receipt.Hash);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{\"format\":1}")]
    [InlineData("\"\\ud800\"")]
    public void What_is_no_receipt_is_refused(string json)
    {
        var message = Refusal(json);
        Assert.StartsWith("r.json", message, StringComparison.Ordinal);
        Assert.Contains("Expected a receipt, as ./kit score --receipts writes it.", message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string?> Edits() => new()
    {
        { "article", "id", null }, { "article", "id", "1" }, { "article", "id", "\"\\ud800\"" }, { "article", "more", "1" }, { "lexicon", "hash", "{}" }, { "method", "version", "1.5" },
        { "method", "version", "\"1\"" }, { "method", "version", "99999999999" }, { "method", "promise", "\"Forever\"" }, { "options", "values", "null" },
        { "result", "value", "\"NaN\"" }, { "result", "value", "null" }, { "result", "outcome", "\"Great\"" }, { "result", "bits", null },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_receipt_with_a_field_missing_added_or_of_another_kind_is_refused(string part, string field, string? value) =>
        Assert.Contains("is not a receipt: ", Refusal(Edited(json =>
        {
            if (value is null) json[part]!.AsObject().Remove(field);
            else json[part]![field] = "@";
        }).Replace("\"@\"", value, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"term\":null,\"start\":0,\"length\":1,\"value\":0,\"bits\":\"\"}]")]
    public void Contributions_that_are_none_are_refused(string contributions) =>
        Assert.Contains("Expected a receipt", Refusal(Edited(json => json["contributions"] = "@").Replace("\"@\"", contributions, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void Another_format_is_refused_by_its_number() =>
        Assert.Equal("r.json: receipt format 2 is not known. Expected 1.", Refusal(Edited(json => json["format"] = 2)));

    [Fact]
    public void A_field_that_stands_twice_is_refused() =>
        Assert.Contains("is not a receipt: ", Refusal(Json.Replace("\"bits\"", "\"value\": 0.25, \"bits\"", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void What_is_no_text_or_not_there_is_refused()
    {
        Assert.Contains("Expected a receipt", Refusal(""), StringComparison.Ordinal);
        Assert.Contains("holds a NUL byte", Refusal("{\0}"), StringComparison.Ordinal);
        Assert.Contains("is not UTF-8 at offset 1", Refusal([(byte)'{', 0xFF]), StringComparison.Ordinal);
        using var folder = new ArticleFolder();
        Assert.Contains("no such file", Assert.Throws<InputException>(() => Receipt.Read(folder["none.json"])).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<InputException>(() => Receipt.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_deep_file_is_refused() => Assert.Contains("is not a receipt: ", Refusal(new string('[', 100_000)), StringComparison.Ordinal);

    [Fact]
    public void Options_out_of_their_range_are_refused_though_their_hash_fits()
    {
        var receipt = Examples.Small.Scorer().Receipt(Text);
        var bad = receipt.Options.Values with { Squash = -1 };
        receipt = receipt with { Options = new(bad.Hash, bad) };
        Assert.StartsWith("Option Squash is -1. ", Assert.Throws<InputException>(() => receipt.Verify(Text, Examples.Small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verification_passes_no_escape_of_a_receipt_to_the_terminal()
    {
        var receipt = Examples.Small.Scorer().Receipt(Text);
        Receipt[] hostile =
        [
            receipt with { Method = receipt.Method with { Name = "\u001b[31m\u202e" } },
            receipt with { Options = receipt.Options with { Hash = "\u001b[31m" } },
            receipt with { Result = receipt.Result with { Bits = "\u001b[31m" } },
            receipt with { Contributions = [receipt.Contributions[0] with { Term = "\u001b[31m" }] },
        ];
        Assert.All(hostile, r => Assert.Matches(@"^[^\p{C}]*\\u001B[^\p{C}]*$", r.Verify(Text, Examples.Small).ToString()));
    }
}
