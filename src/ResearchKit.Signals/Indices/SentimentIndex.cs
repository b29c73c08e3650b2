using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A value that was seen at a time, of something that has a name.</summary>
/// <param name="ArticleId">Where it was seen.</param>
/// <param name="At">When a trader could have seen it; null when that is not known.</param>
/// <param name="Key">Of what: a theme, a ticker, a source.</param>
/// <param name="Value">Any finite number; mostly a score's value, −1 to 1.</param>
/// <param name="Weight">0 or more.</param>
public readonly record struct Observation(string ArticleId, DateTimeOffset? At, string Key, double Value, double Weight = 1)
{
    /// <summary>Key, value and article.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Key} {Value:+0.000;-0.000;0.000} in {ArticleId}"));
}

/// <summary>What a key came to in a period.</summary>
/// <param name="Key">The key.</param>
/// <param name="From">The first day of the period, in UTC.</param>
/// <param name="Value">Within the range of the observations' values, or −1 to 1 for <see cref="Aggregation.RootBalance"/>; null when no observation weighs anything.</param>
/// <param name="Count">How many observations there are; 0 where a gap was filled.</param>
/// <param name="Low">Lower end of the 95% interval; null with fewer than two observations that weigh something.</param>
/// <param name="High">Upper end.</param>
public readonly record struct IndexPoint(string Key, DateOnly From, double? Value, int Count, double? Low, double? High)
{
    /// <summary>Key, day and value.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Key} {From:yyyy-MM-dd} {Value:+0.000;-0.000;0.000} ({Count})"));
}

/// <summary>Observations brought together over time, for each key. Immutable; the order in which they were given changes no bit.</summary>
/// <remarks>The interval is m ± t·s, with Student's t for n − 1 degrees of freedom and s² = n/(n − 1)·Σw²(v − m)²/(Σw)²; for equal weights that is the standard error of a mean. It takes observations as independent draws about one mean, and weights as given.
/// Copies of one story are not independent: weigh by novelty, or keep first tellings. For <see cref="Aggregation.RootBalance"/> v is the sign, and the ends are held within −1 to 1 and go through the root as the balance does. Nothing is said of errors of the scores.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class SentimentIndex
{
    readonly ImmutableSortedDictionary<string, ImmutableArray<IndexPoint>> byKey;

    SentimentIndex(Period period, SentimentIndexOptions options, ImmutableSortedDictionary<string, ImmutableArray<IndexPoint>> byKey) => (Period, Options, this.byKey) = (period, options, byKey);

    /// <summary>How long a point lasts.</summary>
    public Period Period { get; }

    /// <summary>How it was made.</summary>
    public SentimentIndexOptions Options { get; }

    /// <summary>Observations without a time, which are left out.</summary>
    public int Undated { get; private init; }

    /// <summary>Articles, or rows of themes or companies, without a score, which are left out: silent, or in an unsupported language. 0 for an index of observations.</summary>
    public int Unscored { get; internal init; }

    /// <summary>The keys that have a point, by ordinal.</summary>
    public IEnumerable<string> Keys => byKey.Keys;

    /// <summary>Every point, by key and then by time.</summary>
    public IEnumerable<IndexPoint> Points => byKey.Values.SelectMany(points => points);

    /// <summary>The points of a key, by time.</summary>
    /// <exception cref="InputException">No dated observation has the key.</exception>
    public ImmutableArray<IndexPoint> this[string key] => byKey.TryGetValue(key, out var points) ? points : throw InputException.Unknown("Key", Untrusted.Show(key), Keys.Select(known => Untrusted.Show(known)));

    /// <summary>Brings observations together.</summary>
    /// <param name="observations">In any order.</param>
    /// <param name="period">How long a point lasts.</param>
    /// <param name="options">Changes how: <c>o => o with { Gaps = Gaps.Latest }</c>.</param>
    /// <exception cref="InputException">A value is not finite, a weight is negative or not finite, or an option is not known.</exception>
    public static SentimentIndex Of(IEnumerable<Observation> observations, Period period, Func<SentimentIndexOptions, SentimentIndexOptions>? options = null) =>
        Of(observations, period, (options is null ? new() : options(new())).Validated(), unscored: 0);

    internal static SentimentIndex Of(IEnumerable<Observation> observations, Period period, SentimentIndexOptions options, int unscored)
    {
        if (!Enum.IsDefined(period)) throw new InputException($"Period is {period}. Expected one of {string.Join(", ", Enum.GetNames<Period>())}.");
        var undated = 0;
        var cells = new Dictionary<(string Key, DateOnly From), List<Observation>>();
        foreach (var seen in observations)
        {
            Check(seen);
            if (seen.At is not { } at)
            {
                undated++;
                continue;
            }
            var cell = (seen.Key, Periods.Start(at, period));
            if (!cells.TryGetValue(cell, out var list)) cells[cell] = list = [];
            list.Add(seen);
        }
        var byKey = cells.GroupBy(cell => cell.Key.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(
            key => key.Key, key => Periods.Filled([.. key.OrderBy(cell => cell.Key.From).Select(cell => Periods.Point(key.Key, cell.Key.From, cell.Value, options.Aggregation))], period, options.Gaps), StringComparer.Ordinal);
        return new(period, options, byKey) { Undated = undated, Unscored = unscored };
    }

    static void Check(Observation seen)
    {
        if (!double.IsFinite(seen.Value)) throw new InputException(FormattableString.Invariant($"Observation of {Untrusted.Quote(seen.Key)} in article {Untrusted.Quote(seen.ArticleId)}: value {seen.Value} is not a finite number. Leave it out."));
        if (!double.IsFinite(seen.Weight) || seen.Weight < 0) throw new InputException(FormattableString.Invariant($"Observation of {Untrusted.Quote(seen.Key)} in article {Untrusted.Quote(seen.ArticleId)}: weight {seen.Weight}. Expected a finite number, 0 or more."));
    }

    /// <summary><c>3 keys, 41 weeks with a point, 2026-01-05 to 2026-03-30 (2 undated)</c>.</summary>
    public override string ToString()
    {
        var points = Points.ToList();
        var (unit, left) = (Period.ToString().ToLowerInvariant(), new List<string>());
        if (Undated > 0) left.Add(string.Create(CultureInfo.InvariantCulture, $"{Undated} undated"));
        if (Unscored > 0) left.Add(string.Create(CultureInfo.InvariantCulture, $"{Unscored} unscored"));
        return string.Create(CultureInfo.InvariantCulture, $"{byKey.Count} {(byKey.Count == 1 ? "key" : "keys")}, {points.Count} {unit}{(points.Count == 1 ? "" : "s")} with a point")
            + (points.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {points.Min(point => point.From):yyyy-MM-dd} to {points.Max(point => point.From):yyyy-MM-dd}"))
            + (left.Count == 0 ? "" : $" ({string.Join(", ", left)})");
    }
}
