using Xunit;

namespace ResearchKit.Tests.Reference;

/// <summary>Worked by hand from Scoring/README.md, to pin the oracle itself to the page.</summary>
public sealed partial class ReferenceScorerTests
{
    static readonly ReferenceEntry[] Entries =
    [
        new("gain", "polarity", 0.5),
        new("strong", "polarity", 0.6),
        new("loss", "polarity", -0.7),
        new("weak", "polarity", -0.4),
        new("profit", "polarity", 0.3),
        new("profit warning", "polarity", -0.8),
        new("profit warning lifted", "polarity", 0.9),
        new("debt", "polarity", -0.3),
        new("debt free", "polarity", 0),
        new("build out", "polarity", 0.2),
        new("U.K. rally", "polarity", 0.1),
        new("$ABC", "polarity", 0.15),
        new("5g", "polarity", 0.25),
        new("not", "negator", -0.7),
        new("not only", "polarity", 0),
        new("very", "amplifier", 0.5),
        new("slightly", "deamplifier", -0.5),
        new("surge", "intensifier", 0.4),
        new("may", "hedge", -0.4),
        new("but", "adversative", 0.25),
        new("despite", "concessive", 0.6),
        new("while", "boundary", 0),
    ];

    static readonly string[] SentenceLines = File.ReadAllLines(Path.Combine(Root(), "src", "ResearchKit.Text", "sentences.txt"));

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ResearchKit.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("No folder above the tests holds ResearchKit.sln.");
        }

        return folder.FullName;
    }

    static ReferenceResult Score(string paragraph, ReferenceOptions? options = null) => Score("", [paragraph], options);

    static ReferenceResult Score(string title, string[] paragraphs, ReferenceOptions? options = null) =>
        new ReferenceScorer(Entries, options ?? new ReferenceOptions(), SentenceLines).Score(title, paragraphs);

    /// <summary>The sentences of a paragraph as text, joined by "|".</summary>
    static string Sentences(string paragraph) =>
        string.Join('|', Score(paragraph).Sentences.Select(span => paragraph[span.Start..span.End]));

    /// <summary>The words of the tokens of a text, joined by "|".</summary>
    static string Words(string text) => string.Join('|', ReferenceTokens.Of(text).Select(token => token.Word));

    /// <summary>What reaches the only hit of a text, as "term factor" joined by "|".</summary>
    static string Reaching(string paragraph, ReferenceOptions? options = null) => Reaching(Assert.Single(Score(paragraph, options).Hits));

    static string Reaching(ReferenceHit hit) =>
        string.Join('|', hit.Shifters.Select(shift => FormattableString.Invariant($"{shift.Term} {shift.Factor:0.###}")));

    static string Terms(string paragraph) => string.Join('|', Score(paragraph).Hits.Select(hit => hit.Term));

    static string Repeat(string word, int count) => string.Concat(Enumerable.Repeat(word + " ", count));

    static double Squashed(double sum, double a = 1) => sum / Math.Sqrt(sum * sum + a);

    static void Same(double expected, double actual) => Assert.Equal(expected, actual, 1e-14);

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void Generated_articles_repeat_for_a_seed_and_differ_between_seeds(ulong seed)
    {
        string Text(ulong with)
        {
            var generator = new TextGenerator(with, Entries);
            return string.Concat(Enumerable.Range(0, 20).Select(_ => generator.Next()).SelectMany(article => article.Paragraphs.Append(article.Title)));
        }

        Assert.Equal(Text(seed), Text(seed), StringComparer.Ordinal);
        Assert.NotEqual(Text(seed), Text(seed + 100), StringComparer.Ordinal);
    }

    [Fact]
    public void Generated_paragraphs_are_trimmed_and_hold_no_blank_line()
    {
        var generator = new TextGenerator(3, Entries);
        foreach (var paragraph in Enumerable.Range(0, 300).SelectMany(_ => generator.Next().Paragraphs))
        {
            Assert.NotEqual("", paragraph);
            Assert.Equal(paragraph.Trim(), paragraph, StringComparer.Ordinal);
            Assert.DoesNotContain("\n\n", paragraph, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Generated_articles_make_every_role_reach_a_hit()
    {
        var generator = new TextGenerator(4, Entries);
        var scorer = new ReferenceScorer(Entries, new ReferenceOptions(), SentenceLines);
        var reached = Enumerable.Range(0, 200)
            .Select(_ => generator.Next())
            .SelectMany(article => scorer.Score(article.Title, article.Paragraphs).Hits)
            .SelectMany(hit => hit.Shifters)
            .Select(shift => shift.Term)
            .ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string> { "not", "very", "slightly", "surge", "may", "but", "despite" }, reached);
    }

    [Theory]
    [InlineData("Sum", "Equal")]
    [InlineData("Polarity", "Length")]
    [InlineData("Tone", "Lead")]
    [InlineData("Logit", "Document")]
    [InlineData("Root", "Length")]
    [InlineData("Sum", "Document")]
    public void On_generated_articles_the_contributions_sum_to_the_value(string measure, string weighting)
    {
        var generator = new TextGenerator(5, Entries);
        var scorer = new ReferenceScorer(Entries, new ReferenceOptions(measure, weighting, 0.5), SentenceLines);
        for (var i = 0; i < 150; i++)
        {
            var article = generator.Next();
            var text = ReferenceScorer.Join(article.Title, article.Paragraphs);
            var result = scorer.Score(article.Title, article.Paragraphs);
            Assert.Equal(result.Value, result.Hits.Sum(hit => hit.Contribution), 1e-12);
            Assert.Equal(result.Value, result.Positive - result.Negative, 1e-12);
            Assert.InRange(result.Value, -1, 1);
            Assert.InRange(result.Coverage, 0, 1);
            var end = 0;
            foreach (var span in result.Sentences)
            {
                Assert.True(span.Start >= end && span.End > span.Start && span.End <= text.Length);
                Assert.InRange(ReferenceTokens.Of(text[span.Start..span.End]).Count, 1, 512);
                end = span.End;
            }

            Assert.All(result.Hits, hit => Assert.InRange(
                hit.Start, result.Sentences[hit.Sentence].Start, result.Sentences[hit.Sentence].End - hit.Length));
        }
    }
}
