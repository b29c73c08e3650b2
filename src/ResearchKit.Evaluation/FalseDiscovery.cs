namespace ResearchKit;

/// <summary>p corrected for the number of tests: q is the least rate of false discoveries at which a test would count as one.</summary>
public static class FalseDiscovery
{
    /// <summary>Benjamini and Hochberg (1995), step up: q of the i-th smallest of m is the least of p_j·m/j over j ≥ i, at most 1. It holds where tests are independent or lean the same way.</summary>
    /// <param name="p">In any order, each 0 to 1.</param>
    /// <returns>q in the same order.</returns>
    /// <exception cref="InputException">A p is not within 0 to 1.</exception>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> p) => Q(p, 1);

    /// <summary>Benjamini and Yekutieli (2001): the same times 1 + ½ + … + 1/m, at most 1. It holds however the tests hang together, such as horizons that overlap.</summary>
    /// <inheritdoc cref="BenjaminiHochberg"/>
    public static double[] BenjaminiYekutieli(IReadOnlyList<double> p) => Q(p, Enumerable.Range(1, p.Count).Sum(i => 1.0 / i));

    static double[] Q(IReadOnlyList<double> p, double factor)
    {
        for (var i = 0; i < p.Count; i++)
            if (p[i] is not (>= 0 and <= 1)) throw new InputException(FormattableString.Invariant($"p number {i + 1} is {p[i]}. Expected 0 to 1."));
        var order = Enumerable.Range(0, p.Count).OrderBy(i => p[i]).ToArray();
        var q = new double[p.Count];
        var least = 1.0;
        for (var rank = p.Count; rank > 0; rank--)
        {
            var i = order[rank - 1];
            q[i] = least = Math.Min(least, p[i] * p.Count / rank * factor);
        }
        return q;
    }
}
