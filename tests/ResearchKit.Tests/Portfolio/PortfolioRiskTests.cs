using Xunit;

namespace ResearchKit.Tests;

/// <summary>Risk by prices.</summary>
public sealed class PortfolioRiskTests
{
    static readonly DateOnly Start = new(2026, 1, 1);

    /// <summary>Prices of a ticker whose return on day i is given, beginning at 100.</summary>
    static IEnumerable<Price> Made(string ticker, int days, Func<int, double> daily)
    {
        var close = 100.0;
        for (var day = 0; day <= days; day++) yield return new(Start.AddDays(day), ticker, close *= day == 0 ? 1 : 1 + daily(day));
    }

    static double Market(int day) => day % 2 == 0 ? 0.01 : -0.01;

    static readonly Prices Prices = Prices.Of("prices.csv", [.. Made("INDX", 100, Market), .. Made("TWICE", 100, day => 0.001 + 2 * Market(day)), .. Made("HALF", 100, day => -0.5 * Market(day)), .. Made("YOUNG", 100, day => 0.02).Where(price => price.Date > Start.AddDays(90))], adjusted: true);

    static readonly Portfolio Held = Portfolio.Of("book", [("TWICE", 0.5), ("HALF", 0.4), ("YOUNG", -0.05), ("NONE", 0.05), ("CASH", 0.1)]);

    static DateTimeOffset At(int day, int hour = 0) => new(Start.AddDays(day).ToDateTime(new(hour, 0)), TimeSpan.Zero);

    static PortfolioRisk Risk(DateTimeOffset at, Func<RiskOptions, RiskOptions>? options = null) => PortfolioRisk.Of(Held, Prices, at, o => (options ?? (p => p))(o with { Benchmark = "INDX" }));

    [Fact]
    public void Beta_and_volatility_are_those_of_daily_returns()
    {
        var risk = Risk(At(101));
        Assert.Equal(2, risk.Positions[0].Beta!.Value, 1e-9);
        Assert.Equal(-0.5, risk.Positions[1].Beta!.Value, 1e-9);
        // Fifty days up by r and fifty down: variance 100·r²/99.
        Assert.Equal(0.02 * Math.Sqrt(100 / 99.0 * 252), risk.Positions[0].Volatility!.Value, 1e-9);
        Assert.Equal(100, risk.Positions[0].Days);
        Assert.Equal(new DateOnly(2026, 4, 11), risk.Last);
        // 0.5·2 − 0.4·0.5 of the market's return each day.
        Assert.Equal(0.5 * 2 + 0.4 * -0.5, risk.Beta!.Value, 1e-9);
        Assert.Equal(0.8 * 0.01 * Math.Sqrt(100 / 99.0 * 252), risk.Volatility!.Value, 1e-9);
    }

    [Fact]
    public void What_has_too_few_days_has_no_figure_and_is_counted()
    {
        var risk = Risk(At(101));
        Assert.Equal((null, null, 9), (risk.Positions[2].Beta, risk.Positions[2].Volatility, risk.Positions[2].Days));
        Assert.Equal((null, null, 0), (risk.Positions[3].Beta, risk.Positions[3].Volatility, risk.Positions[3].Days));
        Assert.Equal((0.0, 0.0), (risk.Positions[4].Beta, risk.Positions[4].Volatility));
        Assert.Equal(0.9 / 1.0, risk.Covered!.Value, 1e-12);
        Assert.Equal((null, null, 0.0), Risk(At(50)) is var early ? (early.Beta, early.Volatility, early.Covered!.Value) : default);
    }

    [Fact]
    public void A_close_counts_once_its_day_is_over_everywhere()
    {
        Assert.Equal(Start.AddDays(69), Risk(At(70)).Last);
        Assert.Equal(Start.AddDays(69), Risk(At(70, hour: 23)).Last);
        Assert.Equal(Start.AddDays(70), Risk(At(71).AddTicks(-1)).Last);
        var cut = Prices.Of("prices.csv", Prices.Where(price => price.Date <= Start.AddDays(69)), adjusted: true);
        Assert.Equal(Risk(At(70)).Positions, PortfolioRisk.Of(Held, cut, At(70), o => o with { Benchmark = "INDX" }).Positions);
    }

    [Fact]
    public void The_window_is_of_the_last_days()
    {
        // The last three returns are of days 98 to 100: +, −, +; squares about a third of r sum to r²·8/3, over 2.
        var risk = Risk(At(101), o => o with { Window = 3, Minimum = 3, DaysOfYear = 1 });
        Assert.Equal(0.02 * Math.Sqrt(8 / 6.0), risk.Positions[0].Volatility!.Value, 1e-9);
        Assert.Equal(3, risk.Positions[0].Days);
    }

    [Fact]
    public void Without_a_benchmark_the_market_is_the_mean_of_all()
    {
        var risk = PortfolioRisk.Of(Held, Prices, At(91));
        // 1, 2 and −1/2 of the index: its mean is 5/6 of it.
        Assert.Equal(2 / (2.5 / 3), risk.Positions[0].Beta!.Value, 1e-9);
        Assert.Equal("the mean of all tickers with prices", risk.Market);
    }

    [Fact]
    public void A_day_without_a_price_costs_two_returns()
    {
        var gapped = Prices.Of("prices.csv", Prices.Where(price => price.Ticker != "TWICE" || price.Date != Start.AddDays(40)), adjusted: true);
        var risk = PortfolioRisk.Of(Held, gapped, At(101), o => o with { Benchmark = "INDX" });
        Assert.Equal(98, risk.Positions[0].Days);
        Assert.Equal(2, risk.Positions[0].Beta!.Value, 1e-9);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        Assert.Equal("Option Benchmark names 'SPX', which has no price. Available: HALF, INDX, TWICE, YOUNG.", Assert.Throws<InputException>(() => Risk(At(101), o => o with { Benchmark = "SPX" })).Message);
        Assert.Equal("prices.csv: its first price is of 2026-01-01, and closes until 2025-12-31 are known. Expected earlier prices, or a later instant.", Assert.Throws<InputException>(() => Risk(At(0))).Message);
        Assert.StartsWith("Option Window is 2. ", Assert.Throws<InputException>(() => Risk(At(101), o => o with { Window = 2 })).Message);
        Assert.StartsWith("Option Minimum is 9. Expected 3 to Window, which is 5.", Assert.Throws<InputException>(() => Risk(At(101), o => o with { Window = 5, Minimum = 9 })).Message);
        Assert.StartsWith("Option DaysOfYear is 0. ", Assert.Throws<InputException>(() => Risk(At(101), o => o with { DaysOfYear = 0 })).Message);
    }
}
