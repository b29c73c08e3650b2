using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ResearchKit;

/// <summary>What an observation adds to an index, at two points.</summary>
/// <param name="Observation">The observation.</param>
/// <param name="WeightBefore">What a unit of its value adds to the first point; 0 where it does not count there.</param>
/// <param name="WeightAfter">The same for the second.</param>
public readonly record struct IndexPart(Observation Observation, double WeightBefore, double WeightAfter)
{
    /// <summary>What it adds to the first point.</summary>
    public double Before => WeightBefore * Observation.Value;

    /// <summary>What it adds to the second.</summary>
    public double After => WeightAfter * Observation.Value;

    /// <summary>What of the move is its own.</summary>
    public double Change => After - Before;

    /// <summary>Article, and what it adds.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Observation.ArticleId} adds {Change:+0.0000;-0.0000;0.0000}"));
}

/// <summary>An index at a point, or its move between two, taken apart into observations: <see cref="Change"/> = Σ of the parts' changes + <see cref="Remainder"/>, to 1e-12.</summary>
/// <remarks>A part changes when its observation is new, when it has left the window or lost weight in it, and when others have come beside it: these change the shares of all.</remarks>
/// <param name="Before">The first point; null where the level itself is taken apart.</param>
/// <param name="After">The second point.</param>
/// <param name="Parts">The observations that count at one of the two, the greatest change first, then by article.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record IndexMove(IndexPoint? Before, IndexPoint After, ImmutableArray<IndexPart> Parts)
{
    const int Shown = 10;

    /// <summary>The key.</summary>
    public string Key => After.Key;

    /// <summary>The second value less the first; the second where the level is taken apart. A point without a value counts as 0.</summary>
    public double Change => (After.Value ?? 0) - (Before?.Value ?? 0);

    /// <summary>What no part accounts for: rounding, and nothing else.</summary>
    public double Remainder => Change - Parts.Sum(part => part.Change);

    internal static IndexMove Of(IndexPoint? before, IEnumerable<(Observation Seen, double Unit)> first, IndexPoint after, IEnumerable<(Observation Seen, double Unit)> second)
    {
        var units = new Dictionary<Observation, (double Before, double After)>();
        foreach (var (seen, unit) in first) units[seen] = units.GetValueOrDefault(seen) is var known ? (known.Before + unit, known.After) : default;
        foreach (var (seen, unit) in second) units[seen] = units.GetValueOrDefault(seen) is var known ? (known.Before, known.After + unit) : default;
        return new(before, after, [.. units.Select(one => new IndexPart(one.Key, one.Value.Before, one.Value.After)).OrderByDescending(part => Math.Abs(part.Change))
            .ThenBy(part => part.Observation.ArticleId, StringComparer.Ordinal).ThenBy(part => part.Observation.Value).ThenBy(part => part.WeightAfter)]);
    }

    /// <summary>The move, and the observations that did most of it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Untrusted.Line(Before is { } before
            ? string.Create(CultureInfo.InvariantCulture, $"{Key}: {Text(before.Value)} on {before.From:yyyy-MM-dd} to {Text(After.Value)} on {After.From:yyyy-MM-dd}, {Change:+0.0000;-0.0000;0.0000} from {Counted(Parts.Length)}")
            : string.Create(CultureInfo.InvariantCulture, $"{Key}: {Text(After.Value)} on {After.From:yyyy-MM-dd} from {Counted(Parts.Length)}")));
        foreach (var part in Parts.Take(Shown)) text.Append('\n').Append(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"  {part.Change:+0.0000;-0.0000;0.0000}  {part.Observation.ArticleId}, which says {part.Observation.Value:+0.000;-0.000;0.000}")));
        if (Parts.Length > Shown) text.Append(CultureInfo.InvariantCulture, $"\n  {Parts.Skip(Shown).Sum(part => part.Change):+0.0000;-0.0000;0.0000}  {Counted(Parts.Length - Shown)} more");
        return text.ToString();

        static string Text(double? value) => value?.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture) ?? "nothing";

        static string Counted(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "observation" : "observations")}");
    }
}
