using System.Diagnostics;

namespace ResearchKit.Kernel;

/// <summary>The end of the process, which a cell must not be able to put off.</summary>
static class Ending
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Ends the process; what a cell has hung up on its end gets two seconds.</summary>
    public static void Now(int code)
    {
        Within(Grace, code);
        Environment.Exit(code);
    }

    /// <summary>Ends the process if it has not ended by then.</summary>
    public static void Within(TimeSpan time, int code) => new Thread(() =>
    {
        Thread.Sleep(time);
        Environment.ExitCode = code;
        using var process = Process.GetCurrentProcess();
        process.Kill();
    })
    { IsBackground = true, Name = "ending" }.Start();
}
