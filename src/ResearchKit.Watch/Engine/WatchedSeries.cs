using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>What was observed of one subject for one rule: the latest, by their times, whatever order they came in.</summary>
sealed class WatchedSeries
{
    readonly List<AlertEvidence> observed = [];

    /// <summary>When an alert was raised last.</summary>
    public DateTimeOffset? Raised { get; set; }

    /// <summary>When its condition was found to hold last and had been told; null once it did not.</summary>
    public DateTimeOffset? Held { get; set; }

    /// <summary>When it was met last.</summary>
    public DateTimeOffset Touched { get; set; }

    /// <summary>In ascending order of time.</summary>
    public ReadOnlySpan<AlertEvidence> All => CollectionsMarshal.AsSpan(observed);

    /// <summary>Adds one, behind those of the same time; says whether an older one had to go for it.</summary>
    public bool Add(AlertEvidence one)
    {
        var at = observed.Count;
        while (at > 0 && observed[at - 1].At > one.At) at--;
        observed.Insert(at, one);
        if (observed.Count <= AlertRule.MostObservations) return false;
        // A quarter at once: to take one from the front moves all the others.
        observed.RemoveRange(0, AlertRule.MostObservations / 4);
        return true;
    }

    /// <summary>Those after one time and up to another.</summary>
    public ReadOnlySpan<AlertEvidence> Between(DateTimeOffset after, DateTimeOffset until) => All[FirstAfter(after)..FirstAfter(until)];

    public void Forget(DateTimeOffset until) => observed.RemoveRange(0, FirstAfter(until));

    int FirstAfter(DateTimeOffset time)
    {
        var (low, high) = (0, observed.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (observed[middle].At <= time) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
