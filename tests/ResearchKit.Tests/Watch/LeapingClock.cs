using System.Collections.Concurrent;

namespace ResearchKit.Tests;

/// <summary>A clock on which every wait is over at once, and has taken its time.</summary>
sealed class LeapingClock : TimeProvider
{
    readonly Lock gate = new();
    DateTimeOffset now = Wire.Hour(0);

    /// <summary>What was waited for, in order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate) now += dueTime;
        Waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
