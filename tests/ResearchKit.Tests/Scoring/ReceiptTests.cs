using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

public class ReceiptTests
{
    static readonly Article Text = new() { Id = "a", Title = "A critical shortage", Paragraphs = ["A gain, but not a profit warning.", "Very big surge."], Path = "a.jsonl" };

    static Receipt Made(Func<ScorerOptions, ScorerOptions>? options = null) => Examples.Small.Scorer(options).Receipt(Text);

    static void Differs(string part, Receipt receipt, Article? article = null, Lexicon? lexicon = null)
    {
        var verification = receipt.Verify(article ?? Text, lexicon ?? Examples.Small);
        Assert.Equal((VerificationOutcome.Differs, part), (verification.Outcome, verification.Part));
        Assert.Equal($"{part} {(part.EndsWith('s') ? "differ" : "differs")}: the receipt says {verification.Recorded}; found {verification.Found}", verification.ToString());
        Assert.NotEqual(verification.Recorded, verification.Found);
    }

    [Fact]
    public void A_receipt_says_everything_that_a_second_person_needs()
    {
        var receipt = Made(o => o with { NegationWindow = 3 });
        var why = Examples.Small.Scorer(o => o with { NegationWindow = 3 }).Explain(Text);
        Assert.Equal(("a", "a.jsonl"), (receipt.Article.Id, receipt.Article.Path));
        Assert.Equal(("small", null, Examples.Small.Hash), (receipt.Lexicon.Name, receipt.Lexicon.Path, receipt.Lexicon.Hash));
        Assert.Equal(("finance", 2, SameBits.EveryMachine), (receipt.Method.Name, receipt.Method.Version, receipt.Method.Promise));
        Assert.Equal((3, receipt.Options.Values.Hash), (receipt.Options.Values.NegationWindow, receipt.Options.Hash));
        Assert.Equal(why.Score.Value, receipt.Result.Value);
        Assert.Equal(why.Contributions.Select(c => (c.Term, c.Start, c.Length, c.Value)), receipt.Contributions.Select(c => (c.Term, c.Start, c.Length, c.Value)));
        Assert.Equal(SameBits.OneRuntime, Examples.Small.Scorer("ratio:logit").Receipt(Text).Method.Promise);
    }

    [Fact]
    public void Bits_are_exact()
    {
        // One hit of one sentence: 0.5 / √(0.5² + 0.5).
        var result = Examples.Small.Scorer().Receipt(Article.Of("A gain.")).Result;
        Assert.Equal(BitConverter.DoubleToUInt64Bits(0.5 / Math.Sqrt(0.5 * 0.5 + 0.5)).ToString("x16", CultureInfo.InvariantCulture), result.Bits);
        Differs("value", Made() with { Result = Made().Result with { Bits = "0000000000000000" } });
        Differs("value", Made() with { Result = Made().Result with { Value = Math.BitIncrement(Made().Result.Value) } });
    }

    [Fact]
    public void The_hash_of_the_text_is_SHA_256_of_language_title_and_paragraphs() => Assert.Equal(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("en\u001ETitle\u001Eone\u001Etwo"u8)),
        Examples.Small.Scorer().Receipt(new Article { Id = "a", Language = "en", Title = "Title", Paragraphs = ["one", "two"] }).Article.Hash);

    [Fact]
    public void A_title_that_became_a_paragraph_and_a_language_that_was_changed_are_differences_of_the_text()
    {
        var article = new Article { Id = "a", Title = "A gain", Paragraphs = ["one", "two"] };
        var receipt = Examples.Small.Scorer("finance:lead").Receipt(article);
        Assert.Equal("text", receipt.Verify(article with { Title = "", Paragraphs = ["A gain", "one", "two"] }, Examples.Small).Part);
        Assert.Equal("text", receipt.Verify(article with { Language = "en" }, Examples.Small).Part);
    }

    [Theory]
    [InlineData("finance:length")]
    [InlineData("ratio:tone")]
    public void A_receipt_that_was_given_to_another_method_is_found(string method)
    {
        var article = Article.Of("A gain.");
        var receipt = Examples.Small.Scorer().Receipt(article);
        Assert.Equal("method", (receipt with { Method = receipt.Method with { Name = method } }).Verify(article, Examples.Small).Part);
    }

    [Fact]
    public void Where_the_bits_are_promised_for_one_runtime_the_receipt_names_it()
    {
        var article = Article.Of("A gain.");
        Assert.Null(Examples.Small.Scorer().Receipt(article).Method.Runtime);
        var receipt = Examples.Small.Scorer("ratio:logit").Receipt(article);
        Assert.StartsWith(".NET ", receipt.Method.Runtime);
        var elsewhere = receipt with { Method = receipt.Method with { Runtime = "another" }, Result = receipt.Result with { Bits = "0" } };
        Assert.EndsWith($", on {receipt.Method.Runtime} instead of another", elsewhere.Verify(article, Examples.Small).Found);
    }

    [Fact]
    public void A_receipt_of_a_kit_that_knew_fewer_options_still_holds()
    {
        using var folder = new ArticleFolder();
        var article = Article.Of("It may well be that a gain comes.");
        Assert.NotEmpty(Assert.Single(Examples.Small.Scorer().Explain(article).Contributions).Shifts);
        var file = folder["r.json"];
        Examples.Small.Scorer().Receipt(article).Write(file);
        // As if HedgeWindow had not existed then: neither in the options nor in their hash.
        var older = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!;
        older["options"]!["values"]!.AsObject().Remove("hedgeWindow");
        older["options"]!["hash"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(older["options"]!["values"]!.ToJsonString())));
        File.WriteAllText(file, older.ToJsonString());
        Assert.Equal(VerificationOutcome.Same, Receipt.Read(file).Verify(article, Examples.Small).Outcome);
    }

    [Fact]
    public void A_score_that_was_not_touched_is_the_same()
    {
        foreach (var scorer in Examples.Scorers(Examples.Sample))
            foreach (var article in Examples.Generated(seed: 3, count: 5))
                Assert.Equal("same", scorer.Receipt(article).Verify(article, Examples.Sample, Examples.Reference).ToString());
    }

    [Fact]
    public void A_receipt_of_an_older_version_that_still_holds_says_so()
    {
        var older = Made() with { Method = Made().Method with { Version = 0 } };
        Assert.Equal("same under a newer version", older.Verify(Text, Examples.Small).ToString());
        Differs("value", older with { Result = older.Result with { Value = 0.25 } });
        Assert.EndsWith(", under version 2 of finance instead of 0", (older with { Contributions = [] }).Verify(Text, Examples.Small).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_options_are_named()
    {
        var options = Made().Options;
        Differs("options", Made() with { Options = options with { Values = options.Values with { HedgeWindow = 5 } } });
        Differs("options", Made() with { Options = options with { Hash = new('0', 64) } });
    }

    [Fact]
    public void A_changed_text_is_named()
    {
        Differs("text", Made(), Text with { Paragraphs = [.. Text.Paragraphs, "More."] });
        Differs("text", Made(), Text with { Title = "A critical shortage." });
        Assert.Equal("same", Made().Verify(Text with { Id = "b", Path = "elsewhere.csv", SourceScore = 0.5m }, Examples.Small).ToString());
    }

    [Fact]
    public void A_changed_lexicon_is_named()
    {
        var entries = Examples.Small.Entries;
        Differs("lexicon", Made(), lexicon: Lexicon.Of("small", entries.Replace(entries[0], entries[0] with { Valence = 0.55 })));
        Assert.Equal("same", Made().Verify(Text, Lexicon.Of("renamed", entries.Reverse().Select(e => e with { Note = "new note" }))).ToString());
    }

    [Fact]
    public void A_method_that_this_kit_has_not_is_named()
    {
        Differs("method", Made() with { Method = Made().Method with { Name = "finance:other" } });
        Differs("method", Made() with { Method = Made().Method with { Version = 3 } });
        Assert.Contains("this kit is older than the receipt", (Made() with { Method = Made().Method with { Version = 3 } }).Verify(Text, Examples.Small).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_result_is_named_value()
    {
        var result = Made().Result;
        Differs("value", Made() with { Result = result with { Positive = result.Positive + 0.1 } });
        Differs("value", Made() with { Result = result with { Coverage = 1 } });
        Differs("value", Made() with { Result = result with { Outcome = Outcome.Silent } });
    }

    [Fact]
    public void Changed_contributions_are_named()
    {
        var parts = Made().Contributions;
        Differs("contributions", Made() with { Contributions = parts.RemoveAt(0) });
        Differs("contributions", Made() with { Contributions = parts.Replace(parts[1], parts[1] with { Start = parts[1].Start + 1 }) });
        Differs("contributions", Made() with { Contributions = parts.Replace(parts[1], parts[1] with { Bits = new('0', 16) }) });
        Differs("contributions", Made() with { Contributions = [.. parts, parts[0]] });
    }

    [Fact]
    public void The_first_part_that_differs_is_the_one_named()
    {
        var wrong = Made() with
        {
            Options = Made().Options with { Hash = "0" },
            Method = Made().Method with { Name = "none" },
            Result = Made().Result with { Value = 0.25 },
            Contributions = [],
        };
        var other = Lexicon.Of("other");
        Differs("options", wrong, Text with { Title = "" }, other);
        Differs("text", wrong with { Options = Made().Options }, Text with { Title = "" }, other);
        Differs("lexicon", wrong with { Options = Made().Options }, Text, other);
        Differs("method", wrong with { Options = Made().Options });
        Differs("value", wrong with { Options = Made().Options, Method = Made().Method });
        Differs("contributions", Made() with { Contributions = [] });
    }

    [Fact]
    public void A_verification_reads_the_same_under_every_culture()
    {
        var parts = Made().Contributions;
        var tampered = Made() with { Contributions = parts.Replace(parts[0], parts[0] with { Value = 0.5 }) };
        var expected = tampered.Verify(Text, Examples.Small).ToString();
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(expected, tampered.Verify(Text, Examples.Small).ToString()));
    }

    [Theory]
    [InlineData("A quiet day.", Outcome.Silent)]
    [InlineData("", Outcome.Silent)]
    [InlineData("Der Gewinn der Bank ist gestiegen.", Outcome.UnsupportedLanguage)]
    public void A_text_without_a_score_has_a_receipt_too(string text, Outcome outcome)
    {
        var article = Article.Of(text);
        var receipt = Examples.Small.Scorer().Receipt(article);
        Assert.Equal((outcome, 0.0, "0000000000000000"), (receipt.Result.Outcome, receipt.Result.Value, receipt.Result.Bits));
        Assert.Empty(receipt.Contributions);
        Assert.Equal("same", receipt.Verify(article, Examples.Small).ToString());
        Differs("value", receipt with { Result = receipt.Result with { Outcome = Outcome.Scored } }, article);
    }
}
