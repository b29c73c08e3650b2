namespace ResearchKit;

/// <summary>What was observed of one subject for one rule: the latest, by their times, whatever order they came in. What is asked of it is at hand: however many there are, one more costs the same.</summary>
sealed class WatchedSeries
{
    /// <summary>In ascending order of time, in a ring of a power of two.</summary>
    (long Ticks, long Value)[] ring = new (long, long)[4];

    /// <summary>Of the latest only is it known which articles they were of.</summary>
    readonly List<AlertEvidence> latest = new(Alert.MostEvidence + 1);

    int start;
    Sums all, recent;

    /// <summary>The recent ones lie behind this time.</summary>
    long boundary = long.MinValue;

    /// <summary>When an alert was raised last.</summary>
    public DateTimeOffset? Raised { get; set; }

    /// <summary>When its condition was found to hold last and had been told; null once it did not.</summary>
    public DateTimeOffset? Held { get; set; }

    /// <summary>When it was met last.</summary>
    public DateTimeOffset Touched { get; set; }

    /// <summary>How many there are.</summary>
    public int Count => all.Count;

    /// <summary>Adds one, behind those of the same time; says whether older ones had to go for it.</summary>
    public bool Add(AlertEvidence one)
    {
        var added = (one.At.UtcTicks, Sums.Fixed(one.Value));
        if (Count == ring.Length) Widen();
        var at = Count;
        for (; at > 0 && this[at - 1].Ticks > added.UtcTicks; at--) this[at] = this[at - 1];
        this[at] = added;
        all = all.With(added.Item2);
        if (added.UtcTicks > boundary) recent = recent.With(added.Item2);
        var place = latest.Count;
        while (place > 0 && latest[place - 1].At > one.At) place--;
        latest.Insert(place, one);
        if (latest.Count > Alert.MostEvidence) latest.RemoveAt(0);
        if (Count <= AlertRule.MostObservations) return false;
        for (var i = 0; i < AlertRule.MostObservations / 4; i++) Drop();
        return true;
    }

    /// <summary>Takes away what lies at a time or before it.</summary>
    public void Forget(DateTimeOffset until)
    {
        while (Count > 0 && this[0].Ticks <= until.UtcTicks) Drop();
    }

    /// <summary>Those after a time, and those up to it; none that lies ahead.</summary>
    /// <param name="since">The time.</param>
    /// <param name="now">What lies behind this was observed before the clock was put back.</param>
    public (Sums Recent, Sums Before) At(DateTimeOffset since, DateTimeOffset now)
    {
        if (Count > 0 && this[Count - 1].Ticks > now.UtcTicks) return (Slow(since.UtcTicks, now.UtcTicks), Slow(long.MinValue, since.UtcTicks));
        if (since.UtcTicks < boundary) recent = Slow(since.UtcTicks, long.MaxValue);
        boundary = since.UtcTicks;
        while (recent.Count > 0 && this[Count - recent.Count] is var oldest && oldest.Ticks <= boundary) recent = recent.Without(oldest.Value);
        return (recent, all.Without(recent));
    }

    /// <summary>The latest of those after a time, the latest first: as many as an alert lists.</summary>
    public IEnumerable<AlertEvidence> Latest(DateTimeOffset since, DateTimeOffset now) => latest.AsEnumerable().Reverse().Where(one => one.At > since && one.At <= now);

    /// <summary>Whether one is still there that was just added.</summary>
    public bool Holds(AlertEvidence one) => Count > 0 && this[0].Ticks <= one.At.UtcTicks;

    ref (long Ticks, long Value) this[int place] => ref ring[(start + place) & (ring.Length - 1)];

    void Drop()
    {
        var value = this[0].Value;
        if (recent.Count == Count) recent = recent.Without(value);
        all = all.Without(value);
        start = (start + 1) & (ring.Length - 1);
    }

    Sums Slow(long after, long until)
    {
        var sums = default(Sums);
        for (var i = 0; i < Count; i++)
            if (this[i].Ticks > after && this[i].Ticks <= until) sums = sums.With(this[i].Value);
        return sums;
    }

    void Widen()
    {
        var wider = new (long, long)[2 * ring.Length];
        for (var i = 0; i < Count; i++) wider[i] = this[i];
        (ring, start) = (wider, 0);
    }
}
