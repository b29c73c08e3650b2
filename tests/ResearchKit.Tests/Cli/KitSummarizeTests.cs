using System.Globalization;
using Xunit;

namespace ResearchKit.Tests;

public sealed class KitSummarizeTests
{
    static readonly Article Seed = Corpus.Read(Kit.Seed)[0];

    static readonly LexiconScorer Finance = Repository.Finance.Scorer();

    [Fact]
    public void Sentences_stand_with_their_places_and_their_score_beside_that_of_the_whole()
    {
        var lines = Kit.Run("summarize", "seeds", "--sentences", "2").Done().Output.Split('\n');
        var summary = Seed.Summary(2);
        var (part, whole) = (Finance.Score(summary.ToArticle()), Finance.Score(Seed));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture,
            $"000_c79e3800b5831abf: {part.Value:+0.0000;-0.0000;0.0000} {Scale.TenWords.Label(part)} in 2 sentences; {whole.Value:+0.0000;-0.0000;0.0000} {Scale.TenWords.Label(whole)} in the whole of {whole.Sentences} sentences (finance@2)"), lines[0]);
        Assert.Equal("source: 0.30 mildly positive", lines[1]);
        foreach (var (sentence, line) in summary.Sentences.Zip(lines.Skip(2)))
            Assert.Equal([$"{sentence.Start}–{sentence.Start + sentence.Length}", Seed.Text.Substring(sentence.Start, sentence.Length)], line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void The_json_is_one_line_an_article()
    {
        var line = Assert.Single(Kit.Run("summarize", "seeds", "--json").Done().JsonLines);
        var summary = Seed.Summary();
        Assert.Equal(summary.Sentences, line["sentences"]!.AsArray().Select(one => new SummarySentence((int)one!["start"]!, (int)one["length"]!, (int)one["rank"]!, (double)one["salience"]!)));
        Assert.Equal(summary.Text, string.Join(' ', line["sentences"]!.AsArray().Select(one => (string?)one!["text"])));
        Assert.Equal((Finance.Score(summary.ToArticle()).Value, Finance.Score(Seed).Value, 0.3), ((double)line["summary"]!["value"]!, (double)line["whole"]!["value"]!, (double)line["source"]!["value"]!));
    }

    [Fact]
    public void Only_the_article_that_was_asked_for_is_summarized()
    {
        var line = Assert.Single(Kit.Run("summarize", "data/labels", "seeds", "--id", "S001", "--method", "ratio:polarity", "--json").Done().JsonLines);
        Assert.Equal(("S001", "ratio:polarity@1"), ((string?)line["id"], (string?)line["method"]));
    }

    [Fact]
    public void What_an_article_holds_does_not_act_on_the_terminal()
    {
        using var folder = new ArticleFolder();
        folder.Put("a.txt", "Sales\u001b[2J rose. Costs\u0007 fell.");
        var output = Kit.RunIn(folder.Path, "summarize", "a.txt").Done().Output;
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains("Sales\\u001B[2J rose.", output);
    }

    [Fact]
    public void A_number_that_is_none_or_0_is_refused()
    {
        Assert.Equal("--sentences is 0. Expected 1 or more.", Kit.Run("summarize", "seeds", "--sentences", "0").Refused());
        Assert.StartsWith("--sentences is 'three'. Expected a whole number", Kit.Run("summarize", "seeds", "--sentences", "three").Refused());
        Assert.StartsWith("--sentences is '-1'. Expected a whole number", Kit.Run("summarize", "seeds", "--sentences", "-1").Refused());
        Assert.StartsWith("Article 'x' is not known.", Kit.Run("summarize", "seeds", "--id", "x").Refused());
        Assert.StartsWith("nowhere.txt does not exist.", Kit.Run("summarize", "nowhere.txt").Refused());
    }
}
