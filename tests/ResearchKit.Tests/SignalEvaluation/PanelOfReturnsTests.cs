using Xunit;
using static ResearchKit.Tests.MarketFolder;

namespace ResearchKit.Tests;

public sealed class PanelOfReturnsTests
{
    static readonly TradingCalendar NewYork = TradingCalendar.NewYork;

    /// <summary>Closes on New York's sessions from Monday, 5 January 2026 on.</summary>
    static readonly Prices Market = Prices.Of("p", NewYork.Sessions.Where(one => one.Day >= Day("2026-01-05")).Zip([100.0, 101, 102, 103, 104, 105, 106, 107]).Select(pair => new Price(pair.First.Day, "QA", pair.Second)), adjusted: true);

    static readonly Func<ForwardReturnsOptions, ForwardReturnsOptions> OneDay = o => o with { Horizons = [1] };

    [Fact]
    public void Of_an_index_that_goes_on_over_a_weekend_Monday_has_what_was_said_last()
    {
        // +0.5 on Thursday, −0.9 on Sunday; between them what was said last stands. Thursday's, Friday's and Saturday's points, and Sunday's, are all traded first by Monday's close.
        Observation[] said = [new("a", At("2026-01-08T12:00Z"), "QA", 0.5), new("b", At("2026-01-11T12:00Z"), "QA", -0.9)];
        var panel = ForwardReturns.Of(SentimentIndex.Of(said, Period.Day, options: o => o with { Gaps = Gaps.Latest }), Market, NewYork, OneDay).ToPanel(NewYork);
        Assert.Equal([(Day("2026-01-09"), 0.5), (Day("2026-01-12"), -0.9)], panel.Select(row => (row.Date, row.Score)));
        // Two articles are no index: each is a witness.
        var articles = ForwardReturns.Of([new("a", At("2026-01-10T12:00Z"), "QA", 0.5), new("b", At("2026-01-11T12:00Z"), "QA", -0.9)], Market, NewYork, OneDay).ToPanel(NewYork);
        Assert.Equal((0.5 - 0.9) / 2, Assert.Single(articles).Score, 1e-15);
    }

    [Fact]
    public void Signals_that_nothing_followed_are_counted_with_the_panel()
    {
        // The prices end on 14 January, and nobody knows QZ.
        var panel = ForwardReturns.Of([new("a", At("2026-01-08T12:00Z"), "QA", 0.5), new("b", At("2026-01-14T12:00Z"), "QA", 0.5), new("c", At("2026-01-08T12:00Z"), "QZ", 0.5)], Market, NewYork, OneDay).ToPanel(NewYork);
        Assert.Equal((1, 2), (panel.Count, panel.Missing));
        Assert.EndsWith("(2 rows without a return)", panel.ToString());
    }

    [Fact]
    public void Logarithms_are_refused()
    {
        var returns = ForwardReturns.Of([new("a", At("2026-01-08T12:00Z"), "QA", 0.5)], Market, NewYork, o => OneDay(o) with { Kind = ReturnKind.Log });
        Assert.Contains("Option Kind is Log. Expected Simple", Assert.Throws<InputException>(() => returns.ToPanel(NewYork)).Message);
    }
}
