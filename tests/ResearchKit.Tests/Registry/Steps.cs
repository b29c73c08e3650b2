using System.Diagnostics;

namespace ResearchKit.Tests;

/// <summary>Watches the steps of writes below one folder; throws at one of them, if wanted.</summary>
sealed class Steps : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    readonly string folder;
    readonly int failAt;
    readonly List<IDisposable> subscriptions = [];

    /// <param name="folder">The folder.</param>
    /// <param name="failAt">The number of the step at which the disk is full; 0 for none.</param>
    public Steps(string folder, int failAt = 0)
    {
        (this.folder, this.failAt) = (folder, failAt);
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public List<string> Seen { get; } = [];

    /// <summary>What is done besides at every step, given its name.</summary>
    public Action<string>? Then { get; init; }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name is "ResearchKit.Registry" or "ResearchKit.Archives") subscriptions.Add(listener.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> step)
    {
        // Other tests write at the same time, elsewhere.
        if (step.Value is not string path || !path.StartsWith(folder, StringComparison.Ordinal)) return;
        Seen.Add(step.Key);
        Then?.Invoke(step.Key);
        if (Seen.Count == failAt) throw new IOException("No space left on device");
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
}
