namespace ResearchKit;

/// <summary>Fits a map from values to what was judged, by least squares.</summary>
static class MapFit
{
    /// <param name="kind">Affine or isotonic.</param>
    /// <param name="at">The items it is fitted on.</param>
    /// <param name="y">What was judged.</param>
    /// <param name="x">The method's values.</param>
    public static ScoreMap Of(Map kind, ReadOnlySpan<int> at, double[] y, double[] x) => kind == Map.Affine ? Affine(at, y, x) : Isotonic(at, y, x);

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
        return new(Map.Affine, [new(0, my - slope * mx), new(1, my - slope * mx + slope)]);
    }

    static ScoreMap Isotonic(ReadOnlySpan<int> at, double[] y, double[] x)
    {
        var order = at.ToArray();
        Array.Sort(order, (a, b) => x[a] != x[b] ? x[a].CompareTo(x[b]) : a.CompareTo(b));
        var pools = new List<(double Low, double High, double Sum, int Count)>();
        for (var next = 0; next < order.Length;)
        {
            // Equal values are one pool whatever was judged of them, and before it meets its neighbours.
            var pool = (Low: x[order[next]], High: x[order[next]], Sum: 0.0, Count: 0);
            for (; next < order.Length && x[order[next]] == pool.Low; next++) (pool.Sum, pool.Count) = (pool.Sum + y[order[next]], pool.Count + 1);
            pools.Add(pool);
            while (pools.Count > 1 && pools[^2].Sum / pools[^2].Count >= pools[^1].Sum / pools[^1].Count)
            {
                pools[^2] = (pools[^2].Low, pools[^1].High, pools[^2].Sum + pools[^1].Sum, pools[^2].Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }
        }
        return new(Map.Isotonic, [.. pools.SelectMany(p => p.Low == p.High ? [new(p.Low, p.Sum / p.Count)] : new Knot[] { new(p.Low, p.Sum / p.Count), new(p.High, p.Sum / p.Count) })]);
    }
}
