using System.Diagnostics;
using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary>Tries rules on history: each article arrives when it was available, and what was raised is told as it would have been.</summary>
/// <param name="watcher">Which meets it.</param>
/// <param name="rules">Its rules.</param>
/// <param name="wishes">What the command line wants.</param>
sealed class WatchReplay(Watcher watcher, AlertRules rules, ReplayWishes wishes)
{
    /// <summary>Articles that are taken together where nothing is waited for: few, so that an alert does not wait for the others.</summary>
    const int AtOnce = 64;

    readonly Latencies latencies = new();
    readonly Dictionary<string, ToldRule> told = rules.ToDictionary(rule => rule.Name, _ => new ToldRule());
    readonly long begun = Stopwatch.GetTimestamp();
    DateTimeOffset? first;
    DateTimeOffset now;
    long behind;

    public int Run(ReplayStream history)
    {
        using var file = wishes.Out is { } path ? Created(path) : null;
        using var articles = history.Articles().GetEnumerator();
        var (window, progress) = (new List<(Article Article, DateTimeOffset At, long Arrived)>(AtOnce), new ReplayProgress(wishes.Progress, latencies, watcher));
        for (var more = articles.MoveNext(); more;)
        {
            window.Clear();
            do
            {
                window.Add((articles.Current, Arrive(articles.Current.AvailableAt!.Value), Stopwatch.GetTimestamp()));
                more = articles.MoveNext();
            }
            while (more && window.Count < AtOnce && Wait(articles.Current.AvailableAt!.Value) <= TimeSpan.Zero);
            var made = watcher.Meet([.. window.Select(one => one.Article)], i => window[i].At, (i, _, alerts) =>
            {
                if (alerts.Count > 0 && wishes.Receipts is { } folder) alerts[0].Receipt.Write(ReceiptFiles.Place(folder, alerts[0].Article.Id, alerts[0].Receipt.Hash), durable: false);
                return alerts.Select(alert => (Alert: alert, Message: AlertMessage.Of(alert, window[i].Arrived))).ToList();
            });
            foreach (var alerts in made)
                foreach (var (alert, message) in alerts) Tell(alert, message, file);
            foreach (var one in window) latencies.Add(Stopwatch.GetElapsedTime(one.Arrived));
            progress.Reach(window[^1].At);
        }
        if (first is null) throw new InputException("No article has a time. Expected publishedAt or availableAt, by which they can be replayed.");
        progress.Say(now);
        Report(history, Stopwatch.GetElapsedTime(begun));
        return ExitCode.Done;
    }

    /// <summary>Waits for an article's time, and says when it arrives: with the latest before it, where it stands behind one that came later.</summary>
    DateTimeOffset Arrive(DateTimeOffset at)
    {
        first ??= at;
        if (Wait(at) is { Ticks: > 0 } wait) LongWait.Sleep(wait);
        if (at < now) behind++;
        else now = at;
        return now;
    }

    /// <summary>A history of months at 100x takes hours: it waits as long as it should have taken until then, by its own beginning.</summary>
    TimeSpan Wait(DateTimeOffset at) => double.IsPositiveInfinity(wishes.Speed) ? TimeSpan.Zero : (at - first!.Value) / wishes.Speed - Stopwatch.GetElapsedTime(begun);

    void Tell(Alert alert, AlertMessage message, FileStream? file)
    {
        told[alert.Rule.Name].Add(alert);
        file?.Write(Encoding.UTF8.GetBytes(message.Json + "\n"));
        if (!wishes.Quiet) Console.WriteLine(wishes.Json ? message.Json : message.Line());
    }

    void Report(ReplayStream history, TimeSpan took)
    {
        var summary = watcher.Summary;
        // Rows for a program are alerts alone.
        var output = wishes.Json ? Console.Error : Console.Out;
        if (history.Undated > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{history.Undated} articles have no time, and are left out"));
        if (history.Leapt > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{history.Leapt} articles lie more than 30 days ahead of the ones behind them, and are left out"));
        if (behind > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{behind} articles stand behind later ones, and arrived with them"));
        output.WriteLine($"{summary}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from arrival to alert: {latencies}; {summary.Articles / took.TotalSeconds:0} articles/s; {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB"));
        if (wishes.Json) return;
        var table = Tables.New("rule", "alerts", "subjects", "first", "last", "held");
        foreach (var (name, rule) in told)
            table.AddRow(Tables.Text(name), Tables.Text(rule.Count.ToString(CultureInfo.InvariantCulture)), Tables.Text(rule.Subjects.ToString(CultureInfo.InvariantCulture)), Day(rule.First), Day(rule.Last), Tables.Text(rule.Held.ToString(CultureInfo.InvariantCulture)));
        AnsiConsole.Write(table);

        static Markup Day(DateTimeOffset? at) => Tables.Text(at is { } day ? day.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) : "never");
    }

    /// <summary>What is there may be the alerts of a stream: a trial writes over nothing.</summary>
    static FileStream Created(string path)
    {
        if (Path.Exists(path)) throw new InputException($"--out {Untrusted.Show(path)}: is there already, and may hold the alerts of a stream. Expected a file that is not there yet; or use --json, which prints alerts.");
        try { return new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new InputException($"--out {Untrusted.Show(path)}: cannot be written: {Untrusted.Line(e.Message)}", e); }
    }
}

/// <summary>What a rule told.</summary>
sealed class ToldRule
{
    readonly HashSet<string> subjects = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    public long Held { get; private set; }

    public int Subjects => subjects.Count;

    public DateTimeOffset? First { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public void Add(Alert alert)
    {
        Count++;
        subjects.Add(alert.Part);
        First ??= alert.At;
        Last = alert.At;
        if (alert.DeliverAt > alert.At) Held++;
    }
}

/// <summary>Says how far a long replay is, each time that so much of its history is past.</summary>
/// <param name="every">How much; null for never.</param>
/// <param name="all">How long things took, from the beginning.</param>
/// <param name="watcher">Whose counts are said.</param>
sealed class ReplayProgress(TimeSpan? every, Latencies all, Watcher watcher)
{
    DateTimeOffset? next;

    public void Reach(DateTimeOffset at)
    {
        if (every is not { } step) return;
        next ??= at + step;
        if (at < next) return;
        while (next <= at) next += step;
        Say(at);
    }

    /// <summary>Says it now.</summary>
    public void Say(DateTimeOffset at)
    {
        if (every is null) return;
        using var process = Process.GetCurrentProcess();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z: {watcher.Summary.Articles} articles, {watcher.Summary.Alerts} alerts; {all}; {process.WorkingSet64 >> 20} MB"));
    }
}

/// <summary>What a command line wants of a replay.</summary>
sealed record ReplayWishes(double Speed, string? Out, string? Receipts, bool Json, bool Quiet, TimeSpan? Progress);
