using System.Globalization;

namespace ResearchKit;

/// <summary>The time of day, by the machine's clock as long as that goes evenly. One that jumps is not followed for a minute: it may jump back. Safe to share between threads.</summary>
/// <param name="time">The machine's clocks.</param>
/// <param name="say">Hears of jumps.</param>
sealed class SteadyClock(TimeProvider time, Action<string> say)
{
    static readonly TimeSpan Uneven = TimeSpan.FromSeconds(2), Trial = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();
    DateTimeOffset anchor = time.GetUtcNow();
    long anchored = time.GetTimestamp();
    long? jumped;

    /// <summary>Now.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (gate)
            {
                var (wall, stamp) = (time.GetUtcNow(), time.GetTimestamp());
                var steady = anchor + time.GetElapsedTime(anchored, stamp);
                var ahead = wall - steady;
                if (ahead.Duration() > Uneven)
                {
                    if (jumped is null) say(string.Create(CultureInfo.InvariantCulture, $"the clock of this machine jumped by {ahead.TotalSeconds:+0;-0} s; the time goes on as before, unless it stays so for a minute"));
                    jumped ??= stamp;
                    if (time.GetElapsedTime(jumped.Value, stamp) < Trial) return steady;
                    say(string.Create(CultureInfo.InvariantCulture, $"the clock of this machine stays {ahead.TotalSeconds:+0;-0} s off what went before, and is followed"));
                }
                (anchor, anchored, jumped) = (wall, stamp, null);
                return wall;
            }
        }
    }
}
