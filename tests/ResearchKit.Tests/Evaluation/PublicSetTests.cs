using Xunit;

namespace ResearchKit.Tests;

/// <summary>The figures that the README prints for public sets, where these are found through RESEARCHKIT_DATA. Without it these tests say nothing, and .ci/run says so.</summary>
public sealed class PublicSetTests
{
    static readonly string? Data = Environment.GetEnvironmentVariable("RESEARCHKIT_DATA");

    public static TheoryData<string, double, double> Classes() => new()
    {
        { "phrasebank/Sentences_AllAgree.txt", 0.93, 0.91 },
        { "phrasebank/Sentences_50Agree.txt", 0.81, 0.78 },
    };

    public static TheoryData<string, double, double> Scores() => new() { { "fiqa", 0.40, 0.55 }, { "semeval2017t5", 0.38, 0.62 } };

    static Evaluation? On(string set, Map map) => Data is null || !Path.Exists(Path.Combine(Data, set)) ? null
        : Repository.Finance.Scorer().Evaluate(Labels.Read(Path.Combine(Data, set)), o => o with { Map = map, Resamples = 0 });

    [Theory]
    [MemberData(nameof(Classes))]
    public void Classes_are_as_right_as_promised(string set, double accuracy, double f1)
    {
        if (On(set, Map.None) is not { } e) return;
        Assert.True(e.Accuracy.Value >= accuracy && e.MacroF1.Value >= f1, e.ToString());
    }

    [Theory]
    [MemberData(nameof(Scores))]
    public void Values_explain_as_much_as_promised(string set, double r2, double cosine)
    {
        if (On(set, Map.Affine) is not { } e) return;
        Assert.True(e.R2.Value >= r2 && e.Cosine.Value >= cosine, e.ToString());
    }
}
