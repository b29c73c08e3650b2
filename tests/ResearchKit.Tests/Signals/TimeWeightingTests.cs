using Xunit;

namespace ResearchKit.Tests;

public sealed class TimeWeightingTests
{
    static void Same(double[] raw, TimeWeighting weighting)
    {
        Assert.Equal(raw.Length, weighting.Periods);
        Assert.All(raw.Zip(weighting.Weights), pair => Assert.Equal(pair.First / raw.Sum(), pair.Second, 1e-12));
        Assert.Equal(1, weighting.Weights.Sum(), 1e-12);
    }

    [Fact]
    public void Equal_and_linear_weights_are_those_of_sentometrics()
    {
        Same([1, 1, 1, 1], TimeWeighting.Equal(4));
        Same([1 / 10.0, 2 / 10.0, 3 / 10.0, 4 / 10.0], TimeWeighting.Linear(4));
        Same([1], TimeWeighting.None);
    }

    [Fact]
    public void An_exponential_falls_by_ten_alpha_over_the_window()
    {
        Same([Math.Exp(-0.75), Math.Exp(-0.5), Math.Exp(-0.25), 1], TimeWeighting.Exponential(4, 0.1));
        Same([1, 1, 1], TimeWeighting.Exponential(3, 0));
        Same([Math.Exp(0.5), 1], TimeWeighting.Exponential(2, -0.1));
    }

    [Fact]
    public void A_half_life_halves_and_is_an_exponential()
    {
        Same([0.25, Math.Sqrt(0.125), 0.5, Math.Sqrt(0.5), 1], TimeWeighting.HalfLife(5, 2));
        Same([.. TimeWeighting.Exponential(5, 5 * Math.Log(2) / (10 * 2)).Weights], TimeWeighting.HalfLife(5, 2));
    }

    [Fact]
    public void Almon_polynomials_are_those_of_the_paper()
    {
        // x = 1/4, 2/4, 3/4, 1; r = 1, R = 3: (1 − (1 − x))·(1 − x)² = x(1 − x)².
        Same([1 / 4.0 * 9 / 16, 2 / 4.0 * 4 / 16, 3 / 4.0 * 1 / 16, 0], TimeWeighting.Almon(4, 1, 3));
        // r = R = 2: 1 − (1 − x)².
        Same([7 / 16.0, 12 / 16.0, 15 / 16.0, 1], TimeWeighting.Almon(4, 2, 2));
        // Turned, r = 1, R = 2: (1 − x)·x.
        Same([3 / 16.0, 4 / 16.0, 3 / 16.0, 0], TimeWeighting.Almon(4, 1, 2, inverse: true));
    }

    [Fact]
    public void Beta_densities_are_those_of_MIDAS_regressions()
    {
        // a = 2, b = 3: x(1 − x)²; a = 3, b = 1: x².
        Same([1 / 4.0 * 9 / 16, 2 / 4.0 * 4 / 16, 3 / 4.0 * 1 / 16, 0], TimeWeighting.Beta(4, 2, 3));
        Same([1 / 9.0, 4 / 9.0, 1], TimeWeighting.Beta(3, 3, 1));
        Same([1, 1, 1], TimeWeighting.Beta(3, 1, 1));
    }

    [Fact]
    public void Weights_of_your_own_are_brought_to_one()
    {
        Same([0, 2, 6], TimeWeighting.Of("mine", 0, 2, 6));
        Assert.Equal(TimeWeighting.Of("mine", 0, 2, 6), TimeWeighting.Of("mine", 0, 1, 3));
        Assert.NotEqual(TimeWeighting.Equal(3), TimeWeighting.Linear(3));
        Assert.Equal(["linear(5)", "half-life(30, half-life 5.5)", "Almon inverse(4, order 1, highest 2)"], new[] { TimeWeighting.Linear(5), TimeWeighting.HalfLife(30, 5.5), TimeWeighting.Almon(4, 1, 2, inverse: true) }.Select(one => one.ToString()));
    }

    [Fact]
    public void What_gives_no_weights_is_refused()
    {
        static string Refusal(Func<object> made) => Assert.Throws<InputException>(made).Message;
        Assert.Equal("Weights over time, linear(0): over 0 periods. Expected 1 to 10000.", Refusal(() => TimeWeighting.Linear(0)));
        Assert.Equal("Weights over time, Almon(1, order 1, highest 2): they add up to 0. Expected more than 0: give more periods, or other parameters.", Refusal(() => TimeWeighting.Almon(1, 1, 2)));
        Assert.StartsWith("Weights over time, Almon: order 3 of 2.", Refusal(() => TimeWeighting.Almon(4, 3, 2)));
        Assert.StartsWith("Weights over time, Beta: a is 1 and b is 0.5.", Refusal(() => TimeWeighting.Beta(4, 1, 0.5)));
        Assert.StartsWith("Weights over time, half-life: it is 0 periods.", Refusal(() => TimeWeighting.HalfLife(4, 0)));
        Assert.StartsWith("Weights over time, exponential: alpha is NaN.", Refusal(() => TimeWeighting.Exponential(4, double.NaN)));
        Assert.StartsWith("Weights over time, exponential(2, alpha -1000): they add up to Infinity.", Refusal(() => TimeWeighting.Exponential(2, -1000)));
        Assert.Equal("Weights over time, mine: there are more than 10000. Expected 1 to 10000, the oldest first.", Refusal(() => TimeWeighting.Of("mine", Enumerable.Repeat(1.0, 10_001))));
        Assert.Equal(10_000, TimeWeighting.Of("mine", Enumerable.Repeat(1.0, 10_000)).Periods);
        Assert.StartsWith("Weights over time, mine: -1 is one of them.", Refusal(() => TimeWeighting.Of("mine", 1, -1)));
        Assert.StartsWith("Weights over time, mine: NaN is one of them.", Refusal(() => TimeWeighting.Of("mine", 1, double.NaN)));
        Assert.StartsWith("Weights over time, mine: they add up to 0.", Refusal(() => TimeWeighting.Of("mine")));
    }

    [Fact]
    public void Almon_weights_rise_or_fall_all_the_way_at_the_highest_order_and_have_a_hump_below()
    {
        static int[] Turns(TimeWeighting weighting) => [.. weighting.Weights.Zip(weighting.Weights.Skip(1)).Select(pair => Math.Sign(pair.Second - pair.First)).Where(sign => sign != 0).Aggregate(new List<int>(), (signs, sign) => signs.Count > 0 && signs[^1] == sign ? signs : [.. signs, sign])];
        Assert.Equal([1], Turns(TimeWeighting.Almon(12, 3, 3)));
        Assert.Equal([-1], Turns(TimeWeighting.Almon(12, 3, 3, inverse: true)));
        Assert.Equal([1, -1], Turns(TimeWeighting.Almon(12, 1, 3)));
        Assert.Equal([1, -1], Turns(TimeWeighting.Almon(12, 1, 3, inverse: true)));
        Assert.Equal([0, 0, 0], new[] { TimeWeighting.Almon(12, 3, 3, inverse: true), TimeWeighting.Almon(12, 1, 3), TimeWeighting.Almon(12, 1, 3, inverse: true) }.Select(one => one.Weights[^1]));
    }
}
