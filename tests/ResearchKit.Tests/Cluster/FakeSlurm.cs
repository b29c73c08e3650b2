using System.Diagnostics;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>A folder with an archive whose names a shell could trip over, and stand-ins on the PATH for Slurm's commands and for the kit on
/// a node: they write down what they are called with, and answer what a test puts there.</summary>
sealed class FakeSlurm : IDisposable
{
    /// <summary>What a shell, sbatch or find would take for something else.</summary>
    public const string Odd = """it's "odd" $HOME `id` \ %j & 100% * [é]""";

    readonly ArticleFolder folder = new();

    public FakeSlurm()
    {
        Put("sbatch", "echo 70");
        Put("scancel", "");
        Put("squeue", "");
        // The real one ends the script that calls it.
        Put("scontrol", "kill -9 $PPID");
        folder.Put($"{Odd}/{Odd}.jsonl", "{\"id\":\"a\",\"title\":\"t\",\"text\":\"Strong growth.\"}\n");
        folder.Put($"{Odd}/{Odd}.csv", "term,role,valence\nstrong,polarity,0.5\n");
    }

    /// <summary>Where the command is given, and where the files lie.</summary>
    public string this[string name] => Path.Combine(folder[Odd], name);

    public string Run => this["scores.parquet.cluster"];

    public KitResult Kit(params string[] arguments) => Tests.Kit.RunWith(Settings, folder[Odd], ["cluster", .. arguments]);

    public KitResult Score(params string[] more) => Kit(["score", $"{Odd}.jsonl", "--tasks", "4", "--out", "scores.parquet", .. more]);

    public string Put(string name, string bash)
    {
        // Every call is a line of words, each ended by a NUL, which no word can hold.
        var program = folder.Put($"bin/{name}", $"#!/usr/bin/env bash\n{{ printf '%s\\0' \"$@\"; echo; }} >>'{folder[$"{name}.calls"]}'\n{bash}\n");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Slurm is not on Windows.");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    /// <summary>The calls of a stand-in, each with its words.</summary>
    public IReadOnlyList<string[]> Calls(string name) => File.Exists(folder[$"{name}.calls"])
        ? [.. File.ReadAllText(folder[$"{name}.calls"]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\0')[..^1])] : [];

    /// <summary>Runs a script of the run as Slurm does for the last task of the array, with a stand-in for the kit.</summary>
    /// <param name="script">The script's name.</param>
    /// <param name="kit">What the stand-in does.</param>
    /// <returns>The exit code.</returns>
    public int Task(string script, string kit)
    {
        var text = File.ReadAllText(Path.Combine(Run, script));
        var program = Repository.File("artifacts", "cli", "ResearchKit.Cli.dll");
        var end = text.IndexOf(program, StringComparison.Ordinal) + program.Length;
        // In the place of dotnet and the program that it runs.
        text = $"{text[..(text.LastIndexOf('\n', end) + 1)]}{Put("kit", kit)}{text[end..]}";
        var start = new ProcessStartInfo("bash", [folder.Put("script", text)]) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        return Tests.Kit.Finish(start).Code;
    }

    public void Dispose() => folder.Dispose();

    /// <summary>The last task of an array has the array's own number.</summary>
    Dictionary<string, string> Settings => new() { ["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}", ["SLURM_ARRAY_JOB_ID"] = "70", ["SLURM_ARRAY_TASK_ID"] = "4", ["SLURM_JOB_ID"] = "70", ["SLURMD_NODENAME"] = "one" };
}
