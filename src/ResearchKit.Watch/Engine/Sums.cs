using System.Numerics;

namespace ResearchKit;

/// <summary>How many values there are, their sum and that of their squares, in whole numbers of 2⁻⁵⁶: exact, so that what was added can be taken away again, and no order of them changes a bit.</summary>
/// <param name="Count">How many; at most 2¹⁴.</param>
/// <param name="Sum">In units of 2⁻⁵⁶.</param>
/// <param name="Squares">In units of 2⁻¹¹².</param>
readonly record struct Sums(int Count, Int128 Sum, Int128 Squares)
{
    const double Unit = 1L << 56;

    /// <summary>A value, −1 to 1, to the nearest unit: a tenth of what a double near 1 is exact to.</summary>
    public static long Fixed(double value) => (long)Math.Round(value * Unit);

    public Sums With(long value) => new(Count + 1, Sum + value, Squares + (Int128)value * value);

    public Sums Without(long value) => new(Count - 1, Sum - value, Squares - (Int128)value * value);

    public Sums Without(Sums some) => new(Count - some.Count, Sum - some.Sum, Squares - some.Squares);

    public double Mean => (double)Sum / Unit / Count;

    /// <summary>n − 1 in the denominator: (nΣx² − (Σx)²) ⁄ n(n − 1), whose difference is exact.</summary>
    public double Deviation => Math.Sqrt((double)((BigInteger)Count * Squares - (BigInteger)Sum * Sum) / Unit / Unit / Count / (Count - 1));
}
