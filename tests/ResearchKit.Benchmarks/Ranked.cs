namespace ResearchKit.Benchmarks;

/// <summary>Pieces of text in an order, drawn by Zipf's law: the one of rank r, from 1, in proportion to 1/(r + offset) (Mandelbrot 1953). Sums and quotients only, so that draws are the same on every machine.</summary>
sealed class Ranked
{
    readonly string[] pieces;
    readonly double[] cumulative;

    /// <param name="pieces">The most frequent first.</param>
    /// <param name="offset">0 or more: the larger, the less the first ones stand out.</param>
    public Ranked(IEnumerable<string> pieces, double offset)
    {
        this.pieces = [.. pieces];
        cumulative = new double[this.pieces.Length];
        double sum = 0, words = 0;
        for (var i = 0; i < cumulative.Length; i++)
        {
            cumulative[i] = sum += 1 / (i + 1 + offset);
            words += Words(this.pieces[i]) / (i + 1 + offset);
        }
        MeanWords = words / sum;
    }

    public int Count => pieces.Length;

    /// <summary>How many words a draw has in the mean.</summary>
    public double MeanWords { get; }

    public string Draw(ref SplitMix random)
    {
        var at = Array.BinarySearch(cumulative, Unit(ref random) * cumulative[^1]);
        return pieces[Math.Min(at < 0 ? ~at : at + 1, pieces.Length - 1)];
    }

    /// <summary>A draw from 0 to 1, 1 excluded, of 53 bits.</summary>
    public static double Unit(ref SplitMix random) => (random.Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Words parted by spaces.</summary>
    public static int Words(string piece) => piece.AsSpan().Count(' ') + 1;
}
