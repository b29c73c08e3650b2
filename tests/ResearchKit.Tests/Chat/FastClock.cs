using System.Collections.Concurrent;
using System.Diagnostics;

namespace ResearchKit.Tests;

/// <summary>A clock that runs so many times as fast, and its timers with it.</summary>
sealed class FastClock(int speed = 100) : TimeProvider
{
    readonly long start = Stopwatch.GetTimestamp();

    /// <summary>What was waited for.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero) + Stopwatch.GetElapsedTime(start) * speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        // Never early: a wait of seven seconds is at least that on this clock.
        return System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.FromMilliseconds(Math.Ceiling(dueTime.TotalMilliseconds / speed)), period);
    }
}
