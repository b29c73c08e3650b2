namespace ResearchKit;

/// <summary>Where alerts go.</summary>
interface IAlertSink : IAsyncDisposable
{
    /// <summary>By which a journal knows it.</summary>
    string Name { get; }

    /// <summary>How many alerts it tells as one: either all of them are told, or they are told again.</summary>
    int MostAtOnce { get; }

    /// <summary>Tells alerts; returns when they have been told, or set aside for good.</summary>
    Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop);
}

/// <summary>A line for each alert, for people.</summary>
sealed class ConsoleSink(TextWriter writer, bool asJson) : IAlertSink
{
    public string Name => "console";

    public int MostAtOnce => 64;

    public async Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop)
    {
        foreach (var alert in alerts) await writer.WriteLineAsync(asJson ? alert.Json : alert.Line());
        await writer.FlushAsync(stop);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
