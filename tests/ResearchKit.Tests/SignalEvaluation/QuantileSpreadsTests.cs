using Xunit;

namespace ResearchKit.Tests;

public sealed class QuantileSpreadsTests
{
    static readonly Func<SignalOptions, SignalOptions> Halves = o => o with { Quantiles = 2, FewestNames = 4, CostBps = 10 };

    [Fact]
    public void Two_periods_worked_by_hand()
    {
        // Day 0: C, D long at ½, A, B short. Day 1: A and D change sides: scores A 4, B 1, C 3, D 2, so A, C long and B, D short.
        var spreads = QuantileSpreads.Of(SignalPanel.Of([.. MadePanel.Section(0, [1, 2, 3, 4], [0.01, 0.02, 0.05, 0.03]), .. MadePanel.Section(1, [4, 1, 3, 2], [0.02, 0.00, 0.01, 0.03])]), 1, Halves);
        Assert.Equal(2, spreads.Periods.Length);
        var (first, second) = (spreads.Periods[0], spreads.Periods[1]);
        Assert.Equal((0.05 + 0.03) / 2 - (0.01 + 0.02) / 2, first.Gross, 1e-15);
        Assert.Equal((0.02 + 0.01) / 2 - (0.00 + 0.03) / 2, second.Gross, 1e-15);
        // The first is bought whole: 1 a leg. Then A goes from −½ to +½ and D from +½ to −½; B and C stay.
        Assert.Equal((2.0, 1.0 + 1.0), (first.Traded, second.Traded));
        Assert.Equal(2 * 10e-4, first.Cost, 1e-15);
        Assert.Equal(first.Gross - 0.002, first.Net, 1e-15);
        Assert.Equal(2 / 4.0, spreads.Turnover);
        // Ranks 1, 2, 3, 4 then 4, 1, 3, 2: differences 3, −1, 0, −2.
        Assert.Equal(1 - 6 * (9 + 1 + 0 + 4) / (4 * 15.0), spreads.RankAutocorrelation!.Value, 1e-14);
        Assert.Equal((first.Gross + second.Gross) / (2 + 2) * 1e4, spreads.BreakEvenBps!.Value, 1e-9);
        Assert.Null(first.RankAutocorrelation);
    }

    [Fact]
    public void A_ticker_that_is_gone_is_sold_and_one_that_is_new_is_bought()
    {
        SignalRow[] Named(int day, params string[] tickers) => [.. tickers.Select((ticker, i) => new SignalRow(MadePanel.Day(day), ticker, i, 1, 0.01 * i))];
        var spreads = QuantileSpreads.Of(SignalPanel.Of([.. Named(0, "A", "B", "C", "D"), .. Named(1, "A", "B", "C", "X")]), 1, Halves);
        // D, half of the long leg, for X.
        Assert.Equal(0.5 + 0.5, spreads.Periods[1].Traded);
    }

    [Fact]
    public void A_portfolio_is_closed_where_the_next_is_formed_later_and_a_year_has_as_many_periods_as_were_formed()
    {
        // The same scores every fifth of 21 trading days, held for one of them: each time all is bought, and each time but the last all was sold before.
        var rows = Enumerable.Range(0, 5).SelectMany(i => MadePanel.Section(5 * i, [1, 2, 3, 4], [0, 0, 0.01 * (i + 1), 0.02]));
        var spreads = QuantileSpreads.Of(SignalPanel.Of(rows, Enumerable.Range(0, 21).Select(MadePanel.Day)), 1, Halves);
        Assert.Equal([2.0, 4, 4, 4, 4], spreads.Periods.Select(period => period.Traded));
        Assert.Equal(1, spreads.Turnover);
        // Four in 20 days, of 252 a year.
        Assert.Equal(4 * 252 / 20.0, spreads.PeriodsPerYear!.Value, 1e-12);
        Assert.Equal(spreads.Sharpe!.Value * Math.Sqrt(50.4), spreads.AnnualSharpe!.Value, 1e-12);
        // Held for five, they follow each other: nothing is sold.
        var held = QuantileSpreads.Of(SignalPanel.Of(rows.Select(row => row with { Horizon = 5 }), Enumerable.Range(0, 21).Select(MadePanel.Day)), 5, Halves);
        Assert.Equal([2.0, 0, 0, 0, 0], held.Periods.Select(period => period.Traded));
    }

    [Fact]
    public void Quantiles_share_ties_and_a_day_without_a_top_is_left_out()
    {
        Assert.Equal([0, 0, 1, 1, 2, 2], QuantileSpreads.Quantile([1, 2, 3, 4, 5, 6], 3));
        // Four equal ones have the mean rank 3.5, the middle.
        Assert.Equal([0, 1, 1, 1, 1, 2], QuantileSpreads.Quantile([1, 3, 3, 3, 3, 9], 3));
        Assert.Equal([1, 1, 1, 1], QuantileSpreads.Quantile([7, 7, 7, 7], 2));
        var spreads = QuantileSpreads.Of(SignalPanel.Of([.. MadePanel.Section(0, [7, 7, 7, 7], [1, 2, 3, 4]), .. MadePanel.Section(1, [1, 2, 3, 4], [1, 2, 3, 4])]), 1, Halves);
        Assert.Equal((1, 1), (spreads.Days, spreads.LeftOut));
    }

    [Fact]
    public void Longer_horizons_are_held_in_periods_that_do_not_overlap()
    {
        var rows = MadePanel.Rows(6, 20, 41, 0.3, 5);
        var spreads = QuantileSpreads.Of(SignalPanel.Of(rows), 5);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => MadePanel.Day(5 * i)), spreads.Periods.Select(period => period.Date));
        Assert.Equal(41, spreads.Days);
        var last = rows.Where(row => row.Date == MadePanel.Day(40)).OrderBy(row => row.Score).ToList();
        Assert.Equal(last.TakeLast(4).Average(row => row.Return!.Value) - last.Take(4).Average(row => row.Return!.Value), spreads.Periods[^1].Gross, 1e-14);
        Assert.Equal(spreads.Quantiles[^1].Return!.Mean - spreads.Quantiles[0].Return!.Mean, spreads.Spread!.Mean, 1e-14);
    }

    [Fact]
    public void A_real_signal_rises_from_quantile_to_quantile_and_costs_eat_it()
    {
        var panel = SignalPanel.Of(MadePanel.Rows(9, 50, 300, 0.2, 1));
        var free = QuantileSpreads.Of(panel, 1, o => o with { CostBps = 0 });
        Assert.Equal(1, free.Monotonicity);
        Assert.Equal(SignalVerdict.Detected, free.Net!.Verdict);
        // Scores of neighbouring days have nothing to do with one another, so four fifths of each leg are replaced.
        Assert.InRange(free.Turnover!.Value, 0.75, 0.85);
        Assert.InRange(free.RankAutocorrelation!.Value, -0.05, 0.05);
        var dear = QuantileSpreads.Of(panel, 1, o => o with { CostBps = 1.01 * free.BreakEvenBps!.Value });
        Assert.True(dear.Net!.Mean < 0 && dear.Spread!.Mean == free.Spread!.Mean);
        Assert.Contains("bp a side", dear.ToString());
        Assert.Equal(SharpeRatio.Of([.. free.Periods.Select(period => period.Net)]), free.Sharpe);
    }
}
