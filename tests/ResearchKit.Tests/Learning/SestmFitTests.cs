using System.Numerics;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>The numbers of SESTM against plain ones.</summary>
public sealed class SestmFitTests
{
    [Fact]
    public void Topics_agree_with_a_naive_dense_product_of_matrices()
    {
        const int n = 25, m = 6;
        var draws = new Draws(21);
        var d = Enumerable.Range(0, n).Select(i => Enumerable.Range(0, m).Select(_ => i == 3 ? 0 : draws.Below(4)).ToArray()).ToArray();
        var ranks = draws.Shuffled(Enumerable.Range(1, n)).Select(rank => rank / (double)n).ToArray();
        // H is m × n and W is 2 × n, of the texts with any term; O = H Wᵀ (W Wᵀ)⁻¹ by the inverse of a 2 × 2 matrix.
        int[] spoken = [.. Enumerable.Range(0, n).Where(i => d[i].Sum() > 0)];
        var w = new[] { spoken.Select(i => ranks[i]).ToArray(), spoken.Select(i => 1 - ranks[i]).ToArray() };
        double Dot(double[] one, double[] other) => one.Zip(other, (a, b) => a * b).Sum();
        double a = Dot(w[0], w[0]), b = Dot(w[0], w[1]), c = Dot(w[1], w[1]);
        double[,] inverse = { { c / (a * c - b * b), -b / (a * c - b * b) }, { -b / (a * c - b * b), a / (a * c - b * b) } };
        double[] Column(int k)
        {
            var raw = Enumerable.Range(0, m).Select(j =>
            {
                var h = spoken.Select(i => d[i][j] / (double)d[i].Sum()).ToArray();
                return Math.Max(0, Dot(h, w[0]) * inverse[0, k] + Dot(h, w[1]) * inverse[1, k]);
            }).ToArray();
            return [.. raw.Select(value => value / raw.Sum())];
        }
        var (positive, negative) = SestmFit.Topics([.. d.Select(row => row.Select((count, j) => (j, count)).Where(term => term.count > 0).ToArray())], ranks, m)!.Value;
        for (var j = 0; j < m; j++)
        {
            Assert.Equal(Column(0)[j], positive[j], 1e-10);
            Assert.Equal(Column(1)[j], negative[j], 1e-10);
        }
    }

    [Fact]
    public void Two_texts_of_one_word_each_give_two_pure_topics()
    {
        // p = 1 and ½: WWᵀ = [1 + ¼, ¼; ¼, ¼], of determinant ¼. The first word's row is (1, 0), the second's (½, ½)·(WWᵀ)⁻¹ = (0, 2) before the columns sum to 1.
        var (positive, negative) = SestmFit.Topics([[(0, 3)], [(1, 1)]], [1, 0.5], 2)!.Value;
        Assert.Equal([1, 0], positive.Select(value => Math.Round(value, 12)));
        Assert.Equal([0, 1], negative.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void Ranks_that_do_not_differ_give_no_topics() => Assert.Null(SestmFit.Topics([[(0, 1)], [(1, 1)]], [0.5, 0.5], 2));

    [Theory]
    [InlineData(1)]
    [InlineData(0.05)]
    [InlineData(10)]
    public void The_tone_is_where_the_penalised_likelihood_is_largest_on_a_grid(double penalty)
    {
        var draws = new Draws(22);
        for (var trial = 0; trial < 5; trial++)
        {
            var found = Enumerable.Range(0, 4).Select(i => (Positive: i == 0 ? 0 : draws.Share(), Negative: i == 1 ? 0 : draws.Share(), Count: 1 + draws.Below(3))).ToArray();
            double Likelihood(double p) => found.Sum(term => term.Count * Math.Log(p * term.Positive + (1 - p) * term.Negative)) / found.Sum(term => term.Count) + penalty * Math.Log(p * (1 - p));
            var best = Enumerable.Range(1, 9999).Select(i => i / 10000.0).MaxBy(Likelihood);
            Assert.Equal(best, SestmFit.Tone(found, penalty), 1.01e-4);
        }
    }

    [Fact]
    public void One_positive_word_has_its_tone_in_closed_form() =>
        // The slope 1/p + λ(1 − 2p)/(p(1 − p)) is 0 where 1 − p + λ(1 − 2p) = 0: p = (1 + λ)/(1 + 2λ).
        Assert.Equal((1 + 2.0) / (1 + 2 * 2.0), SestmFit.Tone([(0.4, 0, 5)], 2), 1e-12);

    [Theory]
    [InlineData(0, 4, 2 / 16.0)]
    [InlineData(4, 4, 2 / 16.0)]
    [InlineData(1, 4, 2 * (1 + 4) / 16.0)]
    [InlineData(2, 4, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(3, 10, 2 * (1 + 10 + 45 + 120) / 1024.0)]
    [InlineData(7, 10, 2 * (1 + 10 + 45 + 120) / 1024.0)]
    public void The_binomial_p_is_twice_the_smaller_tail(int successes, int trials, double p) => Assert.Equal(p, new Binomial(10, 0.5).P(successes, trials), 1e-12);

    [Fact]
    public void The_binomial_p_of_many_trials_is_that_of_whole_numbers()
    {
        const int n = 2000, k = 920;
        BigInteger term = 1, sum = 0;
        for (var i = 0; i <= k; i++)
        {
            sum += term;
            term = term * (n - i) / (i + 1);
        }
        var p = (double)(2 * sum * BigInteger.Pow(10, 20) / BigInteger.Pow(2, n)) / 1e20;
        Assert.Equal(1, new Binomial(n, 0.5).P(k, n) / p, 1e-9);
        Assert.InRange(new Binomial(10_000, 0.5).P(9900, 10_000), 0, 1e-300);
    }
}
