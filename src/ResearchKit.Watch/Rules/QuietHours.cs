using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>Hours in which nobody is to be disturbed, by the clock of a time zone, so that they move with summer time. Immutable.</summary>
/// <param name="From">When they begin.</param>
/// <param name="To">When they end; no later than they begin means on the next day, and equal to it, a whole day.</param>
/// <param name="Zone">The time zone.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    /// <summary>Days on which they begin; empty for every day.</summary>
    public ImmutableArray<DayOfWeek> Days { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether alerts of these hours are dropped, and counted; else they are held until the hours are over.</summary>
    public bool Drop { get; init; }

    /// <summary>Whether every hour of the week is one of them.</summary>
    internal bool IsAlways => From == To && (Days.IsEmpty || Days.Distinct().Count() == 7);

    /// <summary>When the quiet is over that an instant falls into; null when it falls into none.</summary>
    public DateTimeOffset? End(DateTimeOffset at)
    {
        if (IsAlways) return DateTimeOffset.MaxValue;
        DateTimeOffset? end = null;
        // Hours may follow upon each other, as those of Saturday and Sunday do.
        for (var next = at; Window(next) is { } until; next = until) end = until;
        return end;
    }

    DateTimeOffset? Window(DateTimeOffset at)
    {
        var local = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
        for (var day = local.AddDays(-1); day <= local; day = day.AddDays(1))
        {
            if (!Days.IsEmpty && !Days.Contains(day.DayOfWeek)) continue;
            if (Instant(day, From) <= at && Instant(To > From ? day : day.AddDays(1), To) is var end && at < end) return end;
        }
        return null;
    }

    /// <summary>An hour that summer time leaps over is the first after it; of one that comes twice, the second is meant.</summary>
    DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        while (Zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new(local, Zone.GetUtcOffset(local));
    }
}
