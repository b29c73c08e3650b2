using System.Collections.Immutable;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ResearchKit.Cli;

/// <summary>Watches sources until it is told to end.</summary>
static class WatchLive
{
    public static async Task<int> Run(Watcher watcher, AlertRules rules, WatchWishes wishes)
    {
        var (stop, code) = (new CancellationTokenSource(), ExitCode.Done);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var sinks = new List<IAlertSink>();
        try
        {
            var clock = new SteadyClock(TimeProvider.System, Say);
            if (!wishes.Quiet) sinks.Add(new ConsoleSink(Console.Out, wishes.Json));
            var key = wishes.Secret is { } secret ? WebhookSink.Secret(secret) : null;
            // A watch that finds its journal in use has touched nothing else.
            ImmutableArray<string> names = [.. sinks.Select(sink => sink.Name), .. wishes.Out is { } file ? [JsonLinesSink.NameOf(file)] : Array.Empty<string>(), .. wishes.Webhook is { } hook ? [WebhookSink.NameOf(hook)] : Array.Empty<string>()];
            using var journal = WatchJournal.Open(wishes.State, watcher, rules, names);
            if (wishes.Out is { } lines) sinks.Add(new JsonLinesSink(lines));
            var letters = wishes.DeadLetters ?? Path.Combine(wishes.State, "dead-letters.jsonl");
            if (wishes.Webhook is { } to) sinks.Add(new WebhookSink(to, key, letters, TimeProvider.System, Say));
            AbsentSinks.LetGo(journal, clock.Now, new(letters, TimeProvider.System), Say);
            if (journal.IsOfAnotherMethod) Say($"{wishes.State}: values of an earlier run were made by another method, lexicon or list, and are not set beside those of this one");
            if (wishes.Page is { } page)
            {
                var live = AlertPage.Open(Place(page), wishes.Token is { } token ? Files.ReadText(token, "a token").Trim() : null, journal.LatestBy(clock.Now));
                sinks.Add(live);
                Say($"alerts are shown at {live.Address}{(wishes.Token is null ? "" : "?token=…")}");
            }
            IArticleSource[] sources =
            [
                .. wishes.Folders.Select(folder => new WatchedFolder(folder, new(), wishes.OnlyNew)),
                .. wishes.Feeds.Select(feed => new PolledAddress(feed, wishes.Every, new(), TimeProvider.System, () => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20))),
                .. wishes.Stdin ? [new StandardInput(Console.OpenStandardInput(), new())] : Array.Empty<IArticleSource>(),
            ];
            var run = new WatchRun(watcher, journal, sinks, clock, Say, wishes.Receipts is { } folderOf ? alerts => alerts[0].Receipt.Write(ReceiptFiles.Place(folderOf, alerts[0].Article.Id, alerts[0].Receipt.Hash), durable: false) : null);
            if (wishes.Receipts is { } receipts)
                foreach (var (article, hash) in journal.Lately)
                {
                    if (new FileInfo(ReceiptFiles.Place(receipts, article.Id, hash)) is { Exists: true, Length: > 0 }) continue;
                    var again = watcher.Receipt(article);
                    again.Write(ReceiptFiles.Place(receipts, article.Id, again.Hash));
                }
            watcher.Warm();
            Say($"watching by {rules}; end with Ctrl-C");
            await run.Run(sources, stop.Token);
            Say($"{watcher.Summary}{(run.Held > 0 ? $"; {run.Held} held until quiet hours are over, and told after the next start" : "")}");
            if (run.Rejected.Any()) Say($"rejected of {string.Join(", ", run.Rejected.Select(one => FormattableString.Invariant($"{one.Source}: {one.Count}")))}");
            if (run.Scored.Count > 0) Say($"from arrival to the journal: {run.Scored}");
            foreach (var (sink, latencies) in run.Told)
                if (latencies.Count > 0) Say($"from arrival to {sink}: {latencies}");
            return code;
        }
        finally
        {
            foreach (var sink in sinks) await sink.DisposeAsync();
        }

        void Stop(PosixSignalContext signal)
        {
            if (stop.IsCancellationRequested) return;
            signal.Cancel = true;
            code = signal.Signal == PosixSignal.SIGTERM ? ExitCode.Terminated : ExitCode.Interrupted;
            stop.Cancel();
        }

        static void Say(string line) => Console.Error.WriteLine(Untrusted.Line(line));
    }

    static IPEndPoint Place(string page) =>
        int.TryParse(page, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? new(IPAddress.Loopback, port)
        : page.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(page, out var place) && place.Port > 0 ? place
        : throw new InputException($"--page is {Untrusted.Quote(page)}. Expected a port such as 8080, or an address of this machine and a port such as 0.0.0.0:8080.");
}
