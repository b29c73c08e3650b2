using System.Globalization;

namespace ResearchKit;

/// <summary>The difference of a measure between two scorers on the same texts.</summary>
/// <param name="Name">The measure.</param>
/// <param name="Value">First less second.</param>
/// <param name="Low">Lower end of the 95% interval of the paired bootstrap.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Difference(string Name, double Value, double Low, double High)
{
    /// <summary><c>accuracy +0.031 [+0.012, +0.050]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} {Value:+0.000;-0.000;0.000} [{Low:+0.000;-0.000;0.000}, {High:+0.000;-0.000;0.000}]");
}

/// <summary>Two scorers on the same labels.</summary>
/// <param name="First">The one.</param>
/// <param name="Second">The other.</param>
/// <param name="Differences">Paired bootstrap (10,000 resamples of equal texts), for each measure that the labels allow.</param>
/// <param name="OnlyFirst">Texts on which only the first has the class right.</param>
/// <param name="OnlySecond">Texts on which only the second has.</param>
/// <param name="McNemar">Two-sided p of McNemar's test on those: exact binomial under 25 of them, else χ² with continuity correction.</param>
/// <param name="Steiger">Two-sided p that the two correlations with the scores are equal (Steiger 1980, Z̄ with the pooled correlation); null without scores.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Comparison(Evaluation First, Evaluation Second, IReadOnlyList<Difference> Differences, int OnlyFirst, int OnlySecond, double McNemar, double? Steiger)
{
    const int Resampled = 10_000;

    /// <summary>The differences and the two tests.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{First.Method} against {Second.Method} on {First.Labels}\n{string.Join('\n', Differences)}\nonly the first right {OnlyFirst}, only the second {OnlySecond}, McNemar p {P(McNemar)}{(Steiger is { } p ? $", Steiger p {P(p)}" : "")}");

    static string P(double p) => p < 0.0001 ? "< 0.0001" : string.Create(CultureInfo.InvariantCulture, $"= {p:0.0000}");

    internal static Comparison Of(Evaluation first, Evaluation second, int resamplings = Resampled)
    {
        if (first.Labels.Hash != second.Labels.Hash) throw new InputException($"{first.Labels} and {second.Labels} differ. Expected two evaluations on the same labels.");
        var gold = first.Judgements.Select(j => j.Text.Judged).ToArray();
        int[] a = [.. first.Judgements.Select(j => j.Class)], b = [.. second.Judgements.Select(j => j.Class)];
        double[] x = [.. first.Judgements.Select(j => j.Predicted)], z = [.. second.Judgements.Select(j => j.Predicted)], y = [.. first.Judgements.Select(j => j.Text.Score ?? 0)];
        var resamples = new Resamples(first.Labels, first.Options with { Resamples = resamplings });
        var differences = new List<Difference>
        {
            Paired("accuracy", at => Evaluating.Accuracy(at, gold, a) - Evaluating.Accuracy(at, gold, b)),
            Paired("macroF1", at => Evaluating.MacroF1(at, gold, a) - Evaluating.MacroF1(at, gold, b)),
        };
        var scored = first.Mae.Value is not null;
        if (scored)
        {
            differences.Add(Paired("mae", at => Evaluating.MeanAbsoluteError(at, y, x) - Evaluating.MeanAbsoluteError(at, y, z)));
            differences.Add(Paired("r2", at => Evaluating.R2(at, y, x) - Evaluating.R2(at, y, z)));
            differences.Add(Paired("pearson", at => Evaluating.Pearson(at, y, x) - Evaluating.Pearson(at, y, z)));
        }
        var only = Enumerable.Range(0, gold.Length).Count(i => a[i] == gold[i] && b[i] != gold[i]);
        var other = Enumerable.Range(0, gold.Length).Count(i => a[i] != gold[i] && b[i] == gold[i]);
        return new(first, second, differences, only, other, McNemarP(only, other), scored ? SteigerP(resamples.All, y, x, z) : null);

        Difference Paired(string name, Func<int[], double> measure)
        {
            var measured = resamples.Measure(measure);
            return new(name, measured.Value ?? double.NaN, measured.Low ?? double.NaN, measured.High ?? double.NaN);
        }
    }

    /// <summary>McNemar's two-sided p of two discordant counts.</summary>
    internal static double McNemarP(int one, int other)
    {
        var n = one + other;
        if (n == 0) return 1;
        if (n >= 25) return 2 * Upper((Math.Abs(one - other) - 1) / Math.Sqrt(n));
        double tail = 0, term = Math.Pow(0.5, n);
        for (var k = 0; k <= Math.Min(one, other); k++)
        {
            tail += term;
            term *= (double)(n - k) / (k + 1);
        }
        return Math.Min(1, 2 * tail);
    }

    static double? SteigerP(int[] at, double[] y, double[] x, double[] z)
    {
        double first = Evaluating.Pearson(at, y, x), second = Evaluating.Pearson(at, y, z), between = Evaluating.Pearson(at, x, z);
        return SteigerP(first, second, between, at.Length);
    }

    /// <summary>Steiger (1980), equation 14: Z of two correlations that share a variable.</summary>
    internal static double? SteigerP(double first, double second, double between, int n)
    {
        if (n < 4 || !double.IsFinite(first + second + between)) return null;
        if (between > 1 - 1e-12) return 1;
        var mean = (first + second) / 2;
        var psi = between * (1 - 2 * mean * mean) - 0.5 * mean * mean * (1 - 2 * mean * mean - between * between);
        var s = psi / ((1 - mean * mean) * (1 - mean * mean));
        return 2 * Upper(Math.Abs(Math.Atanh(first) - Math.Atanh(second)) * Math.Sqrt((n - 3) / (2 - 2 * s)));
    }

    /// <summary>The upper tail of the normal distribution, by the continued fraction of erfc beyond 3 and its series before; relative error below 1e-12.</summary>
    internal static double Upper(double z)
    {
        if (z < 0) return 1 - Upper(-z);
        if (z < 3)
        {
            double term = z, sum = z;
            for (var k = 1; k < 200 && Math.Abs(term) > 1e-18; k++) sum += term *= z * z / (2 * k + 1);
            return Math.Max(0, 0.5 - sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
        }
        var fraction = z;
        for (var k = 200; k > 0; k--) fraction = z + k / fraction;
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) / fraction;
    }
}
