using System.Diagnostics;
using System.Globalization;

/// <summary>Runs in a process of the kit that is started with this assembly as <c>DOTNET_STARTUP_HOOKS</c>: the process kills itself at the n-th step that a registry says.</summary>
public sealed class StartupHook : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The variable that says at which.</summary>
    public const string KillAt = "RESEARCHKIT_TEST_KILL_AT";

    readonly int at;
    int steps;

    StartupHook(int at) => this.at = at;

    public static void Initialize()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable(KillAt), NumberStyles.None, CultureInfo.InvariantCulture, out var at)) DiagnosticListener.AllListeners.Subscribe(new StartupHook(at));
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "ResearchKit.Registry") listener.Subscribe(this);
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
