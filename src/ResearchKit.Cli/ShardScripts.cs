using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>The two batch scripts of a run on a cluster: the array that scores a shard a task, and the job that merges what it made.</summary>
/// <remarks>Names stand in the commands alone, quoted for the shell. sbatch has rules of its own for its <c>#SBATCH</c> lines (a <c>%</c> in
/// a file name means something there), so these hold no names, and the scripts turn to their logs themselves.</remarks>
/// <param name="Folder">The run's folder, from the root: every node must see it.</param>
/// <param name="WorkingFolder">Where the command was given; paths of the archive are relative to it.</param>
/// <param name="Kit">How the kit is started on a node.</param>
/// <param name="Score">What follows <c>./kit score</c> but for output, shard, threads and archive.</param>
/// <param name="Archive">The archive's paths as they were given.</param>
/// <param name="Output">The file that the shards are merged into, from the root.</param>
/// <param name="Merge">What follows <c>./kit merge</c> but for the files.</param>
/// <param name="Tasks">Into how many shards the archive is cut.</param>
/// <param name="ByFiles">Whether the shards are of whole files.</param>
/// <param name="Inputs">Small files that are read once for every task, with their SHA-256: a task that finds another content does not begin.</param>
/// <param name="Resources">What a task asks of the cluster.</param>
sealed record ShardScripts(string Folder, string WorkingFolder, IReadOnlyList<string> Kit, IReadOnlyList<string> Score, IReadOnlyList<string> Archive, string Output, IReadOnlyList<string> Merge, int Tasks, bool ByFiles, IReadOnlyList<(string Path, string Sha256)> Inputs, TaskResources Resources)
{
    /// <summary>After how many ends without a newly committed chunk between them a task is given up.</summary>
    const int MostEnds = 3;

    /// <summary>After how many looks at work in other hands a task fails: Slurm keeps what is requeued back for about two minutes, so in three hours and more.</summary>
    const int MostWaits = 100;

    /// <summary>What a merge takes, and what each shard adds that it holds open: of those by ids so many are open at once.</summary>
    const int MergeMegabytes = 400, MergeMegabytesOfShard = 8, MostOpenShards = 16;

    /// <summary>The script of the array.</summary>
    /// <param name="shards">The shards to score, as Slurm writes a list of them: <c>1-4</c>, <c>2,5-7</c>.</param>
    public string Array(string shards) => Lines([
        "#!/usr/bin/env bash",
        "# Scores one shard of an archive: task N of the array scores shard N. Written by ./kit cluster score.",
        "#SBATCH --job-name=kit-score",
        $"#SBATCH --array={shards}",
        .. Requested(Resources.Cpus, Resources.Memory, Resources.Time),
        "# Shortly before the time is up: what is committed by then stays, and another start goes on from there.",
        "#SBATCH --signal=B:USR1@60",
        .. Beginning("$(printf '%05d' \"$SLURM_ARRAY_TASK_ID\")"),
        "# By array and task: the last task of an array has the number of the whole array as its own.",
        "again() { scontrol requeue \"${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID\" && sleep 300; exit \"$code\"; }",
        "note began \"${SLURMD_NODENAME:-}\"",
        .. Inputs.Select(input => $"[ \"$(sha256sum <{Shell.Quote(input.Path)})\" = '{input.Sha256}  -' ] || {{ echo {Shell.Quote($"{input.Path}: has changed since the run was submitted. Expected the same content in every task.")}; note ended 2 0; exit 2; }}"),
        "",
        "# Once, as a second signal would end the program at once; and not before there is one.",
        "late= told= scoring=",
        "tell() { [ -z \"$scoring\" ] || [ -n \"$told\" ] || { told=1; kill -TERM \"$scoring\"; }; }",
        "trap 'late=1; tell' USR1",
        $"{Shell.Quote([.. Kit, "score", .. Score])} --out \"$folder/shards/$name.parquet\" --shard \"{(ByFiles ? "files:" : "")}$SLURM_ARRAY_TASK_ID/{Number(Tasks)}\" --threads {Number(Resources.Cpus)} --resume -- {Shell.Quote(Archive)} &",
        "scoring=$!",
        "[ -z \"$late\" ] || tell",
        "wait \"$scoring\"; code=$?",
        "# The trap ends the first wait before the program has ended.",
        "[ -z \"$late\" ] || { wait \"$scoring\"; code=$?; }",
        "",
        "# Another start is at work on the shard, as on a node that was lost and still runs: no failure of this one. It looks again later.",
        .. Waiting($"shard $SLURM_ARRAY_TASK_ID"),
        "committed=$(find \"$folder/shards/$name.parquet.parts\" -name '*.chunk' 2>/dev/null | wc -l)",
        "note ended \"$code\" \"$committed\"",
        "[ \"$code\" != 0 ] || exit 0",
        "# 2 is input that cannot be used. So looks a shared folder that hung for a moment: once more, then it is believed.",
        "[ \"$(grep -c ' ended 2 ' \"$folder/tasks/$name\")\" -lt 2 ] || exit \"$code\"",
        $"if [ \"$(grep -c \" ended [0-9]* $committed\\$\" \"$folder/tasks/$name\")\" -ge {Number(MostEnds)} ]; then",
        $"  echo \"shard $SLURM_ARRAY_TASK_ID: ended {Number(MostEnds)} times without committing anything more, and is given up\"",
        "  exit \"$code\"",
        "fi",
        "again",
    ]);

    /// <summary>The script of the job that runs after the array.</summary>
    public string Merging() => Lines([
        "#!/usr/bin/env bash",
        "# Merges the shards into one file, byte for byte what one machine would have written. Written by ./kit cluster score.",
        "#SBATCH --job-name=kit-merge",
        .. Requested(1, $"{Number(MergeMegabytes + (ByFiles ? 0 : Math.Min(Tasks, MostOpenShards) * MergeMegabytesOfShard))}M", Resources.Time),
        .. Beginning("merge"),
        "again() { scontrol requeue \"$SLURM_JOB_ID\" && sleep 300; exit \"$code\"; }",
        "note began \"${SLURMD_NODENAME:-}\"",
        "",
        "# Started again after it was done: a node may be lost at the last moment, before or after the shards are gone.",
        $"if [ ! -f {Shell.Quote(Output)} ]; then",
        $"  {Shell.Quote([.. Kit, "merge", .. Merge, Output])} \"$folder/shards\"; code=$?",
        "  # Another start is at work on it, as on a node that was lost and still runs.",
        .. Waiting("the merge").Select(line => "  " + line),
        "  note ended \"$code\"",
        $"  [ \"$code\" = 0 ] || [ -f {Shell.Quote(Output)} ] || exit \"$code\"",
        "fi",
        "# The output holds all that they held.",
        "rm -rf \"$folder/shards\"",
    ]);

    IEnumerable<string> Requested(int cpus, string memory, string? time) =>
    [
        "#SBATCH --requeue",
        "#SBATCH --ntasks=1",
        $"#SBATCH --cpus-per-task={Number(cpus)}",
        $"#SBATCH --mem={memory}",
        .. time is null ? Enumerable.Empty<string>() : [$"#SBATCH --time={time}"],
        .. Resources.Partition is { } partition ? [$"#SBATCH --partition={partition}"] : Enumerable.Empty<string>(),
        "#SBATCH --output=/dev/null",
    ];

    IEnumerable<string> Beginning(string name) =>
    [
        "",
        $"folder={Shell.Quote(Folder)}",
        $"name={name}",
        "exec >>\"$folder/logs/$name.log\" 2>&1",
        $"echo \"$(date -u +%Y-%m-%dT%H:%M:%SZ) on ${{SLURMD_NODENAME:-this machine}}, start $((${{SLURM_RESTART_COUNT:-0}} + 1))\"",
        $"cd {Shell.Quote(WorkingFolder)} || exit",
        "note() { echo \"$(date -u +%Y-%m-%dT%H:%M:%SZ) $*\" >>\"$folder/tasks/$name\"; }",
    ];

    /// <summary>What a start does that finds another at work: it looks again later, but not for ever.</summary>
    static IEnumerable<string> Waiting(string what) =>
    [
        $"if [ \"$code\" = {Number(ExitCode.Busy)} ]; then",
        "  note waits",
        $"  [ \"$(grep -c ' waits$' \"$folder/tasks/$name\")\" -ge {Number(MostWaits)} ] || again",
        $"  echo \"{what}: was in other hands {Number(MostWaits)} times, and is given up\"",
        "  exit \"$code\"",
        "fi",
    ];

    static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a task asks of the cluster, in Slurm's own words.</summary>
/// <param name="Cpus">Cores, and threads of the scoring.</param>
/// <param name="Memory">Memory, such as <c>1G</c>.</param>
/// <param name="Time">The longest that a start may take, such as <c>4:00:00</c>; null for the partition's own.</param>
/// <param name="Partition">The partition; null for the cluster's own.</param>
sealed record TaskResources(int Cpus, string Memory, string? Time, string? Partition);
