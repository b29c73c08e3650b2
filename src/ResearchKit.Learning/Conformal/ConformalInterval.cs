using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>How far what people would judge of a text is promised to be from what a scorer says.</summary>
/// <param name="Score">The score.</param>
/// <param name="Low">Lower end of the interval of the judged score, −1 to 1; null for classes, and where there is none.</param>
/// <param name="High">Upper end.</param>
/// <param name="Classes">The classes that it may be judged to have, from negative to positive; none for scores. A set may be empty: no class is as near as the promise asks.</param>
/// <param name="Group">The group whose promise it is.</param>
/// <param name="Reason">Why there is none: an unsupported language, or a group that was not calibrated; null when there is one.</param>
public sealed record ConformalInterval(Score Score, double? Low, double? High, ImmutableArray<string> Classes, string Group, string? Reason)
{
    /// <summary><c>[-0.12, 0.45]</c>, <c>{neutral, positive}</c>, or why there is none.</summary>
    public override string ToString() => Untrusted.Line(Reason is { } reason ? $"no interval: {reason}"
        : Low is { } low && High is { } high ? string.Create(CultureInfo.InvariantCulture, $"[{low:0.00}, {high:0.00}]") : $"{{{string.Join(", ", Classes)}}}");
}

/// <summary>A group's quantile of how far a scorer was off.</summary>
/// <param name="Group">The group; <c>all</c> where texts are not parted.</param>
/// <param name="Texts">How many texts it was taken of, one a story.</param>
/// <param name="Rank">⌈(n + 1)(1 − α)⌉: which of the distances, in their order, it is.</param>
/// <param name="Distance">The quantile; null where the group has too few texts for the promise.</param>
public sealed record ConformalQuantile(string Group, int Texts, int Rank, double? Distance)
{
    /// <summary>⌈(n + 1)(1 − α)⌉-th of the distances (Vovk, Gammerman and Shafer 2005; Lei et al. 2018): with it a new text of the same kind is covered with a chance of 1 − α at least.</summary>
    internal static ConformalQuantile Of(string group, IEnumerable<double> distances, double alpha)
    {
        double[] sorted = [.. distances.Order()];
        // In decimals, so that (n + 1)(1 − α) is a whole number where it is one.
        var rank = (int)Math.Ceiling((sorted.Length + 1) * (1 - (decimal)alpha));
        return new(group, sorted.Length, rank, rank <= sorted.Length ? sorted[rank - 1] : null);
    }

    /// <summary>The fewest texts for a promise: n with ⌈(n + 1)(1 − α)⌉ ≤ n.</summary>
    internal static int Fewest(double alpha) => (int)Math.Ceiling(1 / (decimal)alpha) - 1;

    /// <summary>Group, texts and distance.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Group}: {(Distance is { } distance ? $"within {distance:0.000}, number {Rank} of {Texts} distances" : $"no interval, {Texts} texts are too few")}"));
}
