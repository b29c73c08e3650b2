using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A key's cells by time, and what any period comes to by the window that ends with it.</summary>
sealed class IndexSeries
{
    readonly string key;
    readonly ImmutableArray<IndexCell> cells;
    readonly Period period;
    readonly SentimentIndexOptions options;

    public IndexSeries(string key, IEnumerable<IndexCell> given, Period period, SentimentIndexOptions options)
    {
        (this.key, this.period, this.options) = (key, period, options);
        cells = [.. given.OrderBy(cell => cell.Number)];
        // What is too old to be carried leaves no point; a period with observations has one, with a value or without.
        Points = [.. Numbers().Select(number => At(number)).Where(point => (!options.WholeWindow || IsWhole(Periods.Number(point.From, period))) && (options.CarryPeriods is null || point.Count > 0 || point.Value is not null))];
    }

    public ImmutableArray<IndexPoint> Points { get; }

    /// <summary>The point of a period, whether it has observations or not. It looks at no later period.</summary>
    public IndexPoint At(int number)
    {
        var (from, own) = (Periods.From(number, period), Find(number));
        var window = Window(number);
        var none = new IndexPoint(key, from, null, own?.Count ?? 0, null, null);
        if (options.WholeWindow && !IsWhole(number)) return none;
        // In a window, 0 for gaps is a value even where all else is missing.
        if (window is null) return none;
        if (window is [var (only, share)] && only == own && share == 1)
        {
            var (low, high) = only.Interval();
            return new(key, from, only.Value, only.Count, low, high);
        }
        double value = 0;
        foreach (var (cell, part) in window) value += part * cell.Value!.Value;
        return Bounded(none with { Value = value }, own, window);
    }

    /// <summary>Every observation with what one unit of its value adds to a period's point.</summary>
    public IEnumerable<(Observation Seen, double Unit)> Units(int number) => options.WholeWindow && !IsWhole(number) || Window(number) is not { } window ? []
        : window.SelectMany(part => part.Cell.Units().Select(one => (one.Seen, one.Unit * part.Share)));

    /// <summary>The cells of a window with their shares, oldest first; null when nothing in it has a value. Shares add up to 1, or to less where gaps are 0.</summary>
    List<(IndexCell Cell, double Share)>? Window(int number)
    {
        var weights = options.Time.Weights;
        var (first, total, shares) = (number - weights.Length + 1, 0.0, new List<(IndexCell Cell, double Share)>());
        var at = First(first);
        IndexCell? latest = null;
        for (var before = at - 1; before >= 0 && latest is null; before--) latest = cells[before].Value is null ? null : cells[before];
        for (var i = first; i <= number; i++)
        {
            if (i < cells[0].Number) continue;
            var weight = weights[i - first];
            IndexCell? counts;
            if (at < cells.Length && cells[at].Number == i)
            {
                // A period whose observations weigh nothing is no gap: nothing is put in its place.
                if ((counts = cells[at++]).Value is null) continue;
                latest = counts;
            }
            else if (options.Gaps == Gaps.None) continue;
            else if ((counts = options.Gaps == Gaps.Latest && i - latest?.Number <= (options.CarryPeriods ?? int.MaxValue) ? latest : null) is null && options.Gaps == Gaps.Latest) continue;
            total += weight;
            if (counts is null || weight == 0) continue;
            if (shares.Count > 0 && shares[^1].Cell == counts) shares[^1] = (counts, shares[^1].Share + weight);
            else shares.Add((counts, weight));
        }
        if (total == 0) return null;
        for (var i = 0; i < shares.Count; i++) shares[i] = (shares[i].Cell, shares[i].Share / total);
        return shares;
    }

    /// <summary>A window's interval: its observations as one weighted mean, each with its weight in the window.</summary>
    IndexPoint Bounded(IndexPoint point, IndexCell? own, List<(IndexCell Cell, double Share)> window)
    {
        if (own is null || options.Aggregation != Aggregation.Mean) return point;
        double shares = 0, sum = 0, squares = 0;
        var count = 0;
        foreach (var (cell, share) in window) (shares, sum, count) = (shares + share, sum + share * cell.Value!.Value, count + cell.Spread.Count);
        if (count < 2) return point;
        foreach (var (cell, share) in window)
        {
            // Σω²(v − m)² about the window's mean, from the same about the cell's.
            var (apart, spread) = (cell.Value!.Value - sum / shares, cell.Spread);
            squares += share * share * (spread.Second + 2 * apart * spread.First + apart * apart * spread.Squares);
        }
        var half = Distributions.Student95(count - 1) * Math.Sqrt((double)count / (count - 1) * Math.Max(0, squares));
        return point with { Low = point.Value - half, High = point.Value + half };
    }

    IEnumerable<int> Numbers()
    {
        if (options.Gaps == Gaps.None) return cells.Select(cell => cell.Number);
        var last = options.AsOf is { } until ? Periods.Number(until, period) : cells[^1].Number;
        return Enumerable.Range(cells[0].Number, last - cells[0].Number + 1);
    }

    bool IsWhole(int number) => number - options.Time.Periods + 1 >= cells[0].Number;

    IndexCell? Find(int number) => First(number) is var at && at < cells.Length && cells[at].Number == number ? cells[at] : null;

    /// <summary>The place of the first cell that is not before a period.</summary>
    int First(int number)
    {
        var (low, high) = (0, cells.Length);
        while (low < high)
            if ((low + high) / 2 is var middle && cells[middle].Number < number) low = middle + 1;
            else high = middle;
        return low;
    }
}
