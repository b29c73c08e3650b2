using System.Text.Json.Nodes;
using Xunit;

namespace ResearchKit.Tests;

/// <summary>What waits for a sink that is no longer given is said, waits for a week, and is then set aside.</summary>
public sealed class AbsentSinkTests : IDisposable
{
    const string Hook = "webhook:example.org#12345678";

    static readonly AlertRules Rules = AlertRules.Of(Wire.Rule(AlertCondition.Below, 0));

    readonly ArticleFolder folder = new();
    readonly Wire wire = new(77);

    string Letters => folder["state/dead-letters.jsonl"];

    /// <summary>A watch with these sinks that raises alerts at these times, and tells none.</summary>
    List<string> Raise(string[] sinks, params DateTimeOffset[] times)
    {
        var (watcher, raised) = (Rules.Watch(Wire.Scorer), new List<string>());
        using var journal = WatchJournal.Open(folder["state"], watcher, Rules, [.. sinks]);
        foreach (var at in times)
        {
            var met = watcher.Meet(watcher.Read(wire.Article(0, 1, null)), at)!;
            var alert = AlertMessage.Of(Assert.Single(watcher.Alerts(met)), 0);
            raised.Add(alert.Id);
            journal.Keep([journal.Line(met, [alert], "given", null)], new Dictionary<string, string>());
        }
        return raised;
    }

    /// <summary>A start with these sinks: what it says, and what it has to tell.</summary>
    (List<string> Said, List<string> Pending) Start(DateTimeOffset now, params string[] sinks)
    {
        var said = new List<string>();
        using var journal = WatchJournal.Open(folder["state"], Rules.Watch(Wire.Scorer), Rules, [.. sinks]);
        AbsentSinks.LetGo(journal, now, new(Letters, TimeProvider.System), said.Add);
        return (said, [.. journal.Pending.Select(one => $"{one.Alert.Id} {string.Join(' ', one.To)}")]);
    }

    [Fact]
    public void What_waits_for_a_sink_is_told_when_it_comes_back_within_a_week_and_set_aside_afterwards()
    {
        var raised = Raise(["console", Hook], Wire.Hour(0), Wire.Hour(0), Wire.Hour(24));
        var (said, pending) = Start(Wire.Hour(48), "console");
        Assert.Equal([$"{Hook} is not given: 3 alerts wait for it. To have them told, start again with its --webhook; a start more than 7 days after an alert was raised sets it aside in {Letters}"], said);
        Assert.Equal(raised.Select(id => $"{id} console"), pending);
        (said, pending) = Start(Wire.Hour(7 * 24), Hook);
        Assert.Equal(["console is not given: 3 alerts wait for it. To have them told, start again without --quiet; a start more than 7 days after an alert was raised sets it aside in " + Letters], said);
        Assert.Equal(raised.Select(id => $"{id} {Hook}"), pending);
        Assert.False(File.Exists(Letters));
        (said, _) = Start(Wire.Hour(7 * 24 + 1), "console");
        Assert.Equal([$"{Hook} is not given: 2 alerts that have waited for it for more than 7 days are set aside in {Letters}", $"{Hook} is not given: 1 alert waits for it. To have it told, start again with its --webhook; a start more than 7 days after an alert was raised sets it aside in {Letters}"], said);
        var letters = File.ReadAllLines(Letters).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(raised.Take(2).Select(id => (Hook, 0, "was not given for 7 days", id)), letters.Select(letter => ((string)letter["to"]!, (int)letter["tries"]!, (string)letter["fault"]!, (string)letter["alert"]!["id"]!)));
        // Set aside once, and told no more; the others are.
        (said, pending) = Start(Wire.Hour(7 * 24 + 2), "console", Hook);
        Assert.Empty(said);
        Assert.Equal([$"{raised[0]} console", $"{raised[1]} console", $"{raised[2]} console {Hook}"], pending);
        Assert.Equal(2, File.ReadAllLines(Letters).Length);
    }

    [Fact]
    public void A_journal_keeps_no_alert_for_ever_for_a_file_that_is_no_longer_written()
    {
        var rules = new AlertRules([.. Rules]) { Remember = 1 };
        Raise(["jsonl:/old.jsonl"], [.. Enumerable.Range(0, 30).Select(i => Wire.Hour(i))]);
        Assert.StartsWith("jsonl:/old.jsonl is not given: 30 alerts wait for it. To have them told, start again with --out /old.jsonl;", Assert.Single(Start(Wire.Hour(30)).Said), StringComparison.Ordinal);
        Assert.Equal(30, Whole());
        Start(Wire.Hour(1000));
        Assert.Equal(1, Whole());
        Assert.Equal(30, File.ReadAllLines(Letters).Length);

        int Whole()
        {
            var path = folder["state/journal.jsonl"];
            using (var file = new JournalFile(path, rules))
            {
                file.Shorten();
                Assert.True(file.Shortening.Wait(TimeSpan.FromSeconds(20)));
            }
            return File.ReadAllLines(path).Count(line => line.Contains("\"article\":", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_command_says_it_and_sets_aside()
    {
        var now = DateTimeOffset.UtcNow;
        Raise([Hook], now.AddDays(-8), now.AddHours(-1));
        folder.Put("rules.json", """{ "rules": [ { "name": "low", "of": "article", "when": "below", "limit": 0 } ] }""");
        var run = Kit.RunIn(folder.Path, "watch", "rules.json", "--stdin", "--state", "state", "--dead-letters", "letters.jsonl", "--quiet");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains($"{Hook} is not given: 1 alert that has waited for it for more than 7 days is set aside in letters.jsonl\n{Hook} is not given: 1 alert waits for it. To have it told, start again with its --webhook;", run.Error, StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(folder["letters.jsonl"]));
    }

    [Fact]
    public void A_letter_that_was_cut_off_spoils_none_that_come_later()
    {
        folder.Put("letters.jsonl", """{"to":"web""");
        var letters = new DeadLetters(folder["letters.jsonl"], TimeProvider.System);
        letters.Add(Hook, 1, "gone", new AlertMessage[] { AlertMessage.Of("""{"id":"one","receipt":"a"}""") });
        letters.Add(Hook, 1, "gone", new AlertMessage[] { AlertMessage.Of("""{"id":"two","receipt":"b"}""") });
        Assert.Equal(["one", "two"], File.ReadAllLines(folder["letters.jsonl"]).Skip(1).Select(line => (string)System.Text.Json.Nodes.JsonNode.Parse(line)!["alert"]!["id"]!));
    }

    public void Dispose() => folder.Dispose();
}
