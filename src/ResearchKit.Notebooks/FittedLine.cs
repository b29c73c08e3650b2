using System.Globalization;

namespace ResearchKit;

/// <summary>The least-squares line y = a + b·x through points, with intervals by Student's t on n − 2 degrees of freedom.</summary>
/// <remarks>They take errors as independent, normal and of one spread; points that hang together make them too narrow. A line says how two things moved together, not that one moved the other.</remarks>
/// <param name="N">Number of points, at least 3.</param>
/// <param name="Intercept">a.</param>
/// <param name="Slope">b.</param>
/// <param name="MeanX">The mean of x.</param>
/// <param name="Sxx">Σ(x − x̄)², more than 0.</param>
/// <param name="Spread">√(Σe²/(n − 2)) of the residuals e.</param>
/// <param name="T">What 95% of Student's t lies within.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record FittedLine(int N, double Intercept, double Slope, double MeanX, double Sxx, double Spread, double T)
{
    /// <summary>Half the 95% interval of the slope.</summary>
    public double SlopeHalf => T * Spread / Math.Sqrt(Sxx);

    /// <summary>Null with fewer than three points, or where all have one x.</summary>
    public static FittedLine? Through(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < 3) return null;
        var fit = LeastSquares.Of([.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]);
        if (!(fit.Xx > 0)) return null;
        double slope = fit.Slope, intercept = fit.MeanY - slope * fit.MeanX;
        var left = points.Sum(p => p.Y - intercept - slope * p.X is var e ? e * e : 0);
        return new(points.Count, intercept, slope, fit.MeanX, fit.Xx, Math.Sqrt(left / (points.Count - 2)), Distributions.Student95(points.Count - 2));
    }

    /// <summary>The line's height at x.</summary>
    public double At(double x) => Intercept + Slope * x;

    /// <summary>Half the 95% interval of the line's height at x: t·s·√(1/n + (x − x̄)²/Sxx).</summary>
    public double Half(double x) => T * Spread * Math.Sqrt(1.0 / N + (x - MeanX) * (x - MeanX) / Sxx);

    /// <summary><c>slope +0.413 (95%: +0.188 to +0.638), 87 points</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"slope {Slope:+0.000;−0.000;0.000} (95%: {Slope - SlopeHalf:+0.000;−0.000;0.000} to {Slope + SlopeHalf:+0.000;−0.000;0.000}), {N} points");
}
