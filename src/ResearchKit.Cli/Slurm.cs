using System.Diagnostics;

namespace ResearchKit.Cli;

/// <summary>Slurm's commands, as they are found on the PATH.</summary>
static class Slurm
{
    /// <summary>Submits a script.</summary>
    /// <returns>The number of its job.</returns>
    /// <exception cref="InputException">There is no Slurm here, or it refuses the job.</exception>
    public static string Submit(string script, params string[] options)
    {
        var (code, output, error) = Run("sbatch", ["--parsable", .. options, script]);
        // Where there are several clusters, the name of this one follows.
        var job = output.Trim().Split(';')[0];
        return code == 0 && job.Length > 0 && job.All(char.IsAsciiDigit) ? job : throw new InputException($"{Untrusted.Line(script)}: was not taken by sbatch: {Untrusted.Line((error + output).Trim())}. Expected options that this cluster allows: sinfo lists its partitions, and scontrol show config says MaxArraySize, which must be above --tasks.");
    }

    public static void Cancel(string job) => Run("scancel", [job]);

    /// <summary>What the controller knows of jobs: those that ended a while ago are forgotten.</summary>
    /// <exception cref="InputException">There is no Slurm here, or its controller does not answer.</exception>
    public static IReadOnlyList<QueuedTask> Queue(IEnumerable<string> jobs)
    {
        var asked = string.Join(',', jobs.Distinct());
        if (asked.Length == 0) return [];
        var (code, output, error) = Run("squeue", ["--noheader", "--array", "--states=all", $"--jobs={asked}", "--format=%F|%K|%T|%N|%r"]);
        if (code != 0 && error.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase)) return [];
        if (code != 0) throw new InputException($"squeue: {Untrusted.Line(error.Trim())}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).Where(cells => cells.Length == 5)
            .Select(cells => new QueuedTask(cells[0], int.TryParse(cells[1], out var shard) ? shard : null, cells[2], cells[3], cells[4]))];
    }

    static (int Code, string Output, string Error) Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        Process process;
        try { process = Process.Start(start)!; }
        catch (System.ComponentModel.Win32Exception e) { throw new InputException($"{program}: cannot be started: {e.Message}. Expected Slurm's commands on the PATH, as on a login node of a cluster; --dry-run prints the scripts without them.", e); }
        using (process)
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
    }
}

/// <summary>A job or a task of an array, as <c>squeue</c> shows it.</summary>
/// <param name="Job">The number of the job, or of the array.</param>
/// <param name="Shard">The task's place in the array; null for a job that is none.</param>
/// <param name="State">Slurm's word, such as <c>PENDING</c>.</param>
/// <param name="Node">Where it runs or ran.</param>
/// <param name="Reason">Why it waits.</param>
sealed record QueuedTask(string Job, int? Shard, string State, string Node, string Reason)
{
    public bool IsWaiting => State is "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "REQUEUE_FED" or "SPECIAL_EXIT";

    /// <summary>It holds a node, be it that it is just letting go of it.</summary>
    public bool IsRunning => State is "RUNNING" or "COMPLETING" or "CONFIGURING" or "SUSPENDED" or "STOPPED" or "RESIZING" or "SIGNALING" or "STAGE_OUT";
}
