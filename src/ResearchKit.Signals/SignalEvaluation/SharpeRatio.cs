using System.Globalization;

namespace ResearchKit;

/// <summary>A Sharpe ratio of one period with what its error depends on; and how probable it is that the true one is above a benchmark, or above what the best of many trials would show by luck.</summary>
/// <remarks>Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier" (2012) and "The Deflated Sharpe Ratio" (2014). Periods are taken as independent of one another: of returns that overlap it makes too much. All ratios are of one period; an annual one over √(periods in a year) is.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record SharpeRatio
{
    const double Euler = 0.57721566490153286;

    /// <param name="value">Mean over standard deviation of one period.</param>
    /// <param name="count">How many periods, 2 or more.</param>
    /// <param name="skewness">Third standardised moment; 0 for a normal distribution.</param>
    /// <param name="kurtosis">Fourth standardised moment; 3 for a normal distribution, and never below skewness² + 1.</param>
    /// <exception cref="InputException">A figure is not finite or out of its range.</exception>
    public SharpeRatio(double value, int count, double skewness = 0, double kurtosis = 3)
    {
        if (!double.IsFinite(value) || !double.IsFinite(skewness)) throw new InputException(FormattableString.Invariant($"Sharpe ratio {value}, skewness {skewness}. Expected finite numbers."));
        if (count < 2) throw new InputException($"A Sharpe ratio of {count} periods. Expected 2 or more.");
        if (!double.IsFinite(kurtosis) || kurtosis < skewness * skewness + 1 - 1e-9) throw new InputException(FormattableString.Invariant($"Kurtosis {kurtosis} with skewness {skewness}. Expected skewness² + 1 or more: the fourth moment itself, 3 for a normal distribution, not its excess."));
        (Value, Count, Skewness, Kurtosis) = (value, count, skewness, kurtosis);
    }

    /// <summary>Mean over standard deviation (by n − 1) of one period.</summary>
    public double Value { get; }

    /// <summary>How many periods.</summary>
    public int Count { get; }

    /// <summary>m₃/m₂^1.5 of the central moments by n.</summary>
    public double Skewness { get; }

    /// <summary>m₄/m₂² of the central moments by n.</summary>
    public double Kurtosis { get; }

    /// <summary>Of returns less what cash would have brought.</summary>
    /// <param name="returns">One a period, as shares.</param>
    /// <exception cref="InputException">There are fewer than two, one is not finite, or all are equal.</exception>
    public static SharpeRatio Of(IReadOnlyList<double> returns)
    {
        double[] values = [.. returns];
        if (values.Length < 2) throw new InputException($"{values.Length} returns. Expected two or more for a Sharpe ratio.");
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i])) throw new InputException(FormattableString.Invariant($"Return {i + 1} is {values[i]}. Expected a finite share as 0.0123."));
        if (Series.Constant(values)) throw new InputException("All returns are equal. Expected some that differ: without a spread there is no Sharpe ratio.");
        double mean = Series.Mean(values), second = 0, third = 0, fourth = 0;
        foreach (var value in values)
        {
            var square = (value - mean) * (value - mean);
            second += square / values.Length;
            third += square * (value - mean) / values.Length;
            fourth += square * square / values.Length;
        }
        return new(mean / Series.Deviation(values), values.Length, third / (second * Math.Sqrt(second)), fourth / (second * second));
    }

    /// <summary>What sampling makes of it: √((1 − γ₃·SR + (γ₄ − 1)/4·SR²)/(n − 1)) (Mertens 2002).</summary>
    public double StandardError => Math.Sqrt(Spread / (Count - 1));

    double Spread => 1 - Skewness * Value + (Kurtosis - 1) / 4 * Value * Value;

    /// <summary>PSR: the probability that the true ratio is above a benchmark, Φ((SR − SR*)/standard error), 0 to 1.</summary>
    /// <param name="benchmark">The ratio of one period to compare with.</param>
    public double Probabilistic(double benchmark = 0) => Value == benchmark ? 0.5 : Distributions.Normal((Value - benchmark) / StandardError);

    /// <summary>The minimum track record: how many periods it takes for <see cref="Probabilistic"/> to reach a level, 1 + (1 − γ₃·SR + (γ₄ − 1)/4·SR²)·(z/(SR − SR*))². Null where the ratio is not above the benchmark: no record suffices.</summary>
    /// <param name="benchmark">The ratio of one period to compare with.</param>
    /// <param name="level">More than 0.5, less than 1.</param>
    /// <exception cref="InputException">The level is out of its range.</exception>
    public double? MinimumTrackRecord(double benchmark = 0, double level = 0.95)
    {
        if (level is not (> 0.5 and < 1)) throw new InputException(FormattableString.Invariant($"Level is {level}. Expected more than 0.5, less than 1."));
        var z = Distributions.NormalQuantile(level) / (Value - benchmark);
        return Value > benchmark ? 1 + Spread * z * z : null;
    }

    /// <summary>DSR: <see cref="Probabilistic"/> against <see cref="ExpectedMaximum"/>, which is what the best of so many trials without any skill would show.</summary>
    /// <param name="trials">How many there were, this one among them: all that were looked at, not those that were kept. The trial ledger of a registry counts them.</param>
    /// <param name="variance">The variance of the trials' ratios of one period.</param>
    /// <exception cref="InputException">There is no trial, or the variance is negative or not finite.</exception>
    public double Deflated(int trials, double variance) => Probabilistic(ExpectedMaximum(trials, variance));

    /// <summary>The same by the ratios of one period of all trials, this one among them; their variance by n − 1.</summary>
    /// <param name="trials">At least two.</param>
    /// <exception cref="InputException">There are fewer than two, or one is not finite.</exception>
    public double Deflated(IReadOnlyList<double> trials)
    {
        double[] values = [.. trials];
        if (values.Length < 2) throw new InputException($"{values.Length} trials. Expected two or more, whose variance is needed; or give their number and variance.");
        var deviation = Series.Deviation(values);
        return Deflated(values.Length, deviation * deviation);
    }

    /// <summary>The expected greatest ratio of so many independent trials whose true ratios are 0: √V·((1 − γ)·z(1 − 1/N) + γ·z(1 − 1/(N·e))), γ Euler's constant; 0 for one.</summary>
    /// <param name="trials">1 or more.</param>
    /// <param name="variance">The variance of their ratios, 0 or more.</param>
    /// <exception cref="InputException">There is no trial, or the variance is negative or not finite.</exception>
    public static double ExpectedMaximum(int trials, double variance)
    {
        if (trials < 1) throw new InputException($"{trials} trials. Expected 1 or more: this one is one.");
        if (!double.IsFinite(variance) || variance < 0) throw new InputException(FormattableString.Invariant($"The variance of the trials' Sharpe ratios is {variance}. Expected a finite number, 0 or more."));
        return trials == 1 ? 0 : Math.Sqrt(variance) * ((1 - Euler) * Distributions.NormalQuantile(1 - 1.0 / trials) + Euler * Distributions.NormalQuantile(1 - 1 / (trials * Math.E)));
    }

    /// <summary><c>Sharpe ratio +0.102 a period of 250 (skewness -0.40, kurtosis 4.10), above 0 with probability 0.945</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Sharpe ratio {Value:+0.000;-0.000;0.000} a period of {Count} (skewness {Skewness:0.00}, kurtosis {Kurtosis:0.00}), above 0 with probability {Probabilistic():0.000}");
}
