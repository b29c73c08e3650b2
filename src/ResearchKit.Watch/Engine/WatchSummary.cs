namespace ResearchKit;

/// <summary>What became of the articles that a <see cref="Watcher"/> met.</summary>
/// <param name="Articles">All that came.</param>
/// <param name="Seen">That came already, with the same id and text.</param>
/// <param name="Retellings">That told again what another told.</param>
/// <param name="Silent">In which the method found nothing.</param>
/// <param name="Undated">Without a time; they count at their arrival, and are left out of a replay.</param>
/// <param name="Late">Too old at their arrival to raise an alert.</param>
/// <param name="Ahead">Whose time lay ahead of their arrival; they count at it.</param>
/// <param name="Alerts">That were raised.</param>
/// <param name="Cooling">That were not, since the rule had just raised one.</param>
/// <param name="Dropped">That were not, since hours were quiet.</param>
/// <param name="Crowded">Times that the oldest observations of a rule had to go before their time.</param>
/// <param name="ClockBack">Times that the clock was put back.</param>
/// <param name="Series">Rules and subjects of which something is kept.</param>
/// <param name="Remembered">Articles that are remembered, to know retellings by.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record WatchSummary(long Articles, long Seen, long Retellings, long Silent, long Undated, long Late, long Ahead, long Alerts, long Cooling, long Dropped, long Crowded, long ClockBack, int Series, int Remembered)
{
    /// <summary><c>120 articles, 4 alerts; 20 retellings, 3 silent</c>, and whatever else is not 0.</summary>
    public override string ToString()
    {
        (long Count, string What)[] rest = [(Seen, "seen already"), (Retellings, "retellings"), (Silent, "silent"), (Undated, "without a time"), (Late, "late"), (Ahead, "ahead of the clock"), (Cooling, "not told while cooling down"), (Dropped, "dropped in quiet hours"), (Crowded, "times crowded"), (ClockBack, "times the clock went back")];
        var told = string.Join(", ", rest.Where(one => one.Count > 0).Select(one => FormattableString.Invariant($"{one.Count} {one.What}")));
        return FormattableString.Invariant($"{Articles} {(Articles == 1 ? "article" : "articles")}, {Alerts} {(Alerts == 1 ? "alert" : "alerts")}{(told.Length > 0 ? "; " : "")}{told}");
    }
}

/// <summary>The counts behind it, while they grow.</summary>
sealed class WatchCounts
{
    public long Articles, Seen, Retellings, Silent, Undated, Late, Ahead, Alerts, Cooling, Dropped, Crowded, ClockBack;

    public WatchSummary Summary(int series, int remembered) => new(Articles, Seen, Retellings, Silent, Undated, Late, Ahead, Alerts, Cooling, Dropped, Crowded, ClockBack, series, remembered);
}
