using Xunit;

namespace ResearchKit.Tests;

/// <summary>The figures that the README prints for public sets, where these are found through RESEARCHKIT_DATA. Without it these tests say nothing, and .ci/run says so.</summary>
public sealed class PublicSetTests
{
    static readonly string? Data = Environment.GetEnvironmentVariable("RESEARCHKIT_DATA");

    static Evaluation? On(string set, Map map) => Data is null || !Path.Exists(Path.Combine(Data, set)) ? null
        : Repository.Finance.Scorer().Evaluate(Labels.Read(Path.Combine(Data, set)), o => o with { Map = map, Resamples = 0 });

    [Theory]
    [InlineData("phrasebank/Sentences_AllAgree.txt", "PhraseBank, all agree (1107)")]
    [InlineData("phrasebank/Sentences_50Agree.txt", "PhraseBank, half agree (2411)")]
    public void Classes_are_as_right_as_the_readme_says(string set, string row) => Printed(row, On(set, Map.None), e => (e.Accuracy, e.MacroF1));

    [Theory]
    [InlineData("fiqa", "FiQA, headlines and posts (572)")]
    [InlineData("semeval2017t5", "SemEval-2017 task 5, headlines (555)")]
    public void Values_explain_as_much_as_the_readme_says(string set, string row) => Printed(row, On(set, Map.Affine), e => (e.R2, e.Cosine));

    [Theory]
    [InlineData("phrasebank/Sentences_AllAgree.txt", "PhraseBank, all agree: accuracy")]
    [InlineData("phrasebank/Sentences_50Agree.txt", "PhraseBank, half agree: accuracy")]
    [InlineData("fiqa", "FiQA: R²")]
    public void Learned_methods_are_as_good_as_the_readme_says(string set, string row)
    {
        if (Data is null || !Path.Exists(Path.Combine(Data, set))) return;
        var labels = Labels.Read(Path.Combine(Data, set));
        var line = Assert.Single(Markdown.Readme.Text.Split('\n'), line => line.StartsWith($"| {row}", StringComparison.Ordinal));
        IEnumerable<Evaluation> By(Learner learner) => Enum.GetValues<FeatureKinds>().Select(kinds => Learn.Evaluate(labels, Repository.Finance.Scorer(), o => o with { Learner = learner, Features = kinds, Resamples = 0 }));
        Assert.Contains(string.Concat(By(Learner.Linear).Append(On(set, set == "fiqa" ? Map.Affine : Map.None)!).Concat(By(Learner.Trees)).Select(e => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"| {(set == "fiqa" ? e.R2 : e.Accuracy).Value:0.000} "))), line, StringComparison.Ordinal);
    }

    [Fact]
    public void Companies_of_headlines_are_judged_as_well_as_the_readme_says()
    {
        if (Data is null || !Path.Exists(Path.Combine(Data, "sentfin"))) return;
        var labels = Labels.Read(Path.Combine(Data, "sentfin"));
        var several = labels.GroupBy(item => item.Group).Where(group => group.Select(item => item.Target).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1).Select(group => group.Key).ToHashSet();
        var e = Repository.Finance.Scorer().EvaluateEntities(labels, o => o with { Resamples = 0 });
        var shared = e.Judgements.Where(judgement => several.Contains(judgement.Text.Group)).ToList();
        Assert.Contains($"SEntFiN ({labels.Count} companies, {shared.Count} of them in headlines with several)", Markdown.Readme.Text, StringComparison.Ordinal);
        foreach (var method in new[] { "finance", "ratio:polarity" })
        {
            var whole = Repository.Finance.Scorer(method).Evaluate(labels, o => o with { Resamples = 0 });
            Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"| `{method}` on the whole headline | {whole.Accuracy.Value:0.000} | {whole.Judgements.Where(judgement => several.Contains(judgement.Text.Group)).Average(j => j.Class == j.Text.Judged ? 1.0 : 0):0.000} |"), Markdown.Readme.Text, StringComparison.Ordinal);
        }
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"| `finance` for each company | **{e.Accuracy.Value:0.000}** | **{shared.Average(j => j.Class == j.Text.Judged ? 1.0 : 0):0.000}** |"), Markdown.Readme.Text, StringComparison.Ordinal);
    }

    static void Printed(string row, Evaluation? evaluation, Func<Evaluation, (Measured, Measured)> measures)
    {
        if (evaluation is null) return;
        var (first, second) = measures(evaluation);
        var line = Assert.Single(Markdown.Readme.Text.Split('\n'), line => line.StartsWith($"| {row}", StringComparison.Ordinal));
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"| **{first.Value:0.000}** / {second.Value:0.000} |"), line, StringComparison.Ordinal);
    }
}
