using ResearchKit.Tests.Reference;
using Xunit;

namespace ResearchKit.Tests.Scoring;

/// <summary>sentometrics and sentimentr against a naive reference, on texts made to break one of them.</summary>
public class RivalAgreementTests
{
    const int Articles = 100;

    static readonly string[] Lines = File.ReadAllLines(Repository.File("src", "ResearchKit.Text", "sentences.txt"));

    static readonly List<ReferenceEntry> Entries = [.. Examples.Sample.Entries.Select(e => new ReferenceEntry(e.Term, Examples.Known(e.Role), e.Role is Role.Comparison or Role.Relief ? 0 : e.Valence))];

    public static TheoryData<Measure, string, Weighting> Combinations() =>
        [.. from measure in Enum.GetValues<Measure>() where WordWeights.Are(measure) from shifters in new[] { "None", "Bigram", "Cluster", "Context" }
            from weighting in new[] { Weighting.Document, Weighting.Equal } select (measure, shifters, weighting)];

    [Theory]
    [MemberData(nameof(Combinations))]
    public void The_scorer_equals_the_naive_reference_on_generated_texts(Measure measure, string shifters, Weighting weighting)
    {
        var method = new Method("rival", 1, "", new ScorerOptions
        {
            Measure = measure,
            Weighting = weighting,
            Shifters = shifters != "None",
            Squash = 0.7,
            LeaksFuture = true,
            ShifterMode = shifters == "None" ? ShifterMode.Bigram : Enum.Parse<ShifterMode>(shifters),
        });
        var scorer = Examples.Sample.Scorer(method, reference: Examples.Reference);
        var reference = new ReferenceRivals(Entries, Lines, measure.ToString(), shifters, weighting == Weighting.Equal, 0.7) { Rarities = Rarities() };
        foreach (var article in Examples.Generated((ulong)((int)measure * 10 + shifters.Length), Articles))
        {
            var (_, value, counted) = reference.Score(article.Title, article.Paragraphs);
            var why = scorer.Explain(article);
            Assert.Equal(counted.Count, why.Contributions.Length);
            foreach (var (expected, part) in counted.Zip(why.Contributions)) Assert.Equal(expected, part.Counted, 1e-12);
            Assert.Equal(value, why.Score.Value, 1e-12);
        }
    }

    /// <summary>log₁₀(N/(1 + df)), with a term counted in an article by the hits of a scorer that counts every one.</summary>
    static Dictionary<string, double> Rarities()
    {
        var scorer = Examples.Sample.Scorer("sentometrics:counts");
        var found = Examples.Reference.Select(article => scorer.Explain(article).Contributions.Select(part => part.Term).ToHashSet()).ToList();
        return Entries.ToDictionary(entry => entry.Term, entry => Math.Log10(found.Count / (1.0 + found.Count(terms => terms.Contains(entry.Term)))));
    }
}
