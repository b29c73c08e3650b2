using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What a draft must show before it becomes champion: <c>data/registry/rules.json</c>, in which every rule has a visible default.</summary>
public sealed record PromotionRules
{
    /// <summary>The fewest texts that it must be judged on.</summary>
    /// <value>Default 200. 1 or more.</value>
    public int MinimumTexts { get; init; } = 200;

    /// <summary>What the lower end of the gain, corrected for all trials on the set, must exceed.</summary>
    /// <value>Default 0. 0 to 1.</value>
    public double Margin { get; init; }

    /// <summary>By how much it may be worse in a part of the texts, for each kind of part that is guarded.</summary>
    /// <value>Default: period, sector, source and theme, each 0.05. Each 0 to 1.</value>
    public ImmutableSortedDictionary<string, double> Guards { get; init; } = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("period", 0.05), new("sector", 0.05), new("source", 0.05), new("theme", 0.05)]);

    /// <summary>The fewest texts that make a part to be guarded: in fewer, a single text is more than a margin.</summary>
    /// <value>Default 50. 1 or more.</value>
    public int GuardedTexts { get; init; } = 50;

    /// <summary>The method that a draft is judged with.</summary>
    /// <value>Default <c>finance</c>.</value>
    public string Method { get; init; } = "finance";

    /// <summary>The metric that a draft is judged by.</summary>
    /// <value>Default <c>accuracy</c>.</value>
    public string Metric { get; init; } = "accuracy";

    /// <summary>Whether who approves must be someone else than who wrote: recorded names, no proof of who they are.</summary>
    /// <value>Default true; false where one works alone.</value>
    public bool TwoPeople { get; init; } = true;

    /// <summary>Reads rules: a JSON object with the names of these, in camel case; one that is left out has its default.</summary>
    /// <exception cref="InputException">The file is missing or no such object, a rule is not known, stands twice or is out of its range.</exception>
    public static PromotionRules Read(string path) => RulesFile.Read(path, path);

    /// <summary>Writes all of them as <see cref="Read"/> reads them; the file is replaced as a whole or not at all.</summary>
    public void Write(string path) => RulesFile.Write(path, this);

    /// <summary>A loss of 5 texts in 100 is a margin of 0.05, whatever the last bits of the division say.</summary>
    const double Noise = 1e-9;

    /// <exception cref="InputException">A rule is out of its range.</exception>
    internal PromotionRules Validated() =>
        MinimumTexts < 1 ? throw Fault(nameof(MinimumTexts), MinimumTexts, "1 or more")
        : Margin is not (>= 0 and <= 1) ? throw Fault(nameof(Margin), Margin, "0 to 1")
        : GuardedTexts < 1 ? throw Fault(nameof(GuardedTexts), GuardedTexts, "1 or more")
        : !Gain.Metrics.Contains(Metric) ? throw InputException.Unknown("Rule metric:", Untrusted.Show(Metric), Gain.Metrics)
        : ResearchKit.Method.Known(Method) is null ? throw InputException.Unknown("Rule method:", Untrusted.Show(Method), ResearchKit.Method.All.Select(known => known.Name))
        : Guards.FirstOrDefault(guard => guard.Value is not (>= 0 and <= 1)) is { Key: { } name, Value: var margin } ? throw Fault($"{nameof(Guards)}.{name}", margin, "0 to 1")
        : this;

    /// <summary>The same rules.</summary>
    public bool Equals(PromotionRules? other) => other is not null && (MinimumTexts, Margin, GuardedTexts, TwoPeople, Method, Metric) == (other.MinimumTexts, other.Margin, other.GuardedTexts, other.TwoPeople, other.Method, other.Metric) && Guards.SequenceEqual(other.Guards);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(MinimumTexts, Margin, GuardedTexts, TwoPeople, Guards.Count);

    /// <summary>A rule a line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"at least {MinimumTexts} texts, {Metric} of {Untrusted.Line(Method)}\nlower end of the gain above {Margin}\n{string.Concat(Guards.Select(guard => string.Create(CultureInfo.InvariantCulture, $"no {Untrusted.Line(guard.Key)} of {GuardedTexts} texts or more loses over {guard.Value}\n")))}{(TwoPeople ? "who approves is someone else than who wrote" : "who wrote may approve")}");

    /// <summary>Why evidence does not suffice: a line for each rule that it breaks; empty when it does.</summary>
    /// <param name="evidence">The evaluation of the draft against the champion.</param>
    internal IEnumerable<string> Refusals(Evidence evidence)
    {
        if (evidence.Labels.Texts < MinimumTexts)
            yield return Line($"minimumTexts: {evidence.Labels.Texts} texts were judged. Expected at least {MinimumTexts}: take a larger set.");
        if (evidence.Labels.LeftOut > 0)
            yield return Line($"part: {evidence.Labels.LeftOut} texts of the set and of that time were left out. Expected a part that is chosen by time alone: leave out --where.");
        if (evidence.Metric != Metric) yield return Line($"metric: it was judged by {evidence.Metric}. Expected {Metric}.");
        if (evidence.Method.Split('@')[0] != Method) yield return Line($"method: it was judged with {evidence.Method}. Expected {Method}.");
        // The interval ends at the last resample however many trials there are; the p does not.
        if (!(evidence.AdjustedLow > Margin && evidence.AdjustedP < 0.05))
            yield return Line($"margin: the gain in {evidence.Metric} is {evidence.Gain.Value:+0.0000;-0.0000;0.0000}, and its lower end for {evidence.Trials} {(evidence.Trials == 1 ? "trial" : "trials")} {evidence.AdjustedLow:+0.0000;-0.0000;0.0000}. Expected more than {Margin:0.0000}: {evidence.Verdict}.");
        foreach (var kind in Guards.Keys.Except(evidence.Guarded))
            yield return Line($"guards.{kind}: the evaluation did not look at parts by {kind}. Evaluate again, under these rules.");
        foreach (var group in evidence.Groups)
            if (group.Texts >= GuardedTexts && Guards.TryGetValue(group.Kind, out var margin) && group.Gain.Value < -margin - Noise)
                yield return Line($"guards.{group.Kind}: {group.Name} loses {-group.Gain.Value:0.0000} of {evidence.Metric} on {group.Texts} texts. Expected at most {margin:0.0000}: guard what goes wrong there.");

        static string Line(FormattableString text) => Untrusted.Line(text.ToString(CultureInfo.InvariantCulture));
    }

    static InputException Fault(string rule, double found, string allowed) => new(string.Create(CultureInfo.InvariantCulture, $"Rule {char.ToLowerInvariant(rule[0])}{rule[1..]} is {found}. Expected {allowed}."));
}
