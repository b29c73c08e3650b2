using System.Diagnostics;
using System.Threading.Channels;

namespace ResearchKit;

/// <summary>Alerts on their way to one sink, told one after the other: a sink that hangs holds up no other. What is too much to wait in memory waits in the journal, and is told in its turn.</summary>
/// <param name="sink">Where they go.</param>
/// <param name="told">Hears of those that were told.</param>
/// <param name="unsent">What the journal has that the sink has not been told, in order: at most so many.</param>
/// <param name="failed">Hears of what ends it.</param>
/// <param name="say">Hears of what waits in the journal.</param>
/// <param name="most">So many wait in memory.</param>
sealed class SinkQueue(IAlertSink sink, Action<IAlertSink, IReadOnlyList<AlertMessage>> told, Func<IAlertSink, int, List<AlertMessage>> unsent, Action<Exception> failed, Action<string> say, int most = SinkQueue.Most)
{
    public const int Most = 10_000;

    readonly Lock gate = new();
    readonly Channel<AlertMessage> waiting = Channel.CreateBounded<AlertMessage>(most);
    bool isBehind;

    /// <summary>What comes while the journal is read; null while it is not.</summary>
    List<AlertMessage>? meanwhile;

    public string Name => sink.Name;

    /// <summary>How long alerts took from the arrival of their articles.</summary>
    public Latencies Latencies { get; } = new();

    /// <summary>Ends once everything is told, after <see cref="Complete"/>, or when it is stopped.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    public void Start(CancellationToken stop) => Running = Run(stop);

    /// <summary>Takes an alert that the journal has.</summary>
    public void Put(AlertMessage alert)
    {
        lock (gate)
        {
            if (!isBehind && waiting.Writer.TryWrite(alert)) return;
            if (meanwhile?.Count < most) meanwhile.Add(alert);
            if (isBehind) return;
            isBehind = true;
        }
        say(FormattableString.Invariant($"{Untrusted.Line(sink.Name)} is {most} alerts behind; what comes now waits in the journal for its turn"));
    }

    public void Complete() => waiting.Writer.TryComplete();

    async Task Run(CancellationToken stop)
    {
        try
        {
            for (var open = true; open;)
            {
                open = waiting.Reader.TryPeek(out _) || !IsBehind && await waiting.Reader.WaitToReadAsync(stop);
                var alerts = new List<AlertMessage>();
                while (alerts.Count < sink.MostAtOnce && waiting.Reader.TryRead(out var next)) alerts.Add(next);
                if (alerts.Count > 0) await Tell(alerts, stop);
                else if (IsBehind)
                {
                    open = true;
                    foreach (var some in CatchUp().Chunk(sink.MostAtOnce)) await Tell(some, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        catch (Exception e) { failed(e is InputException or IOException ? e : new InputException(Untrusted.Line($"{sink.Name}: tells no more, by a fault of the kit's own: {e.GetType().Name}: {e.Message} What was not told is kept: report it, and start again without this sink."), e)); }
    }

    bool IsBehind
    {
        get { lock (gate) return isBehind; }
    }

    /// <summary>What the journal has, and once that is all, what came while it was read: from then on alerts come by themselves again.</summary>
    List<AlertMessage> CatchUp()
    {
        lock (gate) meanwhile = [];
        var alerts = unsent(sink, most);
        lock (gate)
        {
            if (alerts.Count < most && meanwhile.Count < most)
            {
                var known = alerts.Select(alert => alert.Id).ToHashSet(StringComparer.Ordinal);
                alerts.AddRange(meanwhile.Where(alert => !known.Contains(alert.Id)));
                isBehind = false;
            }
            meanwhile = null;
        }
        return alerts;
    }

    async Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop)
    {
        await sink.Tell(alerts, stop);
        foreach (var alert in alerts)
            if (alert.Arrived > 0) Latencies.Add(Stopwatch.GetElapsedTime(alert.Arrived));
        told(sink, alerts);
    }
}
