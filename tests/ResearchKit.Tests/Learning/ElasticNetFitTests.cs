using Xunit;

namespace ResearchKit.Tests;

/// <summary>The minimum of the elastic net.</summary>
public sealed class ElasticNetFitTests
{
    const double Close = 1e-6;

    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(1, 0.005)]
    [InlineData(0.5, 0.1)]
    [InlineData(0.5, 0.01)]
    [InlineData(0.5, 0.001)]
    [InlineData(0, 0.1)]
    [InlineData(0, 0.01)]
    public void It_agrees_with_a_naive_dense_coordinate_descent(double alpha, double penalty)
    {
        foreach (var (rows, columns, seed) in new[] { (60, 8, 1UL), (40, 12, 2UL), (15, 20, 3UL) })
        {
            var (x, dense, y) = NaiveElasticNet.Generated(rows, columns, seed);
            var (intercept, weights) = NaiveElasticNet.Fit(dense, y, penalty, alpha);
            var fit = new ElasticNetFit(x, y, alpha);
            fit.Solve(penalty);
            Assert.Equal(intercept, fit.Intercept, Close);
            for (var j = 0; j < columns; j++) Assert.Equal(weights[j], fit.Weights[j], Close);
        }
    }

    [Theory]
    [InlineData(0.1, 0.5, (0.25 - 0.1 * 0.5) / (0.25 + 0.1 * 0.5))]
    [InlineData(0.1, 1, (0.25 - 0.1) / 0.25)]
    [InlineData(0.1, 0, 0.25 / (0.25 + 0.1))]
    [InlineData(0.5, 0.5, 0)] // 0.5 · 0.5 is all of the 0.25 that there is.
    public void One_term_is_thresholded_softly_and_shrunk(double penalty, double alpha, double weight)
    {
        // Two of four texts hold it, and they alone are judged 1: centred, both are ±½, so the mean product and the variance are ¼.
        var fit = new ElasticNetFit(new(4, [[0, 1]]), [1, 1, 0, 0], alpha);
        fit.Solve(penalty);
        Assert.Equal(weight, fit.Weights[0], 1e-12);
        Assert.Equal(0.5 - weight * 0.5, fit.Intercept, 1e-12);
    }

    [Fact]
    public void At_the_largest_penalty_no_term_is_left_and_just_below_it_one_is()
    {
        var (x, _, y) = NaiveElasticNet.Generated(60, 8, seed: 4);
        var fit = new ElasticNetFit(x, y, 0.5);
        var largest = fit.LargestPenalty();
        fit.Solve(largest);
        Assert.All(fit.Weights.ToArray(), weight => Assert.Equal(0, weight));
        fit.Solve(largest * 0.999);
        Assert.Single(fit.Weights.ToArray(), weight => weight != 0);
    }

    [Fact]
    public void The_way_along_the_path_does_not_change_where_it_leads()
    {
        var (x, _, y) = NaiveElasticNet.Generated(60, 8, seed: 5);
        ElasticNetFit direct = new(x, y, 0.5), stepwise = new(x, y, 0.5);
        direct.Solve(0.01);
        foreach (var penalty in new[] { 0.3, 0.1, 0.03, 0.001, 0.01 }) stepwise.Solve(penalty);
        for (var j = 0; j < 8; j++) Assert.Equal(direct.Weights[j], stepwise.Weights[j], Close);
    }

    [Fact]
    public void A_term_that_stands_in_every_text_or_in_none_has_no_weight()
    {
        var fit = new ElasticNetFit(new(4, [[0, 1, 2, 3], [], [0, 1]]), [1, 1, 0, 0], 0);
        fit.Solve(0.01);
        Assert.Equal((0, 0), (fit.Weights[0], fit.Weights[1]));
        Assert.NotEqual(0, fit.Weights[2]);
    }
}
