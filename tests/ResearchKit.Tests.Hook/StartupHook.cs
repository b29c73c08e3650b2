using System.Diagnostics;
using System.Globalization;

/// <summary>Runs in a process of the kit that is started with this assembly as <c>DOTNET_STARTUP_HOOKS</c>: the process kills itself at the n-th step that a registry, or a run over an archive, says, and names it on the error stream, or stands still at one of them.</summary>
public sealed class StartupHook : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The variable that says at which.</summary>
    public const string KillAt = "RESEARCHKIT_TEST_KILL_AT";

    /// <summary>The variable that names a step at which to stand still.</summary>
    public const string HaltAt = "RESEARCHKIT_TEST_HALT_AT";

    /// <summary>The variable that asks for the names of all assemblies, on the error stream at the end.</summary>
    public const string SayLoaded = "RESEARCHKIT_TEST_SAY_LOADED";

    readonly int at;
    readonly string? halt;
    int steps;

    StartupHook(int at, string? halt) => (this.at, this.halt) = (at, halt);

    public static void Initialize()
    {
        var halt = Environment.GetEnvironmentVariable(HaltAt);
        if (int.TryParse(Environment.GetEnvironmentVariable(KillAt), NumberStyles.None, CultureInfo.InvariantCulture, out var at) || halt is not null) DiagnosticListener.AllListeners.Subscribe(new StartupHook(at, halt));
        if (Environment.GetEnvironmentVariable(SayLoaded) is not null)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Array.ForEach(AppDomain.CurrentDomain.GetAssemblies(), assembly => Console.Error.WriteLine($"loaded {assembly.GetName().Name}"));
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name is "ResearchKit.Registry" or "ResearchKit.Archives") listener.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> step)
    {
        if (step.Key == halt) Thread.Sleep(Timeout.Infinite);
        if (++steps != at) return;
        Console.Error.WriteLine($"killed at {step.Key}");
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
