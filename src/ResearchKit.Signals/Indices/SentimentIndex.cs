using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Observations brought together over time, for each key. Immutable; the order in which they were given changes no bit.</summary>
/// <remarks>Three aggregations: within documents, a scorer's (<see cref="Method"/>); across documents, Σwv/Σw of a period by <see cref="DocumentWeights"/>; across time, Σbₖvₖ of the periods of a window by <see cref="TimeWeighting"/>. A point rests on nothing that became available after its period, and
/// is a sum over its observations, which <see cref="Explain"/>, <see cref="Move"/> and <see cref="Peaks"/> take apart; so the index keeps them. <c>Indices/README.md</c> has the formulas.
/// The interval is m ± t·s, with Student's t for n − 1 degrees of freedom and s² = n/(n − 1)·Σw²(v − m)²/(Σw)²; for equal weights that is the standard error of a mean. It takes observations as independent draws about one mean, and weights as given.
/// Copies of one story are not independent: weigh by novelty, or keep first tellings. For <see cref="Aggregation.RootBalance"/> v is the sign, and the ends are held within −1 to 1 and go through the root as the balance does. In a window w is what an observation weighs in the whole of it. Nothing is said of errors of the scores.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed partial class SentimentIndex
{
    readonly ImmutableSortedDictionary<string, IndexSeries> byKey;
    readonly FrozenDictionary<string, IndexSeries> byTicker;

    SentimentIndex(Period period, SentimentIndexOptions options, ImmutableSortedDictionary<string, IndexSeries> byKey)
    {
        (Period, Options, this.byKey) = (period, options, byKey);
        byTicker = byKey.SelectMany(one => Tickers(one.Key).Select(ticker => (Ticker: ticker, Series: one.Value))).GroupBy(one => one.Ticker, one => one.Series, StringComparer.Ordinal)
            .Where(group => group.Count() == 1).ToFrozenDictionary(group => group.Key, group => group.Single(), StringComparer.Ordinal);
    }

    /// <summary>How long a point lasts.</summary>
    public Period Period { get; }

    /// <summary>How it was made.</summary>
    public SentimentIndexOptions Options { get; }

    /// <summary>What made the values within documents: the scorer's identity, several with a comma between; null for an index of observations.</summary>
    public string? Method { get; internal init; }

    /// <summary>Observations that became available after <see cref="SentimentIndexOptions.AsOf"/>, which are left out.</summary>
    public int Later { get; private init; }

    /// <summary>Observations without a time, which are left out.</summary>
    public int Undated { get; private init; }

    /// <summary>Articles, or rows of themes or companies, without a score, which are left out: silent, or in an unsupported language. 0 for an index of observations.</summary>
    public int Unscored { get; internal init; }

    /// <summary>The keys that have a point, by ordinal.</summary>
    public IEnumerable<string> Keys => byKey.Keys;

    /// <summary>Every point, by key and then by time.</summary>
    public IEnumerable<IndexPoint> Points => byKey.Values.SelectMany(series => series.Points);

    /// <summary>The points of a key, by time. A company's key is its tickers with a comma between; one of them will do, here and wherever a key is asked for, as long as it is no key itself and no other key has it.</summary>
    /// <exception cref="InputException">No dated observation has the key.</exception>
    public ImmutableArray<IndexPoint> this[string key] => Series(key).Points;

    /// <summary>What a key comes to in the window that ends with the period of a day, whether that period has observations or not. Gaps that follow its last observation are filled like others.</summary>
    /// <returns>A point without a value where nothing in the window has one.</returns>
    /// <exception cref="InputException">No dated observation has the key.</exception>
    public IndexPoint At(string key, DateOnly day) => Series(key).At(Periods.Number(day, Period));

    IndexSeries Series(string key) => byKey.TryGetValue(key, out var series) || byTicker.TryGetValue(key, out series) ? series : throw InputException.Unknown("Key", Untrusted.Show(key), Keys.Select(known => Untrusted.Show(known)));

    /// <summary>The tickers of a key that is a company's <see cref="Company.Symbol"/>; none where it is not several.</summary>
    internal static IEnumerable<string> Tickers(string key) => key.Contains(", ", StringComparison.Ordinal) ? key.Split(", ").Distinct(StringComparer.Ordinal) : [];

    /// <summary>Brings observations together.</summary>
    /// <param name="observations">In any order.</param>
    /// <param name="period">How long a point lasts.</param>
    /// <param name="options">Changes how: <c>o => o with { Gaps = Gaps.Latest }</c>.</param>
    /// <exception cref="InputException">A value is not finite, a weight is negative or not finite, or an option is not known.</exception>
    public static SentimentIndex Of(IEnumerable<Observation> observations, Period period, Func<SentimentIndexOptions, SentimentIndexOptions>? options = null) =>
        Of(observations, period, (options is null ? new() : options(new())).Validated(), unscored: 0, method: null);

    internal static SentimentIndex Of(IEnumerable<Observation> observations, Period period, SentimentIndexOptions options, int unscored, string? method)
    {
        if (!Enum.IsDefined(period)) throw new InputException($"Period is {period}. Expected one of {string.Join(", ", Enum.GetNames<Period>())}.");
        var (undated, later) = (0, 0);
        var cells = new Dictionary<(string Key, int Number), List<Observation>>();
        foreach (var seen in observations)
        {
            Check(seen);
            if (seen.At is not { } at) undated++;
            else if (at > options.AsOf) later++;
            else
            {
                var cell = (seen.Key, Periods.Number(at, period));
                if (!cells.TryGetValue(cell, out var list)) cells[cell] = list = [];
                list.Add(seen);
            }
        }
        var byKey = cells.GroupBy(cell => cell.Key.Key, StringComparer.Ordinal).ToImmutableSortedDictionary(
            key => key.Key, key => new IndexSeries(key.Key, key.Select(cell => new IndexCell(cell.Key.Number, cell.Value, options)), period, options), StringComparer.Ordinal);
        return new(period, options, byKey) { Undated = undated, Later = later, Unscored = unscored, Method = method };
    }

    static void Check(Observation seen)
    {
        if (!double.IsFinite(seen.Value)) throw new InputException(FormattableString.Invariant($"Observation of {Untrusted.Quote(seen.Key)} in article {Untrusted.Quote(seen.ArticleId)}: value {seen.Value} is not a finite number. Leave it out."));
        if (!double.IsFinite(seen.Weight) || seen.Weight < 0) throw new InputException(FormattableString.Invariant($"Observation of {Untrusted.Quote(seen.Key)} in article {Untrusted.Quote(seen.ArticleId)}: weight {seen.Weight}. Expected a finite number, 0 or more."));
        if (!(seen.Novelty is >= 0 and <= 1)) throw new InputException(FormattableString.Invariant($"Observation of {Untrusted.Quote(seen.Key)} in article {Untrusted.Quote(seen.ArticleId)}: novelty {seen.Novelty}. Expected 0 to 1."));
        if (seen.Tokens < 0) throw new InputException(FormattableString.Invariant($"Observation of {Untrusted.Quote(seen.Key)} in article {Untrusted.Quote(seen.ArticleId)}: {seen.Tokens} tokens. Expected 0 or more."));
    }

    /// <summary><c>3 keys, 41 weeks with a point, 2026-01-05 to 2026-03-30 (2 undated)</c>.</summary>
    public override string ToString()
    {
        var points = Points.ToList();
        var (unit, left) = (Period.ToString().ToLowerInvariant(), new List<string>());
        if (Undated > 0) left.Add(string.Create(CultureInfo.InvariantCulture, $"{Undated} undated"));
        if (Later > 0) left.Add(string.Create(CultureInfo.InvariantCulture, $"{Later} later"));
        if (Unscored > 0) left.Add(string.Create(CultureInfo.InvariantCulture, $"{Unscored} unscored"));
        return string.Create(CultureInfo.InvariantCulture, $"{byKey.Count} {(byKey.Count == 1 ? "key" : "keys")}, {points.Count} {unit}{(points.Count == 1 ? "" : "s")} with a point")
            + (points.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {points.Min(point => point.From):yyyy-MM-dd} to {points.Max(point => point.From):yyyy-MM-dd}"))
            + (left.Count == 0 ? "" : $" ({string.Join(", ", left)})");
    }
}
