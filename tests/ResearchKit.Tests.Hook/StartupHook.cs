using System.Diagnostics;
using System.Globalization;

/// <summary>Runs in a process of the kit that is started with this assembly as <c>DOTNET_STARTUP_HOOKS</c>: the process kills itself at the n-th step that a registry, or a run over an archive, says.</summary>
public sealed class StartupHook : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The variable that says at which.</summary>
    public const string KillAt = "RESEARCHKIT_TEST_KILL_AT";

    /// <summary>The variable that asks for the names of all assemblies, on the error stream at the end.</summary>
    public const string SayLoaded = "RESEARCHKIT_TEST_SAY_LOADED";

    readonly int at;
    int steps;

    StartupHook(int at) => this.at = at;

    public static void Initialize()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(KillAt), NumberStyles.None, CultureInfo.InvariantCulture, out var at)) DiagnosticListener.AllListeners.Subscribe(new StartupHook(at));
        if (Environment.GetEnvironmentVariable(SayLoaded) is not null)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Array.ForEach(AppDomain.CurrentDomain.GetAssemblies(), assembly => Console.Error.WriteLine($"loaded {assembly.GetName().Name}"));
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name is "ResearchKit.Registry" or "ResearchKit.Archives") listener.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> step)
    {
        if (++steps != at) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }
}
