using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>An index taken apart: what stands behind a level, a move and a peak.</summary>
public sealed partial class SentimentIndex
{
    /// <summary>Takes the level of a day apart: a part for each observation in the window that ends with the day's period.</summary>
    /// <exception cref="InputException">No dated observation has the key.</exception>
    public IndexMove Explain(string key, DateOnly day)
    {
        var (series, number) = (Series(key), Periods.Number(day, Period));
        return IndexMove.Of(null, [], series.At(number), series.Units(number));
    }

    /// <summary>Takes the move between two days apart: what each observation adds at the second less what it added at the first. The two add up over days in between.</summary>
    /// <param name="key">The key.</param>
    /// <param name="from">A day of the first period.</param>
    /// <param name="to">A day of the second, which may come first.</param>
    /// <exception cref="InputException">No dated observation has the key, or at one of the days nothing in the window has a value.</exception>
    public IndexMove Move(string key, DateOnly from, DateOnly to)
    {
        var series = Series(key);
        var (first, second) = (Periods.Number(from, Period), Periods.Number(to, Period));
        var (before, after) = (series.At(first), series.At(second));
        foreach (var point in new[] { before, after })
            if (point.Value is null) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Quote(key)} has no value in the {Period.ToString().ToLowerInvariant()} of {point.From:yyyy-MM-dd}. Expected one with observations in its window; the key has points from {series.Points.FirstOrDefault().From:yyyy-MM-dd} to {series.Points.LastOrDefault().From:yyyy-MM-dd}."));
        return IndexMove.Of(before, series.Units(first), after, series.Units(second));
    }

    /// <summary>The dates that stand out most, with the documents behind them: sentometrics' peak dates and peak documents.</summary>
    /// <remarks>Which dates those are is known in hindsight alone; what stands behind each was known at its time.</remarks>
    /// <param name="key">The key.</param>
    /// <param name="count">How many at most, 1 or more.</param>
    /// <param name="kind">What makes a peak. Moves are from the point before that has a value.</param>
    /// <param name="apart">How many periods lie between two peaks at least, 1 or more: over a window of n periods neighbours rest on the same observations, and n makes every peak one of its own.</param>
    /// <returns>The greatest first; of equal ones the earliest first.</returns>
    /// <exception cref="InputException">No dated observation has the key, or a parameter is out of its range.</exception>
    public ImmutableArray<IndexPeak> Peaks(string key, int count = 10, PeakKind kind = PeakKind.Level, int apart = 1)
    {
        if (count < 1) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Peaks: {count} are asked for. Expected 1 or more."));
        if (apart < 1) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Peaks: {apart} periods apart. Expected 1 or more."));
        if (!Enum.IsDefined(kind)) throw new InputException($"Peaks of kind {kind}. Expected one of {string.Join(", ", Enum.GetNames<PeakKind>())}.");
        var points = Series(key).Points.Where(point => point.Value is not null).ToList();
        if (kind is PeakKind.Level or PeakKind.High or PeakKind.Low)
            return [.. Spread(points.Where(point => point.Count > 0).OrderByDescending(point => kind switch { PeakKind.High => point.Value!.Value, PeakKind.Low => -point.Value!.Value, _ => Math.Abs(point.Value!.Value) }), point => point.From)
                .Select(point => new IndexPeak(kind, Explain(key, point.From)))];
        return [.. Spread(points.Zip(points.Skip(1)).Select(pair => (pair.First, pair.Second, Change: pair.Second.Value!.Value - pair.First.Value!.Value))
            .Where(move => move.Second.Count > 0 && kind switch { PeakKind.Rise => move.Change > 0, PeakKind.Fall => move.Change < 0, _ => true })
            .OrderByDescending(move => Math.Abs(move.Change)), move => move.Second.From).Select(move => new IndexPeak(kind, Move(key, move.First.From, move.Second.From)))];

        // The greatest first; one that lies close to a greater one is left out.
        List<T> Spread<T>(IEnumerable<T> ordered, Func<T, DateOnly> from)
        {
            var (taken, numbers) = (new List<T>(), new List<int>());
            foreach (var one in ordered)
            {
                if (taken.Count == count) break;
                var number = Periods.Number(from(one), Period);
                if (numbers.Exists(other => Math.Abs(other - number) < apart)) continue;
                taken.Add(one);
                numbers.Add(number);
            }
            return taken;
        }
    }
}
