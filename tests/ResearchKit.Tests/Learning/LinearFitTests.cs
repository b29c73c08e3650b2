using Xunit;

namespace ResearchKit.Tests;

/// <summary>Weights that Microsoft.ML fits, against methods that are slow and plain.</summary>
public sealed class LinearFitTests
{
    const int Rows = 60, Columns = 4;

    /// <summary>Rows of four columns of −1 to 1, some of them 0, with what 2·x₀ − x₁ + 0.3 and a little noise make of them.</summary>
    static (FeatureRow[] Rows, double[][] Dense, double[] Y) Drawn(ulong seed)
    {
        var draws = new Draws(seed);
        var dense = Enumerable.Range(0, Rows).Select(_ => Enumerable.Range(0, Columns).Select(_ => draws.Below(3) == 0 ? 0 : 2 * draws.Share() - 1).ToArray()).ToArray();
        var y = dense.Select(x => 0.3 + 2 * x[0] - x[1] + 0.5 * (draws.Share() - 0.5)).ToArray();
        return ([.. dense.Select(x => new FeatureRow([.. Enumerable.Range(0, Columns).Where(j => x[j] != 0)], [.. x.Where(value => value != 0)]))], dense, y);
    }

    /// <summary>Gradient descent on the dense matrix, in double precision, until it rests.</summary>
    static double[] Descend(Func<double[], double[]> gradient, double step)
    {
        var w = new double[Columns + 1];
        for (var pass = 0; pass < 200_000; pass++)
        {
            var g = gradient(w);
            for (var j = 0; j < w.Length; j++) w[j] -= step * g[j];
            if (g.Max(Math.Abs) < 1e-10) break;
        }
        return w;
    }

    static double On(double[] w, double[] x) => w[Columns] + Enumerable.Range(0, Columns).Sum(j => w[j] * x[j]);

    static void Same(double[] expected, LinearWeights found, double tolerance)
    {
        for (var j = 0; j < Columns; j++) Assert.Equal(expected[j], found.Weights[j], tolerance);
        Assert.Equal(expected[Columns], found.Intercept, tolerance);
    }

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    public void Logistic_weights_are_where_the_penalised_log_loss_is_least(ulong seed, double penalty)
    {
        var (rows, dense, y) = Drawn(seed);
        var naive = Descend(w =>
        {
            var g = new double[Columns + 1];
            for (var i = 0; i < Rows; i++)
            {
                var error = 1 / (1 + Math.Exp(-On(w, dense[i]))) - (y[i] > 0.3 ? 1 : 0);
                for (var j = 0; j < Columns; j++) g[j] += error * dense[i][j];
                g[Columns] += error;
            }
            for (var j = 0; j < Columns; j++) g[j] += penalty * w[j];
            return g;
        }, 0.02);
        Same(naive, LinearFit.Logistic(rows, i => y[i] > 0.3, Columns, penalty), 2e-3);
    }

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(2, 3)]
    [InlineData(3, 30)]
    public void Weights_of_scores_are_where_the_penalised_squares_are_least(ulong seed, double penalty)
    {
        var (rows, dense, y) = Drawn(seed);
        var mean = y.Average();
        var naive = Descend(w =>
        {
            var g = new double[Columns + 1];
            for (var i = 0; i < Rows; i++)
            {
                var error = On(w, dense[i]) - (y[i] - mean);
                for (var j = 0; j < Columns; j++) g[j] += error * dense[i][j];
                g[Columns] += error;
            }
            for (var j = 0; j <= Columns; j++) g[j] += penalty * w[j];
            return g;
        }, 0.005);
        naive[Columns] += mean;
        Same(naive, LinearFit.Squared(rows, i => y[i], Columns, penalty), 2e-3);
    }

    [Fact]
    public void The_same_rows_give_the_same_bits_however_many_fits_run_at_once()
    {
        var (rows, _, y) = Drawn(5);
        var alone = (LinearFit.Logistic(rows, i => y[i] > 0.3, Columns, 1), LinearFit.Squared(rows, i => y[i], Columns, 1));
        var together = new (LinearWeights, LinearWeights)[8];
        Parallel.For(0, together.Length, k => together[k] = (LinearFit.Logistic(rows, i => y[i] > 0.3, Columns, 1), LinearFit.Squared(rows, i => y[i], Columns, 1)));
        Assert.All(together, fit =>
        {
            Assert.Equal(alone.Item1.Weights.AsEnumerable(), fit.Item1.Weights);
            Assert.Equal(alone.Item2.Weights.AsEnumerable(), fit.Item2.Weights);
            Assert.Equal((alone.Item1.Intercept, alone.Item2.Intercept), (fit.Item1.Intercept, fit.Item2.Intercept));
        });
    }
}
