using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A score depends on the article, the lexicon and the options, and on nothing else.</summary>
public class SameBitsTests
{
    static readonly ImmutableArray<Article> Texts = Examples.Generated(seed: 7, count: 120);

    static List<string> OneByOne(Scorer scorer) => [.. Texts.Select(article => Examples.Bits(scorer.Score(article)))];

    [Fact]
    public void The_order_of_articles_never_matters()
    {
        foreach (var scorer in Examples.Scorers(Examples.Sample))
        {
            var expected = OneByOne(scorer);
            Article[] backwards = [.. Texts.Reverse()];
            Assert.Equal(expected, scorer.Score(Texts).Select(Examples.Bits));
            Assert.Equal(expected, scorer.Score(backwards).Select(Examples.Bits).Reverse());
        }
    }

    [Fact]
    public void A_corpus_is_scored_like_its_articles_one_by_one()
    {
        var scorer = Examples.Sample.Scorer();
        // A corpus refuses the halves of surrogate pairs that a few of the generated texts hold.
        var corpus = Corpus.Of(Texts.Where(article => Record.Exception(() => Corpus.Of(article)) is null));
        Assert.InRange(corpus.Count, 50, Texts.Length);
        Assert.Equal(corpus.Select(article => Examples.Bits(scorer.Score(article))), scorer.Score(corpus).Select(Examples.Bits));
        Assert.Empty(scorer.Score(Corpus.Of()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void Callers_of_one_scorer_at_the_same_time_get_the_same_bits(int callers)
    {
        var scorer = Examples.Sample.Scorer();
        var expected = OneByOne(scorer);
        var failures = new Exception?[callers];
        using var start = new Barrier(callers);
        var threads = Enumerable.Range(0, callers).Select(caller => new Thread(() =>
        {
            start.SignalAndWait();
            failures[caller] = Record.Exception(() =>
            {
                for (var round = 0; round < 4; round++)
                {
                    Assert.Equal(expected, scorer.Score(Texts).Select(Examples.Bits));
                    // Each caller meets the articles in another order, so that readings of other texts are reused.
                    for (var i = 0; i < Texts.Length; i++)
                    {
                        var at = (i * 7 + caller) % Texts.Length;
                        Assert.Equal(expected[at], Examples.Bits(scorer.Explain(Texts[at]).Score));
                    }
                }
            });
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(failures, Assert.Null);
    }

    [Theory]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_culture_changes_no_bit_and_no_character(string culture)
    {
        foreach (var (method, expected) in Expected.Value)
            ArticleFolder.UnderCulture(culture, () => Assert.Equal(expected, Everything(Lexicon.Of("sample", Examples.Sample.Entries), method)));
    }

    static readonly Lazy<IReadOnlyList<(Method Method, List<string> Everything)>> Expected = new(() => [.. Method.All.Select(method => (method, Everything(Examples.Sample, method)))]);

    /// <summary>All that can be said of each text.</summary>
    static List<string> Everything(Lexicon lexicon, Method method)
    {
        var scorer = lexicon.Scorer(method.Name, reference: Examples.Reference);
        return [.. Texts.Select(article =>
        {
            var why = scorer.Explain(article);
            return string.Join('\n', Examples.Bits(why.Score), why.Score, why, why.ToHtml(), why.ToJson(), scorer.Receipt(article).ToJson(), scorer, lexicon.Entries[0]);
        })];
    }

    [Fact]
    public void A_scorer_remembers_nothing_of_the_text_before()
    {
        var scorer = Examples.Small.Scorer();
        var expected = Examples.Bits(scorer.Score("A gain."));
        scorer.Score("A loss. " + string.Concat(Enumerable.Repeat("Not a very critical shortage, but a surge. ", 2_000)));
        scorer.Score("");
        Assert.Equal(expected, Examples.Bits(scorer.Score("A gain.")));
    }
}
