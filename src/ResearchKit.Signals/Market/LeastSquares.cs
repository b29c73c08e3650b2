namespace ResearchKit;

/// <summary>The sums that a least-squares line of y on x, with a constant, is made of.</summary>
/// <param name="Count">Pairs that have both.</param>
/// <param name="MeanX">The mean of x over them; NaN without any.</param>
/// <param name="MeanY">That of y.</param>
/// <param name="Xx">Σ(x − x̄)².</param>
/// <param name="Xy">Σ(x − x̄)(y − ȳ).</param>
readonly record struct LeastSquares(int Count, double MeanX, double MeanY, double Xx, double Xy)
{
    /// <summary>NaN where x does not differ.</summary>
    public double Slope => Xx > 0 ? Xy / Xx : double.NaN;

    /// <summary>Pairs of which one is no finite number are left out.</summary>
    public static LeastSquares Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = 0, meanY = 0, xx = 0, xy = 0;
        var count = 0;
        for (var i = 0; i < x.Length; i++)
            if (double.IsFinite(x[i]) && double.IsFinite(y[i])) (count, meanX, meanY) = (count + 1, meanX + x[i], meanY + y[i]);
        (meanX, meanY) = (meanX / count, meanY / count);
        for (var i = 0; i < x.Length; i++)
            if (double.IsFinite(x[i]) && double.IsFinite(y[i])) (xx, xy) = (xx + (x[i] - meanX) * (x[i] - meanX), xy + (x[i] - meanX) * (y[i] - meanY));
        return new(count, meanX, meanY, xx, xy);
    }
}
