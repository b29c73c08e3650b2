using Xunit;

namespace ResearchKit.Tests;

public sealed class AlertRuleTests
{
    static AlertRules Read(string text)
    {
        using var folder = new ArticleFolder();
        return AlertRules.Read(folder.Put("rules.json", text));
    }

    static string Refused(string text)
    {
        using var folder = new ArticleFolder();
        var path = folder.Put("rules.json", text);
        return Assert.Throws<InputException>(() => AlertRules.Read(path)).Message.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    static string Rule(string fields) => $$"""
        { "rules": [
          { "name": "n", {{fields}} }
        ] }
        """;

    [Fact]
    public void A_file_says_everything_about_a_rule()
    {
        var rules = Read("""
            {
              // Comments may stand in it.
              "late": "2h", "remember": 500,
              "rules": [
                { "name": "Microsoft turns", "of": "ticker:MSFT", "when": "falls", "limit": 0.3, "over": "1d", "articles": 3, "hits": 2, "coverage": 0.01, "relevance": 0.2,
                  "themes": ["power"], "cooldown": "6h", "retellings": true,
                  "quiet": { "from": "22:00", "to": "07:00", "zone": "Europe/Copenhagen", "days": ["sat", "sun"], "then": "drop" } },
                { "name": "odd", "of": "theme:*", "when": "unusually low", "limit": 3, "over": "30d", "tickers": ["MSFT", "GOOG"] },
              ]
            }
            """);
        var first = rules[0];
        Assert.Equal((AlertSubject.Ticker, "MSFT", AlertCondition.Falls, 0.3, TimeSpan.FromDays(1)), (first.Of, first.Subject, first.When, first.Limit, first.Over!.Value));
        Assert.Equal((3, 2, 0.01, 0.2, TimeSpan.FromHours(6), true), (first.Articles, first.Hits, first.Coverage, first.Relevance, first.CoolDown, first.Retellings));
        Assert.Equal(["power"], first.Themes);
        Assert.Equal((new TimeOnly(22, 0), new TimeOnly(7, 0), "Europe/Copenhagen", true), (first.Quiet!.From, first.Quiet.To, first.Quiet.Zone.Id, first.Quiet.Drop));
        Assert.Equal([DayOfWeek.Saturday, DayOfWeek.Sunday], first.Quiet.Days);
        Assert.Equal((AlertSubject.Theme, "*", AlertCondition.UnusuallyLow, 20), (rules["odd"].Of, rules["odd"].Subject, rules["odd"].When, rules["odd"].Articles));
        Assert.Equal((TimeSpan.FromHours(2), 500), (rules.Late, rules.Remember));
        Assert.Equal("Microsoft turns: ticker:MSFT falls 0.3 over 1d", first.ToString());
        Assert.Empty(rules.Remarks);
    }

    [Fact]
    public void The_unusual_takes_twenty_articles_where_none_are_said_in_code_too()
    {
        var rule = Wire.Rule(AlertCondition.Below, 2, over: 100);
        var (odd, below) = (rule with { When = AlertCondition.Unusual }, new AlertRule("rule", AlertSubject.Article, AlertCondition.UnusuallyLow, 2) { Over = rule.Over } with { When = AlertCondition.Below });
        Assert.Equal((1, 20, 1, 7), (rule.Articles, odd.Articles, below.Articles, (odd with { Articles = 7 }).Articles));
        // Values of 0 and 1/3 in turn; then one of -1, besides which 19 are too few and 20 enough.
        foreach (var before in new[] { 19, 20 })
        {
            var (wire, watcher) = (new Wire(), Wire.Watch(odd));
            for (var i = 0; i < before; i++) Assert.Empty(watcher.Meet(wire.Article(1 + i % 2, 1, i), Wire.Hour(i)));
            Assert.Equal(before < 20 ? 0 : 1, watcher.Meet(wire.Article(0, 1, before), Wire.Hour(before)).Length);
        }
    }

    [Theory]
    [InlineData("\"of\": \"article\", \"when\": \"sinks\", \"limit\": 0", "when 'sinks' is not known. Available: above, below, rises, falls, unusual, unusually high, unusually low.")]
    [InlineData("\"of\": \"stock:MSFT\", \"when\": \"below\", \"limit\": 0", "of 'stock:MSFT' is not known. Expected article, ticker:NAME or theme:NAME, with * for every one.")]
    [InlineData("\"of\": \"article\", \"when\": \"below\"", "limit is missing. Expected a number.")]
    [InlineData("\"of\": \"article\", \"when\": \"below\", \"limit\": \"0\"", "limit is '0'. Expected a number.")]
    [InlineData("\"of\": \"article\", \"when\": \"below\", \"limit\": 0, \"over\": \"1 day\"", "over '1 day' is no time. Expected a time such as 90s, 15m, 6h or 30d, up to 3650d.")]
    [InlineData("\"of\": \"article\", \"when\": \"falls\", \"limit\": 0.2", "'falls' needs a time. Expected over, a time such as 90s, 15m, 6h or 30d, up to 3650d.")]
    [InlineData("\"of\": \"article\", \"when\": \"falls\", \"limit\": -0.2, \"over\": \"1d\"", "limit -0.2 would hold of every article. Expected a change of more than 0; the direction is that of 'when'.")]
    [InlineData("\"of\": \"article\", \"when\": \"unusual\", \"limit\": 3, \"over\": \"1d\", \"articles\": 2", "articles is 2, and no standard deviation can be told from so few. Expected 3 or more.")]
    [InlineData("\"of\": \"article\", \"when\": \"below\", \"limit\": 0, \"articles\": 4", "articles is 4, and one article is looked at. Expected over, the time in which so many must come, or no articles.")]
    [InlineData("\"of\": \"article\", \"when\": \"below\", \"limit\": 0, \"cool\": \"1h\"", "field 'cool' of a rule is not known. Available: name, of, when, limit, over, articles, hits, coverage, relevance, tickers, themes, retellings, cooldown, quiet.")]
    [InlineData("\"of\": \"article\", \"when\": \"below\", \"limit\": 0, \"hits\": 2.5", "hits is '2.5'. Expected a whole number, 1 to 1000000.")]
    [InlineData("\"of\": \"article\", \"when\": \"below\", \"limit\": 0, \"quiet\": { \"from\": \"22:00\", \"to\": \"7\", \"zone\": \"UTC\" }", "to '7' is no time of day. Expected one such as 22:00.")]
    [InlineData("\"of\": \"article\", \"when\": \"below\", \"limit\": 0, \"quiet\": { \"from\": \"22:00\", \"to\": \"07:00\", \"zone\": \"Mars/Olympus\" }", "zone 'Mars/Olympus' is no time zone that this machine knows. Expected one of the IANA database, such as Europe/Copenhagen, America/New_York or UTC.")]
    public void A_field_that_cannot_be_used_is_said_with_its_line_and_what_is_allowed(string fields, string message) => Assert.Equal($"rules.json(2): {message}", Refused(Rule(fields)));

    [Fact]
    public void What_is_no_file_of_rules_is_refused_with_the_line()
    {
        Assert.StartsWith("rules.json(3): is not JSON: ", Refused("{\n \"rules\": [\n  { \"name\": }\n] }"));
        Assert.StartsWith("rules.json(1): has no array 'rules'. Expected { \"rules\": [", Refused("{}"));
        Assert.StartsWith("rules.json(3): a second rule is named 'a'.", Refused("{ \"rules\": [\n{ \"name\": \"a\", \"of\": \"article\", \"when\": \"below\", \"limit\": 0 },\n{ \"name\": \"a\", \"of\": \"article\", \"when\": \"above\", \"limit\": 0 } ] }"));
        Assert.Equal("rules.json(2): 'limit' stands twice in one object. Keep one of them.", Refused(Rule("\"limit\": 1, \"limit\": 2")));
    }

    [Theory]
    [InlineData(AlertCondition.Above, 1, null, "can never raise an alert: no value is above 1; values lie between -1 and 1")]
    [InlineData(AlertCondition.Below, -1, null, "can never raise an alert: no value is below -1; values lie between -1 and 1")]
    [InlineData(AlertCondition.Falls, 2, 24.0, "can never raise an alert: no mean changes by more than 2; values lie between -1 and 1")]
    [InlineData(AlertCondition.Above, -1.5, null, "raises an alert for every article that counts: every value is above -1.5; values lie between -1 and 1")]
    [InlineData(AlertCondition.Below, 1.01, 24.0, "raises an alert for every article that counts: every value is below 1.01; values lie between -1 and 1")]
    [InlineData(AlertCondition.Above, -1, null, "raises an alert for nearly every article that counts: every value but -1 itself is above it; values lie between -1 and 1")]
    [InlineData(AlertCondition.Below, 1, 24.0, "raises an alert for nearly every article that counts: every value but 1 itself is below it; values lie between -1 and 1")]
    public void A_rule_that_can_never_raise_an_alert_or_always_does_is_said(AlertCondition when, double limit, double? over, string remark) =>
        Assert.Equal([$"rule 'rule' {remark}"], AlertRules.Of(Wire.Rule(when, limit, over)).Remarks);

    [Theory]
    [InlineData(AlertCondition.Rises, 5000, null)]
    [InlineData(AlertCondition.Rises, 5001, "can never raise an alert: it needs 5001 articles in each of two times, and of 10000 observations that are kept there are 5000 at most")]
    [InlineData(AlertCondition.Unusual, 9999, null)]
    [InlineData(AlertCondition.Unusual, 10_000, "can never raise an alert: it needs 10000 articles besides the one that it looks at, and of 10000 observations that are kept there are 9999 at most")]
    [InlineData(AlertCondition.Above, 10_000, null)]
    public void A_rule_that_needs_more_articles_than_are_kept_is_said(AlertCondition when, int articles, string? remark) =>
        Assert.Equal(remark is null ? [] : [$"rule 'rule' {remark}"], AlertRules.Of(Wire.Rule(when, 0.5, 24.0) with { Articles = articles }).Remarks);

    [Fact]
    public void Times_too_short_for_a_stream_or_for_how_often_it_is_asked_are_said()
    {
        var rules = new AlertRules([Wire.Rule(AlertCondition.Above, 0.5), Wire.Rule(AlertCondition.Above, 0.5, 0.5) with { Name = "short" }]);
        Assert.Empty(rules.Remarks(TimeSpan.FromMinutes(30)));
        Assert.Equal(["rule 'short' looks over 30m, and feeds are asked every 1h: much of what they bring has left that time before it comes"], rules.Remarks(TimeSpan.FromHours(1)));
        Assert.StartsWith("late is 6h, and feeds are asked every 7h:", rules.Remarks(TimeSpan.FromHours(7)).First(), StringComparison.Ordinal);
        Assert.Equal(["late is 0s: in a stream every article is older when it arrives than when it was available, and none that has a time raises an alert"], new AlertRules([rules[0]]) { Late = TimeSpan.Zero }.Remarks);
    }

    [Fact]
    public void Quiet_hours_that_are_all_hours_are_said()
    {
        var rule = Wire.Rule(AlertCondition.Below, 0) with { Quiet = new(new(0, 0), new(0, 0), TimeZoneInfo.Utc) { Drop = true } };
        Assert.Equal(["rule 'rule' can never raise an alert: its quiet hours are all hours, and drop what is raised in them"], AlertRules.Of(rule).Remarks);
    }

    [Fact]
    public void A_rule_of_a_company_or_theme_that_is_never_looked_for_is_refused()
    {
        Assert.StartsWith("Rule 'rule' can never raise an alert: Company or ticker 'Tessaly' is not known. Available: ", Assert.Throws<InputException>(() => Wire.Watch(Wire.Rule(AlertCondition.Below, 0, null, AlertSubject.Ticker, "Tessaly"))).Message);
        Assert.Equal("Rule 'rule' can never raise an alert: Theme 'weather' is not known. Available: power, lending.", Assert.Throws<InputException>(() => Wire.Watch(Wire.Rule(AlertCondition.Below, 0) with { Themes = ["weather"] })).Message);
        Assert.Equal("Rule 'rule' is of themes, and none are given. Expected themes to look for.", Assert.Throws<InputException>(() => AlertRules.Of(Wire.Rule(AlertCondition.Below, 0, null, AlertSubject.Theme, "*")).Watch(Wire.Scorer)).Message);
    }

    [Theory]
    [InlineData("2026-03-02T21:30:00Z", "2026-03-03T06:00:00Z")]
    [InlineData("2026-03-02T20:59:59Z", null)]
    [InlineData("2026-03-03T06:00:00Z", null)]
    [InlineData("2026-03-29T00:30:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T06:00:00Z")]
    public void Quiet_hours_go_by_the_clock_of_their_zone_through_summer_time(string at, string? end)
    {
        // 22:00 to 07:00 in Copenhagen: UTC+1 in winter, UTC+2 from 29 March 01:00Z to 25 October 01:00Z.
        var quiet = new QuietHours(new(22, 0), new(7, 0), TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen"));
        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), quiet.End(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Quiet_days_that_follow_upon_each_other_are_one_quiet()
    {
        var weekend = new QuietHours(new(0, 0), new(0, 0), TimeZoneInfo.Utc) { Days = [DayOfWeek.Saturday, DayOfWeek.Sunday] };
        // 28 February 2026 is a Saturday.
        Assert.Equal(new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), weekend.End(new(2026, 2, 28, 9, 0, 0, TimeSpan.Zero)));
        Assert.Null(weekend.End(new(2026, 2, 27, 23, 59, 0, TimeSpan.Zero)));
    }
}
