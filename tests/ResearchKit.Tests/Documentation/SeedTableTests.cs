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
        var computed = Method.All.Select(method => Row(method.Name, texts.Select(text => Repository.Finance.Scorer(method.Name).Score(text).Value)));
        var printed = Rows().Matches(Markdown.Readme.Text).Select(row => row.Value.Replace('−', '-'));
        Assert.True(computed.SequenceEqual(printed), $"The README's rows should be:\n{string.Join('\n', computed)}");
    }

    static string Row(string method, IEnumerable<double> values) =>
        $"| `{method}` |{string.Concat(values.Select(value => string.Create(CultureInfo.InvariantCulture, $" {value:0.000;-0.000;0.000} |")))}";

    [GeneratedRegex(@"^\| `[\w:]+` \|( [-−]?\d\.\d{3} \|){3}$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
