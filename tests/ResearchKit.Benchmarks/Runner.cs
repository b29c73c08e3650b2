using System.Diagnostics;

namespace ResearchKit.Benchmarks;

/// <summary>A way through texts that is timed.</summary>
/// <param name="Name">What its row is called.</param>
/// <param name="Texts">The texts, whose bytes are counted.</param>
/// <param name="Pass">Goes through those from the first to the one before the last; called by several threads where there are several.</param>
sealed record Runner(string Name, Utf8Texts Texts, Action<int, int> Pass)
{
    /// <summary>Documents between two looks at the clock.</summary>
    const int Batch = 64;

    readonly int[] next = new int[64];

    public int Threads { get; init; } = 1;

    /// <summary>Runs for a while, and goes on in the texts where the last turn stopped.</summary>
    /// <param name="seconds">At least so long, and one batch.</param>
    public Turn Run(double seconds)
    {
        if (Threads == 1) return Alone(0, seconds);
        var turns = new Turn[Threads];
        var threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() => turns[thread] = Alone(thread, seconds))).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        return turns.Aggregate((a, b) => new(a.Documents + b.Documents, a.Bytes + b.Bytes, Math.Max(a.Seconds, b.Seconds), Math.Max(a.Processor, b.Processor), a.Allocated + b.Allocated));
    }

    Turn Alone(int thread, double seconds)
    {
        long documents = 0, bytes = 0;
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var from = Stopwatch.GetTimestamp();
        do
        {
            // Each thread has batches of its own.
            var first = (next[thread]++ * Threads + thread) * Batch % Texts.Count / Batch * Batch;
            var end = Math.Min(first + Batch, Texts.Count);
            Pass(first, end);
            documents += end - first;
            bytes += Texts.Bytes(first, end);
        }
        while (Stopwatch.GetElapsedTime(from).TotalSeconds < seconds);
        return new(documents, bytes, Stopwatch.GetElapsedTime(from).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }
}

/// <summary>What a turn came to.</summary>
/// <param name="Documents">How many were gone through.</param>
/// <param name="Bytes">Their bytes in UTF-8.</param>
/// <param name="Seconds">On the clock.</param>
/// <param name="Processor">Seconds that this process had a processor.</param>
/// <param name="Allocated">Bytes that its threads allocated.</param>
readonly record struct Turn(long Documents, long Bytes, double Seconds, double Processor, long Allocated)
{
    /// <summary>MB/s, by the clock.</summary>
    public double ByClock => Bytes / Seconds / 1e6;

    /// <summary>MB/s by processor time, of which other work on the machine takes little.</summary>
    public double ByProcessor => Bytes / Processor / 1e6;
}
