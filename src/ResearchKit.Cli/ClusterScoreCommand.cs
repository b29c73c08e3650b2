using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace ResearchKit.Cli;

/// <summary><c>./kit cluster score ARCHIVE… --tasks N --out FILE.parquet</c></summary>
static partial class ClusterScoreCommand
{
    public static Command Create()
    {
        var archive = new Argument<string[]>("ARCHIVE") { Description = "The archive, as ./kit score takes it, where every node sees it.", Arity = ArgumentArity.OneOrMore };
        var tasks = new Option<int>("--tasks") { Description = "Into how many shards the archive is cut: each is a task.", CustomParser = Shared.WholeNumber, HelpName = "N", Required = true };
        var output = new Option<string>("--out") { Description = "The file to make. The run's folder lies beside it: scripts, logs, and the shards until they are merged.", HelpName = "FILE.parquet", Required = true };
        var (method, lexicon, map, maxLoss) = (Shared.Method(), Shared.Lexicon(), Shared.MapFile(), Shared.MaxLoss());
        var partition = new Option<string?>("--partition") { Description = "The partition of the cluster. Default: the cluster's own.", HelpName = "NAME" };
        var time = new Option<string?>("--time") { Description = "The longest that a task may run before it is started again where it was, as Slurm writes it. Default: the partition's own.", HelpName = "[DAYS-]H:MM:SS" };
        var memory = new Option<string>("--memory") { Description = "Memory of a task.", DefaultValueFactory = _ => "1G", HelpName = "SIZE" };
        var cpus = new Option<int>("--cpus") { Description = "Cores of a task.", DefaultValueFactory = _ => 1, CustomParser = Shared.WholeNumber, HelpName = "N" };
        var resume = new Option<bool>("--resume") { Description = "Go on with a run that ended before it was done: submits the shards that are missing." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the scripts; write and submit nothing." };
        var command = new Command("score", "Cut an archive into shards and have Slurm score each as a task of a job array: started again where it was when it fails or its node is lost, and merged at the end into the file that one machine would have written. Account and the like are sbatch's own variables, such as SBATCH_ACCOUNT.\n\nExamples:\n  ./kit cluster score archive/ --tasks 200 --out scores.parquet --time 4:00:00\n  ./kit cluster score news.jsonl --tasks 8 --out scores.parquet --dry-run") { archive, tasks, output, method, lexicon, map, maxLoss, partition, time, memory, cpus, resume, dryRun };
        command.SetAction(parsed =>
        {
            var (file, paths) = (parsed.GetValue(output)!, parsed.GetValue(archive)!);
            Check(file, parsed.GetValue(tasks));
            var resources = Resources(parsed.GetValue(cpus), parsed.GetValue(memory)!, parsed.GetValue(time), parsed.GetValue(partition));
            foreach (var path in paths.Append(file)) Shell.Quote(path);
            var (byFiles, bytes) = ArchiveScores.Cut(paths, file, parsed.GetValue(tasks));
            // Read here, so that a mistake is said now and not by every task.
            var words = Shared.ReadLexicon(parsed, lexicon);
            var wanted = parsed.GetValue(method)!;
            Shared.Mapped(parsed, map, Methods.OfArchive(wanted, words));
            var named = parsed.GetValue(lexicon) is { } given && Path.Exists(given) ? given : words.Reference;
            // Of a shard any share may be rejected: the merge judges that of all.
            List<string> score = ["--method", wanted, "--lexicon", named, .. parsed.GetValue(map) is { } calibration ? ["--map", calibration] : Array.Empty<string>(), "--max-loss", "1"];
            var inputs = new[] { named, parsed.GetValue(map), Methods.FileOf(wanted) }.Where(File.Exists).Select(input => (input!, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(input!))))).ToList();
            var scripts = new ShardScripts(ClusterRun.FolderOf(file), Directory.GetCurrentDirectory(), [Home.Dotnet, Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll")], score, paths, Path.GetFullPath(file), ["--max-loss", parsed.GetValue(maxLoss).ToString(CultureInfo.InvariantCulture)], parsed.GetValue(tasks), byFiles, inputs, resources);
            var run = new ClusterRun(Path.GetFullPath(file), scripts.Tasks, byFiles, bytes, [.. score, "--", .. paths], []);
            if (parsed.GetValue(dryRun)) Print(scripts, run);
            else Submit(scripts, parsed.GetValue(resume) ? Resumed(run) : New(run));
            return ExitCode.Done;
        });
        return command;
    }

    static void Check(string file, int tasks)
    {
        if (!file.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--out {Untrusted.Show(file)}: cannot be written. Expected a name that ends in .parquet.");
        if (tasks is < 2 or > 99_999) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--tasks is {tasks}. Expected 2 to 99999, and fewer than the cluster's MaxArraySize, which is 1001 unless its owner set another; one machine scores with ./kit score ARCHIVE --out."));
    }

    static TaskResources Resources(int cpus, string memory, string? time, string? partition)
    {
        if (cpus < 1) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--cpus is {cpus}. Expected 1 or more."));
        if (!Sizes().IsMatch(memory)) throw new InputException($"--memory is {Untrusted.Quote(memory)}. Expected a size such as 500M or 1G.");
        if (time is not null && !Times().IsMatch(time)) throw new InputException($"--time is {Untrusted.Quote(time)}. Expected minutes, or a time such as 4:00:00 or 2-12:00:00 (days first).");
        if (partition is not null && !Partitions().IsMatch(partition)) throw new InputException($"--partition is {Untrusted.Quote(partition)}. Expected a name as sinfo lists it.");
        return new(cpus, memory, time, partition);
    }

    static ClusterRun New(ClusterRun run)
    {
        if (Path.Exists(run.Output)) throw new InputException($"--out {Untrusted.Line(run.Output)}: is there already. Expected a new name: remove it first, or name another.");
        if (Path.Exists(run.Folder)) throw new InputException($"{Untrusted.Line(run.Folder)}: is there already, for a run that makes this output. Expected none: ./kit cluster status says how far it is; give --resume to go on with it, or remove the folder to begin anew.");
        return run;
    }

    /// <summary>The run that was submitted before, if it is the same and none of it is in the queue.</summary>
    static ClusterRun Resumed(ClusterRun run)
    {
        var before = ClusterRun.Read(run.Output);
        if (before.Tasks != run.Tasks) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"--tasks is {run.Tasks}, and the run has {before.Tasks}. Expected the same: its shards are cut by it."));
        if (!before.Command.SequenceEqual(run.Command)) throw new InputException($"{Untrusted.Line(run.Folder)}: scores {Untrusted.Line(Shell.Quote(before.Command))}, and now it would be {Untrusted.Line(Shell.Quote(run.Command))}. Expected the same; to begin anew, remove the folder.");
        if (before.ByFiles != run.ByFiles || !before.Bytes.SequenceEqual(run.Bytes)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(run.Folder)}: the archive is no longer what it was when the run was submitted: its shards read {before.Bytes.Sum()} bytes then, and {run.Bytes.Sum()} now. Expected the same files; to begin anew, remove the folder."));
        if (Slurm.Queue(before.Submissions.SelectMany(made => made.Jobs)).FirstOrDefault(task => task.IsWaiting || task.IsRunning) is { } still)
            throw new InputException($"Job {still.Job} of this run is still {still.State.ToLowerInvariant()}. Expected none in the queue: wait for it, or end it with scancel {still.Job}.");
        return before;
    }

    static void Submit(ShardScripts scripts, ClusterRun run)
    {
        if (File.Exists(run.Output))
        {
            Console.WriteLine(Untrusted.Line($"{run.Output}: is done, and nothing was submitted."));
            return;
        }
        var missing = run.Missing;
        foreach (var folder in new[] { "shards", "tasks", "logs" }) Directory.CreateDirectory(Path.Combine(run.Folder, folder));
        // What was tried before counts no more: a task is given up for what it does from now on.
        foreach (var shard in missing) File.Delete(run.Journal(shard));
        File.Delete(run.MergeJournal);
        var (array, merge) = (Path.Combine(run.Folder, ClusterRun.ArrayScript), Path.Combine(run.Folder, ClusterRun.MergeScript));
        Files.WriteText(array, writer => writer.Write(scripts.Array(missing.Count > 0 ? ClusterRun.List(missing) : "1")));
        Files.WriteText(merge, writer => writer.Write(scripts.Merging()));
        run.Write();
        string? shards;
        try { shards = missing.Count > 0 ? Slurm.Submit(array) : null; }
        catch (InputException) when (run.Submissions.Count == 0)
        {
            // There is no run yet: the command can be given again as it was, once what stood against it is mended.
            Directory.Delete(run.Folder, recursive: true);
            throw;
        }
        string? job = null;
        try
        {
            job = Slurm.Submit(merge, shards is null ? [] : [.. After(shards)]);
            (run with { Submissions = [.. run.Submissions, new(ClusterRun.List(missing), shards, job, TimeProvider.System.GetUtcNow())] }).Write();
        }
        catch (InputException)
        {
            // Without a merge nothing would come of the array, and what no record names would be submitted twice.
            foreach (var submitted in new[] { shards, job }.OfType<string>()) Slurm.Cancel(submitted);
            throw;
        }
        Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"submitted {missing.Count} {(missing.Count == 1 ? "task" : "tasks")}{(shards is null ? "" : $" as job {shards}")}, and their merge as job {job}. How far it is: ./kit cluster status {Shell.Quote(Path.GetRelativePath(Directory.GetCurrentDirectory(), run.Output))}")));
    }

    static string[] After(string job) => [$"--dependency=afterok:{job}", "--kill-on-invalid-dep=yes"];

    static void Print(ShardScripts scripts, ClusterRun run)
    {
        Show(ClusterRun.ArrayScript, scripts.Array(ClusterRun.List(Enumerable.Range(1, run.Tasks).ToList())));
        Show(ClusterRun.MergeScript, scripts.Merging());
        Console.WriteLine($"# submitted with\nsbatch --parsable {Shell.Quote(Path.Combine(run.Folder, ClusterRun.ArrayScript))}");
        Console.WriteLine($"sbatch --parsable {string.Join(' ', After("JOB"))} {Shell.Quote(Path.Combine(run.Folder, ClusterRun.MergeScript))}");

        void Show(string name, string script) => Console.WriteLine($"# {Path.Combine(run.Folder, name)}\n{script}");
    }

    [GeneratedRegex(@"\A[1-9][0-9]{0,8}[KMGT]?\z")]
    private static partial Regex Sizes();

    [GeneratedRegex(@"\A([0-9]{1,4}-)?[0-9]{1,6}(:[0-9]{1,2}){0,2}\z")]
    private static partial Regex Times();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._,-]{0,200}\z")]
    private static partial Regex Partitions();
}
