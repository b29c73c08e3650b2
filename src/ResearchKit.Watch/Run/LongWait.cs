namespace ResearchKit;

/// <summary>Waits of any length: one wait of the system's is 49 days at most of a timer's, and 24 of a thread's.</summary>
static class LongWait
{
    static readonly TimeSpan Most = TimeSpan.FromDays(20);

    /// <summary>Waits, or until it is stopped; that is no error.</summary>
    public static async Task Delay(TimeSpan wait, TimeProvider time, CancellationToken stop)
    {
        for (; wait > TimeSpan.Zero && !stop.IsCancellationRequested; wait -= Most) await Task.Delay(wait < Most ? wait : Most, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Holds the thread.</summary>
    public static void Sleep(TimeSpan wait) => Sleep(wait, Thread.Sleep);

    /// <param name="wait">How long.</param>
    /// <param name="part">Waits so much of it as one wait may be.</param>
    public static void Sleep(TimeSpan wait, Action<TimeSpan> part)
    {
        for (; wait > TimeSpan.Zero; wait -= Most) part(wait < Most ? wait : Most);
    }
}
