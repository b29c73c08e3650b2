using System.Collections.Concurrent;
using Xunit;

namespace ResearchKit.Tests;

public sealed class WatchRunTests : IDisposable
{
    readonly ArticleFolder folder = new();
    readonly Wire wire = new(40);
    readonly ConcurrentQueue<string> said = [];

    /// <summary>A clock that stands where a test puts it.</summary>
    sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Wall { get; set; } = Wire.Hour(0);

        public TimeSpan Elapsed { get; set; }

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;

        public void Pass(TimeSpan time) => (Wall, Elapsed) = (Wall + time, Elapsed + time);
    }

    /// <summary>Keeps what it is told; may fail.</summary>
    sealed class Sink(Exception? fault = null) : IAlertSink
    {
        public ConcurrentQueue<string> Told { get; } = [];

        public string Name => "sink";

        public int MostAtOnce => 7;

        public Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop)
        {
            if (fault is not null) throw fault;
            foreach (var alert in alerts) Told.Enqueue(alert.Id);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Hands over what it is given, then waits to be stopped, or ends.</summary>
    sealed class Given(IEnumerable<Article> articles, bool ends = true) : IArticleSource
    {
        public string Name => "given";

        public async Task Run(IArrivals stream, CancellationToken stop)
        {
            foreach (var article in articles) await stream.Take(new(article, "given", null), stop);
            if (!ends) await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<(Sink Sink, WatchRun Run, Watcher Watcher)> Run(AlertRules rules, TimeProvider time, IArticleSource source, Sink? given = null, Func<Sink, WatchRun, Task>? meanwhile = null)
    {
        var (watcher, sink) = (rules.Watch(Wire.Scorer), given ?? new());
        using var journal = WatchJournal.Open(folder["state"], watcher, rules, [sink.Name]);
        using var stop = new CancellationTokenSource();
        var run = new WatchRun(watcher, journal, [sink], new SteadyClock(time, said.Enqueue), said.Enqueue);
        var running = Task.Run(() => run.Run([source], stop.Token));
        if (meanwhile is not null)
        {
            await meanwhile(sink, run);
            await stop.CancelAsync();
        }
        await running.WaitAsync(TimeSpan.FromSeconds(60));
        return (sink, run, watcher);
    }

    [Fact]
    public async Task An_alert_of_quiet_hours_is_told_when_they_are_over_after_a_restart_too()
    {
        // It is 12:00 when it is raised; until 14:00 nobody is disturbed.
        var rules = AlertRules.Of(Wire.Rule(AlertCondition.Below, 0) with { Quiet = new(new(11, 0), new(14, 0), TimeZoneInfo.Utc) });
        var clock = new SetClock();
        var (first, run, _) = await Run(rules, clock, new Given(Enumerable.Range(0, 5).Select(_ => wire.Article(0, 1, null))));
        Assert.Empty(first.Told);
        Assert.Equal(5, run.Held);
        clock.Pass(TimeSpan.FromMinutes(119));
        var (second, _, _) = await Run(rules, clock, new Given([], ends: false), meanwhile: async (sink, again) =>
        {
            await Wait.For(() => again.Held == 5);
            await Task.Delay(500);
            Assert.Empty(sink.Told);
            clock.Pass(TimeSpan.FromMinutes(1));
            await Wait.For(() => sink.Told.Count == 5);
        });
        var (last, _, _) = await Run(rules, clock, new Given([]));
        Assert.Empty(last.Told);
        using var journal = WatchJournal.Open(folder["state"], rules.Watch(Wire.Scorer), rules, ["sink"]);
        Assert.Equal(journal.Latest.Select(alert => alert.Id), second.Told);
    }

    [Fact]
    public async Task Ten_thousand_articles_at_once_are_all_judged_and_kept()
    {
        const int Count = 10_000;
        var rules = AlertRules.Of(Wire.Rule(AlertCondition.Below, -0.9));
        var articles = Enumerable.Range(0, Count).Select(i => wire.Article(i % 5 == 0 ? 0 : 1, 1, null)).ToList();
        var (sink, run, watcher) = await Run(rules, TimeProvider.System, new Given(articles));
        Assert.Equal((Count, Count / 5, 0), (watcher.Summary.Articles, watcher.Summary.Alerts, watcher.Summary.Retellings));
        Assert.Equal((Count / 5, Count / 5, Count), (sink.Told.Count, sink.Told.Distinct().Count(), run.Scored.Count));
        var again = rules.Watch(Wire.Scorer);
        using var journal = WatchJournal.Open(folder["state"], again, rules, ["sink"]);
        Assert.Empty(journal.Pending);
        Assert.All(articles.Take(100), article => Assert.Null(again.Meet(again.Read(article), DateTimeOffset.UtcNow)));
    }

    [Fact]
    public async Task A_file_that_ends_with_what_came_already_is_not_read_again_after_a_restart()
    {
        var rules = AlertRules.Of(Wire.Rule(AlertCondition.Below, 0));
        var (old, other) = (wire.Article(0, 1, null), wire.Article(0, 1, null));
        Put("a.jsonl", old);
        Put("b.jsonl", other, old);
        var (first, _, _) = await Run(rules, TimeProvider.System, new WatchedFolder(folder["news"], new()), meanwhile: (_, run) => Wait.For(() => run.Scored.Count == 3));
        Assert.Equal(2, first.Told.Count);
        // Files are read in the order of their names: once this one is told, the others have been looked at.
        Put("c.jsonl", wire.Article(0, 1, null));
        var (second, _, watcher) = await Run(rules, TimeProvider.System, new WatchedFolder(folder["news"], new()), meanwhile: (sink, _) => Wait.For(() => sink.Told.Count == 1));
        Assert.Equal((1, 0), (watcher.Summary.Articles, watcher.Summary.Seen));

        void Put(string name, params Article[] articles) => folder.Put($"news/{name}", string.Concat(articles.Select(article => JournalLine.Article(article) + "\n")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_feed_still_holds_is_not_told_again_after_a_restart_however_much_came_since(bool shorten)
    {
        // Keys of 20 articles are remembered, and 240 come between its first time and its last, three at each poll.
        var rules = new AlertRules([Wire.Rule(AlertCondition.Below, 0)]) { Remember = 4 };
        var item = wire.Article(0, 1, null);
        var polls = Enumerable.Range(0, 80).SelectMany(_ => (Article[])[item, wire.Article(1, 0, null), wire.Article(1, 0, null), wire.Article(1, 0, null)]).ToList();
        var (first, _, _) = await Run(rules, TimeProvider.System, new Given(polls));
        Assert.Single(first.Told);
        if (shorten)
        {
            using var file = new JournalFile(folder["state/journal.jsonl"], rules);
            file.Shorten();
            await file.Shortening.WaitAsync(TimeSpan.FromSeconds(20));
        }
        var (second, _, watcher) = await Run(rules, TimeProvider.System, new Given([item]));
        Assert.Empty(second.Told);
        Assert.Equal(1, watcher.Summary.Seen);
        // Its key stands in the journal once among ten, not once for each poll.
        Assert.InRange(File.ReadAllText(folder["state/journal.jsonl"]).Split(ReadArticle.KeyOf(item)).Length - 1, 1, 240 / 9 + 1);
    }

    /// <summary>A feed, and others that bring something after each time that it was asked.</summary>
    sealed class Beside(IArticleSource feed, Loopback server, IEnumerable<Article[]> others) : IArticleSource
    {
        public string Name => "both";

        public async Task Run(IArrivals stream, CancellationToken stop)
        {
            var polling = feed.Run(stream, stop);
            foreach (var some in others)
            {
                var asked = server.Requests.Count;
                await Wait.For(() => server.Requests.Count > asked);
                foreach (var article in some) await stream.Take(new(article, "others", null), stop);
            }
            await polling;
        }
    }

    [Fact]
    public async Task What_a_feed_holds_that_answers_that_nothing_changed_is_not_told_again_after_a_restart()
    {
        // Keys of 20 articles are remembered, and 180 come while the feed says that it holds the same as at first.
        var rules = new AlertRules([Wire.Rule(AlertCondition.Below, 0)]) { Remember = 4 };
        using var server = new Loopback((request, _, response) =>
        {
            response.Headers["ETag"] = "\"v1\"";
            if (request.Headers["If-None-Match"] == "\"v1\"") response.StatusCode = 304;
            else Loopback.Write(response, "<rss><channel><language>en</language><item><guid>1</guid><description>The price falls.</description></item></channel></rss>");
        });
        PolledAddress Feed() => new(server.Address, TimeSpan.FromMilliseconds(5), new(), TimeProvider.System);
        var others = Enumerable.Range(0, 60).Select(_ => (Article[])[wire.Article(1, 0, null), wire.Article(1, 0, null), wire.Article(1, 0, null)]).ToList();
        var (first, _, _) = await Run(rules, TimeProvider.System, new Beside(Feed(), server, others), meanwhile: (_, run) => Wait.For(() => run.Scored.Count == 1 + 3 * 60));
        Assert.Single(first.Told);
        var (second, _, watcher) = await Run(rules, TimeProvider.System, Feed(), meanwhile: (_, run) => Wait.For(() => run.Scored.Count == 1));
        Assert.Equal((0, 1), (second.Told.Count, watcher.Summary.Seen));
    }

    [Fact]
    public async Task A_sink_that_cannot_be_written_ends_the_watch_and_its_alert_is_told_after_the_next_start()
    {
        var rules = AlertRules.Of(Wire.Rule(AlertCondition.Below, 0));
        var fault = await Assert.ThrowsAsync<InputException>(() => Run(rules, TimeProvider.System, new Given([wire.Article(0, 1, null)], ends: false), new Sink(new InputException("full"))));
        Assert.Equal("full", fault.Message);
        var (sink, _, _) = await Run(rules, TimeProvider.System, new Given([]));
        Assert.Single(sink.Told);
    }

    [Fact]
    public void A_clock_that_jumps_is_said_and_followed_only_if_it_stays()
    {
        var time = new SetClock();
        var clock = new SteadyClock(time, said.Enqueue);
        time.Pass(TimeSpan.FromSeconds(10));
        time.Wall += TimeSpan.FromDays(3650);
        Assert.Equal(Wire.Hour(0).AddSeconds(10), clock.Now);
        time.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(Wire.Hour(0).AddSeconds(40), clock.Now);
        time.Wall -= TimeSpan.FromDays(3650);
        Assert.Equal(Wire.Hour(0).AddSeconds(40), clock.Now);
        Assert.StartsWith("the clock of this machine jumped by +315360000 s;", Assert.Single(said), StringComparison.Ordinal);
        time.Wall -= TimeSpan.FromHours(1);
        Assert.Equal(Wire.Hour(0).AddSeconds(40), clock.Now);
        time.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal(Wire.Hour(-1).AddSeconds(101), clock.Now);
        Assert.Equal(3, said.Count);
    }

    [Fact]
    public void Quantiles_of_times_are_within_two_per_cent()
    {
        var latencies = new Latencies();
        for (var i = 1; i <= 1000; i++) latencies.Add(TimeSpan.FromMilliseconds(i));
        Assert.InRange(latencies.Quantile(0.5), 500, 500 * 1.02 * 1.001);
        Assert.InRange(latencies.Quantile(0.99), 990, 990 * 1.02 * 1.001);
        Assert.Equal("none", new Latencies().ToString());
    }

    public void Dispose() => folder.Dispose();
}
