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
        Assert.Contains("finds three specifications within 0.025 of 0.30, no more than chance would", Markdown.Readme.Text, StringComparison.Ordinal);
        Assert.Equal(3, reproduction.Hits(0.025));
        Assert.True(reproduction.Hits(0.025) <= reproduction.ByChance(0.025));
    }

    [Fact]
    public void What_the_pages_say_of_the_data_is_so()
    {
        var labels = Corpus.Read(Repository.File("data", "labels", "sentences.csv"));
        Assert.Contains($"holds {labels.Count} sentences", File.ReadAllText(Repository.File("data", "labels", "README.md")), StringComparison.Ordinal);
        var entries = Repository.Finance.Entries.Length.ToString("N0", CultureInfo.InvariantCulture);
        Assert.Contains($"`finance`: {entries} entries", File.ReadAllText(Repository.File("data", "lexicons", "README.md")), StringComparison.Ordinal);

        double Error(Func<ScorerOptions, ScorerOptions> options)
        {
            var scorer = Repository.Finance.Scorer(options);
            return labels.Average(sentence => Math.Abs((double)sentence.SourceScore! - scorer.Score(sentence).Value));
        }
        var shipped = Error(o => o);
        Assert.All((double[])[0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 1, 1.5, 2], a => Assert.True(Error(o => o with { Squash = a }) > shipped - 0.01, $"a = {a} has a smaller error"));
        Assert.Contains("under version 2 the error is smallest at 0.7, and smaller by less than 0.01", File.ReadAllText(Repository.File("src", "ResearchKit", "Scoring", "README.md")), StringComparison.Ordinal);
        Assert.Contains("no window from 1 to 12 changes the error by more than 0.006", File.ReadAllText(Repository.File("src", "ResearchKit", "Scoring", "README.md")), StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 12), window => Assert.All((Func<ScorerOptions, ScorerOptions>[])
            [o => o with { NegationWindow = window }, o => o with { AmplifierWindow = window }, o => o with { IntensifierWindow = window }, o => o with { HedgeWindow = window }],
            options => Assert.InRange(Error(options), shipped - 0.006, shipped + 0.006)));
    }

    static string Row(string method, IEnumerable<double> values) =>
        $"| `{method}` |{string.Concat(values.Select(value => string.Create(CultureInfo.InvariantCulture, $" {value:0.000;-0.000;0.000} |")))}";

    [GeneratedRegex(@"^\| `[\w:]+` \|( [-−]?\d\.\d{3} \|){3}$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
