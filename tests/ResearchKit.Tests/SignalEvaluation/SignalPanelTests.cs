using Xunit;

namespace ResearchKit.Tests;

public sealed class SignalPanelTests
{
    static readonly SignalRow Row = new(new(2026, 1, 5), "A", 0.5, 1, 0.01);

    [Fact]
    public void Rows_come_back_by_horizon_day_ticker_and_group_whatever_their_order()
    {
        var rows = MadePanel.Rows(3, 12, 9, 0.1, 1, 5).SelectMany(row => new[] { row with { Group = "b" }, row with { Group = "a" }, row with { Group = null } }).ToList();
        var panel = SignalPanel.Of(rows);
        var wanted = rows.OrderBy(row => row.Horizon).ThenBy(row => row.Date).ThenBy(row => row.Ticker, StringComparer.Ordinal).ThenBy(row => row.Group, StringComparer.Ordinal);
        Assert.Equal(wanted, panel);
        Assert.Equal(wanted, SignalPanel.Of(new Draws(5).Shuffled(rows)));
        Assert.Equal(["a", "b"], panel.Groups);
        Assert.Equal(12 * 9 * 2, panel.Group("a").Count);
        Assert.Equal("648 rows: 12 tickers, 9 dates from 2025-01-01 to 2025-01-09, horizons 1, 5", panel.ToString());
    }

    [Fact]
    public void Rows_without_a_return_are_counted_and_left_out()
    {
        var panel = SignalPanel.Of([Row, Row with { Ticker = "GONE", Return = null }]);
        Assert.Equal((1, 1), (panel.Count, panel.Missing));
        Assert.EndsWith("(1 row without a return)", panel.ToString());
        Assert.Equal("0 rows", SignalPanel.Of([]).ToString());
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_the_row()
    {
        static string Refusal(IEnumerable<SignalRow> rows, IEnumerable<DateOnly>? days = null) => Assert.Throws<InputException>(() => SignalPanel.Of(rows, days)).Message;
        Assert.Equal("Row A 2026-01-05 NaN, 1 day +0.0100: score NaN is not a finite number. Leave the row out.", Refusal([Row with { Score = double.NaN }]));
        Assert.Contains("return Infinity is not a finite number", Refusal([Row with { Return = double.PositiveInfinity }]));
        Assert.Contains("horizon 0. Expected 1 or more trading days.", Refusal([Row with { Horizon = 0 }]));
        Assert.Contains("the ticker is empty", Refusal([Row with { Ticker = " " }]));
        Assert.Contains("stand there twice", Refusal([Row, Row]));
        Assert.Contains("the return differs from that in group", Refusal([Row with { Group = "a" }, Row with { Group = "b", Return = 0.02 }]));
        Assert.Contains("its date is no trading day", Refusal([Row], [new(2026, 1, 6)]));
        Assert.Equal("Group 'c' is not known. Available: a.", Assert.Throws<InputException>(() => SignalPanel.Of([Row with { Group = "a" }]).Group("c")).Message);
        // A ticker from outside is shown, and does nothing to the terminal.
        Assert.DoesNotContain('\u001b', Refusal([Row with { Ticker = "\u001b[31mA", Score = double.NaN }]));
    }

    [Fact]
    public void Several_articles_on_a_day_can_be_averaged_but_not_with_returns_that_differ()
    {
        SignalRow[] rows = [Row with { Score = 0.1 }, Row with { Score = 0.7 }, Row with { Score = 0.2, Group = "a" }, Row with { Score = -0.2 }, Row with { Ticker = "B" }];
        var panel = SignalPanel.Of(rows, averageScores: true);
        Assert.Equal([("A", null, (-0.2 + 0.1 + 0.7) / 3), ("A", "a", 0.2), ("B", null, 0.5)], panel.Select(row => (row.Ticker, row.Group, row.Score)));
        Assert.Equal(panel, SignalPanel.Of(rows.Reverse(), averageScores: true));
        Assert.Contains("stand there twice", Assert.Throws<InputException>(() => SignalPanel.Of([Row, Row with { Return = 0.02 }], averageScores: true)).Message);
    }

    [Fact]
    public void A_ticker_of_several_groups_counts_once_in_the_whole_with_its_mean_score()
    {
        var section = Assert.Single(SignalPanel.Of([Row with { Group = "a", Score = 1 }, Row with { Group = "b", Score = 2 }, Row with { Group = "c", Score = 6 }, Row with { Ticker = "B", Group = "a", Score = -1, Return = 0.03 }]).Sections(1));
        Assert.Equal([(1 + 2 + 6) / 3.0, -1], section.Scores);
        Assert.Equal([0.01, 0.03], section.Returns);
    }
}
