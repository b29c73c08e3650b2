using System.Globalization;
using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>Collects prices row by row, in whatever order they come, and refuses what is none.</summary>
/// <param name="shown">Where they come from, for errors.</param>
/// <param name="unit">What stands before a row's number: null for a line of a file.</param>
sealed class PriceRows(string shown, string? unit)
{
    readonly record struct Row(int Day, double Close, double Open, double Volume, int Line);

    readonly Dictionary<string, List<Row>> byTicker = new(StringComparer.Ordinal);
    readonly List<PriceFinding> missing = [];
    string? lastTicker;
    List<Row>? last;
    int count;

    public IReadOnlyList<PriceFinding> Missing => missing;

    public int Count => count;

    public string Where(int line) => unit is null ? string.Create(CultureInfo.InvariantCulture, $"{shown}({line})") : string.Create(CultureInfo.InvariantCulture, $"{shown}, {unit} {line}");

    public void Add(DateOnly day, string ticker, double? close, double? open, double? volume, int line)
    {
        count++;
        if (string.IsNullOrWhiteSpace(ticker)) throw new InputException($"{Where(line)}: ticker is empty. Expected one for every price.");
        if (close is null)
        {
            missing.Add(new(PriceFindingKind.NoClose, ticker, day, $"{Where(line)}: {Untrusted.Quote(ticker)} has no close on {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: the row is not used."));
            return;
        }
        Positive("close", close, line);
        Positive("open", open, line);
        if (volume is { } traded && !(traded >= 0 && double.IsFinite(traded))) throw new InputException(FormattableString.Invariant($"{Where(line)}: volume {traded} of {Untrusted.Quote(ticker)}. Expected a number of shares, 0 or more; leave it empty when it is not known."));
        // Files are mostly sorted by ticker or day: the one of the row before is found without hashing, and shares its string.
        if (last is null || ticker != lastTicker)
        {
            if (!byTicker.TryGetValue(ticker, out last)) byTicker[ticker] = last = [];
            lastTicker = ticker;
        }
        last.Add(new(day.DayNumber, close.Value, open ?? double.NaN, volume ?? double.NaN, line));
    }

    void Positive(string column, double? price, int line)
    {
        if (price is { } value && !(value > 0 && double.IsFinite(value))) throw new InputException(FormattableString.Invariant($"{Where(line)}: {column} {value} is not a price. Expected more than 0; leave a day without a price out, or its cell empty."));
    }

    public List<PriceSeries> Series()
    {
        if (byTicker.Count == 0) throw new InputException($"{shown}: no prices. Expected at least one.");
        return [.. byTicker.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Sorted(one.Key, one.Value))];
    }

    PriceSeries Sorted(string ticker, List<Row> rows)
    {
        for (var i = 1; i < rows.Count; i++)
            if (rows[i].Day <= rows[i - 1].Day)
            {
                rows.Sort(static (a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : a.Line.CompareTo(b.Line));
                break;
            }
        var span = CollectionsMarshal.AsSpan(rows);
        for (var i = 1; i < span.Length; i++)
            if (span[i].Day == span[i - 1].Day)
                throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Where(span[i].Line)}: {Untrusted.Quote(ticker)} has a price on {DateOnly.FromDayNumber(span[i].Day):yyyy-MM-dd} already, at {Where(span[i - 1].Line)}: {span[i - 1].Close}, and here {span[i].Close}. Expected one a day: remove one of them."));
        return new(ticker, [.. rows.Select(row => row.Day)], [.. rows.Select(row => row.Close)], [.. rows.Select(row => row.Open)], [.. rows.Select(row => row.Volume)], [.. rows.Select(row => row.Line)]);
    }
}
