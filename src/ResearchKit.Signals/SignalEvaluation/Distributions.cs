using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The normal and Student's distribution, to about 1e-13.</summary>
static class Distributions
{
    const int MostTerms = 500;
    const double Tiny = 1e-300, Enough = 1e-16;

    static readonly Lazy<ImmutableArray<double>> Usual = new(() => [.. Enumerable.Range(1, 100).Select(freedom => StudentQuantile(0.975, freedom))]);

    /// <summary>Lanczos' coefficients for g = 7 (Godfrey 2001).</summary>
    static ReadOnlySpan<double> Lanczos =>
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>P(Z ≤ z).</summary>
    public static double Normal(double z) => z > 0 ? 1 - UpperNormal(z) : UpperNormal(-z);

    /// <summary>P(|Z| ≥ |z|).</summary>
    public static double TwoSidedNormal(double z) => Math.Min(1, 2 * UpperNormal(Math.Abs(z)));

    /// <summary>P(Z ≥ z) for z ≥ 0: below 3 by the series of erf, whose terms are all positive (DLMF 7.6.2), above by the continued fraction of Mills' ratio (DLMF 7.9.1).</summary>
    static double UpperNormal(double z)
    {
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z < 3)
        {
            double term = z, sum = z;
            for (var k = 3; k < MostTerms && term > Enough * sum; k += 2) sum += term *= z * z / k;
            return 0.5 - density * sum;
        }
        if (density == 0) return 0;
        var fraction = z;
        for (var k = 100; k > 0; k--) fraction = z + k / fraction;
        return density / fraction;
    }

    /// <summary>The z with P(Z ≤ z) = p, for p above 0 and below 1: a start by Abramowitz and Stegun 26.2.23, then Newton.</summary>
    public static double NormalQuantile(double p)
    {
        if (p > 0.5) return -NormalQuantile(1 - p);
        var t = Math.Sqrt(-2 * Math.Log(p));
        var z = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
        for (var i = 0; i < 6; i++) z -= (Normal(z) - p) / (Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
        return z;
    }

    /// <summary>P(|T| ≥ |t|) for Student's t of any positive number of degrees of freedom.</summary>
    public static double TwoSidedStudent(double t, double freedom) =>
        double.IsInfinity(t) ? 0 : t == 0 ? 1 : Math.Min(1, Beta(freedom / (freedom + t * t), t * t / (freedom + t * t), freedom / 2, 0.5));

    /// <summary>The t with P(T ≤ t) = p, for p above ½ and below 1, by halving.</summary>
    public static double StudentQuantile(double p, double freedom)
    {
        double low = 0, high = 2;
        while (TwoSidedStudent(high, freedom) > 2 * (1 - p)) high *= 2;
        for (var i = 0; i < 200 && high - low > Enough * high; i++)
        {
            var middle = (low + high) / 2;
            if (TwoSidedStudent(middle, freedom) > 2 * (1 - p)) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>What 95% of Student's t lies within: those of few degrees, which indices ask for again and again, are found once.</summary>
    public static double Student95(int freedom) => freedom <= Usual.Value.Length ? Usual.Value[freedom - 1] : StudentQuantile(0.975, freedom);

    /// <summary>The regularised incomplete beta function at x, by its continued fraction (DLMF 8.17.22); 1 − x is given too, which keeps its digits.</summary>
    static double Beta(double x, double rest, double a, double b)
    {
        if (x <= 0) return 0;
        if (rest <= 0) return 1;
        if (x > (a + 1) / (a + b + 2)) return 1 - Beta(rest, x, b, a);
        double c = 1, d = 1 - (a + b) * x / (a + 1);
        d = 1 / Safe(d);
        var fraction = d;
        for (var m = 1; m < MostTerms; m++)
        {
            Step(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
            var before = fraction;
            Step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
            if (fraction == before) break;
        }
        return Math.Exp(a * Math.Log(x) + b * Math.Log(rest) + LogGamma(a + b) - LogGamma(a) - LogGamma(b)) / a * fraction;

        void Step(double numerator)
        {
            d = 1 / Safe(1 + numerator * d);
            c = Safe(1 + numerator / c);
            fraction *= d * c;
        }

        static double Safe(double value) => Math.Abs(value) < Tiny ? Tiny : value;
    }

    static double LogGamma(double x)
    {
        // Far out the difference of two large logarithms is what is wanted, and Stirling's series has its digits.
        if (x > 30) return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / (x * x)) / (x * x)) / x;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (x - 1 + i);
        var t = x + 6.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x - 0.5) * Math.Log(t) - t + Math.Log(sum);
    }
}
