using System.Text.RegularExpressions;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What the scripts of a run on a cluster do when a shell runs them.</summary>
public sealed class ShardScriptTests : IDisposable
{
    const string Commits = "mkdir -p \"$9.parts\"; : >\"$9.parts/$(ls \"$9.parts\" | wc -l).chunk\"; ";

    readonly FakeSlurm slurm = new();

    public ShardScriptTests() => slurm.Score("--lexicon", $"{FakeSlurm.Odd}.csv").DoneOnALexiconWithoutLicence();

    public void Dispose() => slurm.Dispose();

    [Fact]
    public void Every_name_reaches_the_kit_as_it_is()
    {
        Assert.Equal(0, slurm.Task("score.sbatch", "pwd >where; : >\"$9\""));
        Assert.Equal(["score", "--method", "finance", "--lexicon", $"{FakeSlurm.Odd}.csv", "--max-loss", "1", "--out", $"{slurm.Run}/shards/00004.parquet", "--shard", "4/4", "--threads", "1", "--resume", "--", $"{FakeSlurm.Odd}.jsonl"], Assert.Single(slurm.Calls("kit")));
        Assert.Equal($"{Path.GetDirectoryName(slurm.Run)}\n", File.ReadAllText(slurm["where"]));
        Assert.Equal(0, slurm.Task("merge.sbatch", ": >\"$4\""));
        Assert.Equal(["merge", "--max-loss", "0.05", slurm["scores.parquet"], $"{slurm.Run}/shards"], slurm.Calls("kit")[1]);
    }

    [Fact]
    public void A_task_that_fails_is_requeued_by_its_place_in_the_array_and_no_other_is()
    {
        Assert.Equal(137, slurm.Task("score.sbatch", "exit 3"));
        Assert.Equal(["requeue", "70_4"], Assert.Single(slurm.Calls("scontrol")));
        Assert.Matches(@"\A\S+ began one\n\S+ ended 3 0\n\z", Journal);
    }

    [Fact]
    public void Input_that_cannot_be_used_is_tried_once_more_for_a_folder_that_hung()
    {
        Assert.Equal(137, slurm.Task("score.sbatch", "exit 2"));
        Assert.Equal(137, slurm.Task("score.sbatch", Commits + "exit 1"));
        Assert.Equal(2, slurm.Task("score.sbatch", Commits + "exit 2"));
        Assert.Equal(2, slurm.Calls("scontrol").Count);
    }

    [Fact]
    public void A_task_that_commits_nothing_more_is_given_up_at_the_third_end()
    {
        foreach (var kit in new[] { "exit 1", "exit 1", Commits + "exit 1", "kill -9 $$" }) Assert.Equal(137, slurm.Task("score.sbatch", kit));
        Assert.Equal(1, slurm.Task("score.sbatch", "exit 1"));
        Assert.Equal(4, slurm.Calls("scontrol").Count);
        Assert.Equal(["1 0", "1 0", "1 1", "137 1", "1 1"], Regex.Matches(Journal, @"ended (.*)").Select(end => end.Groups[1].Value));
        Assert.Contains("shard 4: ended 3 times without committing anything more, and is given up\n", Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_finds_its_shard_in_other_hands_has_not_failed()
    {
        for (var i = 0; i < 4; i++) Assert.Equal(137, slurm.Task("score.sbatch", "exit 75"));
        Assert.Equal(137, slurm.Task("score.sbatch", "exit 2"));
        Assert.Equal(0, slurm.Task("score.sbatch", ""));
        Assert.Equal(5, slurm.Calls("scontrol").Count);
        Assert.Equal(["waits", "waits", "waits", "waits", "ended 2 0", "ended 0 0"], Regex.Matches(Journal, @"Z ((?!began).*)").Select(line => line.Groups[1].Value));
    }

    [Fact]
    public void Only_a_chunk_is_something_that_was_committed()
    {
        for (var i = 0; i < 2; i++) Assert.Equal(137, slurm.Task("score.sbatch", $"mkdir -p \"$9.parts\"; : >\"$9.parts/{i}.draft\"; exit 1"));
        Assert.Equal(1, slurm.Task("score.sbatch", ": >\"$9.parts/fault\"; exit 1"));
    }

    [Fact]
    public void A_task_whose_time_is_up_ends_its_work_and_goes_on_later()
    {
        Assert.Equal(137, slurm.Task("score.sbatch", "trap 'echo told to end; exit 143' TERM; kill -USR1 $PPID; sleep 30 & wait"));
        Assert.Equal(["requeue", "70_4"], Assert.Single(slurm.Calls("scontrol")));
        Assert.Contains("\ntold to end\n", Log, StringComparison.Ordinal);
        Assert.Matches(" ended 143 0\n", Journal);
    }

    [Fact]
    public void A_lexicon_that_changes_under_a_run_stops_the_tasks_that_have_not_begun()
    {
        File.AppendAllText(slurm[$"{FakeSlurm.Odd}.csv"], "weak,polarity,-0.5\n");
        Assert.Equal(2, slurm.Task("score.sbatch", ""));
        Assert.Empty(slurm.Calls("kit"));
        Assert.Contains($"{FakeSlurm.Odd}.csv: has changed since the run was submitted. Expected the same content in every task.\n", Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_merge_that_fails_keeps_the_shards_and_one_that_is_done_removes_them()
    {
        Assert.Equal(2, slurm.Task("merge.sbatch", "exit 2"));
        Assert.True(Directory.Exists(Path.Combine(slurm.Run, "shards")));
        Assert.Equal(0, slurm.Task("merge.sbatch", ": >\"$4\""));
        Assert.False(Directory.Exists(Path.Combine(slurm.Run, "shards")));
        // Its node was lost just then, and it is started again; or a moment before, when the shards were still there.
        Assert.Equal(0, slurm.Task("merge.sbatch", "exit 2"));
        Directory.CreateDirectory(Path.Combine(slurm.Run, "shards"));
        Assert.Equal(0, slurm.Task("merge.sbatch", "exit 2"));
        Assert.False(Directory.Exists(Path.Combine(slurm.Run, "shards")));
        Assert.Equal(2, slurm.Calls("kit").Count);
    }

    [Fact]
    public void A_merge_that_finds_another_at_work_looks_again_and_leaves_the_shards_to_it()
    {
        Assert.Equal(137, slurm.Task("merge.sbatch", "exit 75"));
        Assert.Equal(["requeue", "70"], Assert.Single(slurm.Calls("scontrol")));
        Assert.True(Directory.Exists(Path.Combine(slurm.Run, "shards")));
        // The other came through while this one failed.
        Assert.Equal(0, slurm.Task("merge.sbatch", ": >\"$4\"; exit 2"));
    }

    [Fact]
    public void A_start_that_has_waited_a_hundred_times_fails()
    {
        foreach (var (script, name) in new[] { ("score.sbatch", "00004"), ("merge.sbatch", "merge") })
        {
            File.WriteAllText(Path.Combine(slurm.Run, "tasks", name), string.Concat(Enumerable.Repeat("2026-11-26T10:00:00Z waits\n", 98)));
            Assert.Equal(137, slurm.Task(script, "exit 75"));
            Assert.Equal(75, slurm.Task(script, "exit 75"));
            Assert.Contains(": was in other hands 100 times, and is given up\n", File.ReadAllText(Path.Combine(slurm.Run, "logs", $"{name}.log")), StringComparison.Ordinal);
        }
        Assert.Equal(2, slurm.Calls("scontrol").Count);
    }

    string Log => File.ReadAllText(Path.Combine(slurm.Run, "logs", "00004.log"));

    string Journal => File.ReadAllText(Path.Combine(slurm.Run, "tasks", "00004"));
}
