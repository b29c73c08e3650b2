using Xunit;

namespace ResearchKit.Tests;

/// <summary>VADER from the shell.</summary>
public sealed class KitVaderTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public KitVaderTests()
    {
        folder.Put("words/vader_lexicon.txt", "good\t2.0\t0.7\t[2, 2]\n:)\t2.0\t1.1\t[3, 1]\n");
        folder.Put("news/a.jsonl", """{"id":"a","text":"A good day :) of it is here."}""");
        folder.Put("long/b.jsonl", $$"""{"id":"b","text":"{{string.Concat(Enumerable.Repeat("The day was not good. ", 11))}}"}{{"\n"}}{"id":"c","text":"{{string.Concat(Enumerable.Repeat("The day was good. ", 12))}}"}""");
    }

    public void Dispose() => folder.Dispose();

    string[] Score(string articles, string method, params string[] more) => ["score", folder[articles], "--method", method, "--lexicon", folder["words/vader_lexicon.txt"], "--json", .. more];

    [Fact]
    public void Its_four_numbers_stand_unrounded_beside_the_value_and_a_receipt_holds()
    {
        var result = Kit.Run(Score("news", "vader:python", "--receipts", folder["receipts"])).DoneOnVader();
        var components = result.JsonLines.First()["components"]!;
        Assert.Equal(4 / Math.Sqrt(4 * 4 + 15), (double)components["compound"]!, 1e-15);
        Assert.Equal((double)result.JsonLines.First()["value"]!, (double)components["compound"]!);
        // Two hits of 2 + 1 among eight words.
        Assert.Equal((0, 6 / 12.0, 6 / 12.0), ((double)components["neg"]!, (double)components["neu"]!, (double)components["pos"]!));
        Assert.Equal("a: same\n", Kit.Run("verify", folder["receipts/a.json"], "--articles", folder["news"], "--lexicon", folder["words/vader_lexicon.txt"]).DoneOnVader().Output);
        Assert.Null(Kit.Run("score", folder["news"], "--json").Done().JsonLines.First()["components"]);
    }

    [Fact]
    public void A_long_text_as_one_is_warned_of_once()
    {
        const string Warning = "warning: b has 11 sentences. vader:python sums the words of a whole text, so that a long one goes to -1 or 1 whatever it says: use vader:python:mean, vader:python:median or vader:python:length.";
        Assert.Equal(Warning, Assert.Single(Kit.Run(Score("long", "vader:python")).Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line.StartsWith("warning", StringComparison.Ordinal)));
        Kit.Run(Score("long", "vader:python:median")).DoneOnVader();
    }
}
