using Xunit;

namespace ResearchKit.Tests;

public sealed class DistributionsTests
{
    [Fact]
    public void The_normal_distribution_has_its_tabled_values()
    {
        // Abramowitz and Stegun, table 26.1 and 26.2, to fifteen places.
        Assert.Equal(0.5, Distributions.Normal(0), 1e-15);
        Assert.Equal(0.841344746068543, Distributions.Normal(1), 1e-14);
        Assert.Equal(0.977249868051821, Distributions.Normal(2), 1e-14);
        Assert.Equal(1 - 0.977249868051821, Distributions.Normal(-2), 1e-14);
        Assert.Equal(2 * 2.866515718791939e-7, Distributions.TwoSidedNormal(5), 1e-19);
        Assert.Equal(0, Distributions.TwoSidedNormal(50));
        Assert.Equal(1.959963984540054, Distributions.NormalQuantile(0.975), 1e-13);
        Assert.Equal(-2.326347874040841, Distributions.NormalQuantile(0.01), 1e-13);
    }

    [Theory]
    [InlineData(2.9999999, 3.0000001)]
    [InlineData(2.5, 3.5)]
    public void Its_series_and_its_fraction_agree_with_the_integral_of_the_density(double from, double to) => Assert.Equal(
        Simpson(x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), from, to), Distributions.Normal(to) - Distributions.Normal(from), 1e-14);

    [Fact]
    public void Students_distribution_has_its_closed_forms()
    {
        foreach (var t in new[] { 0.1, 1, 2.5, 12.7, 300 })
        {
            // One, two and four degrees of freedom integrate by hand.
            Assert.Equal(1 - 2 / Math.PI * Math.Atan(t), Distributions.TwoSidedStudent(t, 1), 1e-13);
            Assert.Equal(1 - t / Math.Sqrt(2 + t * t), Distributions.TwoSidedStudent(t, 2), 1e-13);
            var s = t / Math.Sqrt(4 + t * t);
            Assert.Equal(1 - 1.5 * (s - s * s * s / 3), Distributions.TwoSidedStudent(-t, 4), 1e-13);
        }
        Assert.Equal(Math.Tan(0.475 * Math.PI), Distributions.StudentQuantile(0.975, 1), 1e-11);
        Assert.Equal(0.95 * Math.Sqrt(2 / (1 - 0.95 * 0.95)), Distributions.StudentQuantile(0.975, 2), 1e-12);
    }

    [Theory]
    [InlineData(7, 2.1)]
    [InlineData(33.5, 1.7)]
    [InlineData(5000, 2.2)]
    public void And_for_any_freedom_the_integral_of_its_density(double freedom, double t)
    {
        // The density is (1 + x²/ν)^(−(ν + 1)/2) up to a constant, which the integral over all x gives.
        double Density(double x) => Math.Exp(-(freedom + 1) / 2 * Math.Log(1 + x * x / freedom));
        Assert.Equal(1 - Simpson(Density, 0, t) / Simpson(Density, 0, 400), Distributions.TwoSidedStudent(t, freedom), 1e-9);
        Assert.Equal(t, Distributions.StudentQuantile(1 - Distributions.TwoSidedStudent(t, freedom) / 2, freedom), 1e-10);
    }

    static double Simpson(Func<double, double> function, double from, double to)
    {
        const int Steps = 400_000;
        var step = (to - from) / Steps;
        return Enumerable.Range(0, Steps + 1).Sum(i => function(from + i * step) * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2)) * step / 3;
    }
}
