namespace ResearchKit;

/// <summary>Where alerts go.</summary>
interface IAlertSink : IAsyncDisposable
{
    /// <summary>By which a journal knows it.</summary>
    string Name { get; }

    /// <summary>Tells an alert; returns when it has been told, or set aside for good. One at a time.</summary>
    Task Tell(AlertMessage alert, CancellationToken stop);
}

/// <summary>A line for each alert, for people.</summary>
sealed class ConsoleSink(TextWriter writer, bool asJson) : IAlertSink
{
    public string Name => "console";

    public async Task Tell(AlertMessage alert, CancellationToken stop)
    {
        await writer.WriteLineAsync(asJson ? alert.Json : alert.Line());
        await writer.FlushAsync(stop);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
