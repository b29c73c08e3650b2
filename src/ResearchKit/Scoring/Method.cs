using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>How far a method promises the same bits.</summary>
public enum SameBits
{
    /// <summary>Made of + − × ÷ √ alone: the same bits on every machine.</summary>
    EveryMachine,

    /// <summary>Uses functions whose last bit may depend on the platform: the same bits for one runtime and processor family.</summary>
    OneRuntime,
}

/// <summary>A named, versioned way to turn hits into a value: options with a name. Not a scorer: it has no lexicon yet.</summary>
/// <param name="Name">Such as <c>finance:length</c>.</param>
/// <param name="Version">Raised only when results may change.</param>
/// <param name="Summary">One line for a table.</param>
/// <param name="Options">Its defaults.</param>
public sealed record Method(string Name, int Version, string Summary, ScorerOptions Options)
{
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
    ];

    /// <summary>How far results with these options are the same bits.</summary>
    public static SameBits Promise(ScorerOptions options) => options.Measure == Measure.Logit ? SameBits.OneRuntime : SameBits.EveryMachine;

    /// <summary>The method of a name.</summary>
    /// <exception cref="InputException">No method has it; the message lists those there are.</exception>
    public static Method Find(string name) => All.FirstOrDefault(m => m.Name == name) ?? throw InputException.Unknown("Method", name, All.Select(m => m.Name));

    /// <summary><c>finance@1</c>.</summary>
    public override string ToString() => $"{Name}@{Version}";
}
