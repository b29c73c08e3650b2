using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>How hits become the measure of a unit of text; the formulas stand in <c>Scoring/README.md</c>, section 5.</summary>
public enum Measure
{
    /// <summary>S/√(S² + a) with S the sum of the shifted valences: the squash of VADER (Hutto and Gilbert 2014), on graded valences.</summary>
    Sum,

    /// <summary>(P − N)/(P + N) over positive and negative hits.</summary>
    Polarity,

    /// <summary>(P − N)/T over the tokens.</summary>
    Tone,

    /// <summary>log((P + ½)/(N + ½)), squashed.</summary>
    Logit,

    /// <summary>(P − N)/√T, squashed.</summary>
    Root,

    /// <summary>Σs, squashed. This and those that follow are the weightings of sentometrics (Ardia, Bluteau, Borms and Boudt 2021), with s the
    /// shifted valences; their formulas stand in <c>Scoring/rivals.md</c>.</summary>
    Counts,

    /// <summary>Σs/T.</summary>
    Proportional,

    /// <summary>Σs over the number of hits.</summary>
    ProportionalPol,

    /// <summary>Σs/√T, squashed.</summary>
    ProportionalSquareRoot,

    /// <summary>Beginning and end count more.</summary>
    UShaped,

    /// <summary>The middle counts more.</summary>
    InverseUShaped,

    /// <summary>The end counts more.</summary>
    Exponential,

    /// <summary>The beginning counts more.</summary>
    InverseExponential,

    /// <summary>Rare words count more; how rare, a reference corpus says. Squashed.</summary>
    Tfidf,

    /// <summary>S/√(S² + a) with S the sum of the sentiments that VADER's rules make of the words (Hutto and Gilbert 2014), to the last digit what
    /// Python's vaderSentiment 3.3 gives: <c>Scoring/rivals.md</c>, section 5.</summary>
    Vader,

    /// <summary>The same, with "but" as it was meant: Python's looks a sentiment up by its value and may weigh another.</summary>
    VaderCorrected,
}

/// <summary>Which valence shifters reach a hit, where they take part at all.</summary>
public enum ShifterMode
{
    /// <summary>By role, window and clause: <c>Scoring/README.md</c>, section 3. For the measures up to <see cref="Measure.Root"/>.</summary>
    Clause,

    /// <summary>The one at once before it, as in the bigrams of sentometrics. This and those that follow are for the measures from
    /// <see cref="Measure.Counts"/> on: <c>Scoring/rivals.md</c>.</summary>
    Bigram,

    /// <summary>Those in four tokens before and two behind it, as in the clusters of sentometrics.</summary>
    Cluster,

    /// <summary>Those in five tokens before and two behind it with no pause between, adversatives too, as in sentimentr.</summary>
    Context,
}

/// <summary>How the units of a text are weighted: the aggregation within documents.</summary>
public enum Weighting
{
    /// <summary>Each sentence alike.</summary>
    Equal,

    /// <summary>Each sentence by its tokens.</summary>
    Length,

    /// <summary>Sentences of the title and the first paragraph count <see cref="ScorerOptions.LeadWeight"/> times.</summary>
    Lead,

    /// <summary>The whole text is one unit.</summary>
    Document,

    /// <summary>The middle sentence by value alone counts, or the two in the middle by half. For the measures of VADER.</summary>
    Median,
}

/// <summary>Everything that a method's arithmetic can be set to. Part of a scorer's identity and of every receipt.</summary>
public sealed record ScorerOptions
{
    /// <summary>How hits become the measure of a unit.</summary>
    /// <value>Default: <see cref="Measure.Sum"/>.</value>
    public Measure Measure { get; init; } = Measure.Sum;

    /// <summary>How units are weighted.</summary>
    /// <value>Default: <see cref="Weighting.Equal"/>.</value>
    public Weighting Weighting { get; init; } = Weighting.Equal;

    /// <summary>Whether valence shifters take part.</summary>
    /// <value>Default: true; the ratios set it to false.</value>
    public bool Shifters { get; init; } = true;

    /// <summary>Whether events take part: directions with what moves, and numbers compared.</summary>
    /// <value>Default: true; the ratios set it to false.</value>
    public bool Frames { get; init; } = true;

    /// <summary>Which valence shifters reach a hit.</summary>
    /// <value>Default: <see cref="ShifterMode.Clause"/>; the rivals have their own.</value>
    public ShifterMode ShifterMode { get; init; } = ShifterMode.Clause;

    /// <summary>The a of S/√(S² + a): the smaller, the sooner a sentence saturates.</summary>
    /// <value>Default 0.5, chosen on <c>data/labels</c> (notebook 01 shows the choice). More than 0, at most 1000.</value>
    public double Squash { get; init; } = 0.5;

    /// <summary>A negator reaches hits with fewer tokens than this between them.</summary>
    /// <value>Default 4. 0 to 100.</value>
    public int NegationWindow { get; init; } = 4;

    /// <summary>An amplifier or deamplifier reaches hits after it with fewer tokens than this between them.</summary>
    /// <value>Default 2. 0 to 100.</value>
    public int AmplifierWindow { get; init; } = 2;

    /// <summary>An intensifying adjective reaches hits with fewer tokens than this between them.</summary>
    /// <value>Default 3. 0 to 100.</value>
    public int IntensifierWindow { get; init; } = 3;

    /// <summary>A hedge reaches hits with fewer tokens than this between them.</summary>
    /// <value>Default 6. 0 to 100.</value>
    public int HedgeWindow { get; init; } = 6;

    /// <summary>The weight of a sentence in the title or the first paragraph under <see cref="Weighting.Lead"/>; others weigh 1.</summary>
    /// <value>Default 2. More than 0, at most 1000.</value>
    public double LeadWeight { get; init; } = 2;

    /// <summary>Values at or below it are of the class negative.</summary>
    /// <value>Default −0.25. −1 to 0.</value>
    public double NegativeCut { get; init; } = -0.25;

    /// <summary>Values at or above it are of the class positive.</summary>
    /// <value>Default 0.25. 0 to 1.</value>
    public double PositiveCut { get; init; } = 0.25;

    /// <summary>Whether <see cref="Measure.Tfidf"/> counts words over the whole reference, articles after the scored one too, as sentometrics
    /// does, instead of over those that were available before it.</summary>
    /// <value>Default: false.</value>
    public bool LeaksFuture { get; init; }

    /// <summary>The reference corpus of <see cref="Measure.Tfidf"/>: the beginning of a SHA-256 of its texts and times. Set when a scorer is made.</summary>
    /// <value>Default: empty, no reference.</value>
    public string Reference { get; init; } = "";

    /// <summary>SHA-256, in lower-case hexadecimal, of the options in full.</summary>
    [JsonIgnore]
    public string Hash => Hashing.Canonical(JsonSerializer.SerializeToElement(this, KitJson.Default.ScorerOptions));

    /// <summary>The options that differ from the defaults; <c>defaults</c> when none do.</summary>
    public override string ToString() => Difference(new()) is { Length: > 0 } difference ? difference : "defaults";

    /// <summary>How far a shifter of this role reaches forward, in tokens between.</summary>
    internal int Window(Role role) => role switch
    {
        Role.Negator => NegationWindow,
        Role.Amplifier or Role.Deamplifier => AmplifierWindow,
        Role.Intensifier => IntensifierWindow,
        Role.Hedge => HedgeWindow,
        Role.Concessive => int.MaxValue,
        _ => 0,
    };

    /// <summary>The options that differ from a base, as <c>NegationWindow=3,Squash=1</c>; empty when none do.</summary>
    internal string Difference(ScorerOptions from)
    {
        using var mine = JsonSerializer.SerializeToDocument(this, KitJson.Default.ScorerOptions);
        using var theirs = JsonSerializer.SerializeToDocument(from, KitJson.Default.ScorerOptions);
        return string.Join(',', mine.RootElement.EnumerateObject()
            .Where(option => option.Value.GetRawText() != theirs.RootElement.GetProperty(option.Name).GetRawText())
            .Select(option => $"{option.Name}={(option.Value.ValueKind == JsonValueKind.String ? option.Value.GetString() : option.Value.GetRawText())}"));
    }

    /// <exception cref="InputException">An option is out of its range.</exception>
    internal ScorerOptions Validated()
    {
        Check(nameof(Measure), Measure, Enum.IsDefined(Measure), $"one of {string.Join(", ", Enum.GetNames<Measure>())}");
        var weightings = Enum.GetValues<Weighting>().Where(weighting => weighting != Weighting.Median || VaderRules.Are(Measure)).ToArray();
        Check(nameof(Weighting), Weighting, weightings.Contains(Weighting), $"one of {string.Join(", ", weightings)}{(Weighting == Weighting.Median ? $" with the measure {Measure}" : "")}");
        var mode = WordWeights.Are(Measure) ? ShifterMode is ShifterMode.Bigram or ShifterMode.Cluster or ShifterMode.Context : ShifterMode == ShifterMode.Clause;
        Check(nameof(ShifterMode), ShifterMode, mode, $"{(WordWeights.Are(Measure) ? "one of Bigram, Cluster, Context" : "Clause")} with the measure {Measure}");
        Check(nameof(Squash), Squash, Squash is > 0 and <= 1000, "more than 0, at most 1000");
        Check(nameof(LeadWeight), LeadWeight, LeadWeight is > 0 and <= 1000, "more than 0, at most 1000");
        Check(nameof(NegativeCut), NegativeCut, NegativeCut is >= -1 and <= 0, "-1 to 0");
        Check(nameof(PositiveCut), PositiveCut, PositiveCut is >= 0 and <= 1, "0 to 1");
        foreach (var (name, window) in new[] { (nameof(NegationWindow), NegationWindow), (nameof(AmplifierWindow), AmplifierWindow), (nameof(IntensifierWindow), IntensifierWindow), (nameof(HedgeWindow), HedgeWindow) })
            Check(name, window, window is >= 0 and <= 100, "0 to 100 tokens");
        return this;

        static void Check<T>(string name, T value, bool valid, string allowed)
        {
            if (!valid) throw new InputException(FormattableString.Invariant($"Option {name} is {value}. Expected {allowed}."));
        }
    }
}
