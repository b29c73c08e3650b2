namespace ResearchKit;

/// <summary>p corrected for the number of tests.</summary>
static class FalseDiscovery
{
    /// <summary>Benjamini and Hochberg (1995), step up: q of the i-th smallest of m is the least of p_j·m/j over j ≥ i, at most 1.</summary>
    /// <param name="p">In any order.</param>
    /// <returns>q in the same order.</returns>
    public static double[] Q(IReadOnlyList<double> p)
    {
        var order = Enumerable.Range(0, p.Count).OrderBy(i => p[i]).ToArray();
        var q = new double[p.Count];
        var least = 1.0;
        for (var rank = p.Count; rank > 0; rank--)
        {
            var i = order[rank - 1];
            q[i] = least = Math.Min(least, p[i] * p.Count / rank);
        }
        return q;
    }
}
