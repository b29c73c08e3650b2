using System.Collections.Immutable;
using Xunit;

namespace ResearchKit.Tests;

public class ReproductionTests
{
    static readonly Specification Whole = new(Measure.Sum, Weighting.Equal, Shifters: true, Paragraph: null);

    static Reproduction Of(double target, double tolerance, params double[] values) => new()
    {
        ArticleId = "a",
        Target = target,
        Tolerance = tolerance,
        Attempts = [.. values.Select(value => new Attempt(Whole, value, 0))],
        Silent = 0,
        Others = 0,
    };

    [Theory]
    // Of one paragraph, no lead: finance 3 weightings × 2, polarity, logit and root 3 each, tone 2 (its length is its document).
    [InlineData(1, 3 * 2 + 3 * 3 + 2)]
    // The whole with the lead: 4 × 2 + 3 × 4 + 3; and each paragraph as above.
    [InlineData(2, 4 * 2 + 3 * 4 + 3 + 2 * 17)]
    [InlineData(3, 4 * 2 + 3 * 4 + 3 + 3 * 17)]
    [InlineData(0, 17)]
    public void The_grid_is_as_large_as_its_page_says(int paragraphs, int size)
    {
        var article = new Article { Id = "a", Title = "A gain", Paragraphs = [.. Enumerable.Range(1, paragraphs).Select(i => $"A gain of {i}.")] };
        var grid = Specification.Grid(article);
        Assert.Equal(size, grid.Length);
        Assert.Equal(size, grid.Distinct().Count());
        Assert.Equal(size, grid.Select(s => s.ToString()).Distinct().Count());
    }

    [Fact]
    public void What_the_grid_leaves_out_is_the_same_by_arithmetic()
    {
        foreach (var article in Examples.Generated(seed: 5, count: 40))
        {
            double Value(string method, Weighting weighting, Article part) => Examples.Sample.Scorer(method, o => o with { Weighting = weighting }).Score(part).Value;
            Assert.Equal(Value("ratio:tone", Weighting.Document, article), Value("ratio:tone", Weighting.Length, article), 1e-12);
            var first = article with { Paragraphs = [article.Paragraphs[0]] };
            Assert.Equal(Value("finance", Weighting.Equal, first), Value("finance", Weighting.Lead, first), 1e-12);
        }
    }

    [Fact]
    public void A_specification_says_how_far_it_departs_from_a_plain_method()
    {
        Assert.Equal((0, "finance, sentences alike, whole text"), (Whole.Complexity, Whole.ToString()));
        Assert.Equal(1, (Whole with { Shifters = false }).Complexity);
        Assert.Equal(0, new Specification(Measure.Tone, Weighting.Document, false, null).Complexity);
        var far = new Specification(Measure.Sum, Weighting.Lead, false, 2);
        Assert.Equal((3, "finance without shifters, lead doubled, paragraph 2"), (far.Complexity, far.ToString()));
    }

    [Fact]
    public void A_specification_of_a_paragraph_reads_that_paragraph_alone()
    {
        var article = new Article { Id = "a", Title = "T", Paragraphs = ["One.", "Two."], Language = "en" };
        Assert.Equal("Two.", (Whole with { Paragraph = 2 }).Part(article)!.Text);
        Assert.Equal("en", (Whole with { Paragraph = 2 }).Part(article)!.Language);
        Assert.Same(article, Whole.Part(article));
        Assert.Null((Whole with { Paragraph = 3 }).Part(article));
    }

    [Fact]
    public void Chance_is_the_width_of_the_tolerance_over_the_range_of_the_values()
    {
        // Three values from −0.5 to 0.5: a target hits each with 2·0.025 of a range of 1 + 2·0.025.
        Assert.Equal(3 * 2 * 0.025 / ((0.5 - -0.5) + 2 * 0.025), Of(0, 0.025, -0.5, 0, 0.5).ByChance(0.025), 1e-12);
        Assert.Equal(3 * 2 * 0.005 / (1 + 2 * 0.005), Of(0, 0.025, -0.5, 0, 0.5).ByChance(0.005), 1e-12);
        // All values the same: every target that hits one hits all.
        Assert.Equal(2, Of(0, 0.025, 0.3, 0.3).ByChance(0.025), 1e-12);
        Assert.Equal(0, Of(0, 0.025).ByChance(0.025));
    }

    [Fact]
    public void The_edge_of_the_tolerance_counts_as_inside()
    {
        Assert.Equal(2, Of(0.30, 0.025, 0.275, 0.325).Hits(0.025));
        Assert.Equal(2, Of(0.30, 0.025, Math.BitDecrement(0.275), Math.BitIncrement(0.325)).Hits(0.025));
        Assert.Equal(0, Of(0.30, 0.025, 0.2749, 0.3251).Hits(0.025));
        // 0.1 + 0.2 − 0.3 is not 0 in binary.
        Assert.Equal(1, Of(0.1 + 0.2, 0.005, 0.305).Hits(0.005));
    }

    [Fact]
    public void Of_the_printable_scores_those_within_reach_are_counted()
    {
        // 0.30 and 0.35 lie within 0.025 of 0.325; 0.10 of 0.11; and −1 of −0.98.
        Assert.Equal(2 + 1 + 1, Of(0.30, 0.025, 0.325, 0.11, -0.98).PrintableConsistent);
        Assert.Equal(0, Of(0.30, 0.025).PrintableConsistent);
        Assert.Contains("consistent, as 4 of the 41 printable scores would be", Of(0.30, 0.025, 0.325, 0.11, -0.98).ToString(), StringComparison.Ordinal);
        Assert.Contains("no specification found a hit in the text", Of(0.30, 0.025).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Matches_are_the_simplest_first_and_then_the_closest()
    {
        var reproduction = Of(0.3, 0.025) with
        {
            Attempts =
            [
                new(Whole with { Shifters = false }, 0.30, 0), new(Whole, 0.32, 0), new(Whole with { Paragraph = 1 }, 0.31, 0),
                new(Whole with { Measure = Measure.Tone }, 0.5, 0),
            ],
        };
        Assert.Equal([0.32, 0.30, 0.31], reproduction.Matches.Select(m => m.Value));
    }

    [Fact]
    public void Of_a_text_its_specifications_are_run_and_the_silent_ones_are_counted_apart()
    {
        var article = new Article { Id = "a", Paragraphs = ["A gain.", "A quiet day."], SourceScore = 0.60m };
        var reproduction = Examples.Small.Reproduce(article);
        Assert.Equal((0.60, 0.025, 17, 4 * 2 + 3 * 4 + 3 + 17),
            (reproduction.Target, reproduction.Tolerance, reproduction.Silent, reproduction.Attempts.Length + reproduction.Duplicates));
        // One hit and no shifter: every specification that gives the same value as another is the same trial.
        Assert.Equal(reproduction.Attempts.Length, reproduction.Attempts.Select(a => Math.Round(a.Value, 12)).Distinct().Count());
        // Within 0.025 of 0.60 lies 0.5 / √(0.25 + 0.5) = 0.577…: finance on the document as one or on paragraph 1, with and without shifters.
        Assert.Equal(0.5 / Math.Sqrt(0.25 + 0.5), reproduction.Matches.First(m => m.Specification.Measure == Measure.Sum).Value, 1e-12);
        Assert.Equal(1, reproduction.Matches.Count(m => m.Specification.Measure == Measure.Sum));
        Assert.Equal(Verdict.Consistent, reproduction.Verdict);
    }

    [Fact]
    public void A_score_that_no_specification_comes_near_is_not_consistent()
    {
        var reproduction = Examples.Small.Reproduce(Article.Of("A gain."), target: -0.9);
        Assert.Equal(Verdict.NotConsistent, reproduction.Verdict);
        Assert.Empty(reproduction.Matches);
        Assert.EndsWith("Verdict: not consistent: no specification comes that close.", reproduction.ToString(), StringComparison.Ordinal);
        Assert.Equal(Verdict.NotConsistent, Examples.Small.Reproduce(Article.Of("A quiet day."), target: 0).Verdict);
    }

    [Theory]
    [InlineData(1.01, 0.025, "Target is 1.01. Expected -1 to 1.")]
    [InlineData(-2.0, 0.025, "Target is -2. Expected -1 to 1.")]
    [InlineData(double.NaN, 0.025, "Target is NaN. Expected -1 to 1.")]
    [InlineData(0.3, 0.0, "Tolerance is 0. Expected more than 0, at most 1.")]
    [InlineData(0.3, -0.025, "Tolerance is -0.025. Expected more than 0, at most 1.")]
    [InlineData(0.3, 1.5, "Tolerance is 1.5. Expected more than 0, at most 1.")]
    [InlineData(0.3, double.NaN, "Tolerance is NaN. Expected more than 0, at most 1.")]
    public void A_target_or_tolerance_out_of_range_is_refused(double target, double tolerance, string message) => ArticleFolder.UnderCulture("da-DK", () =>
        Assert.Equal(message, Assert.Throws<InputException>(() => Examples.Small.Reproduce(Article.Of("A gain."), target, tolerance)).Message));

    [Fact]
    public void Without_a_printed_score_a_target_is_asked_for() =>
        Assert.Equal("Article 'a\\u001B' prints no score to reproduce. Give a target, such as --target 0.30.",
            Assert.Throws<InputException>(() => Examples.Small.Reproduce(Article.Of("A gain.", "a\u001b"))).Message);
}
