using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A score, and what its ticker gained afterwards.</summary>
/// <param name="Date">The trading day on which a position could be taken: the first that the score allows, not the day of the article.</param>
/// <param name="Ticker">What was scored.</param>
/// <param name="Score">Any finite number; more is better news.</param>
/// <param name="Horizon">Over how many trading days from <paramref name="Date"/> the return is measured, 1 or more.</param>
/// <param name="Return">As a share: 0.01 is one percent; null where there is none, as behind the end of a series.</param>
/// <param name="Group">A theme, a regime or what else parts the rows; null for none.</param>
public readonly record struct SignalRow(DateOnly Date, string Ticker, double Score, int Horizon, double? Return, string? Group = null)
{
    /// <summary><c>MSFT 2026-01-05 +0.250, 5 days +0.0123</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Ticker} {Date:yyyy-MM-dd} {Score:+0.000;-0.000;0.000}, {Horizon} {(Horizon == 1 ? "day" : "days")} {(Return is { } gain ? gain.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture) : "unknown")}{(Group is null ? "" : $" ({Group})")}"));
}

/// <summary>Scores of many tickers on many days, each with the returns that followed. Immutable; the order in which rows were given changes no bit.</summary>
/// <remarks>Horizons are counted in trading days. Where the panel is not told which days those are, its own dates are taken for all of them: of a sparse panel that sees more overlap than there is, never less.
/// A ticker that stands in several groups on a day counts once in the whole panel, with the mean of its scores. Rows without a return take no part in ranks and quantiles: where tickers have vanished these know who was left, unless their delisting returns are stated.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class SignalPanel : IReadOnlyCollection<SignalRow>
{
    readonly ImmutableArray<SignalRow> rows;
    readonly FrozenDictionary<DateOnly, int> positions;
    readonly FrozenDictionary<string, int> numbers;
    readonly Lazy<FrozenDictionary<int, ImmutableArray<CrossSection>>> sections;

    SignalPanel(ImmutableArray<SignalRow> rows, ImmutableArray<DateOnly> tradingDays, int missing, Lazy<string>? print)
    {
        (this.rows, TradingDays, Missing, Print) = (rows, tradingDays, missing, print);
        positions = tradingDays.Select((day, i) => KeyValuePair.Create(day, i)).ToFrozenDictionary();
        Horizons = [.. rows.Select(row => row.Horizon).Distinct().Order()];
        Groups = [.. rows.Select(row => row.Group).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        Tickers = [.. rows.Select(row => row.Ticker).Distinct().Order(StringComparer.Ordinal)];
        Dates = [.. rows.Select(row => row.Date).Distinct().Order()];
        numbers = Tickers.Select((ticker, i) => KeyValuePair.Create(ticker, i)).ToFrozenDictionary(StringComparer.Ordinal);
        sections = new(() => Horizons.ToFrozenDictionary(horizon => horizon, Cut));
    }

    /// <summary>How many rows have a return.</summary>
    public int Count => rows.Length;

    /// <summary>Rows without a return, which are left out.</summary>
    public int Missing { get; }

    /// <summary>In rising order.</summary>
    public ImmutableArray<int> Horizons { get; }

    /// <summary>The days of the rows, in rising order.</summary>
    public ImmutableArray<DateOnly> Dates { get; }

    /// <summary>By ordinal.</summary>
    public ImmutableArray<string> Tickers { get; }

    /// <summary>By ordinal; rows without one are in none.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>The days by which horizons are counted, in rising order.</summary>
    public ImmutableArray<DateOnly> TradingDays { get; }

    /// <summary>By what the signals are known again that it was made of, by <see cref="SignalPrint"/>; null of rows, of which that is not known.</summary>
    internal Lazy<string>? Print { get; }

    /// <summary>Makes a panel.</summary>
    /// <param name="rows">In any order; each date, ticker, horizon and group once.</param>
    /// <param name="tradingDays">Every day on which there was trading, in any order; by default the dates of the rows.</param>
    /// <param name="averageScores">Whether scores of the same date, ticker, horizon and group, such as those of several articles, become one row with their mean; else they are refused.</param>
    /// <exception cref="InputException">A row cannot be used, stands there twice, contradicts another, or is not of a trading day.</exception>
    public static SignalPanel Of(IEnumerable<SignalRow> rows, IEnumerable<DateOnly>? tradingDays = null, bool averageScores = false) => Of(rows, tradingDays, averageScores, 0, null);

    /// <summary>The same, with so many rows without a return that are not among the rows, and by what the signals are known.</summary>
    internal static SignalPanel Of(IEnumerable<SignalRow> rows, IEnumerable<DateOnly>? tradingDays, bool averageScores, int missing, Lazy<string>? print)
    {
        var all = new List<SignalRow>();
        foreach (var row in rows)
        {
            Check(row);
            if (row.Return is null) missing++;
            else all.Add(row);
        }
        var sorted = Sorted(all);
        if (averageScores) sorted = Averaged(sorted);
        ImmutableArray<DateOnly> days = [.. (tradingDays ?? all.Select(row => row.Date)).Distinct().Order()];
        var known = days.ToHashSet();
        for (var i = 0; i < sorted.Length; i++)
        {
            if (!known.Contains(sorted[i].Date)) throw new InputException($"Row {sorted[i]}: its date is no trading day. Expected the first trading day on which the score could be used.");
            if (i == 0 || (sorted[i].Horizon, sorted[i].Date, sorted[i].Ticker) != (sorted[i - 1].Horizon, sorted[i - 1].Date, sorted[i - 1].Ticker)) continue;
            if (sorted[i].Group == sorted[i - 1].Group) throw new InputException($"Row {sorted[i]}: the same date, ticker, horizon and group stand there twice. Expected one row: bring the scores of a day together first, as an index does, or take their mean with averageScores.");
            if (sorted[i].Return != sorted[i - 1].Return) throw new InputException($"Row {sorted[i]}: the return differs from that in group {Untrusted.Quote(sorted[i - 1].Group ?? "")}. Expected one return of a ticker from a day over a horizon.");
        }
        return new(sorted, days, missing, print);
    }

    /// <summary>The rows of one group, by the same trading days.</summary>
    /// <exception cref="InputException">No row has the group.</exception>
    public SignalPanel Group(string name) => Groups.Contains(name, StringComparer.Ordinal) ? new([.. rows.Where(row => row.Group == name)], TradingDays, 0, null)
        : throw InputException.Unknown("Group", Untrusted.Show(name), Groups.Select(known => Untrusted.Show(known)));

    /// <summary>The days of a horizon in rising order, each with one score and return a ticker.</summary>
    internal ImmutableArray<CrossSection> Sections(int horizon) => sections.Value.TryGetValue(horizon, out var found) ? found
        : throw InputException.Unknown("Horizon", horizon.ToString(CultureInfo.InvariantCulture), Horizons.Select(known => known.ToString(CultureInfo.InvariantCulture)));

    ImmutableArray<CrossSection> Cut(int horizon)
    {
        var sections = ImmutableArray.CreateBuilder<CrossSection>();
        var from = 0;
        while (rows[from].Horizon != horizon) from++;
        for (var to = from; from < rows.Length && rows[from].Horizon == horizon; from = to)
        {
            var (tickers, scores, returns, told) = (new List<int>(), new List<double>(), new List<double>(), 0);
            for (; to < rows.Length && rows[to].Horizon == horizon && rows[to].Date == rows[from].Date; to++)
            {
                var ticker = numbers[rows[to].Ticker];
                if (told > 0 && ticker == tickers[^1]) scores[^1] += (rows[to].Score - scores[^1]) / ++told;
                else
                {
                    tickers.Add(ticker);
                    scores.Add(rows[to].Score);
                    returns.Add(rows[to].Return!.Value);
                    told = 1;
                }
            }
            sections.Add(new(rows[from].Date, positions[rows[from].Date], [.. tickers], [.. scores], [.. returns]));
        }
        return sections.ToImmutable();
    }

    /// <summary>Millions of rows are sorted by numbers: names are compared once each.</summary>
    static ImmutableArray<SignalRow> Sorted(List<SignalRow> rows)
    {
        var tickers = Ranks(rows.Select(row => row.Ticker));
        var groups = Ranks(rows.Select(row => row.Group ?? "").Prepend(""));
        var sorted = rows.ToArray();
        Array.Sort(Array.ConvertAll(sorted, row => new UInt128((ulong)row.Horizon << 32 | (uint)row.Date.DayNumber, (ulong)tickers[row.Ticker] << 32 | (row.Group is null ? 0 : 1 + (ulong)groups[row.Group]))), sorted);
        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(sorted);

        static Dictionary<string, int> Ranks(IEnumerable<string> names) => names.Distinct().Order(StringComparer.Ordinal).Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
    }

    /// <summary>Rows that lie together, brought to one by their mean score; a stated order of the scores keeps its bits.</summary>
    static ImmutableArray<SignalRow> Averaged(ImmutableArray<SignalRow> sorted)
    {
        var rows = ImmutableArray.CreateBuilder<SignalRow>();
        for (int from = 0, to = 0; from < sorted.Length; from = to)
        {
            while (to < sorted.Length && sorted[to] with { Score = 0, Return = 0 } == sorted[from] with { Score = 0, Return = 0 }) to++;
            var alike = sorted.AsSpan(from, to - from).ToArray();
            // Rows that differ in their return are left to be refused.
            rows.AddRange(alike.GroupBy(row => row.Return).Select(rows => rows.First() with { Score = rows.Select(row => row.Score).Order().Average() }));
        }
        return rows.ToImmutable();
    }

    static void Check(SignalRow row)
    {
        if (string.IsNullOrWhiteSpace(row.Ticker)) throw new InputException($"Row {row}: the ticker is empty. Expected one for every row.");
        if (!double.IsFinite(row.Score)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Row {row}: score {row.Score} is not a finite number. Leave the row out."));
        if (row.Return is { } gain && !double.IsFinite(gain)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Row {row}: return {gain} is not a finite number. Expected a share as 0.0123, or null where there is none."));
        if (row.Horizon < 1) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Row {row}: horizon {row.Horizon}. Expected 1 or more trading days."));
    }

    /// <summary>By horizon, date, ticker and group.</summary>
    public IEnumerator<SignalRow> GetEnumerator() => ((IEnumerable<SignalRow>)rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>1200 rows: 10 tickers, 24 dates from 2026-01-05 to 2026-02-05, horizons 1, 5 (3 rows without a return)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Count} {(Count == 1 ? "row" : "rows")}{(Count == 0 ? "" : $": {Tickers.Length} {(Tickers.Length == 1 ? "ticker" : "tickers")}, {Dates.Length} {(Dates.Length == 1 ? "date" : "dates")} from {Dates[0]:yyyy-MM-dd} to {Dates[^1]:yyyy-MM-dd}, {(Horizons.Length == 1 ? "horizon" : "horizons")} {string.Join(", ", Horizons)}")}{(Missing == 0 ? "" : $" ({Missing} {(Missing == 1 ? "row" : "rows")} without a return)")}");
}

/// <summary>A day's tickers, their scores and what followed.</summary>
/// <param name="Date">The day.</param>
/// <param name="Position">Its number among the trading days.</param>
/// <param name="Tickers">Their numbers among the panel's tickers, rising.</param>
/// <param name="Scores">In their order.</param>
/// <param name="Returns">In their order.</param>
readonly record struct CrossSection(DateOnly Date, int Position, int[] Tickers, double[] Scores, double[] Returns)
{
    public int Count => Tickers.Length;
}
