using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace ResearchKit.Kernel;

/// <summary>The program that started the kernel, as Jupyter names it in the environment: a process id, or under Windows a handle.</summary>
static class ParentProcess
{
    const string Variable = "JPY_PARENT_PID";

    /// <summary>Calls back once when it has ended; never if the environment names none.</summary>
    public static void Watch(Action ended)
    {
        if (!long.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= 0)
            return;
        var isAlive = OperatingSystem.IsWindows() ? Handle(number) : number <= int.MaxValue ? Id((int)number) : () => true;
        new Thread(() =>
        {
            while (isAlive())
                Thread.Sleep(TimeSpan.FromSeconds(1));
            ended();
        })
        { IsBackground = true, Name = "parent" }.Start();
    }

    static Func<bool> Handle(long handle)
    {
        var process = new ManualResetEvent(false) { SafeWaitHandle = new SafeWaitHandle((nint)handle, ownsHandle: false) };
        return () => !process.WaitOne(0);
    }

    static Func<bool> Id(int id)
    {
        try
        {
            var process = Process.GetProcessById(id);
            return () => !process.HasExited && !IsZombie(id);
        }
        catch (ArgumentException)
        {
            return () => false;
        }
    }

    /// <summary>Linux keeps a process that has ended until its own parent asks after it.</summary>
    static bool IsZombie(int id)
    {
        try
        {
            var line = File.ReadAllText(FormattableString.Invariant($"/proc/{id}/stat"));
            return line[(line.LastIndexOf(')') + 1)..].TrimStart().StartsWith('Z');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
