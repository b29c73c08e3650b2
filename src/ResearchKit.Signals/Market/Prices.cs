using System.Collections;
using System.Collections.Immutable;
using System.Data;
using System.Globalization;

namespace ResearchKit;

/// <summary>Daily prices of tickers in today's shares: splits and dividends allowed for, by their source or here. Immutable.</summary>
/// <remarks>Days are the exchange's own. Levels of the past hang on later actions, as all adjusted prices do; returns do not.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed partial class Prices : IReadOnlyCollection<Price>
{
    readonly ImmutableArray<PriceSeries> series;
    readonly Dictionary<string, PriceSeries> byTicker;
    readonly Dictionary<string, CorporateAction> delistings;
    readonly ILookup<string, CorporateAction> splits;

    Prices(string name, PriceRows rows, bool adjusted, CorporateActions? actions, Func<PricesOptions, PricesOptions>? options)
    {
        var (chosen, stated) = ((options is null ? new() : options(new())).Validated(), actions ?? CorporateActions.None);
        (Name, GivenAdjusted, Place) = (name, adjusted, rows.Where);
        if (rows.Missing.Count > chosen.MaxLoss * rows.Count)
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{rows.Missing[0].Text} There are {rows.Missing.Count} such rows among {rows.Count}. Expected a share of at most {chosen.MaxLoss}: mend the file, or raise MaxLoss."));
        var (findings, faults, unused) = (new List<PriceFinding>(rows.Missing), new List<string>(), 0);
        series = [.. rows.Series().Select(one => PriceAdjusting.Adjust(one, stated, adjusted, chosen.LargestMove, rows.Where, findings, faults, ref unused))];
        PriceAdjusting.Refuse(faults);
        byTicker = series.ToDictionary(one => one.Ticker, StringComparer.Ordinal);
        delistings = stated.Where(action => action.Kind == ActionKind.Delisting && byTicker.ContainsKey(action.Ticker)).ToDictionary(action => action.Ticker, StringComparer.Ordinal);
        splits = stated.Where(action => action.Kind == ActionKind.Split).ToLookup(action => action.Ticker, StringComparer.Ordinal);
        UnusedActions = unused + stated.Count(action => !byTicker.ContainsKey(action.Ticker));
        Findings = [.. findings];
        (Count, First, Last) = (series.Sum(one => one.Count), series.Min(one => one.First), series.Max(one => one.Last));
        Hash = HashOf(series, delistings.Values.OrderBy(one => one.Ticker, StringComparer.Ordinal));
    }

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>Whether they were said to be adjusted when they were given.</summary>
    public bool GivenAdjusted { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of all prices as they are used and of the delistings, in whatever order they were given.</summary>
    public string Hash { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>The first day with a price.</summary>
    public DateOnly First { get; }

    /// <summary>The last day with a price.</summary>
    public DateOnly Last { get; }

    /// <summary>What was remarkable when they were read: rows that are not used, and large moves that are.</summary>
    public ImmutableArray<PriceFinding> Findings { get; }

    /// <summary>Corporate actions that changed nothing: of tickers without a price, or before the first or after the last one.</summary>
    public int UnusedActions { get; }

    /// <summary>The tickers, by ordinal.</summary>
    public IEnumerable<string> Tickers => series.Select(one => one.Ticker);

    /// <summary>The prices of a ticker, by day.</summary>
    /// <exception cref="InputException">It has none.</exception>
    public ImmutableArray<Price> this[string ticker] => [.. Of(ticker)];

    internal ImmutableArray<PriceSeries> Series => series;

    /// <summary>Where a row was read, by its line.</summary>
    internal Func<int, string> Place { get; }

    /// <summary>Reads prices: a CSV with the columns <c>date</c> (2026-01-31, the exchange's day), <c>ticker</c>, <c>close</c> and, if wanted, <c>open</c> and <c>volume</c>, in any order of columns and rows. <c>high</c> and <c>low</c> may stand and are passed over.</summary>
    /// <param name="path">A file in UTF-8. Parquet comes through a reader: <see cref="Of(string, IDataReader, bool, CorporateActions, Func{PricesOptions, PricesOptions})"/>.</param>
    /// <param name="adjusted">Whether splits and dividends are allowed for already. Nothing guesses it.</param>
    /// <param name="actions">Splits and dividends of unadjusted prices, and delistings of any.</param>
    /// <param name="options">Changes what is asked of them.</param>
    /// <exception cref="InputException">The file or a row of it cannot be used, a ticker has two prices on a day, or unadjusted prices jump without a word in the actions; the message names the line.</exception>
    public static Prices Read(string path, bool adjusted, CorporateActions? actions = null, Func<PricesOptions, PricesOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)) throw new InputException($"{path}: is Parquet. Expected CSV; give Parquet as a data reader: Prices.Of(name, rows, adjusted), with rows of Archive.Rows(path), which ResearchKit.Archives.dll has, or of a query.");
        var rows = new PriceRows(path, unit: null);
        string? last = null;
        MarketFile.Read(path, "prices: CSV with the columns date, ticker, close and, if wanted, open, volume", ["date", "ticker", "close"], ["open", "volume", "high", "low"], row =>
        {
            var ticker = row.Text("ticker");
            last = ticker == last ? last : ticker;
            rows.Add(row.Day("date"), last, row.Number("close"), row.Number("open"), row.Number("volume"), row.Line);
        });
        return new(Path.GetFileName(path), rows, adjusted, actions, options);
    }

    /// <summary>Prices made in memory.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="prices">At most one for a ticker and day.</param>
    /// <param name="adjusted">Whether splits and dividends are allowed for already.</param>
    /// <param name="actions">Splits and dividends of unadjusted prices, and delistings of any.</param>
    /// <param name="options">Changes what is asked of them.</param>
    /// <exception cref="InputException">One of them cannot be used.</exception>
    public static Prices Of(string name, IEnumerable<Price> prices, bool adjusted, CorporateActions? actions = null, Func<PricesOptions, PricesOptions>? options = null)
    {
        var (rows, item) = (new PriceRows(name, "item"), 0);
        foreach (var price in prices) rows.Add(price.Date, price.Ticker, price.Close, price.Open, price.Volume, ++item);
        return new(name, rows, adjusted, actions, options);
    }

    /// <summary>The return from a ticker's last close to what its holders got, and when; null when nothing is stated.</summary>
    internal CorporateAction? DelistingOf(string ticker) => delistings.TryGetValue(ticker, out var found) ? found : null;

    /// <summary>The same, once its holders were paid by a day.</summary>
    internal CorporateAction? DelistedBy(string ticker, DateOnly day) => DelistingOf(ticker) is { } end && end.Date <= day ? end : null;

    /// <summary>A close as it was given, in the shares of a later day: one of before a halt is of the old shares.</summary>
    internal double Printed(PriceSeries one, int index, DateOnly day) =>
        splits[one.Ticker].Where(split => split.Date.DayNumber > one.Days[index] && split.Date <= day).Aggregate(one.Printed[index], (close, split) => close / split.Value);

    internal PriceSeries? Find(string ticker) => byTicker.GetValueOrDefault(ticker);

    IEnumerable<Price> Of(string ticker)
    {
        var one = Find(ticker) ?? throw InputException.Unknown("Ticker", Untrusted.Show(ticker), [.. Tickers.Take(20).Select(known => Untrusted.Show(known)), .. series.Length > 20 ? ["…"] : Array.Empty<string>()]);
        for (var i = 0; i < one.Count; i++) yield return one[i];
    }

    /// <inheritdoc/>
    public IEnumerator<Price> GetEnumerator() => Tickers.SelectMany(Of).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>prices.csv (1260 prices of 5 tickers, 2025-01-02 to 2025-12-30, given as adjusted; 2 findings)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Name} ({Count} {(Count == 1 ? "price" : "prices")} of {series.Length} {(series.Length == 1 ? "ticker" : "tickers")}, {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}, given as {(GivenAdjusted ? "adjusted" : "not adjusted")}{(Findings.IsEmpty ? "" : Findings.Length == 1 ? "; 1 finding" : $"; {Findings.Length} findings")})"));
}
