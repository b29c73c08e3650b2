using Xunit;
using static ResearchKit.Tests.MarketFolder;

namespace ResearchKit.Tests;

/// <summary>On which days returns are taken.</summary>
public sealed class RiskDaysTests
{
    static readonly DateOnly Start = Day("2026-01-05");

    static double Market(int day) => day % 2 == 0 ? 0.01 : -0.01;

    /// <summary>Closes from Monday, 5 January 2026 on, on weekdays, or on all days.</summary>
    static IEnumerable<Price> Made(string ticker, int days, Func<int, double> daily, bool weekends = false)
    {
        var (close, traded) = (100.0, 0);
        for (var day = 0; day < days; day++)
            if (weekends || Start.AddDays(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                yield return new(Start.AddDays(day), ticker, close *= traded++ == 0 ? 1 : 1 + daily(traded));
    }

    static readonly Price[] Stocks = [.. Made("INDX", 140, Market), .. Made("TWICE", 140, day => 2 * Market(day)), .. Made("HALF", 140, day => 0.5 * Market(day))];

    static readonly Price[] Coin = [.. Made("COIN", 140, day => 0.03 * Market(day), weekends: true)];

    static readonly Portfolio Held = Portfolio.Of("book", [("TWICE", 0.6), ("HALF", 0.4)]);

    static readonly DateTimeOffset AsOf = new(Start.AddDays(140).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    static PortfolioRisk Risk(IEnumerable<Price> prices, string? benchmark = "INDX", Portfolio? held = null, Func<RiskOptions, RiskOptions>? options = null) =>
        PortfolioRisk.Of(held ?? Held, Prices.Of("p", prices, adjusted: true), AsOf, o => (options ?? (p => p))(o with { Benchmark = benchmark }));

    [Fact]
    public void A_ticker_that_trades_at_weekends_takes_no_Monday_from_the_others()
    {
        foreach (var benchmark in new[] { "INDX", null })
        {
            var (without, with) = (Risk(Stocks, benchmark), Risk(Stocks.Concat(Coin), benchmark));
            // 20 weeks of five days.
            Assert.Equal([99, 99], with.Positions.Select(one => one.Days));
            Assert.Equal(without.Positions.Select(one => one.Volatility), with.Positions.Select(one => one.Volatility));
            // The day of the question is a Sunday: Friday is the last of both.
            Assert.Equal((without.Last, 0), (with.Last, with.Findings.Length));
        }
        Assert.Equal(2, Risk(Stocks.Concat(Coin)).Positions[0].Beta!.Value, 1e-9);
        // Its own returns are from close to close of the benchmark's days: over the weekend from Friday to Monday.
        Assert.Equal(99, Risk(Stocks.Concat(Coin), held: Portfolio.Of("book", [("COIN", 1)])).Positions[0].Days);
    }

    [Fact]
    public void A_calendar_may_say_which_days_count()
    {
        // Martin Luther King's day, Presidents' day and Good Friday are no sessions: 100 weekdays less 3, and one return less than closes.
        var alone = Portfolio.Of("book", [("COIN", 1)]);
        Assert.Equal(96, Risk(Coin, null, alone, o => o with { Calendar = TradingCalendar.NewYork }).Positions[0].Days);
        // By itself the coin's own days are those that count.
        Assert.Equal(139, Risk(Coin, null, alone).Positions[0].Days);
        var open = Stocks.Where(price => TradingCalendar.NewYork[price.Date] is not null);
        Assert.Equal(96, Risk(open.Concat(Coin), null, Portfolio.Of("book", [("COIN", 1)]), o => o with { Calendar = TradingCalendar.NewYork }).Positions[0].Days);
    }

    [Fact]
    public void What_was_delisted_or_has_ended_is_left_out_and_said()
    {
        var ended = Prices.Of("p", [.. Stocks, .. Made("GONE", 100, Market), .. Made("STILL", 120, Market)], adjusted: true, CorporateActions.Of(new CorporateAction(Start.AddDays(101), "GONE", ActionKind.Delisting, -0.5)));
        var risk = PortfolioRisk.Of(Portfolio.Of("book", [("TWICE", 0.5), ("GONE", 0.3), ("STILL", 0.2)]), ended, AsOf, o => o with { Benchmark = "INDX" });
        Assert.Equal([null, null], risk.Positions.Skip(1).Select(one => one.Beta));
        Assert.Equal(0.5, risk.Covered!.Value, 1e-12);
        Assert.Equal((99, new DateOnly(2026, 5, 22)), (risk.Days, risk.LastCommonDay!.Value));
        Assert.Equal(["GONE was delisted on 2026-04-16: it is left out.", "STILL has its last price on 2026-05-04, 18 days before: it is left out."], risk.Findings);
        // Before holders were paid nobody knows of it.
        Assert.NotNull(PortfolioRisk.Of(Portfolio.Of("book", [("GONE", 1)]), ended, new(Start.AddDays(101).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), o => o with { Benchmark = "INDX" }).Positions[0].Beta);
    }

    [Fact]
    public void Days_that_not_all_positions_share_are_said()
    {
        // 70 days are ten weeks: 49 returns, too few; 91 are thirteen: 64.
        var risk = Risk(Stocks.Where(price => price.Ticker != "HALF" || price.Date >= Start.AddDays(49)));
        Assert.Equal((64, 99), (risk.Days, risk.Positions[0].Days));
        Assert.Equal(["The portfolio's volatility rests on the 64 days on which every position that counts has a return, the last of them 2026-05-22; HALF has the fewest, 64."], risk.Findings);
        Assert.Empty(Risk(Stocks).Findings);
        var few = Risk(Stocks.Where(price => price.Ticker != "HALF" || price.Date >= Start.AddDays(70)));
        Assert.Equal(["HALF has 49 daily returns, and 60 are asked for: it is left out."], few.Findings);
        Assert.Equal((99, 0.6), (few.Days, Math.Round(few.Covered!.Value, 12)));
    }

    [Fact]
    public void Daily_returns_go_from_session_to_session_and_leave_gaps_out()
    {
        // Friday the ninth, Saturday, Monday the twelfth, Wednesday: Tuesday has no price.
        var prices = Prices.Of("p", [new(Day("2026-01-09"), "QA", 10), new(Day("2026-01-10"), "QA", 50), new(Day("2026-01-12"), "QA", 11), new(Day("2026-01-14"), "QA", 12), new(Day("2026-01-15"), "QA", 12.6), new(Day("2026-01-16"), "QB", 1)],
            adjusted: true, CorporateActions.Of(new CorporateAction(Day("2026-02-01"), "QA", ActionKind.Delisting, -0.4)), o => o with { LargestMove = 6 });
        Assert.Equal([(Day("2026-01-12"), "QA", 11 / 10.0 - 1), (Day("2026-01-15"), "QA", 12.6 / 12 - 1), (Day("2026-01-16"), "QA", -0.4)], prices.DailyReturns(TradingCalendar.NewYork));
    }

    [Fact]
    public void An_event_study_takes_daily_returns_as_they_are()
    {
        // Beside twice the market there is a noise of four days' length, which over forty days goes along with nothing.
        var prices = Prices.Of("p", [.. Stocks, .. Made("NOISY", 140, day => 2 * Market(day) + (day % 4 < 2 ? 0.001 : -0.001))], adjusted: true);
        var returns = prices.DailyReturns(TradingCalendar.ObservedIn(prices, "America/New_York", new(9, 30), new(16, 0))).ToList();
        Assert.Equal(4 * 99, returns.Count);
        var study = EventStudy.Of([(Start.AddDays(100), "NOISY")], returns, returns.Where(one => one.Ticker == "INDX").Select(one => (one.Date, one.Return)), o => o with { EstimationDays = 40, FewestEstimationDays = 30 });
        Assert.Equal(2, study.Events.Single().Beta, 1e-9);
    }
}
