using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace ResearchKit.Cli;

/// <summary>The dotnet that the user has, which starts what is not loaded into this process.</summary>
static class Dotnet
{
    /// <summary>What it had said is waited for so long: what it started may hold its error stream on.</summary>
    static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>What was started and has not ended.</summary>
    static readonly List<Process> running = [];

    static readonly PosixSignalRegistration told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => End());

    static bool isEnding;

    /// <summary>Runs a program to its end, on this process's own input and output.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">What it is asked.</param>
    /// <param name="said">Receives each line of its error stream; null leaves it this process's own.</param>
    /// <returns>Its exit code.</returns>
    public static int Run(string program, IEnumerable<string> arguments, Action<string>? said = null)
    {
        using var process = Begin(new(Home.Dotnet, [program, .. arguments]) { RedirectStandardError = said is not null, StandardErrorEncoding = said is null ? null : Encoding.UTF8 });
        var listening = said is null ? Task.CompletedTask : Task.Factory.StartNew(() =>
        {
            while (process.StandardError.ReadLine() is { } line) said(line);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        WaitFor(process);
        listening.Wait(LastWords);
        return process.ExitCode;
    }

    /// <summary>This process was told to go: what it started goes first, and nothing more is begun.</summary>
    static void End()
    {
        lock (running)
        {
            isEnding = true;
            foreach (var process in running)
            {
                try
                {
                    process.Kill(entireProcessTree: true);
                }
                catch (InvalidOperationException)
                {
                    // It has ended by itself.
                }
            }
        }
    }

    static Process Begin(ProcessStartInfo start)
    {
        while (true)
        {
            lock (running)
            {
                if (!isEnding)
                {
                    running.Add(Start(start));
                    return running[^1];
                }
            }
            Thread.Sleep(Timeout.Infinite); // the signal is about to end this process
        }
    }

    static void WaitFor(Process process)
    {
        process.WaitForExit();
        bool ends;
        lock (running)
        {
            running.Remove(process);
            ends = isEnding;
        }
        if (ends) Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Runs one of its own verbs in the repository's root.</summary>
    /// <returns>The exit code, and all that it said.</returns>
    public static (int Code, string Output) Build(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Home.Dotnet, [.. arguments, "--nologo", "-verbosity:quiet", "-tl:off", "-nodeReuse:false"]) { WorkingDirectory = Home.Root, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // A build that started this command must not settle how this one goes.
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(inherited);
        using var process = Begin(start);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        WaitFor(process);
        return (process.ExitCode, output + error.Result);
    }

    public static Process Start(ProcessStartInfo start) => Process.Start(start) ?? throw new InputException($"{start.FileName} could not be started.");
}
