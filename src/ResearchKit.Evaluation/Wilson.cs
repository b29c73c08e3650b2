namespace ResearchKit;

/// <summary>The interval of a share (Wilson 1927): it holds for few texts, and for shares of 0 and 1.</summary>
static class Wilson
{
    /// <summary>Of the normal distribution, two-sided 95%.</summary>
    const double Z = 1.959963984540054;

    /// <param name="inside">How many are.</param>
    /// <param name="n">Of how many; more than 0.</param>
    public static Measured Of(int inside, int n)
    {
        double share = (double)inside / n, z2 = Z * Z;
        var middle = (share + z2 / (2 * n)) / (1 + z2 / n);
        var half = Z / (1 + z2 / n) * Math.Sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
        return new(share, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
