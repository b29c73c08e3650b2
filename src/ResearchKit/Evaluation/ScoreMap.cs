using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>How a method's values are brought to a publisher's scale.</summary>
public enum Map
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>a + b·value, by least squares.</summary>
    Affine,

    /// <summary>The non-decreasing step function with the least squares (pool adjacent violators), straight between its knots.</summary>
    Isotonic,
}

/// <summary>A fitted map: knots in the order of their values; between two it is straight, beyond the last it goes on (affine) or stays (isotonic).</summary>
sealed record ScoreMap(Map Kind, ImmutableArray<double> From, ImmutableArray<double> To)
{
    public double this[double value]
    {
        get
        {
            if (Kind == Map.Affine) return To[0] + value * (To[1] - To[0]);
            if (value <= From[0]) return To[0];
            for (var i = 1; i < From.Length; i++)
                if (value <= From[i]) return To[i - 1] + (To[i] - To[i - 1]) * (value - From[i - 1]) / (From[i] - From[i - 1]);
            return To[^1];
        }
    }

    /// <param name="kind">Affine or isotonic.</param>
    /// <param name="at">The items it is fitted on.</param>
    /// <param name="y">What was judged.</param>
    /// <param name="x">The method's values.</param>
    public static ScoreMap Fit(Map kind, ReadOnlySpan<int> at, double[] y, double[] x) => kind == Map.Affine ? Affine(at, y, x) : Isotonic(at, y, x);

    static ScoreMap Affine(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        double my = 0, mx = 0, xx = 0, xy = 0;
        foreach (var i in at)
        {
            my += y[i];
            mx += x[i];
        }
        my /= at.Length;
        mx /= at.Length;
        foreach (var i in at)
        {
            xx += (x[i] - mx) * (x[i] - mx);
            xy += (x[i] - mx) * (y[i] - my);
        }
        var slope = xx == 0 ? 0 : xy / xx;
        return new(Map.Affine, [0, 1], [my - slope * mx, my - slope * mx + slope]);
    }

    static ScoreMap Isotonic(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        var order = at.ToArray();
        Array.Sort(order, (a, b) => x[a] != x[b] ? x[a].CompareTo(x[b]) : a.CompareTo(b));
        var pools = new List<(double Low, double High, double Sum, int Count)>();
        foreach (var i in order)
        {
            // Equal values are one pool whatever was judged of them.
            if (pools.Count > 0 && pools[^1].High == x[i]) pools[^1] = pools[^1] with { Sum = pools[^1].Sum + y[i], Count = pools[^1].Count + 1 };
            else pools.Add((x[i], x[i], y[i], 1));
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Count >= pools[^1].Sum / pools[^1].Count)
            {
                pools[^2] = (pools[^2].Low, pools[^1].High, pools[^2].Sum + pools[^1].Sum, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }
        var knots = pools.SelectMany(p => p.Low == p.High ? [(p.Low, Mean: p.Sum / p.Count)] : new[] { (p.Low, Mean: p.Sum / p.Count), (p.High, Mean: p.Sum / p.Count) }).ToList();
        return new(Map.Isotonic, [.. knots.Select(k => k.Item1)], [.. knots.Select(k => k.Mean)]);
    }
}
