using Xunit;

namespace ResearchKit.Tests;

/// <summary>The rivals from the shell, above all those that need a reference.</summary>
public sealed class KitRivalTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public KitRivalTests()
    {
        folder.Put("news/a.jsonl", """{"id":"a","text":"Strong growth.","publishedAt":"2026-01-01T00:00:00Z"}""" + "\n" + """{"id":"b","text":"A quiet day at the bank.","publishedAt":"2026-01-02T00:00:00Z"}""");
        folder.Put("news/b.jsonl", """{"id":"c","text":"Not a word of growth, but strong sales.","publishedAt":"2026-01-03T00:00:00Z"}""");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("sentometrics:UShaped:cluster")]
    [InlineData("sentometrics:TFIDF")]
    [InlineData("sentometrics:TFIDF:leaking:bigram")]
    [InlineData("sentimentr")]
    public void A_rival_scores_explains_and_is_verified(string method)
    {
        var scores = Kit.Run("score", folder["news"], "--method", method, "--receipts", folder["receipts"], "--json").Done().JsonLines;
        Assert.Equal(["a", "b", "c"], scores.Select(line => (string?)line["id"]));
        Assert.All(scores, line => Assert.StartsWith($"{method}@1", (string?)line["method"]));
        Assert.Equal((double)scores[2]["value"]!, (double)Kit.Run("explain", folder["news"], "--id", "c", "--method", method, "--json").Done().JsonLines.Single()["value"]!);
        Assert.Equal("c: same\n", Kit.Run("verify", folder["receipts/c.json"], "--reference", folder["news"]).Done().Output);
    }

    [Fact]
    public void Another_reference_is_found_and_a_missing_time_is_named()
    {
        Kit.Run("score", folder["news"], "--method", "sentometrics:TFIDF", "--receipts", folder["receipts"]).Done();
        var result = Kit.Run("verify", folder["receipts/c.json"], "--reference", folder["news/a.jsonl"]);
        Assert.Equal(1, result.Code);
        Assert.StartsWith("c: reference differs: the receipt says ", result.Output);
        Assert.Equal("Article '000_c79e3800b5831abf' has no publishedAt. sentometrics:TFIDF counts words in the articles that were available before: give each a time, or use sentometrics:TFIDF:leaking.",
            Kit.Run("score", "seeds", "--method", "sentometrics:TFIDF").Refused());
    }
}
