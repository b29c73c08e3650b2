using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A planted publisher: its scores were made by one specification and rounded to 0.05, as the seed's are printed. Can the kit tell?</summary>
public class RecoveryTests
{
    static readonly Specification Planted = new(Measure.Sum, Weighting.Length, Shifters: true, Paragraph: null);

    static readonly ImmutableArray<Article> Published = Publish(Planted, seed: 42, count: 40);

    /// <summary>Articles of three paragraphs with a hit in each, with the score that a publisher would have printed.</summary>
    static ImmutableArray<Article> Publish(Specification specification, ulong seed, int count)
    {
        var texts = Examples.Generated(seed, 20 * count).Where(a => a.Paragraphs.Length >= 3)
            .Select(a => a with { Paragraphs = [.. a.Paragraphs.Take(3)] })
            .Where(a => a.Paragraphs.All(p => Examples.Sample.Scorer().Score(a with { Title = "", Paragraphs = [p] }).Outcome == Outcome.Scored));
        ImmutableArray<Article> published =
        [
            .. texts.Take(count).Select(a => a with
            {
                SourceScore = Math.Round((decimal)specification.Scorer(Examples.Sample).Score(specification.Part(a)!).Value / 0.05m) * 0.05m,
            })
        ];
        Assert.Equal(count, published.Length);
        return published;
    }

    static Reproduction Reproduce(int others, int spoiled = 0) => Examples.Sample.Reproduce(Published[0], others:
        Published.Skip(1).Take(others).Select((a, i) => i < spoiled ? a with { SourceScore = a.SourceScore > 0 ? a.SourceScore - 1 : a.SourceScore + 1 } : a));

    [Fact]
    public void One_article_can_be_consistent_and_no_more()
    {
        var reproduction = Reproduce(others: 0);
        Assert.Equal(Verdict.Consistent, reproduction.Verdict);
        Assert.Contains(reproduction.Matches, m => m.Specification == Planted);
        Assert.Contains("One article cannot identify a method: that takes at least 10 others with known scores, and none was given.", reproduction.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nine_others_are_too_few()
    {
        var reproduction = Reproduce(others: 9);
        Assert.Equal(Verdict.Consistent, reproduction.Verdict);
        Assert.Equal(9, reproduction.Matches.Single(m => m.Specification == Planted).OthersMatched);
        Assert.Contains("and 9 were given.", reproduction.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_matches_ten_others_is_recovered()
    {
        var reproduction = Reproduce(others: 10);
        Assert.Equal(Verdict.Recovered, reproduction.Verdict);
        Assert.Equal(10, reproduction.Matches.Single(m => m.Specification == Planted).OthersMatched);
        Assert.Contains("Verdict: recovered: ", reproduction.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_one_article_recover_nothing_under_whatever_ids()
    {
        var copies = Enumerable.Range(0, 12).Select(i => Published[0] with { Id = $"copy {i}" });
        Assert.Equal((Verdict.Consistent, 0), (Examples.Sample.Reproduce(Published[0], others: copies).Verdict, Examples.Sample.Reproduce(Published[0], others: copies).Others));
        var others = Enumerable.Range(0, 12).Select(i => Published[1] with { Id = $"copy {i}" });
        Assert.Equal((Verdict.Consistent, 1), (Examples.Sample.Reproduce(Published[0], others: others).Verdict, Examples.Sample.Reproduce(Published[0], others: others).Others));
    }

    [Fact]
    public void A_wide_tolerance_recovers_nothing() =>
        Assert.Equal(Verdict.Consistent, Examples.Sample.Reproduce(Published[0], tolerance: 0.05, others: Published.Skip(1)).Verdict);

    [Fact]
    public void Where_one_number_would_match_as_many_nothing_is_recovered()
    {
        var flat = Lexicon.Of("flat", new Entry("gain", Role.Polarity, 0.5));
        var value = flat.Scorer().Score("A gain.").Value;
        var articles = Enumerable.Range(0, 15).Select(i => new Article { Id = $"{i}", Paragraphs = [$"A gain of number {i} here."], SourceScore = (decimal)value }).ToList();
        var reproduction = flat.Reproduce(articles[0], others: articles.Skip(1));
        Assert.Equal((14, 14), (reproduction.Others, reproduction.OthersByConstant));
        Assert.Equal(Verdict.Consistent, reproduction.Verdict);
    }

    [Theory]
    // Ten others must match, and nine in ten of those known.
    [InlineData(10, 1, Verdict.Consistent)]
    [InlineData(11, 1, Verdict.Recovered)]
    [InlineData(12, 1, Verdict.Recovered)]
    [InlineData(12, 2, Verdict.Consistent)]
    [InlineData(19, 2, Verdict.Consistent)]
    [InlineData(20, 2, Verdict.Recovered)]
    [InlineData(20, 3, Verdict.Consistent)]
    public void Recovery_takes_nine_in_ten(int others, int spoiled, Verdict verdict)
    {
        var reproduction = Reproduce(others, spoiled);
        Assert.Equal(verdict, reproduction.Verdict);
        Assert.Equal((others, others - spoiled), (reproduction.Others, reproduction.Matches.Single(m => m.Specification == Planted).OthersMatched));
    }

    [Fact]
    public void With_enough_articles_the_planted_specification_alone_holds()
    {
        var reproduction = Reproduce(others: 39);
        Assert.Equal(Planted, Assert.Single(reproduction.Matches, m => m.OthersMatched * 10 >= 39 * 9).Specification);
    }

    [Fact]
    public void Another_specification_is_recovered_as_itself()
    {
        foreach (var planted in (Specification[])[new(Measure.Tone, Weighting.Document, false, null), new(Measure.Sum, Weighting.Equal, false, 2), new(Measure.Polarity, Weighting.Equal, false, null)])
        {
            var published = Publish(planted, seed: 43, count: 31);
            var reproduction = Examples.Sample.Reproduce(published[0], others: published);
            Assert.Equal(Verdict.Recovered, reproduction.Verdict);
            Assert.Equal(30, reproduction.Matches.Single(m => m.Specification == planted).OthersMatched);
        }
    }

    [Fact]
    public void Scores_of_no_method_are_not_recovered()
    {
        // Each article prints the score of the next one.
        var shuffled = Published.Select((a, i) => a with { SourceScore = Published[(i + 1) % Published.Length].SourceScore }).ToList();
        Assert.All(shuffled.Take(5), a => Assert.NotEqual(Verdict.Recovered, Examples.Sample.Reproduce(a, others: shuffled).Verdict));
    }

    [Fact]
    public void The_article_itself_others_without_a_score_and_repeats_do_not_count()
    {
        Article[] others = [Published[0], Published[1] with { SourceScore = null }, .. Enumerable.Repeat(Published[2], 20)];
        var reproduction = Examples.Sample.Reproduce(Published[0], others: others);
        Assert.Equal((1, Verdict.Consistent), (reproduction.Others, reproduction.Verdict));
        Assert.Contains("and 1 was given.", reproduction.ToString(), StringComparison.Ordinal);
    }
}
