using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>What a ticker gained in a day.</summary>
/// <param name="Date">The day, at whose end it is known.</param>
/// <param name="Ticker">As the articles name it, such as <c>MSFT</c>; capitals count.</param>
/// <param name="Return">As a share: 0.01 is one percent.</param>
public readonly record struct TickerReturn(DateOnly Date, string Ticker, double Return)
{
    /// <summary><c>MSFT 2026-01-05 +0.0123</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Ticker} {Date:yyyy-MM-dd} {Return:+0.0000;-0.0000;0.0000}"));
}

/// <summary>Returns of tickers by day, of which each ticker has at most one a day. Not prices. Whose they are and what they may be used for is the user's to know.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class Returns : IReadOnlyCollection<TickerReturn>
{
    const string Expected = "returns: CSV with the columns date, ticker, return";

    static readonly ImmutableArray<string> Names = ["date", "ticker", "return"];

    readonly ImmutableArray<TickerReturn> items;
    readonly Dictionary<string, TickerReturn[]> byTicker;

    Returns(string name, IEnumerable<TickerReturn> items)
    {
        Name = name;
        this.items = [.. items.OrderBy(item => item.Ticker, StringComparer.Ordinal).ThenBy(item => item.Date)];
        byTicker = this.items.GroupBy(item => item.Ticker, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        Hash = Hashing.Sha256(string.Join('\u001E', this.items.Select(item => FormattableString.Invariant($"{item.Date:yyyy-MM-dd}\u001F{item.Ticker}\u001F{item.Return:R}"))));
    }

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of all returns, in whatever order they were given.</summary>
    public string Hash { get; }

    /// <inheritdoc/>
    public int Count => items.Length;

    /// <summary>Reads returns: a CSV with the columns <c>date</c> (2026-01-31), <c>ticker</c> and <c>return</c> (0.01 is one percent), in any order of columns and rows.</summary>
    /// <param name="path">A file in UTF-8.</param>
    /// <exception cref="InputException">The file or a row of it cannot be used, or a ticker has two returns on a day; the message names the line.</exception>
    public static Returns Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var rows = new List<(TickerReturn Item, string Where)>();
        using var csv = LexiconFile.Open(Files.ReadText(path, Expected));
        try
        {
            csv.ReadHeader();
            if (csv.Headers.Count() != Names.Length || Names.Any(name => !csv.TryGetFieldIndex(name, out _)))
                throw new InputException($"{path}(1): the columns are {Untrusted.Show(string.Join(", ", csv.Headers), 200)}. Expected {string.Join(", ", Names)}, each once and no other.");
            while (csv.Read()) rows.Add((Row(csv, $"{path}({csv.LineNumber})"), $"{path}({csv.LineNumber})"));
        }
        catch (CsvFormatException e)
        {
            throw LexiconFile.Broken(path, e);
        }
        return Checked(Path.GetFileName(path), path, rows);
    }

    /// <summary>Returns made in memory.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="items">At most one for a ticker and day.</param>
    /// <exception cref="InputException">There is none, a ticker is blank, a return is no finite number, or a ticker has two on a day.</exception>
    public static Returns Of(string name, IEnumerable<TickerReturn> items) => Checked(name, name, [.. items.Select((item, i) => (item, string.Create(CultureInfo.InvariantCulture, $"{name}, item {i + 1}")))]);

    /// <summary>The first return of a ticker from one day to another, both included; null when there is none.</summary>
    internal TickerReturn? First(string ticker, DateOnly from, DateOnly until)
    {
        if (!byTicker.TryGetValue(ticker, out var days)) return null;
        int low = 0, high = days.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (days[middle].Date < from) low = middle + 1;
            else high = middle;
        }
        return low < days.Length && days[low].Date <= until ? days[low] : null;
    }

    static TickerReturn Row(CsvReader csv, string where)
    {
        var (day, ticker, gain) = (csv.GetString("date").Trim(), csv.GetString("ticker").Trim(), csv.GetString("return").Trim());
        return new(DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw new InputException($"{where}: date {Untrusted.Quote(day)} is no day. Expected one as 2026-01-31."),
            ticker, double.TryParse(gain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number
                : throw new InputException($"{where}: return {Untrusted.Quote(gain)} is not a number. Expected a share as 0.0123, with '.' as decimal point; leave out a day without a return."));
    }

    static Returns Checked(string name, string shown, List<(TickerReturn Item, string Where)> rows)
    {
        if (rows.Count == 0) throw new InputException($"{shown}: no returns. Expected at least one.");
        var seen = new Dictionary<(string, DateOnly), string>();
        foreach (var (item, where) in rows)
        {
            if (string.IsNullOrWhiteSpace(item.Ticker)) throw new InputException($"{where}: ticker is empty. Expected one for every return.");
            if (!double.IsFinite(item.Return)) throw new InputException(FormattableString.Invariant($"{where}: return {item.Return} is not finite. Expected a share as 0.0123."));
            if (!seen.TryAdd((item.Ticker, item.Date), where)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{where}: {Untrusted.Quote(item.Ticker)} has a return on {item.Date:yyyy-MM-dd} already, at {seen[(item.Ticker, item.Date)]}. Expected one a day: remove one of them."));
        }
        return new(name, rows.Select(row => row.Item));
    }

    /// <inheritdoc/>
    public IEnumerator<TickerReturn> GetEnumerator() => ((IEnumerable<TickerReturn>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary><c>returns.csv (1260 returns of 5 tickers, 2025-01-02 to 2025-12-30)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Name} ({Count} {(Count == 1 ? "return" : "returns")} of {byTicker.Count} {(byTicker.Count == 1 ? "ticker" : "tickers")}, {items.Min(item => item.Date):yyyy-MM-dd} to {items.Max(item => item.Date):yyyy-MM-dd})"));
}
