using Xunit;

namespace ResearchKit.Tests;

public class ScorerOptionsTests
{
    static readonly ScorerOptions Defaults = new();

    public static TheoryData<ScorerOptions, string> Bad() => new()
    {
        { Defaults with { Squash = 0 }, "Option Squash is 0. Expected more than 0, at most 1000." },
        { Defaults with { Squash = -0.5 }, "Option Squash is -0.5. Expected more than 0, at most 1000." },
        { Defaults with { Squash = 1000.5 }, "Option Squash is 1000.5. Expected more than 0, at most 1000." },
        { Defaults with { Squash = double.NaN }, "Option Squash is NaN. Expected more than 0, at most 1000." },
        { Defaults with { Squash = double.PositiveInfinity }, "Option Squash is Infinity. Expected more than 0, at most 1000." },
        { Defaults with { LeadWeight = 0 }, "Option LeadWeight is 0. Expected more than 0, at most 1000." },
        { Defaults with { LeadWeight = double.NaN }, "Option LeadWeight is NaN. Expected more than 0, at most 1000." },
        { Defaults with { NegationWindow = -1 }, "Option NegationWindow is -1. Expected 0 to 100 tokens." },
        { Defaults with { AmplifierWindow = 101 }, "Option AmplifierWindow is 101. Expected 0 to 100 tokens." },
        { Defaults with { IntensifierWindow = -5 }, "Option IntensifierWindow is -5. Expected 0 to 100 tokens." },
        { Defaults with { HedgeWindow = int.MaxValue }, "Option HedgeWindow is 2147483647. Expected 0 to 100 tokens." },
        { Defaults with { Measure = (Measure)99 }, $"Option Measure is 99. Expected one of {string.Join(", ", Enum.GetNames<Measure>())}." },
        { Defaults with { ShifterMode = ShifterMode.Cluster }, "Option ShifterMode is Cluster. Expected Clause with the measure Sum." },
        { Defaults with { Measure = Measure.Counts }, "Option ShifterMode is Clause. Expected one of Bigram, Cluster, Context with the measure Counts." },
        { Defaults with { Measure = Measure.Counts, ShifterMode = (ShifterMode)9 }, "Option ShifterMode is 9. Expected one of Bigram, Cluster, Context with the measure Counts." },
        { Defaults with { Weighting = (Weighting)(-1) }, "Option Weighting is -1. Expected one of Equal, Length, Lead, Document." },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void An_option_out_of_its_range_is_refused_with_what_is_allowed(ScorerOptions options, string message) =>
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(message, Assert.Throws<InputException>(() => Examples.Small.Scorer(_ => options)).Message));

    [Fact]
    public void The_ends_of_each_range_are_allowed()
    {
        Examples.Small.Scorer(o => o with { Squash = 1000, LeadWeight = 1000, NegationWindow = 100, AmplifierWindow = 100, IntensifierWindow = 100, HedgeWindow = 100 });
        var none = Examples.Small.Scorer(o => o with { Squash = double.Epsilon, LeadWeight = double.Epsilon, NegationWindow = 0, AmplifierWindow = 0, IntensifierWindow = 0, HedgeWindow = 0 });
        // Nothing reaches forward; an amplifier still reaches the hit at once before it.
        Assert.Empty(Assert.Single(none.Explain("It may not be a very critical gain").Contributions).Shifts);
        Assert.Equal("very", Assert.Single(Assert.Single(none.Explain("gain very").Contributions).Shifts).Term);
    }

    [Fact]
    public void The_identity_names_method_version_and_every_option_that_differs()
    {
        Assert.Equal("finance@2", Examples.Small.Scorer().Identity);
        Assert.Equal("finance@2", Examples.Small.Scorer(o => o with { Squash = 0.5, NegationWindow = 4 }).Identity);
        Assert.Equal("finance@2/negationWindow=3", Examples.Small.Scorer(o => o with { NegationWindow = 3 }).Identity);
        Assert.Equal("finance@2/measure=Tone,weighting=Document", Examples.Small.Scorer(o => o with { Weighting = Weighting.Document, Measure = Measure.Tone }).Identity);
        Assert.Equal("finance:length@2", Examples.Small.Scorer("finance:length").Identity);
        Assert.Equal("finance:length@2/weighting=Equal", Examples.Small.Scorer("finance:length", o => o with { Weighting = Weighting.Equal }).Identity);
        Assert.Equal("ratio:tone@1", Examples.Small.Scorer("ratio:tone").Identity);
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal("ratio:root@1/squash=0.25", Examples.Small.Scorer("ratio:root", o => o with { Squash = 0.25 }).Identity));
    }

    [Fact]
    public void A_score_and_an_explanation_carry_the_identity()
    {
        var scorer = Examples.Small.Scorer(o => o with { HedgeWindow = 1 });
        Assert.Equal("finance@2/hedgeWindow=1", scorer.Score("A gain.").Method);
        Assert.Equal("finance@2/hedgeWindow=1", scorer.Explain("Der Gewinn und der Umsatz.").Method);
        Assert.Equal($"finance@2/hedgeWindow=1 on {Examples.Small}", scorer.ToString());
    }

    [Fact]
    public void An_unknown_method_is_told_which_there_are() =>
        Assert.Equal($"Method 'financ' is not known. Available: {string.Join(", ", Method.All.Select(m => m.Name))}.",
            Assert.Throws<InputException>(() => Examples.Small.Scorer("financ")).Message);

    [Fact]
    public void Only_methods_with_a_logarithm_or_a_power_promise_less_than_every_machine() =>
        Assert.Equal(["ratio:logit", "sentometrics:exponential", "sentometrics:inverseExponential", "sentometrics:TFIDF", "sentometrics:TFIDF:leaking"],
            Method.All.Where(m => Method.Promise(m.Options) == SameBits.OneRuntime).Select(m => m.Name));

    [Fact]
    public void The_hash_of_options_moves_with_each_of_them()
    {
        ScorerOptions[] all =
        [
            Defaults, Defaults with { Measure = Measure.Tone }, Defaults with { Weighting = Weighting.Lead }, Defaults with { Shifters = false },
            Defaults with { Squash = 1 }, Defaults with { NegationWindow = 3 }, Defaults with { AmplifierWindow = 3 }, Defaults with { IntensifierWindow = 4 },
            Defaults with { HedgeWindow = 3 }, Defaults with { LeadWeight = 3 }, Defaults with { ShifterMode = ShifterMode.Context },
            Defaults with { LeaksFuture = true }, Defaults with { Reference = "0123456789abcdef" },
        ];
        Assert.Equal(all.Length, all.Select(o => o.Hash).Distinct().Count());
        Assert.Equal(Defaults.Hash, new ScorerOptions { Squash = 0.5 }.Hash);
    }
}
