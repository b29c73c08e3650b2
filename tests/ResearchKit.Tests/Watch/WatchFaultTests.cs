using System.Collections.Concurrent;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What ends a watch is said, and ends it.</summary>
public sealed class WatchFaultTests : IDisposable
{
    readonly ArticleFolder folder = new();
    readonly Wire wire = new(41);
    readonly ConcurrentQueue<string> said = [];
    readonly AlertRules rules = AlertRules.Of(Wire.Rule(AlertCondition.Below, 0));

    /// <summary>Does as a test says.</summary>
    sealed class Source(string name, Func<IArrivals, CancellationToken, Task> run) : IArticleSource
    {
        public string Name => name;

        public Task Run(IArrivals stream, CancellationToken stop) => run(stream, stop);
    }

    /// <summary>Is told alerts as a test says.</summary>
    sealed class Sink(Func<CancellationToken, Task> tell) : IAlertSink
    {
        public string Name => "sink";

        public int MostAtOnce => 1;

        public Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop) => tell(stop);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    static Task Never(CancellationToken stop) => Task.Delay(Timeout.Infinite, stop);

    ValueTask Hand(IArrivals stream, CancellationToken stop) => stream.Take(new(wire.Article(0, 1, null), "given", null), stop);

    async Task<WatchRun> Run(IArticleSource[] sources, Func<CancellationToken, Task>? tell = null, Action? raised = null)
    {
        var watcher = rules.Watch(Wire.Scorer);
        using var journal = WatchJournal.Open(folder["state"], watcher, rules, ["sink"]);
        var run = new WatchRun(watcher, journal, [new Sink(tell ?? (_ => Task.CompletedTask))], new SteadyClock(TimeProvider.System, said.Enqueue), said.Enqueue, _ => raised?.Invoke());
        await Task.Run(() => run.Run(sources, CancellationToken.None)).WaitAsync(TimeSpan.FromSeconds(60));
        return run;
    }

    [Fact]
    public async Task A_source_that_ends_by_a_fault_is_named_and_ends_the_watch()
    {
        var fault = await Assert.ThrowsAsync<InputException>(() => Run([new Source("folder:a", (_, stop) => Never(stop)), new Source("feed:b", (_, _) => throw new InvalidOperationException("odd"))]));
        Assert.Equal("feed:b: is read no more, by a fault of the kit's own: InvalidOperationException: odd What is kept is whole: report it, and start again without this source.", fault.Message);
    }

    [Fact]
    public async Task A_source_that_blocks_holds_up_no_other()
    {
        using var block = new ManualResetEventSlim();
        var told = new TaskCompletionSource();
        var running = Run([new Source("blocks", (_, _) => { block.Wait(); return Task.CompletedTask; }), new Source("given", async (stream, stop) => await Hand(stream, stop))], _ => { told.TrySetResult(); return Task.CompletedTask; });
        await told.Task.WaitAsync(TimeSpan.FromSeconds(30));
        block.Set();
        await running;
    }

    [Fact]
    public async Task A_sink_that_ends_by_a_fault_is_named_and_ends_the_watch()
    {
        var fault = await Assert.ThrowsAsync<InputException>(() => Run([new Source("given", async (stream, stop) => { await Hand(stream, stop); await Never(stop); })], _ => throw new InvalidOperationException("odd")));
        Assert.StartsWith("sink: tells no more, by a fault of the kit's own: InvalidOperationException: odd", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_ends_the_watch_while_a_sink_hangs()
    {
        var (hanging, raised) = (new TaskCompletionSource(), 0);
        var fault = await Assert.ThrowsAsync<InputException>(() => Run([new Source("given", async (stream, stop) =>
        {
            await Hand(stream, stop);
            await hanging.Task;
            await Hand(stream, stop);
            await Never(stop);
        })], stop => { hanging.TrySetResult(); return Never(stop); }, () => { if (++raised == 2) throw new InputException("full"); }));
        Assert.Equal("full", fault.Message);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_ends_the_watch_though_nothing_more_comes()
    {
        var watcher = rules.Watch(Wire.Scorer);
        var journal = WatchJournal.Open(folder["state"], watcher, rules, ["sink"]);
        var run = new WatchRun(watcher, journal, [new Sink(_ => Task.CompletedTask)], new SteadyClock(TimeProvider.System, said.Enqueue), said.Enqueue);
        var running = Task.Run(() => run.Run([new Source("given", async (stream, stop) =>
        {
            journal.Dispose();
            await Hand(stream, stop);
            await Never(stop);
        })], CancellationToken.None));
        Assert.Same(running, await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(60))));
        Assert.True(running.IsFaulted);
    }

    [Fact]
    public async Task What_is_rejected_is_counted_for_each_source()
    {
        var first = new TaskCompletionSource();
        var run = await Run([new Source("a", async (stream, _) => { await first.Task; for (var i = 0; i < 250; i++) stream.Reject("a", $"a({i}): bad"); }), new Source("b", (stream, _) => { stream.Reject("b", "b(1): worse"); first.SetResult(); return Task.CompletedTask; })]);
        Assert.Equal([("a", 250), ("b", 1)], run.Rejected);
        Assert.Contains("rejected: b(1): worse", said);
        // The first of them are said, and once that there are more.
        Assert.Equal(100, said.Count(line => line.StartsWith("rejected: ", StringComparison.Ordinal)));
        Assert.Single(said, "rejected: more, which are counted, and told at the end");
    }

    [Fact]
    public async Task What_a_source_says_that_it_holds_before_it_was_met_is_told()
    {
        var (article, told) = (wire.Article(0, 1, null), 0);
        await Run([new Source("feed:a", async (stream, stop) =>
        {
            stream.StillHolds("feed:a", [ReadArticle.KeyOf(article)]);
            await stream.Take(new(article, "feed:a", null), stop);
        })], _ => { told++; return Task.CompletedTask; });
        Assert.Equal(1, told);
    }

    [Fact]
    public void A_wait_of_months_is_made_of_waits_that_the_system_can_wait()
    {
        var parts = new List<TimeSpan>();
        LongWait.Sleep(TimeSpan.FromDays(61), parts.Add);
        Assert.Equal([20, 20, 20, 1], parts.Select(part => part.TotalDays));
    }

    [Fact]
    public void Drafts_of_others_in_the_folder_of_a_journal_stay()
    {
        var (own, other) = (folder.Put("state/.journal.jsonl.abc.tmp", "half"), folder.Put("state/.notes.tmp", "mine"));
        using (WatchJournal.Open(folder["state"], rules.Watch(Wire.Scorer), rules, ["sink"])) { }
        Assert.Equal((false, true), (File.Exists(own), File.Exists(other)));
        string? draft = null;
        Files.Write(folder["state/journal.jsonl"], _ => draft = Directory.EnumerateFiles(folder["state"], ".journal.jsonl.*.tmp").Single());
        Assert.False(File.Exists(draft));
    }

    [Fact]
    public void What_comes_again_and_again_is_known_however_much_comes_beside_it()
    {
        var (seen, next) = (new SeenKeys(5), 100);
        bool Add(int i) => seen.Add(i.ToString("x32", System.Globalization.CultureInfo.InvariantCulture), out _);
        Assert.True(Add(1));
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 4; i++) Assert.True(Add(next++));
            Assert.False(Add(1));
        }
        // Of the latest comings five at least are known, and what did not come again for twice as many is forgotten.
        for (var back = 1; back <= 4; back++) Assert.False(Add(next - back));
        Assert.True(Add(100));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void By_the_latest_keys_that_were_kept_alone_what_a_feed_holds_is_known(int news)
    {
        // Twenty are remembered, and a poll brings fewer than half as many.
        var (seen, kept, next) = (new SeenKeys(20), new List<string>(), 100);
        void Meet(string key)
        {
            if (seen.Add(key, out var isPutAhead) || isPutAhead) kept.Add(key);
        }
        static string Key(int i) => i.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
        for (var poll = 0; poll < 100; poll++)
        {
            Meet(Key(1));
            for (var i = 0; i < news; i++) Meet(Key(next++));
            var restored = new SeenKeys(20);
            foreach (var key in kept.TakeLast(20)) restored.Add(key, out _);
            Assert.False(restored.Add(Key(1), out _));
        }
        Assert.InRange(kept.Count(key => key == Key(1)), 2, 1 + kept.Count / 10);
    }

    public void Dispose() => folder.Dispose();
}
