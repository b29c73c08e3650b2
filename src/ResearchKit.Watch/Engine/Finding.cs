using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What holds of a subject: the number that was compared, its reason in words, and what it is made of.</summary>
readonly record struct Finding(double Value, string Because, ImmutableArray<AlertEvidence> Evidence, int Counted)
{
    /// <summary>Whether a rule's condition holds; null when it does not, or when there is too little to tell by.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="newest">What was just observed; it stands in the series too, where the rule has a time.</param>
    /// <param name="series">All that was observed.</param>
    /// <param name="now">The time as of which it is asked.</param>
    public static Finding? Of(AlertRule rule, AlertEvidence newest, WatchedSeries series, DateTimeOffset now)
    {
        if (rule.Over is not { } over)
            return Passes(rule, newest.Value) ? new(newest.Value, $"{Number(newest.Value)} is {Side(rule)} {Number(rule.Limit)}", [newest], 1) : null;
        var since = now - over;
        var (window, before) = series.At(since, now);
        if (rule.IsUnusual) return Unusual(rule, newest, series.Holds(newest) ? window.Without(Sums.Fixed(newest.Value)) : window);
        if (window.Count < rule.Articles) return null;
        var mean = window.Mean;
        if (!rule.IsChange)
            return Passes(rule, mean) ? new(mean, $"the mean of {Articles(window.Count)} over {Durations.Text(over)} is {Number(mean)}, {Side(rule)} {Number(rule.Limit)}", [.. series.Latest(since, now)], window.Count) : null;
        if (before.Count < rule.Articles) return null;
        var (past, change) = (before.Mean, mean - before.Mean);
        return (rule.When == AlertCondition.Rises ? change : -change) > rule.Limit
            ? new(change, $"the mean over {Durations.Text(over)} {(change > 0 ? "rose" : "fell")} by {Number(Math.Abs(change), signed: false)}, from {Number(past)} ({Articles(before.Count)}) to {Number(mean)} ({Articles(window.Count)}), more than {Number(rule.Limit, signed: false)}", [.. series.Latest(since, now)], window.Count + before.Count)
            : null;
    }

    /// <summary>The newest by the mean and the standard deviation (n − 1) of the others in the time.</summary>
    static Finding? Unusual(AlertRule rule, AlertEvidence newest, Sums others)
    {
        if (others.Count < rule.Articles) return null;
        var (mean, deviation) = (others.Mean, others.Deviation);
        // Values that are all the same have no spread to measure by.
        if (!(deviation > 1e-12)) return null;
        var z = (newest.Value - mean) / deviation;
        return rule.When switch { AlertCondition.UnusuallyHigh => z, AlertCondition.UnusuallyLow => -z, _ => Math.Abs(z) } > rule.Limit
            ? new(z, $"{Number(newest.Value)} is {Number(Math.Abs(z), signed: false)} standard deviations {(z < 0 ? "below" : "above")} {Number(mean)}, the mean of {Articles(others.Count)} over {Durations.Text(rule.Over!.Value)}", [newest], others.Count + 1)
            : null;
    }

    static bool Passes(AlertRule rule, double value) => rule.When == AlertCondition.Above ? value > rule.Limit : value < rule.Limit;

    static string Side(AlertRule rule) => rule.When == AlertCondition.Above ? "above" : "below";

    static string Articles(int count) => count == 1 ? "1 article" : string.Create(CultureInfo.InvariantCulture, $"{count} articles");

    static string Number(double value, bool signed = true) => value.ToString(signed ? "+0.00;-0.00;0.00" : "0.00", CultureInfo.InvariantCulture);
}
