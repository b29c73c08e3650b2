using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ResearchKit.Cli;

/// <summary>Scores an archive into a file. Nothing else of the command line touches its library, which is loaded with this class.</summary>
static class ArchiveScores
{
    /// <summary>A shard may have this much more than its share.</summary>
    const double Uneven = 1.5;

    public static int Run(string[] paths, Scorer scorer, string file, ArchiveWishes wishes)
    {
        var archive = Archive.Open(paths);
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var code = ExitCode.Interrupted;
        var progress = new ArchiveProgressLine();
        try
        {
            var run = archive.Score(scorer, o => o with { Out = file, Threads = wishes.Threads, Resume = wishes.Resume, Force = wishes.Force, MaxLoss = wishes.MaxLoss, Shard = wishes.Shard is { } shard ? Shard.Parse(shard) : Shard.Whole }, progress, stop.Token);
            progress.Done();
            Console.WriteLine($"wrote {run}");
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            progress.Done();
            Console.Error.WriteLine($"stopped. What is done is kept: go on with --resume.");
            return code;
        }
        catch (InputException e) when (RunLock.IsHeld(e.InnerException))
        {
            progress.Done();
            Console.Error.WriteLine(Untrusted.Line(e.Message));
            return ExitCode.Busy;
        }

        // What is being written cannot be broken off, but it is never there by half: whoever cannot wait for it says so again, and the system ends the program.
        void Stop(PosixSignalContext signal)
        {
            if (stop.IsCancellationRequested) return;
            signal.Cancel = true;
            if (signal.Signal == PosixSignal.SIGTERM) code = ExitCode.Terminated;
            stop.Cancel();
        }
    }

    /// <summary>How an archive is best cut into shards: by files where these come out about even, since a shard by ids reads every file.</summary>
    /// <returns>Whether it is by files, and how many bytes each shard reads.</returns>
    /// <exception cref="InputException">There is no such archive, or what is made would be read as part of it.</exception>
    public static (bool ByFiles, IReadOnlyList<long> Bytes) Cut(string[] paths, string output, int shards)
    {
        var parts = Archive.Open(paths).Without(output).Parts;
        List<long> Bytes(bool byFiles) => [.. Enumerable.Range(1, shards).Select(number => new Shard(number, shards, byFiles).Files(parts) is var (from, to) ? parts[from..to].Sum(part => part.Bytes) : 0)];
        var files = Bytes(byFiles: true);
        return files.Max() <= Uneven * files.Sum() / shards ? (true, files) : (false, Bytes(byFiles: false));
    }

    public static int Merge(string file, IEnumerable<string> shards, bool force, double maxLoss)
    {
        try
        {
            Console.WriteLine($"wrote {Archive.Merge(file, shards, force, maxLoss)}");
            return ExitCode.Done;
        }
        catch (InputException e) when (RunLock.IsHeld(e.InnerException))
        {
            Console.Error.WriteLine(Untrusted.Line(e.Message));
            return ExitCode.Busy;
        }
    }
}

/// <summary>What a command line wants of an archive's scores.</summary>
sealed record ArchiveWishes(int Threads, bool Resume, bool Force, string? Shard, double MaxLoss);

/// <summary>Says on the error stream how far a run is; only to a person, and only once it has taken a second.</summary>
sealed class ArchiveProgressLine : IProgress<ArchiveProgress>
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1), Pause = TimeSpan.FromMilliseconds(200);

    readonly long start = Stopwatch.GetTimestamp();
    readonly bool shown = !Console.IsErrorRedirected;
    TimeSpan next = Patience;
    bool written;

    public void Report(ArchiveProgress value)
    {
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (!shown || elapsed < next) return;
        next = elapsed + Pause;
        Console.Error.Write($"\rscoring {value.After(elapsed)} ");
        written = true;
    }

    public void Done()
    {
        if (written) Console.Error.WriteLine();
    }
}
