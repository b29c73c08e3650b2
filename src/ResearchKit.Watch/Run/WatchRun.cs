using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;

namespace ResearchKit;

/// <summary>Articles from sources, through a watcher and its journal, to sinks. An article and its alerts are on the disk before any alert is told.</summary>
/// <remarks>What waits is taken together: read by all processors, met in its order, explained by all processors, and made durable at once. While the disk is busy with it, the next is read.</remarks>
sealed class WatchRun : IArrivals
{
    const int Waiting = 10_000, Batch = 512, MostHeld = 10_000;

    /// <summary>So many rejections are said one by one; the last of them that there are more.</summary>
    const int MostSaid = 100;

    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5), Tick = TimeSpan.FromMilliseconds(200);

    readonly Watcher watcher;
    readonly WatchJournal journal;
    readonly SteadyClock clock;
    readonly Action<string> say;
    readonly Action<IReadOnlyList<Alert>>? raised;
    readonly ImmutableArray<SinkQueue> queues;
    readonly ImmutableArray<string> names;
    readonly Channel<Arrival> waiting = Channel.CreateBounded<Arrival>(Waiting);
    /// <summary>By the end of the quiet and, as many end at once, in the order in which they came.</summary>
    readonly PriorityQueue<(AlertMessage Alert, ImmutableArray<string> To), (DateTimeOffset Until, long Number)> held = new();
    readonly CancellationTokenSource failing = new();
    readonly ConcurrentDictionary<string, long> rejected = new(StringComparer.Ordinal);

    /// <summary>By source, since something came last: by what comes alone keys grow old.</summary>
    readonly ConcurrentDictionary<string, IReadOnlyCollection<string>> stillHeld = new(StringComparer.Ordinal);
    long rejections;
    Exception? failure;
    long everHeld;

    /// <summary>Whether it was said that no more are held, since some last were told.</summary>
    bool isFull;

    /// <param name="watcher">Which has taken up what the journal holds.</param>
    /// <param name="journal">What is kept.</param>
    /// <param name="sinks">Where alerts go.</param>
    /// <param name="clock">The time.</param>
    /// <param name="say">Hears what is wrong, a line at a time.</param>
    /// <param name="raised">Sees the alerts of an article before they are kept; on any thread.</param>
    public WatchRun(Watcher watcher, WatchJournal journal, IEnumerable<IAlertSink> sinks, SteadyClock clock, Action<string> say, Action<IReadOnlyList<Alert>>? raised = null)
    {
        (this.watcher, this.journal, this.clock, this.say, this.raised) = (watcher, journal, clock, say, raised);
        queues = [.. sinks.Select(sink => new SinkQueue(sink, (at, alerts) => journal.Sent(at.Name, alerts.Select(alert => alert.Id)), (at, most) => journal.Unsent(at.Name, clock.Now, most), Fail, say))];
        names = [.. queues.Select(queue => queue.Name)];
    }

    /// <summary>From the arrival of articles until they were scored, judged and kept.</summary>
    public Latencies Scored { get; } = new();

    /// <summary>From the arrival of articles until their alerts were told, for each sink.</summary>
    public IEnumerable<(string Sink, Latencies Latencies)> Told => queues.Select(queue => (queue.Name, queue.Latencies));

    /// <summary>How many alerts wait for quiet hours to end.</summary>
    public int Held
    {
        get { lock (held) return held.Count; }
    }

    /// <summary>How much of what came from each source was no article.</summary>
    public IEnumerable<(string Source, long Count)> Rejected => rejected.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value));

    public bool IsFirstStart => journal.IsNew;

    public ValueTask Take(Arrival arrival, CancellationToken stop) => waiting.Writer.WriteAsync(arrival, stop);

    public string? PositionOf(string source) => journal.PositionOf(source);

    public void Pass(string source, string position) => journal.Pass(source, position);

    public void StillHolds(string source, IReadOnlyCollection<string> keys) => stillHeld[source] = keys;

    public void Say(string line) => say(line);

    public void Reject(string source, string what)
    {
        rejected.AddOrUpdate(source, 1, (_, count) => count + 1);
        var number = Interlocked.Increment(ref rejections);
        if (number < MostSaid) say($"rejected: {what}");
        else if (number == MostSaid) say("rejected: more, which are counted, and told at the end");
    }

    /// <summary>Runs until every source has ended, or it is stopped: then what was taken is still scored, kept and told, as far as that goes within five seconds.</summary>
    /// <exception cref="InputException">Something cannot be written; what is kept is whole.</exception>
    public async Task Run(IEnumerable<IArticleSource> sources, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop, failing.Token);
        using var telling = new CancellationTokenSource();
        foreach (var queue in queues) queue.Start(telling.Token);
        foreach (var (alert, to) in journal.Pending) Route(alert, to);
        var reading = Task.WhenAll(sources.Select(source => Read(source, ending.Token)));
        _ = reading.ContinueWith(_ => waiting.Writer.TryComplete(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        using var quiet = new CancellationTokenSource();
        var releasing = Release(quiet.Token);
        var keeping = Task.CompletedTask;
        try
        {
            // A pipe that is blocked in a read does not hear that it is to end.
            using var ended = ending.Token.Register(() => waiting.Writer.TryComplete());
            while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
            {
                var batch = new List<Arrival>();
                while (batch.Count < Batch && waiting.Reader.TryRead(out var arrival)) batch.Add(arrival);
                var again = Renewed();
                var met = Meet(batch, again);
                await keeping;
                keeping = Task.Run(() => TryKeep(batch, met, again), CancellationToken.None);
                if (failure is not null) break;
            }
            await keeping;
        }
        catch (Exception e)
        {
            // A sink that hangs must not keep it from being heard.
            Fail(e);
            throw;
        }
        finally
        {
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await quiet.CancelAsync();
            await releasing;
            foreach (var queue in queues) queue.Complete();
            var all = Task.WhenAll(queues.Select(queue => queue.Running));
            using var hurry = ending.Token.Register(() => telling.CancelAfter(Grace));
            await all;
        }
        if (failure is not null) throw failure;
    }

    /// <summary>Each by itself, so that none holds up another; one that ends by a fault ends the watch, since nobody would miss it.</summary>
    async Task Read(IArticleSource source, CancellationToken stop)
    {
        try { await Task.Run(() => source.Run(this, stop), CancellationToken.None); }
        catch (Exception) when (stop.IsCancellationRequested) { }
        catch (Exception e) { Fail(e is InputException ? e : new InputException(Untrusted.Line($"{source.Name}: is read no more, by a fault of the kit's own: {e.GetType().Name}: {e.Message} What is kept is whole: report it, and start again without this source."), e)); }
    }

    /// <summary>An article that was met: its place among those that were taken together, its alerts as they are sent, and its line for the journal.</summary>
    readonly record struct Kept(int Place, ImmutableArray<AlertMessage> Alerts, byte[] Line);

    /// <summary>Keys that have to be kept, of what sources still hold.</summary>
    List<string> Renewed()
    {
        var keys = new List<string>();
        foreach (var source in stillHeld.Keys)
            if (stillHeld.TryRemove(source, out var held)) keys.AddRange(held.Where(watcher.Renew));
        return keys;
    }

    List<Kept> Meet(List<Arrival> batch, List<string> again) => watcher.Meet([.. batch.Select(arrival => arrival.Article)], _ => clock.Now, (i, met, alerts) =>
    {
        var from = batch[i];
        if (alerts.Count > 0) raised?.Invoke(alerts);
        ImmutableArray<AlertMessage> messages = [.. alerts.Select(alert => AlertMessage.Of(alert, from.Arrived))];
        return new Kept(i, messages, journal.Line(met, messages, from.Source, from.Position));
    }, again.Add);

    /// <summary>What fails is heard at once: the next batch, which would otherwise hear of it, may come in hours.</summary>
    void TryKeep(List<Arrival> batch, List<Kept> kept, List<string> again)
    {
        try { Keep(batch, kept, again); }
        catch (Exception e)
        {
            Fail(e);
            throw;
        }
    }

    void Keep(List<Arrival> batch, List<Kept> kept, List<string> again)
    {
        // What is new says in its line how far its source was read. For what came already nobody does: a file that ends with it would be read again at every start.
        var (isNew, read) = (kept.Select(one => one.Place).ToHashSet(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var (place, arrival) in batch.Index())
            if (arrival.Position is not { } position) continue;
            else if (isNew.Contains(place)) read.Remove(arrival.Source);
            else read[arrival.Source] = position;
        journal.Keep([.. kept.Select(one => one.Line)], read, again);
        foreach (var arrival in batch) Scored.Add(Stopwatch.GetElapsedTime(arrival.Arrived));
        foreach (var one in kept)
            foreach (var alert in one.Alerts) Route(alert, names);
    }

    void Route(AlertMessage alert, ImmutableArray<string> to)
    {
        if (alert.DeliverAt is { } until && until > clock.Now)
        {
            lock (held)
                if (held.Count < MostHeld) held.Enqueue((alert, to), (until, everHeld++));
                else if (!isFull)
                {
                    isFull = true;
                    say(FormattableString.Invariant($"{MostHeld} alerts are held in quiet hours; what is raised now is kept in the journal, and told after the next start"));
                }
            return;
        }
        foreach (var queue in queues)
            if (to.Contains(queue.Name)) queue.Put(alert);
    }

    async Task Release(CancellationToken quiet)
    {
        while (!quiet.IsCancellationRequested)
        {
            await Task.Delay(Tick, quiet).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            for (var due = true; due;)
            {
                (AlertMessage Alert, ImmutableArray<string> To) next;
                lock (held)
                {
                    due = held.TryPeek(out next, out var at) && at.Until <= clock.Now && held.Dequeue() is var _;
                    isFull &= !due;
                }
                if (due) Route(next.Alert with { DeliverAt = null }, next.To);
            }
        }
    }

    void Fail(Exception fault)
    {
        failure ??= fault;
        failing.Cancel();
    }
}
