using Xunit;

namespace ResearchKit.Tests;

public sealed class SinkQueueTests
{
    /// <summary>Waits until it is let go.</summary>
    sealed class Slow : IAlertSink
    {
        public SemaphoreSlim Go { get; } = new(0);

        public List<string> Told { get; } = [];

        public string Name => "slow";

        public int MostAtOnce => 3;

        public async Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop)
        {
            await Go.WaitAsync(stop);
            Go.Release();
            lock (Told) Told.AddRange(alerts.Select(alert => alert.Id));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_sink_that_is_far_behind_is_told_all_in_order_and_each_once_from_what_was_kept()
    {
        const int Count = 400;
        var (sink, said, kept, told) = (new Slow(), new List<string>(), new List<AlertMessage>(), new HashSet<string>());
        var queue = new SinkQueue(sink, (_, alerts) => { lock (kept) told.UnionWith(alerts.Select(alert => alert.Id)); },
            (_, most) => { lock (kept) return [.. kept.Where(alert => !told.Contains(alert.Id)).Take(most)]; }, fault => throw fault, said.Add, most: 10);
        queue.Start(CancellationToken.None);
        for (var i = 0; i < Count; i++)
        {
            if (i == Count / 2) sink.Go.Release();
            var alert = new AlertMessage($"{i}", null, "{}");
            lock (kept) kept.Add(alert);
            queue.Put(alert);
            if (i > Count / 2) await Task.Delay(1);
        }
        queue.Complete();
        await queue.Running.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}"), sink.Told);
        Assert.Equal("slow is 10 alerts behind; what comes now waits in the journal for its turn", said[0]);
    }
}
