namespace ResearchKit.Tests;

/// <summary>The same minimum by the plainest means: dense columns that are centred outright, residuals computed anew for each step.</summary>
static class NaiveElasticNet
{
    public static (double Intercept, double[] Weights) Fit(double[][] x, double[] y, double penalty, double alpha)
    {
        int n = y.Length, p = x.Length;
        var means = x.Select(column => column.Average()).ToArray();
        var mean = y.Average();
        var weights = new double[p];
        for (var sweep = 0; sweep < 20_000; sweep++)
        {
            double moved = 0;
            for (var j = 0; j < p; j++)
            {
                double product = 0, square = 0;
                for (var i = 0; i < n; i++)
                {
                    var rest = y[i] - mean;
                    for (var k = 0; k < p; k++)
                        if (k != j && weights[k] != 0) rest -= weights[k] * (x[k][i] - means[k]);
                    product += (x[j][i] - means[j]) * rest / n;
                    square += (x[j][i] - means[j]) * (x[j][i] - means[j]) / n;
                }
                var next = square == 0 ? 0 : Math.Sign(product) * Math.Max(0, Math.Abs(product) - penalty * alpha) / (square + penalty * (1 - alpha));
                moved = Math.Max(moved, Math.Abs(next - weights[j]));
                weights[j] = next;
            }
            if (moved < 1e-11) break;
        }
        return (mean - weights.Zip(means, (weight, m) => weight * m).Sum(), weights);
    }

    /// <summary>A matrix of presence and labels that a few of its columns make, with noise.</summary>
    public static (PresenceMatrix Sparse, double[][] Dense, double[] Y) Generated(int rows, int columns, ulong seed)
    {
        var draws = new Draws(seed);
        var dense = Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, rows).Select(_ => draws.Share() < 0.25 ? 1.0 : 0).ToArray()).ToArray();
        var y = Enumerable.Range(0, rows).Select(i => 0.2 + 0.7 * dense[0][i] - 0.5 * dense[1][i] + 0.3 * dense[2][i] + 0.4 * (draws.Share() - 0.5)).ToArray();
        return (new(rows, [.. dense.Select(column => Enumerable.Range(0, rows).Where(i => column[i] == 1).ToArray())]), dense, y);
    }
}
