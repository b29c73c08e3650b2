using System.Diagnostics;

namespace ResearchKit.Cli;

/// <summary>The notebook kernel, which is a program of its own: a process holds one session.</summary>
static class NotebookKernel
{
    static readonly string Program = Path.Combine(Home.Root, "artifacts", "kernel", "ResearchKit.Kernel.dll");

    /// <summary>Runs it to its end, on this process's own input and output.</summary>
    /// <param name="arguments">What it is asked.</param>
    /// <param name="said">Receives each line of its error stream; null leaves it this process's own.</param>
    /// <returns>Its exit code.</returns>
    public static int Run(IEnumerable<string> arguments, Action<string>? said = null) => Dotnet.Run(Program, arguments, said);

    public static Process Start(IEnumerable<string> arguments, bool capture) =>
        Dotnet.Start(new(Home.Dotnet, [Program, .. arguments]) { RedirectStandardOutput = capture, RedirectStandardError = capture });
}
