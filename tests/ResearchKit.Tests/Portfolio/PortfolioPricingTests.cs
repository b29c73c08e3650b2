using Xunit;
using static ResearchKit.Tests.MarketFolder;

namespace ResearchKit.Tests;

/// <summary>By which prices shares are weighed: by those that stood on the day.</summary>
public sealed class PortfolioPricingTests
{
    /// <summary>Closes as they were printed: QA splits 1:10 on the third day, QB pays 2 on it.</summary>
    static readonly Price[] Printed =
    [
        new(Day("2026-01-05"), "QA", 1000), new(Day("2026-01-06"), "QA", 1100), new(Day("2026-01-07"), "QA", 112), new(Day("2026-01-08"), "QA", 114),
        new(Day("2026-01-05"), "QB", 40), new(Day("2026-01-06"), "QB", 40), new(Day("2026-01-07"), "QB", 38), new(Day("2026-01-08"), "QB", 39),
    ];

    static readonly CorporateActions Actions = CorporateActions.Of(new CorporateAction(Day("2026-01-07"), "QA", ActionKind.Split, 10), new CorporateAction(Day("2026-01-07"), "QB", ActionKind.Dividend, 2));

    static readonly Prices Prices = Prices.Of("p", Printed, adjusted: false, Actions);

    static Portfolio Weighed(Prices prices, string on, params (string, double)[] shares) => Portfolio.OfShares("book", shares, prices, Day(on));

    [Fact]
    public void A_share_is_worth_what_was_printed_on_its_day_whatever_was_split_or_paid_later()
    {
        // 1 · 1100 and 10 · 40: 1500 together.
        var book = Weighed(Prices, "2026-01-06", ("QA", 1), ("QB", 10));
        Assert.Equal([1100.0, 40.0], book.Positions.Select(position => position.Price!.Value));
        Assert.Equal([1100 / 1500.0, 400 / 1500.0], book.Positions.Select(position => position.Weight));
        // What came later is not in it: prices that end on the day weigh the same.
        var cut = Prices.Of("p", Printed.Where(price => price.Date <= Day("2026-01-06")), adjusted: false);
        Assert.Equal(Weighed(cut, "2026-01-06", ("QA", 1), ("QB", 10)).Positions, book.Positions);
        Assert.Equal([10 * 112 / 1500.0, 10 * 38 / 1500.0], Weighed(Prices, "2026-01-07", ("QA", 10), ("QB", 10)).Positions.Select(position => position.Weight));
        Assert.Empty(book.Findings);
    }

    [Fact]
    public void A_price_of_before_a_halt_is_brought_to_the_shares_of_the_day()
    {
        // QA splits on the seventh and trades again on the eighth: until then ten new shares are worth an old one.
        var halted = Prices.Of("p", Printed.Where(price => price.Ticker == "QA" && price.Date != Day("2026-01-07")), adjusted: false, Actions);
        Assert.Equal([1100.0, 110.0, 114.0], new[] { "2026-01-06", "2026-01-07", "2026-01-08" }.Select(day => Weighed(halted, day, ("QA", 10)).Positions[0].Price!.Value));
    }

    [Fact]
    public void Of_adjusted_prices_of_a_day_before_their_last_it_is_said_that_later_actions_are_in_them()
    {
        var adjusted = Prices.Of("p", Prices, adjusted: true);
        var finding = Assert.Single(Weighed(adjusted, "2026-01-06", ("QA", 1)).Findings);
        Assert.Equal("Shares are weighed on 2026-01-06 by prices of p that are said to be adjusted and go on until 2026-01-08: splits and dividends of these days are in their levels. Expected prices as they were printed, with their corporate actions.", finding);
        Assert.Empty(Weighed(adjusted, "2026-01-08", ("QA", 1)).Findings);
    }

    [Fact]
    public void A_market_by_value_weighs_shares_by_prices_that_dividends_do_not_lower()
    {
        // QB goes ex 20 of 40: its total return is 0, and that of QA 10%. Values of the day before: 1 · 100 and 1 · 40.
        var prices = Prices.Of("p", [new(Day("2026-01-05"), "QA", 100), new(Day("2026-01-06"), "QA", 110), new(Day("2026-01-07"), "QA", 110), new(Day("2026-01-05"), "QB", 40), new(Day("2026-01-06"), "QB", 40), new(Day("2026-01-07"), "QB", 24)],
            adjusted: false, CorporateActions.Of(new CorporateAction(Day("2026-01-07"), "QB", ActionKind.Dividend, 16)));
        var row = ForwardReturns.Of([new("a", At("2026-01-05T15:00Z"), "QA", 1)], prices, TradingCalendar.NewYork, o => o with
        {
            Horizons = [1],
            Adjustment = Adjustment.Market,
            Shares = System.Collections.Immutable.ImmutableDictionary<string, double>.Empty.Add("QA", 1).Add("QB", 1),
        }).Single();
        Assert.Equal(0.1 - (100 * 0.1 + 40 * 0.0) / 140, row.Adjusted!.Value, 1e-12);
    }

    [Fact]
    public void What_was_delisted_is_worth_what_its_holders_got_from_the_day_on_which_they_were_paid()
    {
        var prices = Prices.Of("p", Printed.Where(price => price.Ticker == "QA" || price.Date < Day("2026-01-07")), adjusted: false,
            CorporateActions.Of(new CorporateAction(Day("2026-01-07"), "QA", ActionKind.Split, 10), new CorporateAction(Day("2026-01-08"), "QB", ActionKind.Delisting, -0.25)));
        // Until then the last close is all that is known.
        Assert.Equal((40.0, Day("2026-01-06")), Weighed(prices, "2026-01-07", ("QA", 1), ("QB", 10)).Positions[1] is var before ? (before.Price!.Value, before.PricedOn!.Value) : default);
        var book = Weighed(prices, "2026-01-08", ("QA", 1), ("QB", 10));
        Assert.Equal((40 * 0.75, Day("2026-01-08")), (book.Positions[1].Price!.Value, book.Positions[1].PricedOn!.Value));
        Assert.Equal(300 / 414.0, book.Positions[1].Weight, 1e-12);
        Assert.Equal(["QB was delisted on 2026-01-08: it is weighed by what holders got, its last close, 40 on 2026-01-06, times 1 - 0.25."], book.Findings);
    }

    [Fact]
    public void A_ticker_that_is_called_like_money_is_said()
    {
        var prices = Prices.Of("p", [new(Day("2026-01-05"), "CASH", 60), new(Day("2026-01-05"), "QA", 10)], adjusted: false);
        Assert.Equal(["CASH is taken for money, and p has prices of a ticker CASH: if its shares are meant, name them otherwise, in the prices too."], Portfolio.OfShares("book", [("QA", 1), ("CASH", 10)], prices).Findings);
        Assert.Empty(Portfolio.OfShares("book", [("QA", 1)], prices).Findings);
        var namesake = new Company("Pathward") { Tickers = ["CASH"], Aliases = [new(new("Pathward"), AliasKind.Name)] };
        Assert.Equal(["CASH is taken for money, and Pathward has it for a ticker: if its shares are meant, name them otherwise, in the companies too."],
            Exposure.Of(Portfolio.Of("book", [("CASH", 1)]), Book.Corpus, Book.Finance, Companies.Of([namesake]), Book.Themes, Book.AsOf).Findings);
    }
}
