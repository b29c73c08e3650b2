using System.Diagnostics;
using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary>Tries rules on history: each article arrives when it was available, and what was raised is told as it would have been.</summary>
static class WatchReplay
{
    public static int Run(Corpus corpus, Watcher watcher, AlertRules rules, ReplayWishes wishes)
    {
        var dated = corpus.Where(article => article.AvailableAt is not null).OrderBy(article => article.AvailableAt).ThenBy(article => article.Id, StringComparer.Ordinal).ToList();
        if (dated.Count == 0) throw new InputException("No article has a time. Expected publishedAt or availableAt, by which they can be replayed.");
        var (latencies, told) = (new Latencies(), rules.ToDictionary(rule => rule.Name, _ => new List<Alert>()));
        using var file = wishes.Out is { } path ? Created(path) : null;
        var begun = Stopwatch.GetTimestamp();
        foreach (var article in dated)
        {
            // A history of months at 100x takes hours: it waits as long as it should have taken until then, by its own beginning.
            if (!double.IsPositiveInfinity(wishes.Speed) && (article.AvailableAt!.Value - dated[0].AvailableAt!.Value) / wishes.Speed - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } wait) LongWait.Sleep(wait);
            var arrived = Stopwatch.GetTimestamp();
            foreach (var alert in watcher.Meet(article, article.AvailableAt!.Value))
            {
                told[alert.Rule.Name].Add(alert);
                var message = AlertMessage.Of(alert, arrived);
                file?.Write(Encoding.UTF8.GetBytes(message.Json + "\n"));
                if (wishes.Receipts is { } folder) alert.Receipt.Write(Path.Combine(folder, ReceiptFiles.Name(alert.Article.Id, alert.Receipt.Hash)));
                if (!wishes.Quiet) Console.WriteLine(wishes.Json ? message.Json : message.Line());
            }
            latencies.Add(Stopwatch.GetElapsedTime(arrived));
        }
        Report(watcher, corpus.Count - dated.Count, told, latencies, Stopwatch.GetElapsedTime(begun), wishes.Json);
        return ExitCode.Done;
    }

    static void Report(Watcher watcher, int undated, Dictionary<string, List<Alert>> told, Latencies latencies, TimeSpan took, bool json)
    {
        var summary = watcher.Summary;
        // Rows for a program are alerts alone.
        var output = json ? Console.Error : Console.Out;
        if (undated > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{undated} articles have no time, and are left out"));
        output.WriteLine($"{summary}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"from arrival to alert: {latencies}; {summary.Articles / took.TotalSeconds:0} articles/s; {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB"));
        if (json) return;
        var table = Tables.New("rule", "alerts", "subjects", "first", "last", "held");
        foreach (var (name, alerts) in told)
            table.AddRow(Tables.Text(name), Tables.Text(alerts.Count.ToString(CultureInfo.InvariantCulture)), Tables.Text(alerts.Select(alert => alert.Part).Distinct().Count().ToString(CultureInfo.InvariantCulture)), Day(alerts.FirstOrDefault()), Day(alerts.LastOrDefault()), Tables.Text(alerts.Count(alert => alert.DeliverAt > alert.At).ToString(CultureInfo.InvariantCulture)));
        AnsiConsole.Write(table);

        static Markup Day(Alert? alert) => Tables.Text(alert is null ? "never" : alert.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>What is there may be the alerts of a stream: a trial writes over nothing.</summary>
    static FileStream Created(string path)
    {
        if (Path.Exists(path)) throw new InputException($"--out {Untrusted.Show(path)}: is there already, and may hold the alerts of a stream. Expected a file that is not there yet; or use --json, which prints alerts.");
        try { return new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new InputException($"--out {Untrusted.Show(path)}: cannot be written: {Untrusted.Line(e.Message)}", e); }
    }
}

/// <summary>What a command line wants of a replay.</summary>
sealed record ReplayWishes(double Speed, string? Out, string? Receipts, bool Json, bool Quiet);
