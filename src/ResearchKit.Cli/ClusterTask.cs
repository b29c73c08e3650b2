using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>Where a task of a run on a cluster stands.</summary>
/// <param name="Shard">Its shard, from 1.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>requeued</c> (it waits to go on where it was), <c>done</c> or <c>failed</c>.</param>
/// <param name="Starts">How often it began.</param>
/// <param name="Node">Where it runs or ran last; empty before it began.</param>
/// <param name="Why">Of a failed task, what is known of it; of one that waits for another start, for which, and how that is ended; else empty.</param>
/// <param name="Began">When it began first, or null.</param>
sealed record ClusterTask(int Shard, string State, int Starts, string Node, string Why, DateTimeOffset? Began)
{
    /// <summary>What the folder says, and the queue where it knows more.</summary>
    /// <param name="run">The run.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="queued">What Slurm says of the task; null when it does not know it, or was not asked.</param>
    /// <param name="isKnown">Whether Slurm was asked: a task that began and that it does not know has ended.</param>
    public static ClusterTask Of(ClusterRun run, int shard, QueuedTask? queued, bool isKnown)
    {
        var journal = File.Exists(run.Journal(shard)) ? File.ReadAllLines(run.Journal(shard)).Select(line => line.Split(' ')).Where(words => words.Length >= 2).ToList() : [];
        var began = journal.Where(words => words[1] == "began").ToList();
        var last = journal.Count > 0 && journal[^1] is [_, "ended", var code, ..] ? code : null;
        var node = began.Count > 0 && began[^1].Length > 2 ? began[^1][2] : "";
        DateTimeOffset? first = began.Count > 0 && DateTimeOffset.TryParse(began[0][0], CultureInfo.InvariantCulture, out var time) ? time : null;
        var (state, why) = Standing(run, shard, queued, isKnown, began.Count, last);
        if (state is "requeued" or "failed" && journal.Count > 0 && journal[^1][1] == "waits") why += (why.Length > 0 ? "; " : "") + Holder(journal, run.Shard(shard));
        return new(shard, state, began.Count, node, why, first);
    }

    /// <summary>Who has the shard for which a start waits: the last that began and said neither that it waits nor that it ended, before the next began.</summary>
    static string Holder(List<string[]> journal, string shard)
    {
        var at = Enumerable.Range(0, journal.Count - 1).LastOrDefault(i => journal[i][1] == "began" && journal[i + 1][1] == "began", -1);
        var who = at < 0 ? "another start is at work on it" : $"the start{(journal[at].Length > 2 && journal[at][2].Length > 0 ? $" on {journal[at][2]}" : "")} has been at work on it since {journal[at][0]}";
        return $"{who}: end it there, or, when nothing of it runs any more, remove {shard}.parts/lock";
    }

    static (string State, string Why) Standing(ClusterRun run, int shard, QueuedTask? queued, bool isKnown, int starts, string? last)
    {
        if (File.Exists(run.Output) || File.Exists(run.Shard(shard))) return ("done", "");
        if (queued is { IsWaiting: true }) return (starts > 0 ? "requeued" : "waiting", "");
        if (queued is { IsRunning: true }) return ("running", "");
        if (queued is not null) return ("failed", $"{queued.State.ToLowerInvariant().Replace('_', ' ')}{(queued.Reason is "None" or "" ? "" : $" ({queued.Reason})")}{(last is null ? "" : $", exit code {last}")}");
        if (isKnown) return ("failed", last is null ? "not in the queue any more" : $"exit code {last}");
        return last is null ? (starts > 0 ? "running" : "waiting", "") : ("failed", $"exit code {last}");
    }
}
