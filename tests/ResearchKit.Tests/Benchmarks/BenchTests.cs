using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ResearchKit.Benchmarks;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>That the benchmark measures what it says; how fast anything is, no test asks.</summary>
public sealed class BenchTests
{
    static readonly string[] InProcess = ["limit-compressed", "scorer", "shifters", "explanations", "vader", "two-threads", "adversarial", "lexicon-load", "lexicon-compile"];

    static readonly BenchOptions Tiny = new() { Articles = 70, Warm = 0, Rounds = 2, Turn = 0.001, Adversarial = 1024, Only = [.. InProcess] };

    static readonly BenchResult Measured = new Bench(Tiny, _ => { }).Run();

    [Fact]
    public void Every_row_that_is_asked_for_is_measured_and_the_limit_besides()
    {
        var expected = new[] { "limit", "shifters-limit" }.Concat(InProcess).Where(row => row != "limit-compressed" || Limit.CanCompress);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Measured.Rows.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.All(Measured.Rows, row => Assert.True(row.Least > 0 && row.Least <= row.Median && row.Median <= row.Most && row.Spread >= 0, row.ToString()));
        Assert.Empty(Measured.LeftOut);
        Assert.Equal(["limit", "vader"], new Bench(Tiny with { Only = ["vader"] }, _ => { }).Run().Rows.Select(row => row.Name));
    }

    [Fact]
    public void The_JSON_begins_with_the_ratios()
    {
        var json = JsonNode.Parse(Measured.Json())!.AsObject();
        string[] ratios = ["scorerToLimit", "shiftersToLimit", "explanationsToLimit", "vaderToLimit", "twoThreads", "worstToMedian"];
        Assert.Equal(ratios, json.Take(ratios.Length).Select(field => field.Key));
        Assert.All(ratios, ratio => Assert.True((double)json[ratio]! > 0, ratio));
        Assert.Equal(70, (int)json["corpus"]!["articles"]!);
        Assert.Contains(".NET", (string)json["machine"]!["runtime"]!);
        Assert.Equal([.. ratios, "growth", "allocatedPerDocument"], json["bars"]!.AsArray().Select(bar => (string)bar!["name"]!));
    }

    [Fact]
    public void The_table_shows_every_row_and_every_bar()
    {
        var lines = BenchTable.Of(Measured).Split('\n');
        Assert.All(Measured.Rows, row => Assert.Contains(lines, line => line.StartsWith($"{row.Name} ", StringComparison.Ordinal)));
        Assert.All(Measured.Bars, bar => Assert.Contains(lines, line => line.StartsWith($"{bar.Name} ", StringComparison.Ordinal)));
        Assert.Contains("70 articles, seed 1: 0.1 MB", lines[1]);
    }

    [Fact]
    public void The_limit_allocates_nothing() => Assert.Equal(0, Measured.Rows.Single(row => row.Name == "limit").AllocatedPerDocument);

    [Theory]
    [InlineData(0.20, false, false)]
    [InlineData(0.21, true, false)]
    [InlineData(0.40, true, true)]
    public void A_bar_is_met_from_its_value_on(double ratio, bool isMet, bool isGoalMet)
    {
        var bar = Assert.Single(BenchBar.Of(Measured with { Rows = [], ScorerToLimit = ratio, ShiftersToLimit = null, ExplanationsToLimit = null, VaderToLimit = null, TwoThreads = null, WorstToMedian = null, Growth = null }));
        Assert.Equal(("scorerToLimit", isMet, isGoalMet), (bar.Name, bar.IsMet, bar.IsGoalMet));
    }

    [Theory]
    [InlineData(5.0, true)]
    [InlineData(5.1, false)]
    public void The_worst_text_may_take_five_times_as_long_and_no_more(double ratio, bool isMet) =>
        Assert.Equal(isMet, BenchBar.Of(Measured with { WorstToMedian = ratio }).Single(bar => bar.Name == "worstToMedian").IsMet);

    [Fact]
    public void The_spread_is_the_middle_half_by_the_median()
    {
        var figures = new Figures([5, 1, 4, 2, 3]);
        Assert.Equal((3.0, 1.0, 5.0, (4 - 2) / 3.0), (figures.Median, figures.Least, figures.Most, figures.Spread));
        Assert.Equal((2 + 4) / 2.0, new Figures([4, 2]).Median);
        Assert.Equal([2 / 1.0, 9 / 3.0], Figures.Ratio(new([2, 9]), new([1, 3])).Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_runner_goes_through_every_text_in_turn_and_counts_its_bytes(int threads)
    {
        var texts = Utf8Texts.Of([.. Enumerable.Range(0, 200).Select(i => new string('x', i))]);
        var seen = new int[texts.Count];
        var runner = new Runner("all", texts, (first, end) => { for (var i = first; i < end; i++) Interlocked.Increment(ref seen[i]); }) { Threads = threads };
        // Four batches of 64, the last of 8: with no time at all, each thread goes through one.
        var turns = Enumerable.Range(0, 4 / threads).Select(_ => runner.Run(0)).ToList();
        Assert.All(seen, count => Assert.Equal(1, count));
        Assert.Equal((200L, 199 * 200L / 2), (turns.Sum(turn => turn.Documents), turns.Sum(turn => turn.Bytes)));
    }

    [Fact]
    public void Trigger_tokens_are_those_inside_the_longest_terms()
    {
        var lexicon = Lexicon.Of("small", new("net loss", Role.Polarity, -0.5), new("net", Role.Polarity, 0.1), new("not", Role.Negator, -0.8));
        // A | net loss | is | not | a | net | gain: 4 of 8.
        Assert.Equal(4 / 8.0, TriggerShare.Of(lexicon, [Article.Of("A net loss is not a net gain.")]));
        Assert.Equal(0, TriggerShare.Of(lexicon, []));
    }

    [Fact]
    public void Shifters_are_measured_at_sixteen_per_cent_trigger_tokens()
    {
        var finance = Vocabulary.Own.Lexicon;
        Assert.Equal(0.16, Material.WithTriggers(finance, 0.16, 300, 1).Triggers, 0.002);
        Assert.InRange(Material.Of(finance, 300, 1).Triggers, 0.16, 0.26);
    }

    [Fact]
    public void Every_adversarial_text_is_as_long_as_asked_and_is_scored()
    {
        var finance = Vocabulary.Own.Lexicon;
        var pieces = AdversarialTexts.Pieces(finance);
        Assert.Equal(pieces.Length, pieces.Select(piece => piece.Name).Distinct().Count());
        foreach (var piece in new[] { "a&", "'", ".", "(a", "a@", "[" }) Assert.Contains(piece, pieces.Select(text => text.Piece));
        var scorer = finance.Scorer();
        Assert.All(pieces, piece =>
        {
            var article = AdversarialTexts.Make(piece.Name, piece.Piece, 2000);
            Assert.InRange(article.Text.Length, 2000, 2100 + piece.Piece.Length);
            Assert.NotEqual(Outcome.UnsupportedLanguage, scorer.Score(article).Outcome);
        });
    }

    [Fact]
    public void The_corpus_is_said_in_numbers_that_can_be_counted_again()
    {
        var texts = GeneratedArticles.Make(70, 1).Select(article => article.Text).ToImmutableArray();
        Assert.Equal(texts.Sum(text => System.Text.Encoding.UTF8.GetByteCount(text)), Measured.Corpus.Bytes);
        Assert.Equal("finance@2", Measured.Corpus.Method);
        Assert.StartsWith("finance@1 (", Measured.Corpus.Lexicon);
        Assert.Contains(Measured.Corpus.Bytes.ToString(CultureInfo.InvariantCulture), Measured.Json());
    }
}
