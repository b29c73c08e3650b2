using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

public sealed partial class SeedTableTests
{
    [Fact]
    public void The_explanation_that_the_README_shows_is_what_the_kit_says_of_the_seed()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));
        var start = readme.IndexOf("```text\n", StringComparison.Ordinal) + "```text\n".Length;
        var shown = readme[start..readme.IndexOf("\n```", start, StringComparison.Ordinal)];
        var said = Repository.Finance.Scorer().Explain(Corpus.Read(Repository.File("seeds"))[0]).ToString();
        Assert.StartsWith(shown, said, StringComparison.Ordinal);
        Assert.Contains("optionality", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_readme_shows_what_each_method_says_of_the_seed()
    {
        var article = Corpus.Read(Kit.Seed)[0];
        Article[] texts = [article, .. article.Paragraphs.Select(paragraph => article with { Paragraphs = [paragraph] })];
        var computed = Method.All.Where(method => method.Options.Measure <= Measure.Root).Select(method => Row(method.Name, texts.Select(text => Repository.Finance.Scorer(method.Name).Score(text).Value)));
        var printed = Rows().Matches(Markdown.Readme.Text).Select(row => row.Value.Replace('−', '-'));
        Assert.True(computed.SequenceEqual(printed), $"The README's rows should be:\n{string.Join('\n', computed)}");
    }

    [Fact]
    public void What_the_readme_says_of_the_seed_in_words_is_so()
    {
        var article = Corpus.Read(Kit.Seed)[0];
        var score = Repository.Finance.Scorer().Score(article);
        Assert.Contains("take back about half of the positive mass", Markdown.Readme.Text, StringComparison.Ordinal);
        Assert.InRange(score.Negative / score.Positive, 0.45, 0.55);
        var reproduction = Repository.Finance.Reproduce(article);
        Assert.Contains("finds five specifications within 0.025 of 0.30 where 2.8 would by chance", Markdown.Readme.Text, StringComparison.Ordinal);
        Assert.Equal((5, 2.8), (reproduction.Hits(0.025), Math.Round(reproduction.ByChance(0.025), 1)));
    }

    [Fact]
    public void What_the_pages_say_of_the_data_is_so()
    {
        var labels = Corpus.Read(Repository.File("data", "labels", "sentences.csv"));
        Assert.Contains($"holds {labels.Count} sentences", File.ReadAllText(Repository.File("data", "labels", "README.md")), StringComparison.Ordinal);
        var entries = Repository.Finance.Entries.Length.ToString("N0", CultureInfo.InvariantCulture);
        Assert.Contains($"`finance`: {entries} entries", File.ReadAllText(Repository.File("data", "lexicons", "README.md")), StringComparison.Ordinal);

        var summaries = Labels.Read(Repository.File("data", "labels", "summaries.csv"));
        Assert.Contains($"It holds {summaries.Count} summaries", File.ReadAllText(Repository.File("data", "labels", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_page_of_the_method_says_of_its_constants_is_so()
    {
        var page = File.ReadAllText(Repository.File("src", "ResearchKit", "Scoring", "README.md"));
        var sentences = Corpus.Read(Repository.File("data", "labels", "sentences.csv"));
        var summaries = Corpus.Read(Repository.File("data", "labels", "summaries.csv")).ToLookup(Split);
        static string Split(Article article) => article.Fields["split"].GetString()!;
        static double Error(IEnumerable<Article> texts, Func<ScorerOptions, ScorerOptions> options) => Repository.Finance.Scorer(options) is var scorer
            ? texts.Average(text => Math.Abs((double)text.SourceScore! - scorer.Score(text).Value)) : 0;
        double[] tried = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.5, 2];
        double Best(IEnumerable<Article> texts) => tried.MinBy(a => Error(texts, o => o with { Squash = a }));
        Assert.Contains("the sentences, and the summaries that were read while the lexicon was written, would take `a` = 1", page, StringComparison.Ordinal);
        Assert.Equal((1, 1), (Best(sentences), Best(summaries["development"])));
        Assert.Contains("unseen summaries is within 0.002 of its smallest at 0.5", page, StringComparison.Ordinal);
        var unseen = summaries["unseen"].ToList();
        Assert.InRange(Error(unseen, o => o) - tried.Min(a => Error(unseen, o => o with { Squash = a })), 0, 0.002);
        Assert.Contains("no window from 1 to 12 changes the error by more than 0.006", page, StringComparison.Ordinal);
        var shipped = Error(sentences, o => o);
        Assert.All(Enumerable.Range(1, 12), window => Assert.All((Func<ScorerOptions, ScorerOptions>[])
            [o => o with { NegationWindow = window }, o => o with { AmplifierWindow = window }, o => o with { IntensifierWindow = window }, o => o with { HedgeWindow = window }],
            options => Assert.InRange(Error(sentences, options), shipped - 0.006, shipped + 0.006)));
    }

    [Fact]
    public void What_the_readme_says_of_the_unseen_summaries_is_so()
    {
        var unseen = Labels.Of("unseen", Labels.Read(Repository.File("data", "labels", "summaries.csv")).Where(item => item.Article.Fields["split"].GetString() == "unseen"));
        var e = Repository.Finance.Scorer().Evaluate(unseen, o => o with { Resamples = 0 });
        static int Sign(double value) => value >= 0.1 - 1e-9 ? 1 : value <= -0.1 + 1e-9 ? -1 : 0;
        var signs = e.Judgements.Average(j => Sign(j.Score.Value) == Sign(j.Text.Score!.Value) ? 1.0 : 0);
        Assert.Contains($"the {unseen.Count} summaries of `data/labels` that nobody who worked on method or lexicon has read", Markdown.Readme.Text, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Spearman {e.Spearman.Value:0.000}, mean absolute error {e.Mae.Value:0.000}, sign right (within ±0.10 is none) for {signs:0.00}"), Markdown.Readme.Text, StringComparison.Ordinal);
    }

    static string Row(string method, IEnumerable<double> values) =>
        $"| `{method}` |{string.Concat(values.Select(value => string.Create(CultureInfo.InvariantCulture, $" {value:0.000;-0.000;0.000} |")))}";

    [GeneratedRegex(@"^\| `[\w:]+` \|( [-−]?\d\.\d{3} \|){3}$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
