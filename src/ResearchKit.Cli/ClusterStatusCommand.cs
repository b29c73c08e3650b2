using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace ResearchKit.Cli;

/// <summary><c>./kit cluster status OUT</c></summary>
static class ClusterStatusCommand
{
    /// <summary>Tasks that a table shows: those that are done or wait are counted above it.</summary>
    const int MostShown = 40;

    public static Command Create()
    {
        var path = new Argument<string>("OUT") { Description = "The file that the run makes, or the run's folder beside it." };
        var json = Shared.Json();
        var command = new Command("status", "How far a run on the cluster is. Exit code 1 when a task failed.\n\nExample:\n  ./kit cluster status scores.parquet") { path, json };
        command.SetAction(parsed =>
        {
            var run = ClusterRun.Read(parsed.GetValue(path)!);
            var queue = Ask(run);
            var byShard = (queue ?? []).Where(task => task.Shard is not null).GroupBy(task => task.Shard!.Value).ToDictionary(tasks => tasks.Key, tasks => tasks.Last());
            var tasks = Enumerable.Range(1, run.Tasks).Select(shard => ClusterTask.Of(run, shard, byShard.GetValueOrDefault(shard), queue is not null)).ToList();
            var merge = Merge(run, queue);
            var progress = ClusterProgress.Of(run, tasks, TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(json)) Write(run, tasks, progress, merge);
            else Say(run, tasks, progress, merge);
            return IsStuck(tasks, merge) ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    static bool IsStuck(List<ClusterTask> tasks, string merge) => tasks.Any(task => task.State == "failed") || merge is "failed" or "cancelled";

    /// <summary>What Slurm says of the last submission; null when it cannot be asked, which is said on the error stream.</summary>
    static IReadOnlyList<QueuedTask>? Ask(ClusterRun run)
    {
        if (File.Exists(run.Output)) return [];
        if (run.Submissions.Count == 0) return null;
        try
        {
            return Slurm.Queue(run.Submissions[^1].Jobs);
        }
        catch (InputException e)
        {
            Console.Error.WriteLine(Untrusted.Line($"The queue is not known; this is what the folder says. {e.Message}"));
            return null;
        }
    }

    static string Merge(ClusterRun run, IReadOnlyList<QueuedTask>? queue)
    {
        if (File.Exists(run.Output)) return "done";
        var queued = queue?.LastOrDefault(task => task.Shard is null);
        return queued is { IsRunning: true } ? "running" : queued is { IsWaiting: true } || queue is null ? "waiting" : queued is { State: "CANCELLED" } ? "cancelled" : "failed";
    }

    static void Say(ClusterRun run, List<ClusterTask> tasks, ClusterProgress progress, string merge)
    {
        var states = string.Join(", ", new[] { "done", "running", "requeued", "waiting", "failed" }.Select(state => (state, Count: tasks.Count(task => task.State == state))).Where(state => state.Count > 0).Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.Count} {state.state}")));
        Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{run.Output}: {run.Tasks} {(run.Tasks == 1 ? "task" : "tasks")}: {states}; merge {merge}")));
        if (!File.Exists(run.Output))
        {
            var rate = progress.Rate is { } articles ? string.Create(CultureInfo.InvariantCulture, $", {articles:0}/s{(progress.Left is { } left && !IsStuck(tasks, merge) ? $", {Time(TimeSpan.FromSeconds(left))} left" : "")}") : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{progress.Articles.Sum()} articles scored, {progress.Shares.Sum() / run.Tasks:0%} of the work{rate}"));
        }
        var shown = tasks.Where(task => task.State is not ("done" or "waiting")).ToList();
        if (shown.Count > 0)
        {
            var table = Tables.New("shard", "state", "articles", "share", "starts", "node", "why", "log");
            foreach (var task in shown.Take(MostShown))
                table.AddRow([.. new[] { Number(task.Shard), task.State, Number(progress.Articles[task.Shard - 1]), progress.Shares[task.Shard - 1].ToString("0%", CultureInfo.InvariantCulture), Number(task.Starts), task.Node, task.Why, Path.GetRelativePath(run.Folder, run.Log(task.Shard)) }.Select(Tables.Text)]);
            AnsiConsole.Write(table);
            if (shown.Count > MostShown) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {shown.Count - MostShown} more"));
        }
        if (IsStuck(tasks, merge)) Console.WriteLine("To go on with what failed: give the command again with --resume.");
        Console.WriteLine(Untrusted.Line($"logs: {Path.GetDirectoryName(run.MergeLog)}"));
    }

    static void Write(ClusterRun run, List<ClusterTask> tasks, ClusterProgress progress, string merge)
    {
        using var output = Console.OpenStandardOutput();
        Json.Line(output, json =>
        {
            json.WriteString("out", run.Output);
            json.WriteString("merge", merge);
            json.WriteString("logs", Path.GetDirectoryName(run.MergeLog));
            if (!File.Exists(run.Output))
            {
                json.WriteNumber("articles", progress.Articles.Sum());
                json.WriteNumber("share", progress.Shares.Sum() / run.Tasks);
                if (progress.Rate is { } rate) json.WriteNumber("articlesPerSecond", rate); else json.WriteNull("articlesPerSecond");
                if (progress.Left is { } left) json.WriteNumber("secondsLeft", left); else json.WriteNull("secondsLeft");
            }
            json.WriteStartArray("tasks");
            foreach (var task in tasks)
            {
                json.WriteStartObject();
                json.WriteNumber("shard", task.Shard);
                json.WriteString("state", task.State);
                if (!File.Exists(run.Output))
                {
                    json.WriteNumber("articles", progress.Articles[task.Shard - 1]);
                    json.WriteNumber("share", progress.Shares[task.Shard - 1]);
                }
                json.WriteNumber("starts", task.Starts);
                json.WriteString("node", task.Node);
                json.WriteString("why", task.Why);
                json.WriteString("log", run.Log(task.Shard));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    /// <summary><c>101:40:00</c>.</summary>
    static string Time(TimeSpan left) => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours:00}:{left.Minutes:00}:{left.Seconds:00}");

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
