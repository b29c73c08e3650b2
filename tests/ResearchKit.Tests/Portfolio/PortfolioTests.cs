using Xunit;

namespace ResearchKit.Tests;

/// <summary>Positions, read and weighed.</summary>
public sealed class PortfolioTests
{
    static readonly DateOnly Monday = new(2026, 1, 5);

    static readonly Prices Prices = Prices.Of("prices.csv",
        [new(Monday, "AAA", 10), new(Monday.AddDays(1), "AAA", 20), new(Monday, "BBB", 50), new(Monday.AddDays(1), "BBB", 40), new(Monday.AddDays(20), "CCC", 5)], adjusted: false, options: o => o with { LargestMove = 3 });

    static Portfolio Read(string text, Prices? prices = null, DateOnly? on = null)
    {
        using var folder = new ArticleFolder();
        folder.Put("book.csv", text);
        return Portfolio.Read(folder["book.csv"], prices, on);
    }

    static string Refusal(string text, Prices? prices = null, DateOnly? on = null)
    {
        var message = Assert.Throws<InputException>(() => Read(text, prices, on)).Message;
        return message[(message.IndexOf("book.csv", StringComparison.Ordinal) is >= 0 and var at ? at : 0)..];
    }

    [Fact]
    public void Weights_are_used_as_they_are_given()
    {
        var book = Read("ticker,weight,name\nAAA,0.6,A company\nBBB,-0.2,\ncash,0.6,\n");
        Assert.Equal([("AAA", 0.6), ("BBB", -0.2), ("cash", 0.6)], book.Positions.Select(position => (position.Ticker, position.Weight)));
        Assert.Equal((0.6, -0.2), (book.Long, book.Short));
        Assert.Equal(0.8, book.Gross, 1e-15);
        Assert.Equal(0.4, book.Net, 1e-15);
        Assert.Equal(1, book.Sum, 1e-15);
        // Parts of 0.8: 3/4 and 1/4; cash concentrates nothing.
        Assert.Equal(9 / 16.0 + 1 / 16.0, book.Hhi!.Value, 1e-12);
        Assert.Equal(16 / 10.0, book.Effective!.Value, 1e-12);
        Assert.Empty(book.Findings);
        Assert.Equal("book.csv (2 positions, long 0.60, short -0.20, cash 0.60, HHI 0.625, effective 1.6)", book.ToString());
    }

    [Fact]
    public void What_weights_add_up_to_is_said_when_it_is_not_1()
    {
        Assert.Equal(["Weights add up to 0.9, cash included, not to 1. They are used as they stand: for the rest there is no position."], Portfolio.Of("book", [("AAA", 0.5), ("CASH", 0.4)]).Findings);
        Assert.Equal(["Weights add up to 1.2, cash included, not to 1. They are used as they stand."], Portfolio.Of("book", [("AAA", 1.2)]).Findings);
        Assert.Empty(Portfolio.Of("book", [("AAA", 0.1), ("BBB", 0.2), ("CCC", 0.7)]).Findings);
        Assert.Null(Portfolio.Of("book", [("CASH", 1)]).Hhi);
    }

    [Fact]
    public void Shares_are_weighed_by_the_last_close_of_a_day()
    {
        // 3·20 − 1·40 + 60 = 80.
        var book = Read("shares,ticker\n3,AAA\n-1,BBB\n60,CASH\n", Prices, Monday.AddDays(1));
        Assert.Equal([60 / 80.0, -40 / 80.0, 60 / 80.0], book.Positions.Select(position => position.Weight));
        Assert.Equal((3, 20.0, Monday.AddDays(1)), (book.Positions[0].Shares, book.Positions[0].Price!.Value, book.Positions[0].PricedOn!.Value));
        // On Monday 3·10 − 50 + 60 = 40.
        Assert.Equal([30 / 40.0, -50 / 40.0, 60 / 40.0], Portfolio.OfShares("book", [("AAA", 3), ("BBB", -1), ("CASH", 60)], Prices, Monday).Positions.Select(position => position.Weight));
        // A price may be of an earlier day; one of more than a week is said.
        Assert.Equal(["AAA is weighed by its price of 2026-01-06, 9 days old."], Portfolio.OfShares("book", [("AAA", 3)], Prices, Monday.AddDays(10)).Findings);
        Assert.Empty(Portfolio.OfShares("book", [("AAA", 3)], Prices, Monday.AddDays(8)).Findings);
        // Without a day it is the last one that has any price.
        Assert.Equal(Monday.AddDays(20), Portfolio.OfShares("book", [("AAA", 3)], Prices).On);
    }

    [Fact]
    public void A_position_that_cannot_be_used_is_refused_with_its_line()
    {
        Assert.StartsWith("book.csv(3): 'aaa' stands already at ", Refusal("ticker,weight\nAAA,0.5\naaa,0.5\n"));
        Assert.EndsWith("book.csv(2). Expected each once: add them up.", Refusal("ticker,weight\nAAA,0.5\naaa,0.5\n"));
        Assert.Equal("book.csv(3): ticker is empty. Expected one for every position, CASH for money.", Refusal("ticker,weight\nAAA,0.5\n,0.5\n"));
        Assert.Equal("book.csv(3): 'BBB' has no weight. Expected one; leave a ticker that is not held out.", Refusal("ticker,weight\nAAA,0.5\nBBB,\n"));
        Assert.Equal("book.csv(2): 'AAA' weighs 50. Expected a part of 1, such as 0.05 for 5%, and no more than 10 either way.", Refusal("ticker,weight\nAAA,50\n"));
        Assert.Equal("book.csv(2): weight '5%' is not a number. Expected one as 1234.5, with '.' as decimal point and no other mark.", Refusal("ticker,weight\nAAA,5%\n"));
        Assert.Equal("book.csv(3): 'BBB' has shares, and the file has weights. Expected one of the two for the whole file.", Refusal("ticker,weight,shares\nAAA,0.5,\nBBB,,5\n"));
        Assert.Equal("book.csv(1): column 'isin' is not known. Expected positions: CSV with the columns ticker and one of weight, shares.", Refusal("ticker,weight,isin\nAAA,0.5,x\n"));
        Assert.StartsWith("book.csv: no row has a weight or shares.", Refusal("ticker\nAAA\n"));
        Assert.Equal("book.csv: no positions. Expected at least one.", Refusal("ticker,weight\n"));
        Assert.StartsWith("book.csv: holds shares, and no prices are given.", Refusal("ticker,shares\nAAA,5\n"));
        Assert.Equal("book.csv(3): 'bbb' has no price in prices.csv. Expected one to weigh its shares by; capitals count.", Refusal("ticker,shares\nAAA,5\nbbb,5\n", Prices));
        Assert.Equal("book.csv(2): 'CCC' has its first price on 2026-01-25, and it is weighed on 2026-01-06. Expected a price on or before that day.", Refusal("ticker,shares\nCCC,5\n", Prices, Monday.AddDays(1)));
        Assert.StartsWith("book.csv: the positions are worth -20 together.", Refusal("ticker,shares\nAAA,1\nBBB,-1\n", Prices, Monday.AddDays(1)));
        Assert.Equal("book, item 1: 'AAA' has NaN. Expected a finite number.", Assert.Throws<InputException>(() => Portfolio.Of("book", [("AAA", double.NaN)])).Message);
    }
}
