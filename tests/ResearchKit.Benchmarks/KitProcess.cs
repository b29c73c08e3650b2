using System.Diagnostics;

namespace ResearchKit.Benchmarks;

/// <summary>The kit as a user starts it.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Seconds">From its start to its end, on the clock.</param>
/// <param name="Processor">Seconds of processor time, looked at now and then.</param>
/// <param name="Error">What it said on the error stream.</param>
/// <param name="PeakMegabytes">The most memory that it had, looked at now and then.</param>
sealed record KitProcess(int Code, double Seconds, double Processor, string Error, double PeakMegabytes)
{
    /// <param name="folder">Where it is started: paths are relative to it, and so stand in messages.</param>
    /// <param name="arguments">Verb and options.</param>
    public static KitProcess Run(string folder, params string[] arguments)
    {
        var from = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Vocabulary.Root(), OperatingSystem.IsWindows() ? "kit.cmd" : "kit"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var (peak, processor) = (0L, TimeSpan.Zero);
        while (!process.WaitForExit(10))
        {
            process.Refresh();
            // It may end between the two.
            try { (peak, processor) = (Math.Max(peak, process.PeakWorkingSet64), process.TotalProcessorTime); }
            catch (InvalidOperationException) { }
        }
        var seconds = Stopwatch.GetElapsedTime(from).TotalSeconds;
        Task.WaitAll(output, error);
        return new(process.ExitCode, seconds, processor.TotalSeconds, error.Result, peak / 1e6);
    }
}
