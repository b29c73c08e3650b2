using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>How far a method promises the same bits.</summary>
public enum SameBits
{
    /// <summary>Made of + − × ÷ √ alone: the same bits on every machine.</summary>
    EveryMachine,

    /// <summary>Uses functions whose last bit may depend on the platform: the same bits for one runtime and processor family.</summary>
    OneRuntime,

    /// <summary>Rests on answers that were kept: the same bits from them on every machine. What gave them cannot be run again.</summary>
    Replay,
}

/// <summary>A named, versioned way to turn hits into a value: options with a name. Not a scorer: it has no lexicon yet.</summary>
/// <param name="Name">Such as <c>finance:length</c>.</param>
/// <param name="Version">Raised only when results may change.</param>
/// <param name="Summary">One line for a table.</param>
/// <param name="Options">Its defaults.</param>
public sealed record Method(string Name, int Version, string Summary, ScorerOptions Options)
{
    /// <summary>The rivals print numbers and no classes: their sign is all there is to go by. Sums that cancel may leave a last bit, so not 0.</summary>
    static readonly ScorerOptions BySign = new() { Frames = false, Squash = 1, NegativeCut = -1e-9, PositiveCut = 1e-9 };

    static readonly ScorerOptions Words = BySign with { Weighting = Weighting.Document, Shifters = false, ShifterMode = ShifterMode.Bigram };

    static readonly ScorerOptions Vader = new() { Measure = Measure.Vader, Weighting = Weighting.Document, Frames = false, Squash = VaderRules.Squash, NegativeCut = -0.05, PositiveCut = 0.05 };

    static readonly ScorerOptions Ratio = new() { Weighting = Weighting.Document, Shifters = false, Frames = false, Squash = 1 };

    /// <summary>Every method of the kit, the default first.</summary>
    public static ImmutableArray<Method> All { get; } =
    [
        new("finance", 2, "graded lexicon, events and valence shifters; sentences weigh alike", new()),
        new("finance:length", 2, "the same; a sentence weighs by its tokens", new() { Weighting = Weighting.Length }),
        new("finance:lead", 2, "the same; title and first paragraph weigh double", new() { Weighting = Weighting.Lead }),
        new("ratio:polarity", 1, "(P − N)/(P + N), counts of the document", Ratio with { Measure = Measure.Polarity }),
        new("ratio:tone", 1, "(P − N)/T, counts of the document", Ratio with { Measure = Measure.Tone }),
        new("ratio:logit", 1, "log((P + ½)/(N + ½)), squashed", Ratio with { Measure = Measure.Logit }),
        new("ratio:root", 1, "(P − N)/√T, squashed", Ratio with { Measure = Measure.Root }),
        new("sentometrics:counts", 1, "Σs, squashed; with :bigram or :cluster behind a sentometrics name, with shifters", Words with { Measure = Measure.Counts }),
        new("sentometrics:proportional", 1, "Σs/T", Words with { Measure = Measure.Proportional }),
        new("sentometrics:proportionalPol", 1, "Σs over the hits", Words with { Measure = Measure.ProportionalPol }),
        new("sentometrics:proportionalSquareRoot", 1, "Σs/√T, squashed", Words with { Measure = Measure.ProportionalSquareRoot }),
        new("sentometrics:UShaped", 1, "words at both ends weigh more", Words with { Measure = Measure.UShaped }),
        new("sentometrics:inverseUShaped", 1, "words in the middle weigh more", Words with { Measure = Measure.InverseUShaped }),
        new("sentometrics:exponential", 1, "later words weigh more", Words with { Measure = Measure.Exponential }),
        new("sentometrics:inverseExponential", 1, "earlier words weigh more", Words with { Measure = Measure.InverseExponential }),
        new("sentometrics:TFIDF", 1, "rare words weigh more, by the articles available before; squashed", Words with { Measure = Measure.Tfidf }),
        new("sentometrics:TFIDF:leaking", 1, "the same by all articles, later ones too: knows the future", Words with { Measure = Measure.Tfidf, LeaksFuture = true }),
        new("sentimentr", 1, "mean over sentences of Σs/√T with shifters in context, squashed",
            BySign with { Measure = Measure.ProportionalSquareRoot, ShifterMode = ShifterMode.Context }),
        new("vader:python", 1, "VADER as its Python package has it, the text as one: saturates on long texts; with :mean, :median or :length behind it, over sentences", Vader),
        new("vader:corrected", 1, "the same, with its rule for \"but\" mended", Vader with { Measure = Measure.VaderCorrected }),
    ];

    /// <summary>Whether its scorer needs a reference corpus.</summary>
    public bool NeedsReference => Options.Measure == Measure.Tfidf;

    /// <summary>How far results with these options are the same bits.</summary>
    public static SameBits Promise(ScorerOptions options) =>
        options.Measure is Measure.Logit or Measure.Exponential or Measure.InverseExponential or Measure.Tfidf ? SameBits.OneRuntime : SameBits.EveryMachine;

    /// <summary>The method of a name: one of <see cref="All"/>, or one of sentometrics with <c>:bigram</c> or <c>:cluster</c> behind it,
    /// or one of VADER with <c>:mean</c>, <c>:median</c> or <c>:length</c>.</summary>
    /// <exception cref="InputException">No method has it; the message lists those there are.</exception>
    public static Method Find(string name) => Known(name) ?? throw InputException.Unknown("Method", name, All.Select(m => m.Name));

    /// <summary>The method of a name; null when none has it.</summary>
    internal static Method? Known(string name)
    {
        if (All.FirstOrDefault(m => m.Name == name) is { } method) return method;
        foreach (var (ending, weighting) in ((string, Weighting)[])[(":mean", Weighting.Equal), (":median", Weighting.Median), (":length", Weighting.Length)])
            if (name.EndsWith(ending, StringComparison.Ordinal) && All.FirstOrDefault(m => m.Name == name[..^ending.Length]) is { } whole && VaderRules.Are(whole.Options.Measure))
                return whole with { Name = name, Options = whole.Options with { Weighting = weighting } };
        var (mode, suffix) = name.EndsWith(":cluster", StringComparison.Ordinal) ? (ShifterMode.Cluster, ":cluster") : (ShifterMode.Bigram, ":bigram");
        return name.EndsWith(suffix, StringComparison.Ordinal) && All.FirstOrDefault(m => m.Name == name[..^suffix.Length]) is { Options.ShifterMode: ShifterMode.Bigram } plain
            ? plain with { Name = name, Options = plain.Options with { Shifters = true, ShifterMode = mode } }
            : null;
    }

    /// <summary><c>finance@1</c>.</summary>
    public override string ToString() => $"{Name}@{Version}";
}
