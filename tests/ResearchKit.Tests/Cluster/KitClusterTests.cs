using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What is submitted, what is refused, and what is said of a run.</summary>
public sealed class KitClusterTests : IDisposable
{
    readonly FakeSlurm slurm = new();

    public void Dispose() => slurm.Dispose();

    [Fact]
    public void A_dry_run_prints_the_scripts_and_writes_nothing()
    {
        var printed = slurm.Score("--dry-run", "--partition", "long", "--time", "1-12:00:00", "--memory", "2G", "--cpus", "8").Done().Output;
        foreach (var line in new[] { "#SBATCH --array=1-4", "#SBATCH --requeue", "#SBATCH --partition=long", "#SBATCH --time=1-12:00:00", "#SBATCH --mem=2G", "#SBATCH --cpus-per-task=8" })
            Assert.Contains($"\n{line}\n", printed, StringComparison.Ordinal);
        Assert.Contains(" --threads 8 ", printed, StringComparison.Ordinal);
        Assert.Contains("\nsbatch --parsable --dependency=afterok:JOB --kill-on-invalid-dep=yes ", printed, StringComparison.Ordinal);
        Assert.False(Directory.Exists(slurm.Run));
    }

    [Fact]
    public void What_is_submitted_is_what_a_dry_run_prints()
    {
        var printed = slurm.Score("--dry-run").Done().Output;
        slurm.Score().Done();
        foreach (var script in new[] { "score.sbatch", "merge.sbatch" }) Assert.Contains(File.ReadAllText(Path.Combine(slurm.Run, script)), printed, StringComparison.Ordinal);
        Assert.Equal([["--parsable", $"{slurm.Run}/score.sbatch"], ["--parsable", "--dependency=afterok:70", "--kill-on-invalid-dep=yes", $"{slurm.Run}/merge.sbatch"]], slurm.Calls("sbatch"));
    }

    [Fact]
    public void An_archive_of_many_files_is_cut_by_files_and_one_of_few_by_ids()
    {
        foreach (var i in Enumerable.Range(0, 8)) File.WriteAllText(Path.Combine(Directory.CreateDirectory(slurm["many"]).FullName, $"{i}.jsonl"), "{\"id\":\"a\",\"text\":\"Growth.\"}\n");
        string Dry(string archive) => slurm.Kit("score", archive, "--tasks", "4", "--out", "scores.parquet", "--dry-run").Done().Output;
        Assert.Contains(" --shard \"files:$SLURM_ARRAY_TASK_ID/4\" ", Dry("many"), StringComparison.Ordinal);
        // Four shards by ids are open together in the merge.
        Assert.Contains("\n#SBATCH --mem=400M\n", Dry("many"), StringComparison.Ordinal);
        Assert.Contains(" --shard \"$SLURM_ARRAY_TASK_ID/4\" ", Dry($"{FakeSlurm.Odd}.jsonl"), StringComparison.Ordinal);
        Assert.Contains("\n#SBATCH --mem=432M\n", Dry($"{FakeSlurm.Odd}.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_has_changed_is_not_gone_on_with()
    {
        slurm.Score().Done();
        File.AppendAllText(slurm[$"{FakeSlurm.Odd}.jsonl"], "{\"id\":\"b\",\"text\":\"Growth.\"}\n");
        Assert.StartsWith($"{slurm.Run}: the archive is no longer what it was when the run was submitted: its shards read ", slurm.Score("--resume").Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_champion_of_the_day_is_named_by_its_version() => Assert.Contains(" --lexicon finance@1 ", slurm.Score("--dry-run").Done().Output, StringComparison.Ordinal);

    [Fact]
    public void Where_there_is_no_Slurm_it_is_said_what_is_missing_and_a_dry_run_does_without()
    {
        KitResult Alone(params string[] more) => Kit.RunWith(new Dictionary<string, string> { ["PATH"] = slurm[""] }, slurm[""], ["cluster", "score", $"{FakeSlurm.Odd}.jsonl", "--tasks", "4", "--out", "scores.parquet", .. more]);
        var refused = Alone().Refused();
        Assert.StartsWith("sbatch: cannot be started: ", refused, StringComparison.Ordinal);
        Assert.EndsWith(". Expected Slurm's commands on the PATH, as on a login node of a cluster; --dry-run prints the scripts without them.", refused, StringComparison.Ordinal);
        Alone("--dry-run").Done();
        Assert.False(Directory.Exists(slurm.Run));
    }

    [Fact]
    public void A_second_run_for_an_output_is_refused_and_one_that_ended_is_gone_on_with()
    {
        slurm.Score().Done();
        Assert.Equal($"{slurm.Run}: is there already, for a run that makes this output. Expected none: ./kit cluster status says how far it is; give --resume to go on with it, or remove the folder to begin anew.", slurm.Score().Refused());
        slurm.Put("squeue", "echo '70|2|RUNNING|one|None'");
        Assert.Equal("Job 70 of this run is still running. Expected none in the queue: wait for it, or end it with scancel 70.", slurm.Score("--resume").Refused());
        slurm.Put("squeue", "echo '70|2|COMPLETED|one|None'");
        Assert.StartsWith($"{slurm.Run}: scores --method finance ", slurm.Score("--resume", "--method", "ratio:tone").Refused(), StringComparison.Ordinal);
        Assert.Equal("--tasks is 5, and the run has 4. Expected the same: its shards are cut by it.", slurm.Kit("score", $"{FakeSlurm.Odd}.jsonl", "--tasks", "5", "--out", "scores.parquet", "--resume").Refused());
        Assert.Equal(2, slurm.Calls("sbatch").Count);
        File.WriteAllText(Path.Combine(slurm.Run, "shards", "00002.parquet"), "");
        slurm.Score("--resume", "--memory", "4G").Done();
        var script = File.ReadAllText(Path.Combine(slurm.Run, "score.sbatch"));
        Assert.Contains("\n#SBATCH --array=1,3-4\n", script, StringComparison.Ordinal);
        Assert.Contains("\n#SBATCH --mem=4G\n", script, StringComparison.Ordinal);
    }

    [Fact]
    public void When_all_shards_are_there_only_their_merge_is_submitted()
    {
        slurm.Score().Done();
        for (var shard = 1; shard <= 4; shard++) File.WriteAllText(Path.Combine(slurm.Run, "shards", $"0000{shard}.parquet"), "");
        slurm.Score("--resume").Done();
        Assert.Equal(["--parsable", $"{slurm.Run}/merge.sbatch"], slurm.Calls("sbatch")[^1]);
        File.WriteAllText(slurm["scores.parquet"], "");
        Assert.EndsWith("is done, and nothing was submitted.\n", slurm.Score("--resume").Done().Output, StringComparison.Ordinal);
        Assert.Equal(3, slurm.Calls("sbatch").Count);
    }

    [Fact]
    public void A_merge_that_was_submitted_alone_is_not_submitted_again_while_it_is_in_the_queue()
    {
        slurm.Score().Done();
        for (var shard = 1; shard <= 4; shard++) File.WriteAllText(Path.Combine(slurm.Run, "shards", $"0000{shard}.parquet"), "");
        slurm.Put("sbatch", "echo 71");
        slurm.Score("--resume").Done();
        // The real one takes no list with a gap in it.
        slurm.Put("squeue", "[[ $* = *--jobs=70,71\\ * ]] && echo '71|N/A|RUNNING|one|None' || { echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1; }");
        Assert.Equal("Job 71 of this run is still running. Expected none in the queue: wait for it, or end it with scancel 71.", slurm.Score("--resume").Refused());
        for (var shard = 1; shard <= 4; shard++) File.Delete(Path.Combine(slurm.Run, "shards", $"0000{shard}.parquet"));
        Assert.Equal("running", (string?)Assert.Single(Status("[[ $* = *--jobs=71\\ * ]] && echo '71|N/A|RUNNING|one|None'").JsonLines)["merge"]);
    }

    [Fact]
    public void Of_a_task_that_waits_for_another_start_it_is_said_for_which_and_how_to_end_it()
    {
        slurm.Score().Done();
        File.WriteAllText(Path.Combine(slurm.Run, "tasks", "00002"), "2026-11-26T10:00:00Z began one\n2026-11-26T10:01:00Z began two\n2026-11-26T10:01:02Z waits\n2026-11-26T10:03:00Z began two\n2026-11-26T10:03:02Z waits\n");
        File.WriteAllText(Path.Combine(slurm.Run, "tasks", "00003"), "2026-11-26T10:01:00Z began two\n2026-11-26T10:01:02Z waits\n");
        string Way(int shard) => $": end it there, or, when nothing of it runs any more, remove {slurm.Run}/shards/0000{shard}.parquet.parts/lock";
        (string?, string?) Said(string squeue, int shard) => Status(squeue).JsonLines[0]["tasks"]![shard - 1] is var task ? ((string?)task!["state"], (string?)task["why"]) : default;
        Assert.Equal(("requeued", "the start on one has been at work on it since 2026-11-26T10:00:00Z" + Way(2)), Said("echo '70|2|PENDING||BeginTime'", 2));
        Assert.Equal(("failed", "failed (NonZeroExitCode); the start on one has been at work on it since 2026-11-26T10:00:00Z" + Way(2)), Said("echo '70|2|FAILED|two|NonZeroExitCode'", 2));
        // Whoever has it is none of the run's own starts.
        Assert.Equal(("requeued", "another start is at work on it" + Way(3)), Said("echo '70|3|PENDING||BeginTime'", 3));
    }

    /// <summary>Puts a folder where the record of the run should be.</summary>
    string Unrecordable => $"""cd '{slurm.Run.Replace("'", @"'\''")}' && rm run.json && mkdir run.json""";

    KitResult Status(string squeue)
    {
        slurm.Put("squeue", squeue);
        return slurm.Kit("status", "scores.parquet", "--json");
    }

    [Fact]
    public void An_array_whose_merge_is_refused_is_taken_back()
    {
        slurm.Put("sbatch", "[ $# = 2 ] && echo 70 || { echo 'sbatch: error: no more jobs for you' >&2; exit 1; }");
        Assert.Contains("merge.sbatch: was not taken by sbatch: sbatch: error: no more jobs for you. Expected options", slurm.Score().Refused(), StringComparison.Ordinal);
        Assert.Equal(["70"], Assert.Single(slurm.Calls("scancel")));
        // The array may have begun; the run is gone on with.
        slurm.Put("sbatch", "echo 80");
        slurm.Score("--resume").Done();
    }

    [Fact]
    public void Jobs_that_cannot_be_recorded_are_taken_back()
    {
        slurm.Put("sbatch", $"[ $# = 2 ] && echo 70 || {{ echo 71; {Unrecordable}; }}");
        Assert.StartsWith($"{slurm.Run}/run.json cannot be written: ", slurm.Score().Refused(), StringComparison.Ordinal);
        Assert.Equal([["70"], ["71"]], slurm.Calls("scancel"));
    }

    [Fact]
    public void A_merge_submitted_alone_that_cannot_be_recorded_is_taken_back()
    {
        slurm.Score().Done();
        for (var shard = 1; shard <= 4; shard++) File.WriteAllText(Path.Combine(slurm.Run, "shards", $"0000{shard}.parquet"), "");
        slurm.Put("sbatch", $"echo 72; {Unrecordable}");
        Assert.StartsWith($"{slurm.Run}/run.json cannot be written: ", slurm.Score("--resume").Refused(), StringComparison.Ordinal);
        Assert.Equal([["72"]], slurm.Calls("scancel"));
    }

    [Fact]
    public void A_run_that_is_refused_leaves_nothing_behind()
    {
        slurm.Put("sbatch", "echo 'sbatch: error: Memory specification can not be satisfied' >&2; exit 1");
        Assert.Contains("score.sbatch: was not taken by sbatch: sbatch: error: Memory specification can not be satisfied. Expected options", slurm.Score("--memory", "900T").Refused(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(slurm.Run));
        slurm.Put("sbatch", "echo 80");
        slurm.Score().Done();
    }

    [Fact]
    public void Status_says_where_every_task_stands()
    {
        slurm.Score().Done();
        Kit.RunIn(slurm[""], "score", $"{FakeSlurm.Odd}.jsonl", "--out", "scores.parquet.cluster/shards/00001.parquet").Done();
        File.WriteAllText(Path.Combine(slurm.Run, "tasks", "00002"), "2026-11-26T10:00:00Z began one\n");
        File.WriteAllText(Path.Combine(slurm.Run, "tasks", "00003"), "2026-11-26T10:00:00Z began two\n2026-11-26T10:01:00Z ended 137 0\n");
        slurm.Put("squeue", "printf '%s\\n' '70|1|COMPLETED|one|None' '70|2|RUNNING|one|None' '70|3|PENDING||BeginTime' '70|4|PENDING||Resources' '71|N/A|PENDING||Dependency'");
        var line = Assert.Single(slurm.Kit("status", "scores.parquet", "--json").Done().JsonLines);
        Assert.Equal(["done", "running", "requeued", "waiting"], Tasks(line, "state"));
        Assert.Equal(["", "one", "two", ""], Tasks(line, "node"));
        Assert.Equal(("waiting", 1, 0.25), ((string?)line["merge"], (int)line["articles"]!, (double)line["share"]!));
        Assert.Contains("/scores.parquet: 4 tasks: 1 done, 1 running, 1 requeued, 1 waiting; merge waiting\n", slurm.Kit("status", slurm.Run).Done().Output, StringComparison.Ordinal);
        slurm.Put("squeue", "printf '%s\\n' '70|1|COMPLETED|one|None' '70|2|OUT_OF_MEMORY|one|OutOfMemory' '70|3|FAILED|two|NonZeroExitCode' '71|N/A|CANCELLED||DependencyNeverSatisfied'");
        var failed = slurm.Kit("status", "scores.parquet", "--json");
        Assert.Equal(1, failed.Code);
        Assert.Equal(["", "out of memory (OutOfMemory)", "failed (NonZeroExitCode), exit code 137", "not in the queue any more"], Tasks(failed.JsonLines[0], "why"));
        Assert.Contains("To go on with what failed: give the command again with --resume.\n", slurm.Kit("status", "scores.parquet").Output, StringComparison.Ordinal);
        slurm.Put("squeue", "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1");
        var alone = slurm.Kit("status", "scores.parquet", "--json");
        Assert.Equal(["done", "running", "failed", "waiting"], Tasks(alone.JsonLines[0], "state"));
        Assert.StartsWith("The queue is not known; this is what the folder says. squeue: ", alone.Error, StringComparison.Ordinal);

        static IEnumerable<string?> Tasks(JsonObject line, string field) => line["tasks"]!.AsArray().Select(task => (string?)task![field]);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_before_anything_is_submitted()
    {
        foreach (var (option, value, expected) in new[]
        {
            ("--memory", "lots", "--memory is 'lots'. Expected a size such as 500M or 1G."),
            ("--time", "soon", "--time is 'soon'. Expected minutes, or a time such as 4:00:00 or 2-12:00:00 (days first)."),
            ("--partition", "a b", "--partition is 'a b'. Expected a name as sinfo lists it."),
            ("--cpus", "0", "--cpus is 0. Expected 1 or more."),
            ("--method", "magic", "Method 'magic' is not known."),
            ("--lexicon", "gone.csv", "gone.csv: no such file."),
        })
            Assert.StartsWith(expected, slurm.Score(option, value).Refused(), StringComparison.Ordinal);
        Assert.StartsWith("gone.jsonl: no such file or folder.", slurm.Kit("score", "gone.jsonl", "--tasks", "2", "--out", "s.parquet").Refused(), StringComparison.Ordinal);
        Assert.StartsWith("--tasks is 1. Expected 2 to 99999, ", slurm.Kit("score", $"{FakeSlurm.Odd}.jsonl", "--tasks", "1", "--out", "s.parquet").Refused(), StringComparison.Ordinal);
        Assert.StartsWith("--out s.csv: cannot be written. Expected a name that ends in .parquet.", slurm.Kit("score", $"{FakeSlurm.Odd}.jsonl", "--tasks", "2", "--out", "s.csv").Refused(), StringComparison.Ordinal);
        Directory.CreateDirectory(slurm["two\nlines"]);
        Assert.Equal(@"'two\u000Alines': holds a line end or another control character. Expected a name without, since it stands in a script: rename it.", slurm.Kit("score", "two\nlines", "--tasks", "2", "--out", "s.parquet").Refused());
        Assert.StartsWith("s.parquet: no run was submitted for it.", slurm.Kit("status", "s.parquet").Refused(), StringComparison.Ordinal);
        File.WriteAllText(slurm["scores.parquet"], "mine");
        Assert.StartsWith($"--out {slurm["scores.parquet"]}: is there already.", slurm.Score().Refused(), StringComparison.Ordinal);
        Assert.Empty(slurm.Calls("sbatch"));
        Assert.False(Directory.Exists(slurm.Run));
    }
}
