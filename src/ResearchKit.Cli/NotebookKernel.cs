using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ResearchKit.Cli;

/// <summary>The notebook kernel, which is a program of its own: a process holds one session.</summary>
static class NotebookKernel
{
    /// <summary>Runs it to its end, on this process's own input and output.</summary>
    /// <returns>Its exit code.</returns>
    public static int Run(IEnumerable<string> arguments)
    {
        using var process = Start(arguments, capture: false);
        // The kernel goes when this process is told to.
        using var told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => process.Kill(entireProcessTree: true));
        process.WaitForExit();
        return process.ExitCode;
    }

    public static Process Start(IEnumerable<string> arguments, bool capture)
    {
        // This process was started by the dotnet that the user has; the kernel gets the same one.
        var dotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(Home.Root, "artifacts", "kernel", "ResearchKit.Kernel.dll"), .. arguments])
        {
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        return Process.Start(start) ?? throw new InputException("The notebook kernel could not be started.");
    }
}
