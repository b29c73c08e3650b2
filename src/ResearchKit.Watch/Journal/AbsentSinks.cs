using System.Globalization;

namespace ResearchKit;

/// <summary>Alerts that wait for a sink which is no longer given: said at each start, and set aside once they have waited too long, so that the journal does not keep them for ever.</summary>
static class AbsentSinks
{
    /// <summary>So long after it was raised an alert waits for its sink to be given again; the first start after that sets it aside.</summary>
    public const int Days = 7;

    /// <summary>Says what waits, and sets aside what has waited too long. A watch that dies in between may set an alert aside twice.</summary>
    /// <param name="journal">Which has the alerts.</param>
    /// <param name="now">The time.</param>
    /// <param name="letters">Where they are set aside.</param>
    /// <param name="say">Hears of each sink.</param>
    /// <exception cref="InputException">They cannot be set aside; they are still kept.</exception>
    public static void LetGo(WatchJournal journal, DateTimeOffset now, DeadLetters letters, Action<string> say)
    {
        foreach (var (sink, alerts) in journal.Absent)
        {
            var old = alerts.Where(one => now - one.Raised > TimeSpan.FromDays(Days)).Select(one => one.Alert).ToList();
            if (old.Count > 0)
            {
                letters.Add(sink, 0, string.Create(CultureInfo.InvariantCulture, $"was not given for {Days} days"), old);
                journal.Sent(sink, old.Select(alert => alert.Id));
                say(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(sink)} is not given: {old.Count} {(old.Count == 1 ? "alert that has" : "alerts that have")} waited for it for more than {Days} days {(old.Count == 1 ? "is" : "are")} set aside in {letters.Shown}"));
            }
            if (alerts.Length - old.Count is > 0 and var left)
                say(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(sink)} is not given: {left} {(left == 1 ? "alert waits" : "alerts wait")} for it. To have {(left == 1 ? "it" : "them")} told, start again {Untrusted.Line(With(sink))}; a start more than {Days} days after an alert was raised sets it aside in {letters.Shown}"));
        }
        journal.ForgetAbsent();
    }

    static string With(string sink) => sink.Split(':', 2) switch
    {
        ["console"] => "without --quiet",
        ["jsonl", var path] => $"with --out {path}",
        ["webhook", _] => "with its --webhook",
        _ => "with it",
    };
}
