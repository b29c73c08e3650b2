using Xunit;

namespace ResearchKit.Tests;

/// <summary>How the penalty is chosen, and what is said of the fit.</summary>
public sealed class ElasticNetChoiceTests
{
    static ElasticNetOptions Options(double? penalty = null) => new() { Penalty = penalty, Folds = 4, Penalties = 20 };

    [Fact]
    public void Folds_are_as_large_as_one_another_and_hold_each_row_once()
    {
        var fold = ElasticNetChoice.FoldsOf(22, Options());
        Assert.Equal([5, 5, 6, 6], fold.GroupBy(f => f).Select(rows => rows.Count()).Order());
        Assert.NotEqual(Enumerable.Range(0, 22).Select(i => i % 4), fold);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_reported_R2_is_that_of_naive_fits_on_the_other_folds(bool offset)
    {
        var (x, dense, y) = NaiveElasticNet.Generated(44, 6, seed: 6);
        var draws = new Draws(7);
        var value = offset ? y.Select(score => score + 0.6 * (draws.Share() - 0.5)).ToArray() : null;
        var options = Options(penalty: 0.02);
        var fold = ElasticNetChoice.FoldsOf(y.Length, options);
        double[] foretold = new double[y.Length], alone = new double[y.Length];
        for (var f = 0; f < options.Folds; f++)
        {
            int[] others = [.. Enumerable.Range(0, y.Length).Where(i => fold[i] != f)];
            var (a, b) = value is null ? (0, 0) : Line(others, value, y);
            var (intercept, weights) = NaiveElasticNet.Fit([.. dense.Select(column => others.Select(i => column[i]).ToArray())], [.. others.Select(i => y[i] - a - b * (value?[i] ?? 0))], 0.02, options.Alpha);
            foreach (var i in Enumerable.Range(0, y.Length).Where(i => fold[i] == f))
            {
                alone[i] = a + b * (value?[i] ?? 0);
                foretold[i] = alone[i] + intercept + weights.Select((weight, j) => weight * dense[j][i]).Sum();
            }
        }
        var choice = ElasticNetChoice.Of(x, y, value, options);
        Assert.Equal(0.02, choice.Penalty);
        Assert.Equal(R2(y, foretold), choice.R2, 1e-6);
        Assert.Equal(R2(y, alone), choice.OffsetR2, 1e-9);
    }

    [Fact]
    public void The_largest_penalty_within_a_standard_error_of_the_best_is_taken()
    {
        // The best mean is 1, with errors 0.8 and 1.2: their deviation is √0.08, its standard error √0.08/√2 = 0.2.
        double[][] errors = [[1.3, 1.3], [1.19, 1.19], [0.8, 1.2], [1.5, 1.5]];
        Assert.Equal(1, ElasticNetChoice.Chosen(4, i => errors[i], oneStandardError: true));
        Assert.Equal(2, ElasticNetChoice.Chosen(4, i => errors[i], oneStandardError: false));
    }

    [Fact]
    public void Labels_without_sense_are_given_few_terms_and_no_R2()
    {
        var (x, _, _) = NaiveElasticNet.Generated(80, 30, seed: 8);
        var draws = new Draws(9);
        var choice = ElasticNetChoice.Of(x, [.. Enumerable.Range(0, 80).Select(_ => draws.Share())], null, Options());
        Assert.InRange(choice.R2, -0.3, 0.1);
        Assert.InRange(choice.Weights.Count(weight => weight != 0), 0, 3);
    }

    static (double A, double B) Line(int[] rows, double[] x, double[] y)
    {
        double mx = rows.Average(i => x[i]), my = rows.Average(i => y[i]);
        var slope = rows.Sum(i => (x[i] - mx) * (y[i] - my)) / rows.Sum(i => (x[i] - mx) * (x[i] - mx));
        return (my - slope * mx, slope);
    }

    static double R2(double[] y, double[] foretold) => 1 - y.Zip(foretold, (a, b) => (a - b) * (a - b)).Sum() / y.Sum(a => (a - y.Average()) * (a - y.Average()));
}
