using System.Text.Json;
using Xunit;

namespace ResearchKit.Tests;

public sealed class WatcherTests
{
    readonly Wire wire = new();

    /// <summary>Each article arrives when it was available.</summary>
    static List<Alert> Meet(Watcher watcher, params Article[] articles) => [.. articles.SelectMany(article => watcher.Meet(article, article.AvailableAt!.Value))];

    [Fact]
    public void An_alert_carries_its_explanation_and_a_receipt_that_holds()
    {
        var (good, bad) = (wire.Article(3, 1, 0), wire.Article(1, 3, 1));
        var alert = Assert.Single(Meet(Wire.Watch(Wire.Rule(AlertCondition.Below, -0.4)), good, bad));
        Assert.Equal((1 - 3) / 4.0, alert.Value);
        Assert.Equal("-0.50 is below -0.40", alert.Because);
        Assert.Equal(alert.Value, alert.Explanation.Contributions.Sum(part => part.Value) + alert.Explanation.Remainder, 12);
        Assert.Equal(VerificationOutcome.Same, alert.Receipt.Verify(bad, Wire.Scorer.Lexicon).Outcome);
        Assert.Equal((Wire.Hour(1), Wire.Hour(1)), (alert.At, alert.DeliverAt));
        using var json = JsonDocument.Parse(alert.ToJson());
        var parts = json.RootElement.GetProperty("explanation");
        Assert.Equal(alert.Value, parts.GetProperty("contributions").EnumerateArray().Sum(part => part.GetProperty("value").GetDouble()) + parts.GetProperty("others").GetDouble() + parts.GetProperty("remainder").GetDouble(), 12);
        Assert.Equal(alert.Receipt.Hash, json.RootElement.GetProperty("receipt").GetString());
    }

    [Fact]
    public void A_mean_over_a_time_is_of_that_time_alone_and_tells_when_it_comes_to_hold()
    {
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, -0.1, over: 24) with { Articles = 2 });
        Assert.Empty(Meet(watcher, wire.Article(0, 1, 0)));                                        // -1, alone
        Assert.Empty(Meet(watcher, wire.Article(1, 0, 10)));                                       // (-1 + 1) / 2 = 0
        Assert.Equal((-1 + 1 - 0.5) / 3, Assert.Single(Meet(watcher, wire.Article(1, 3, 12))).Value);
        Assert.Empty(Meet(watcher, wire.Article(0, 1, 13)));                                       // still holds: said already
        Assert.Empty(Meet(watcher, wire.Article(1, 0, 25), wire.Article(1, 0, 26)));               // (1 - 0.5 - 1 + 1 + 1) / 5: no more
        var again = Assert.Single(Meet(watcher, wire.Article(0, 1, 35.5), wire.Article(0, 1, 35.6), wire.Article(0, 1, 35.7)));
        Assert.Equal((-0.5 - 1 + 1 + 1 - 1 - 1) / 6, again.Value);                                 // that of 10:00 is a day old by then
        Assert.Equal("the mean of 6 articles over 1d is -0.25, below -0.10", again.Because);
        Assert.Equal(["w7", "w6", "w5", "w4", "w3", "w2"], again.Evidence.Select(one => one.ArticleId));
    }

    [Fact]
    public void A_change_is_the_mean_of_a_time_less_that_of_as_long_a_time_before()
    {
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Falls, 0.5, over: 10) with { Articles = 2 });
        Assert.Empty(Meet(watcher, wire.Article(1, 0, 0), wire.Article(3, 1, 1), wire.Article(1, 3, 11)));
        var alert = Assert.Single(Meet(watcher, wire.Article(1, 1, 11.5)));
        Assert.Equal((-0.5 + 0) / 2 - (1 + 0.5) / 2, alert.Value);
        Assert.Equal("the mean over 10h fell by 1.00, from +0.75 (2 articles) to -0.25 (2 articles), more than 0.50", alert.Because);
    }

    [Fact]
    public void Unusual_is_by_the_mean_and_standard_deviation_of_the_others()
    {
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.UnusuallyLow, 1.5, over: 48) with { Articles = 4 });
        double[] values = [0.5, 0, 0.5, 0];
        Assert.Empty(Meet(watcher, wire.Article(3, 1, 0), wire.Article(1, 1, 1), wire.Article(3, 1, 2), wire.Article(1, 1, 3)));
        var alert = Assert.Single(Meet(watcher, wire.Article(1, 0, 4), wire.Article(0, 1, 5)));
        double[] others = [.. values, 1];
        var deviation = Math.Sqrt(others.Sum(value => Math.Pow(value - others.Average(), 2)) / (others.Length - 1));
        Assert.Equal((-1 - others.Average()) / deviation, alert.Value, 12);
        Assert.Empty(Meet(Wire.Watch(Wire.Rule(AlertCondition.Unusual, 1, over: 48) with { Articles = 3 }), [.. Enumerable.Range(0, 5).Select(hour => wire.Article(1, 0, hour)), wire.Article(0, 1, 9)]));
    }

    [Fact]
    public void A_retelling_and_what_came_already_count_for_nothing_unless_they_are_asked_for()
    {
        var first = wire.Article(0, 2, 0);
        var retold = first with { Id = "copy", PublishedAt = Wire.Hour(1) };
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, 0), Wire.Rule(AlertCondition.Below, 0) with { Name = "again", Retellings = true });
        Assert.Equal(["rule", "again"], Meet(watcher, first).Select(alert => alert.Rule.Name));
        var again = Assert.Single(Meet(watcher, retold));
        Assert.Equal(("again", first.Id, 2), (again.Rule.Name, again.Story.Id, again.Story.Rank));
        Assert.Empty(Meet(watcher, first, retold));
        Assert.Equal((4, 2, 1, 3), (watcher.Summary.Articles, watcher.Summary.Seen, watcher.Summary.Retellings, watcher.Summary.Alerts));
    }

    [Fact]
    public void A_rule_cools_down_for_each_subject_by_itself()
    {
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, 0, null, AlertSubject.Ticker, "*") with { CoolDown = TimeSpan.FromHours(2) });
        Article Of(string company, double hour) => wire.Article(0, 1, hour, company);
        Assert.Equal(["Corvane"], Meet(watcher, Of("Corvane", 0)).Select(alert => alert.Subject));
        Assert.Empty(Meet(watcher, Of("Corvane", 1.8)));
        Assert.Equal(["Halden"], Meet(watcher, Of("Halden", 1.9)).Select(alert => alert.Subject));
        Assert.Equal(["Corvane"], Meet(watcher, Of("Corvane", 2)).Select(alert => alert.Subject));
        Assert.Equal(1, watcher.Summary.Cooling);
    }

    [Fact]
    public void What_is_raised_in_quiet_hours_is_held_or_dropped()
    {
        var quiet = new QuietHours(new(12, 0), new(14, 30), TimeZoneInfo.Utc);
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, 0) with { Quiet = quiet }, Wire.Rule(AlertCondition.Below, 0) with { Name = "dropped", Quiet = quiet with { Drop = true } });
        var held = Assert.Single(Meet(watcher, wire.Article(0, 1, 1)));
        Assert.Equal(("rule", Wire.Hour(1), Wire.Hour(2.5)), (held.Rule.Name, held.At, held.DeliverAt));
        Assert.Equal(1, watcher.Summary.Dropped);
        Assert.Equal(2, Meet(watcher, wire.Article(0, 1, 2.5)).Count);
    }

    [Fact]
    public void Values_with_too_little_behind_them_and_silent_articles_are_no_observations()
    {
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, 0.9) with { Hits = 3 }, Wire.Rule(AlertCondition.Below, 0.9) with { Name = "covered", Coverage = 0.2 });
        Assert.Empty(Meet(watcher, wire.Article(0, 0, 0), wire.Article(0, 2, 1)));
        Assert.Equal(["rule"], Meet(watcher, wire.Article(0, 3, 2)).Select(alert => alert.Rule.Name));          // 3 of 28 words
        Assert.Equal(["rule", "covered"], Meet(watcher, wire.Article(0, 8, 3)).Select(alert => alert.Rule.Name)); // 8 of 33
        Assert.Equal(1, watcher.Summary.Silent);
    }

    [Fact]
    public void Rules_may_ask_which_companies_and_themes_an_article_names()
    {
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, 0) with { Tickers = ["Corvane"], Themes = ["power"] }, Wire.Rule(AlertCondition.Below, 0, null, AlertSubject.Theme, "lending") with { Name = "theme" });
        Assert.Empty(Meet(watcher, wire.Article(0, 1, 0, "Corvane"), wire.Article(0, 1, 1, "megawatts"), wire.Article(0, 1, 2, "Halden megawatts")));
        Assert.Equal(["rule"], Meet(watcher, wire.Article(0, 1, 3, "Corvane megawatts")).Select(alert => alert.Rule.Name));
        Assert.Equal([("theme", "lending")], Meet(watcher, wire.Article(0, 1, 4, "loans")).Select(alert => (alert.Rule.Name, alert.Subject)));
    }

    [Fact]
    public void Articles_in_any_order_come_to_the_same_mean()
    {
        var articles = Enumerable.Range(0, 12).Select(i => wire.Article(i % 4, 1 + i % 3, i)).ToArray();
        var last = wire.Article(0, 4, 12);
        Alert Told(IEnumerable<Article> order)
        {
            var watcher = Wire.Watch(Wire.Rule(AlertCondition.Unusual, 0.001, over: 8) with { Articles = 3 });
            foreach (var article in order) watcher.Meet(article, Wire.Hour(11.5));
            return Assert.Single(watcher.Meet(last, Wire.Hour(12)));
        }
        var told = Told(articles);
        Assert.Contains("the mean of 7 articles over 8h", told.Because, StringComparison.Ordinal); // those of 5:00 to 11:00
        Assert.Equal(told.ToJson(), Told(articles.Reverse()).ToJson());
        Assert.Equal(told.ToJson(), Told(articles.OrderBy(article => article.Text, StringComparer.Ordinal)).ToJson());
    }

    [Fact]
    public void An_article_without_a_time_counts_at_its_arrival_one_ahead_of_the_clock_too_and_a_late_one_is_not_told()
    {
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, 0));
        Assert.Equal(Wire.Hour(0), Assert.Single(watcher.Meet(wire.Article(0, 1, null), Wire.Hour(0))).Evidence[0].At);
        Assert.Equal(Wire.Hour(1), Assert.Single(watcher.Meet(wire.Article(0, 1, 100), Wire.Hour(1))).Evidence[0].At);
        Assert.Empty(watcher.Meet(wire.Article(0, 1, -5), Wire.Hour(1.5)));
        Assert.Single(watcher.Meet(wire.Article(0, 1, -4), Wire.Hour(1.6)));
        Assert.Equal((1, 1, 1), (watcher.Summary.Undated, watcher.Summary.Ahead, watcher.Summary.Late));
    }

    [Fact]
    public void A_clock_that_jumped_ahead_and_back_silences_no_rule_for_ever()
    {
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, 0) with { CoolDown = TimeSpan.FromHours(1) });
        Assert.Single(watcher.Meet(wire.Article(0, 1, null), Wire.Hour(90_000)));
        Assert.Empty(watcher.Meet(wire.Article(0, 1, null), Wire.Hour(0)));
        Assert.Single(watcher.Meet(wire.Article(0, 1, null), Wire.Hour(1)));
        Assert.Equal(1, watcher.Summary.ClockBack);
    }

    [Fact]
    public void A_replay_leaves_out_what_has_no_time_and_is_the_same_every_time()
    {
        var corpus = Corpus.Of([.. Enumerable.Range(0, 60).Select(i => wire.Article(i % 3, 1 + i % 5, 60 - i)), wire.Article(0, 3, null)]);
        var rules = new[] { Wire.Rule(AlertCondition.Below, -0.3, over: 6), Wire.Rule(AlertCondition.Falls, 0.02, over: 6) with { Name = "falls" } };
        var watcher = Wire.Watch(rules);
        var alerts = watcher.Replay(corpus);
        Assert.Equal((60, 1), (watcher.Summary.Articles, watcher.Summary.Undated));
        Assert.Contains(alerts, alert => alert.Rule.Name == "falls");
        Assert.Equal(alerts.Select(alert => alert.ToJson()), Wire.Watch(rules).Replay(Corpus.Of(corpus.Reverse())).Select(alert => alert.ToJson()));
        Assert.Equal(alerts.Length, alerts.Select(alert => alert.Id).Distinct().Count());
        // Together or one after the other.
        Assert.Equal(alerts.Select(alert => alert.ToJson()), Meet(Wire.Watch(rules), [.. corpus.Where(article => article.AvailableAt is not null).OrderBy(article => article.AvailableAt)]).Select(alert => alert.ToJson()));
    }

    [Fact]
    public void A_long_stream_raises_what_a_naive_count_over_all_of_it_does()
    {
        const int Articles = 3_000, Least = 4;
        const double Over = 5, Limit = -0.15;
        var watcher = Wire.Watch(Wire.Rule(AlertCondition.Below, Limit, Over) with { Articles = Least });
        var random = SplitMix.Of(8, 1);
        var stream = Enumerable.Range(0, Articles).Select(i => wire.Article(random.Below(5), 1 + random.Below(4), i * 0.5 + random.Below(100) / 250.0)).ToList();
        var told = stream.SelectMany(article => watcher.Meet(article, article.AvailableAt!.Value)).Select(alert => (alert.At, Math.Round(alert.Value, 12))).ToList();

        var expected = new List<(DateTimeOffset, double)>();
        var values = stream.Select(article => (At: article.AvailableAt!.Value, Wire.Scorer.Score(article).Value)).ToList();
        var held = false;
        for (var i = 0; i < values.Count; i++)
        {
            var window = values.Take(i + 1).Where(one => one.At > values[i].At.AddHours(-Over)).Select(one => one.Value).ToList();
            var holds = window.Count >= Least && window.Average() < Limit;
            if (holds && !held) expected.Add((values[i].At, Math.Round(window.Average(), 12)));
            held = holds;
        }
        Assert.InRange(expected.Count, 20, 1000);
        Assert.Equal(expected, told);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        var watcher = new AlertRules([Wire.Rule(AlertCondition.Unusual, 3, over: 24 * 3000)]) { Remember = 50 }.Watch(Wire.Scorer);
        for (var i = 0; i < 600; i++) watcher.Meet(wire.Article(1 + i % 2, 1, i / 60.0), Wire.Hour(i / 60.0));
        Assert.InRange(watcher.Summary.Remembered, 45, 50);
        var series = new WatchedSeries();
        for (var i = 0; i <= AlertRule.MostObservations; i++) Assert.Equal(i == AlertRule.MostObservations, series.Add(new("a", Wire.Hour(i), 0)));
        Assert.Equal(AlertRule.MostObservations * 3 / 4 + 1, series.Count);
    }
}
