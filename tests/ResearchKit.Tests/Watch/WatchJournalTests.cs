using System.Collections.Immutable;
using System.Text;
using Xunit;

namespace ResearchKit.Tests;

public sealed class WatchJournalTests : IDisposable
{
    readonly ArticleFolder folder = new();
    readonly Wire wire = new(9);

    string State => folder["state"];

    string File => Path.Combine(State, "journal.jsonl");

    static readonly AlertRules Rules = AlertRules.Of(
        Wire.Rule(AlertCondition.Below, -0.2, over: 6) with { Name = "mean", Articles = 2, CoolDown = TimeSpan.FromHours(3) },
        Wire.Rule(AlertCondition.Falls, 0.3, over: 5) with { Name = "falls" },
        Wire.Rule(AlertCondition.Unusual, 1.2, over: 30) with { Name = "odd", Articles = 5 },
        Wire.Rule(AlertCondition.Below, 0, null, AlertSubject.Ticker, "Corvane") with { Name = "corvane", CoolDown = TimeSpan.FromHours(2), Quiet = new(new(2, 0), new(5, 0), TimeZoneInfo.Utc) });

    static Watcher Watch() => Rules.Watch(Wire.Scorer, Wire.Companies, Wire.Themes);

    List<Article> Stream(int count)
    {
        var random = SplitMix.Of(5, 2);
        return [.. Enumerable.Range(0, count).Select(i => random.Below(6) == 0 && i > 20 ? null : wire.Article(random.Below(5), 1 + random.Below(4), i * 0.4, random.Below(2) == 0 ? "Corvane" : ""))
            .Select((article, i) => article ?? wire.Article(0, 1, i * 0.4))];
    }

    static ImmutableArray<AlertMessage> Keep(WatchJournal journal, Watcher watcher, Article article, string position)
    {
        if (watcher.Meet(watcher.Read(article), article.AvailableAt!.Value) is not { } met) return [];
        ImmutableArray<AlertMessage> alerts = [.. watcher.Alerts(met).Select(alert => AlertMessage.Of(alert, 0))];
        journal.Keep([journal.Line(met, alerts, "folder:a", position)], new Dictionary<string, string>());
        return alerts;
    }

    void Shorten(AlertRules rules)
    {
        using var file = new JournalFile(File, rules);
        file.Shorten();
        Assert.True(file.Shortening.Wait(TimeSpan.FromSeconds(20)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_watch_that_is_begun_again_after_every_few_articles_raises_what_one_that_never_ended_does(bool compact)
    {
        var articles = Stream(150);
        var whole = Watch();
        var expected = articles.SelectMany(article => whole.Meet(article, article.AvailableAt!.Value)).Select(alert => alert.ToJson()).ToList();
        Assert.All(Rules, rule => Assert.Contains(expected, alert => alert.Contains($"\"rule\":\"{rule.Name}\"", StringComparison.Ordinal)));
        var told = new List<string>();
        for (var i = 0; i < articles.Count;)
        {
            if (compact && i > 0) Shorten(Rules);
            var watcher = Watch();
            using var journal = WatchJournal.Open(State, watcher, Rules, ["file"]);
            Assert.Equal(i == 0 ? null : $"{i}", journal.PositionOf("folder:a"));
            foreach (var (alert, to) in journal.Pending) told.Remove(alert.Json);
            told.AddRange(journal.Pending.Select(one => one.Alert.Json));
            for (var end = Math.Min(articles.Count, i + 7); i < end; i++)
            {
                foreach (var alert in Keep(journal, watcher, articles[i], $"{i + 1}"))
                {
                    told.Add(alert.Json);
                    if (i % 2 == 0) journal.Sent("file", alert.Id);
                }
            }
        }
        Assert.Equal(expected.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        // What came before counts for nothing again.
        var after = Watch();
        using (WatchJournal.Open(State, after, Rules, ["file"])) Assert.All(articles, article => Assert.Null(after.Meet(after.Read(article), Wire.Hour(1000))));
    }

    [Fact]
    public void What_was_raised_and_not_sent_is_pending_for_each_sink_that_it_was_to_go_to()
    {
        var watcher = Watch();
        AlertMessage alert;
        using (var journal = WatchJournal.Open(State, watcher, Rules, ["file", "webhook"]))
        {
            alert = Assert.Single(Keep(journal, watcher, wire.Article(0, 2, 20, "Corvane"), "1"));
            journal.Sent("file", alert.Id);
        }
        using (var later = WatchJournal.Open(State, Watch(), Rules, ["file", "webhook", "new"]))
        {
            Assert.Equal(["webhook"], Assert.Single(later.Pending).To);
            Assert.Equal(alert.Json, later.Pending[0].Alert.Json);
            Assert.Equal(alert.DeliverAt, later.Pending[0].Alert.DeliverAt);
            Assert.Equal([alert.Id], later.Latest.Select(one => one.Id));
            later.Sent("webhook", alert.Id);
        }
        using var last = WatchJournal.Open(State, Watch(), Rules, ["file", "webhook"]);
        Assert.Empty(last.Pending);
    }

    [Fact]
    public void What_is_pending_stands_in_the_order_in_which_it_was_raised_whatever_was_sent_between()
    {
        var rules = AlertRules.Of(Wire.Rule(AlertCondition.Below, 0));
        var (watcher, raised) = (rules.Watch(Wire.Scorer), new List<string>());
        using (var journal = WatchJournal.Open(State, watcher, rules, ["file"]))
            for (var i = 0; i < 6; i++)
            {
                raised.Add(Assert.Single(Keep(journal, watcher, wire.Article(0, 1, i), $"{i}")).Id);
                if (i == 2) journal.Sent("file", raised[0], raised[1]);
            }
        using var later = WatchJournal.Open(State, rules.Watch(Wire.Scorer), rules, ["file"]);
        Assert.Equal(raised.Skip(2), later.Pending.Select(one => one.Alert.Id));
    }

    [Fact]
    public void A_last_line_that_a_writer_left_is_cut_off_and_one_that_was_changed_is_named()
    {
        var watcher = Watch();
        using (var journal = WatchJournal.Open(State, watcher, Rules, ["file"]))
        {
            Keep(journal, watcher, wire.Article(1, 2, 1), "1");
            Keep(journal, watcher, wire.Article(1, 2, 2), "2");
        }
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var left = bytes.Length - 1; left > bytes.Length - 400; left -= 57)
        {
            System.IO.File.WriteAllBytes(File, bytes[..left]);
            using var cut = WatchJournal.Open(State, Watch(), Rules, ["file"]);
            Assert.Equal("1", cut.PositionOf("folder:a"));
        }
        System.IO.File.WriteAllText(File, Encoding.UTF8.GetString(bytes).Replace("\"position\":\"1\"", "\"position\":\"9\"", StringComparison.Ordinal));
        Assert.EndsWith("journal.jsonl(2): was changed: its hash is not that of what it says. Expected a journal as the kit wrote it: take it from where it was whole, or begin with another folder.",
            Assert.Throws<InputException>(() => WatchJournal.Open(State, Watch(), Rules, ["file"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_watches_do_not_share_a_journal_and_another_method_does_not_share_values()
    {
        var watcher = Watch();
        using (var journal = WatchJournal.Open(State, watcher, Rules, ["file"]))
        {
            Assert.Contains("Another watch may be at work there", Assert.Throws<InputException>(() => WatchJournal.Open(State, Watch(), Rules, ["file"])).Message, StringComparison.Ordinal);
            Keep(journal, watcher, wire.Article(1, 2, 1), "1");
        }
        var other = Rules.Watch(Wire.Scorer.Lexicon.Scorer(Method.Known("ratio:tone")!), Wire.Companies, Wire.Themes);
        using var later = WatchJournal.Open(State, other, Rules, ["file"]);
        Assert.True(later.IsOfAnotherMethod);
        Assert.Equal(0, other.Summary.Series);
    }

    [Fact]
    public void A_journal_written_anew_keeps_what_can_matter_alone()
    {
        var rules = new AlertRules([Wire.Rule(AlertCondition.Below, -2, over: 10)]) { Remember = 5 };
        var watcher = rules.Watch(Wire.Scorer);
        var articles = Enumerable.Range(0, 60).Select(i => wire.Article(1, 1, i)).ToList();
        using (var journal = WatchJournal.Open(State, watcher, rules, ["file"]))
            foreach (var (i, article) in articles.Index()) Keep(journal, watcher, article, $"{i}");
        var before = new FileInfo(File).Length;
        Shorten(rules);
        var lines = System.IO.File.ReadAllLines(File);
        Assert.Equal((5, 5, 1), (lines.Count(line => line.Contains("\"article\":", StringComparison.Ordinal)), lines.Count(line => line.Contains("\"kind\":\"met\"", StringComparison.Ordinal) && !line.Contains("\"article\":", StringComparison.Ordinal)) - 1, lines.Count(line => line.Contains("\"kind\":\"seen\"", StringComparison.Ordinal))));
        Assert.InRange(new FileInfo(File).Length, 1, before / 2);
        var again = rules.Watch(Wire.Scorer);
        using var opened = WatchJournal.Open(State, again, rules, ["file"]);
        Assert.Equal("59", opened.PositionOf("folder:a"));
        // Of those that are remembered to know what came already, 25 are.
        Assert.Null(again.Meet(again.Read(articles[40]), Wire.Hour(70)));
    }

    [Fact]
    public void What_a_page_was_shown_is_still_pending_for_the_others_after_it_was_written_anew()
    {
        var rules = new AlertRules([Wire.Rule(AlertCondition.Below, 0)]) { Remember = 5 };
        var (watcher, raised) = (rules.Watch(Wire.Scorer), new List<string>());
        using (var journal = WatchJournal.Open(State, watcher, rules, ["file"]))
            for (var i = 0; i < 60; i++)
            {
                raised.Add(Assert.Single(Keep(journal, watcher, wire.Article(0, 1, i), $"{i}")).Id);
                journal.Sent("page", raised[i]);
            }
        Shorten(rules);
        using var later = WatchJournal.Open(State, rules.Watch(Wire.Scorer), rules, ["file"]);
        Assert.Equal(raised, later.Pending.Select(one => one.Alert.Id));
        Assert.Equal(raised, later.Unsent("file", Wire.Hour(100), 100).Select(alert => alert.Id));
        later.Sent("file", raised[0], raised[2]);
        Assert.Equal([raised[1], raised[3], raised[4]], later.Unsent("file", Wire.Hour(100), 3).Select(alert => alert.Id));
    }

    [Fact]
    public async Task A_journal_is_written_anew_beside_what_goes_on_and_loses_nothing()
    {
        var rules = new AlertRules([Wire.Rule(AlertCondition.Below, 0)]) { Remember = 20 };
        var (watcher, path) = (rules.Watch(Wire.Scorer), folder["journal.jsonl"]);
        var (lines, keys) = (new List<byte[]>(), new List<string>());
        for (var i = 0; i < 400; i++)
        {
            var met = watcher.Meet(watcher.Read(wire.Article(1, i % 2 == 0 ? 2 : 0, i)), Wire.Hour(i))!;
            keys.Add(met.Read.Key);
            lines.Add(JournalLine.Met(met, [.. watcher.Alerts(met).Select(alert => AlertMessage.Of(alert, 0))], "a", $"{i}", []));
        }
        var whole = lines.Sum(line => line.Length);
        using (var file = new JournalFile(path, rules, whole / 2))
        {
            foreach (var line in lines) file.Append([line]);
            await file.Shortening;
            file.Append([JournalLine.Write("position", json => json.WriteString("source", "b"))]);
        }
        Assert.InRange(new FileInfo(path).Length, 1, whole * 2 / 3);
        var found = new List<string>();
        JournalCompaction.Each(path, long.MaxValue, cut: false, (line, _) =>
        {
            if (line.GetProperty("kind").GetString() == "met") found.Add(line.GetProperty("key").GetString()!);
            found.AddRange(JournalLine.Strings(line, "keys"));
        });
        // As many as are remembered, five times 20, and whatever came since it was begun.
        Assert.Equal(keys.TakeLast(found.Count), found);
        Assert.InRange(found.Count, 100, 399);
    }

    [Fact]
    public void What_was_told_just_before_the_end_is_known_and_what_quiet_hours_hold_is_not_shown()
    {
        var watcher = Watch();
        using (var journal = WatchJournal.Open(State, watcher, Rules, ["file"]))
        {
            Keep(journal, watcher, wire.Article(0, 2, 1, "Corvane", id: "early"), "1");
            Keep(journal, watcher, wire.Article(0, 2, 15, "Corvane", id: "held"), "2");      // 3:00, of quiet hours until 5:00
        }
        using var later = WatchJournal.Open(State, Watch(), Rules, ["file"]);
        Assert.Equal(["held"], later.Lately.Select(one => one.Article.Id));
        Assert.Equal(watcher.Receipt(later.Lately[0].Article).Hash, later.Lately[0].Receipt);
        Assert.DoesNotContain(later.LatestBy(Wire.Hour(16.9)), alert => alert.DeliverAt is not null);
        Assert.Contains(later.LatestBy(Wire.Hour(17)), alert => alert.DeliverAt is not null);
    }

    public void Dispose() => folder.Dispose();
}
