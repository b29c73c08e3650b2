using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>How much each of the last n periods counts in a point: weights that add up to 1, the oldest period first. Immutable.</summary>
/// <remarks>The families are sentometrics' (Ardia, Bluteau, Borms, Boudt, JSS 99(2), 2021), with x = i/n for i = 1 (the oldest) to n (the period itself), each divided by its sum.
/// Those with a power or an exponential have the same bits on one runtime and processor family; equal, linear and given weights on every machine.</remarks>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class TimeWeighting : IEquatable<TimeWeighting>
{
    const int MostPeriods = 10_000;

    TimeWeighting(string name, IEnumerable<double> raw)
    {
        (Name, Weights) = (name, [.. raw]);
        var sum = Weights.Sum();
        if (Weights.FirstOrDefault(weight => !(weight >= 0), 0) is var wrong && wrong != 0) throw new InputException(FormattableString.Invariant($"Weights over time, {name}: {wrong} is one of them. Expected numbers of 0 or more."));
        if (!(sum > 0 && double.IsFinite(sum))) throw new InputException(FormattableString.Invariant($"Weights over time, {name}: they add up to {sum}. Expected more than 0: give more periods, or other parameters."));
        Weights = [.. Weights.Select(weight => weight / sum)];
    }

    /// <summary>The period alone.</summary>
    public static TimeWeighting None { get; } = new("none", [1]);

    /// <summary>Family and parameters, such as <c>linear(5)</c>.</summary>
    public string Name { get; }

    /// <summary>A weight for each period, the oldest first: 0 or more, adding up to 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>How many periods count.</summary>
    public int Periods => Weights.Length;

    /// <summary>Every period alike.</summary>
    /// <param name="periods">1 to 10000.</param>
    /// <exception cref="InputException">It is not.</exception>
    public static TimeWeighting Equal(int periods) => Of(Named("equal", periods), periods, _ => 1);

    /// <summary>i/Σi: in a straight line up to the newest.</summary>
    /// <param name="periods">1 to 10000.</param>
    /// <exception cref="InputException">It is not.</exception>
    public static TimeWeighting Linear(int periods) => Of(Named("linear", periods), periods, i => i);

    /// <summary>exp(10α(i/n − 1)).</summary>
    /// <param name="periods">n, 1 to 10000.</param>
    /// <param name="alpha">α: the greater, the less the past counts; 0 is <see cref="Equal"/>, and below 0 the oldest count most.</param>
    /// <exception cref="InputException">The weights have no sum.</exception>
    public static TimeWeighting Exponential(int periods, double alpha) =>
        Of(Named("exponential", periods, ("alpha", Finite(alpha, "alpha", "exponential"))), periods, i => Math.Exp(10 * alpha * ((double)i / periods - 1)));

    /// <summary>2^((i − n)/h): half as much for each half-life back. That is <see cref="Exponential"/> with α = n·ln 2/(10h).</summary>
    /// <param name="periods">n, 1 to 10000.</param>
    /// <param name="halfLife">h in periods, more than 0.</param>
    /// <exception cref="InputException">A parameter is out of its range.</exception>
    public static TimeWeighting HalfLife(int periods, double halfLife) => Finite(halfLife, "half-life", "half-life") > 0
        ? Of(Named("half-life", periods, ("half-life", halfLife)), periods, i => Math.Pow(2, (i - periods) / halfLife))
        : throw new InputException(FormattableString.Invariant($"Weights over time, half-life: it is {halfLife} periods. Expected more than 0."));

    /// <summary>An Almon polynomial, (1 − (1 − x)^r)(1 − x)^(R − r); turned in time, (1 − x^r)·x^(R − r).</summary>
    /// <param name="periods">n, 1 to 10000.</param>
    /// <param name="order">r, 1 to R. With r = R the weights rise all the way to the newest, or, turned, fall all the way to 0 for it; with r &lt; R they rise and then fall to 0 for it, turned or not.</param>
    /// <param name="highest">R, 1 to 100.</param>
    /// <param name="inverse">Whether it is turned.</param>
    /// <exception cref="InputException">A parameter is out of its range, or every weight is 0, as of one period with r &lt; R.</exception>
    public static TimeWeighting Almon(int periods, int order, int highest, bool inverse = false)
    {
        if (highest is < 1 or > 100 || order < 1 || order > highest) throw new InputException(FormattableString.Invariant($"Weights over time, Almon: order {order} of {highest}. Expected an order from 1 to the highest, and the highest from 1 to 100."));
        return Of(Named(inverse ? "Almon inverse" : "Almon", periods, ("order", order), ("highest", highest)), periods, i =>
        {
            var x = inverse ? (double)i / periods : 1 - (double)i / periods;
            return (1 - Math.Pow(x, order)) * Math.Pow(x, highest - order);
        });
    }

    /// <summary>A Beta density, x^(a − 1)·(1 − x)^(b − 1), as in MIDAS regressions (Ghysels, Sinko, Valkanov 2007).</summary>
    /// <param name="periods">n, 1 to 10000.</param>
    /// <param name="a">More than 0.</param>
    /// <param name="b">1 or more: below, the period itself would weigh without bound. With b = 1 and a &gt; 1 the newest counts most; with b &gt; 1 the period itself counts nothing.</param>
    /// <exception cref="InputException">A parameter is out of its range, or every weight is 0.</exception>
    public static TimeWeighting Beta(int periods, double a, double b)
    {
        if (!(Finite(a, "a", "Beta") > 0) || !(Finite(b, "b", "Beta") >= 1)) throw new InputException(FormattableString.Invariant($"Weights over time, Beta: a is {a} and b is {b}. Expected a more than 0, and b 1 or more."));
        return Of(Named("Beta", periods, ("a", a), ("b", b)), periods, i => Math.Pow((double)i / periods, a - 1) * Math.Pow(1 - (double)i / periods, b - 1));
    }

    /// <summary>Weights of your own.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="weights">1 to 10000, the oldest first, 0 or more, not all 0; they are divided by their sum.</param>
    /// <exception cref="InputException">One of them is not such a number, or there are more.</exception>
    public static TimeWeighting Of(string name, params IEnumerable<double> weights)
    {
        double[] given = [.. weights.Take(MostPeriods + 1)];
        return given.Length <= MostPeriods ? new(Untrusted.Line(name), given)
            : throw new InputException(FormattableString.Invariant($"Weights over time, {Untrusted.Line(name)}: there are more than {MostPeriods}. Expected 1 to {MostPeriods}, the oldest first."));
    }

    static TimeWeighting Of(string name, int periods, Func<int, double> weight) => periods is >= 1 and <= MostPeriods
        ? new(name, Enumerable.Range(1, periods).Select(weight))
        : throw new InputException(FormattableString.Invariant($"Weights over time, {name}: over {periods} periods. Expected 1 to {MostPeriods}."));

    static double Finite(double value, string parameter, string family) => double.IsFinite(value) ? value
        : throw new InputException(FormattableString.Invariant($"Weights over time, {family}: {parameter} is {value}. Expected a finite number."));

    static string Named(string family, int periods, params ReadOnlySpan<(string Name, double Value)> parameters)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{family}({periods}");
        foreach (var (parameter, value) in parameters) name += string.Create(CultureInfo.InvariantCulture, $", {parameter} {value}");
        return name + ")";
    }

    /// <summary>Whether name and weights are the same.</summary>
    public bool Equals(TimeWeighting? other) => other is not null && Name == other.Name && Weights.SequenceEqual(other.Weights);

    /// <inheritdoc/>
    public override bool Equals(object? other) => Equals(other as TimeWeighting);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Weights.Length);

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
