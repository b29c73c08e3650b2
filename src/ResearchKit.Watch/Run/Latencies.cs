using System.Globalization;

namespace ResearchKit;

/// <summary>How long things took, in buckets of 2%: any number of them in the same memory. Safe to share between threads.</summary>
sealed class Latencies
{
    const double Least = 1e-3, Step = 1.02;

    readonly long[] buckets = new long[1200];

    public long Count { get; private set; }

    /// <summary>The longest, in milliseconds.</summary>
    public double Most { get; private set; }

    public void Add(TimeSpan took)
    {
        var bucket = (int)Math.Clamp(Math.Log(Math.Max(took.TotalMilliseconds, Least) / Least) / Math.Log(Step), 0, buckets.Length - 1);
        lock (buckets)
        {
            buckets[bucket]++;
            Count++;
            Most = Math.Max(Most, took.TotalMilliseconds);
        }
    }

    /// <summary>Milliseconds within which a share of them was done; the upper end of its bucket.</summary>
    public double Quantile(double share)
    {
        lock (buckets)
        {
            var (wanted, bucket) = (Math.Max(1, (long)Math.Ceiling(share * Count)), 0);
            for (long sum = 0; bucket < buckets.Length && (sum += buckets[bucket]) < wanted; bucket++) { }
            return Least * Math.Pow(Step, bucket + 1);
        }
    }

    public override string ToString() => Count == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"p50 {Quantile(0.5):0.##} ms, p99 {Quantile(0.99):0.##} ms, most {Most:0.##} ms (n = {Count})");
}
