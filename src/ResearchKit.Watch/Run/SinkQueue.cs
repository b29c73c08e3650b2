using System.Diagnostics;
using System.Threading.Channels;

namespace ResearchKit;

/// <summary>Alerts on their way to one sink, told one after the other: a sink that hangs holds up no other.</summary>
/// <param name="sink">Where they go.</param>
/// <param name="told">Hears of those that were told.</param>
/// <param name="failed">Hears of what ends it.</param>
/// <param name="say">Hears of what is left for later.</param>
sealed class SinkQueue(IAlertSink sink, Action<IAlertSink, IReadOnlyList<AlertMessage>> told, Action<Exception> failed, Action<string> say)
{
    const int Most = 10_000;

    readonly Channel<AlertMessage> waiting = Channel.CreateBounded<AlertMessage>(Most);
    bool isBehind;

    public string Name => sink.Name;

    /// <summary>How long alerts took from the arrival of their articles.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>Ends once everything is told, after <see cref="Complete"/>, or when it is stopped.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start(CancellationToken stop) => Running = Run(stop);

    public void Put(AlertMessage alert)
    {
        if (waiting.Writer.TryWrite(alert) || isBehind) return;
        isBehind = true;
        say(FormattableString.Invariant($"{Untrusted.Line(sink.Name)} is {Most} alerts behind; what comes now is kept in the journal, and told there after the next start"));
    }

    public void Complete() => waiting.Writer.TryComplete();

    async Task Run(CancellationToken stop)
    {
        try
        {
            while (await waiting.Reader.WaitToReadAsync(stop))
            {
                var alerts = new List<AlertMessage>();
                while (alerts.Count < sink.MostAtOnce && waiting.Reader.TryRead(out var next)) alerts.Add(next);
                await sink.Tell(alerts, stop);
                foreach (var alert in alerts)
                    if (alert.Arrived > 0) Latencies.Add(Stopwatch.GetElapsedTime(alert.Arrived));
                told(sink, alerts);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        catch (Exception e) { failed(e is InputException or IOException ? e : new InputException(Untrusted.Line($"{sink.Name}: tells no more, by a fault of the kit's own: {e.GetType().Name}: {e.Message} What was not told is kept: report it, and start again without this sink."), e)); }
    }
}
