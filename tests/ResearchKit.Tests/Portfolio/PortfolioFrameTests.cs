using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

public sealed class PortfolioFrameTests
{
    static readonly StringDataFrameColumn Tickers = new("ticker", ["ORV", "CASH"]);

    static string Refused(params DataFrameColumn[] columns) => Assert.Throws<InputException>(() => new DataFrame(columns).ToPortfolio()).Message;

    [Fact]
    public void Positions_come_from_weights_or_shares()
    {
        Assert.Equal([("ORV", 0.75), ("CASH", 0.25)], new DataFrame(Tickers, new DoubleDataFrameColumn("weight", [0.75, 0.25]), new StringDataFrameColumn("desk", ["a", "b"])).ToPortfolio().Positions.Select(position => (position.Ticker, position.Weight)));
        var prices = Prices.Of("p", [new(new(2026, 1, 5), "ORV", 30)], adjusted: true);
        Assert.Equal([30 / 40.0, 10 / 40.0], new DataFrame(Tickers, new Int32DataFrameColumn("shares", [1, 10])).ToPortfolio(prices).Positions.Select(position => position.Weight));
    }

    [Fact]
    public void What_is_no_position_is_named()
    {
        Assert.Equal("Columns 'weight' and 'shares' are missing. Expected ticker and one of weight, shares.", Refused(Tickers));
        Assert.StartsWith("Columns 'weight' and 'shares' stand both.", Refused(Tickers, new DoubleDataFrameColumn("weight", [1.0, 0]), new DoubleDataFrameColumn("shares", [1.0, 0])));
        Assert.StartsWith("Column 'ticker' is missing.", Refused(new DoubleDataFrameColumn("weight", [1.0, 0])));
        Assert.StartsWith("Row 2, column 'weight': is null. Expected a number", Refused(Tickers, new DoubleDataFrameColumn("weight", new double?[] { 1, null })));
        Assert.StartsWith("DataFrame, item 2: 'CASH' weighs 40.", Refused(Tickers, new DoubleDataFrameColumn("weight", [1.0, 40])));
        Assert.StartsWith("Column 'shares' stands, and no prices are given.", Refused(Tickers, new DoubleDataFrameColumn("shares", [1.0, 40])));
    }

    [Fact]
    public void An_exposure_has_a_row_for_each_position()
    {
        var exposure = Book.Exposure();
        var frame = exposure.ToDataFrame();
        Assert.Equal(["ticker", "company", "weight", "sentiment", "value", "change", "articles"], frame.Columns.Select(column => column.Name));
        Assert.Equal(["ORV", "Orvane", 0.5, exposure.Positions[0].Sentiment, exposure.Positions[0].Value, exposure.Change.Positions[0].Change, 2], frame.Rows[0]);
        Assert.Equal(["ZZZ", null, 0.1, null, 0.0, 0.0, 0], frame.Rows[4]);
    }

    [Fact]
    public void A_move_and_its_attribution_have_rows()
    {
        var index = Book.Corpus.Aggregate(Book.Finance.Score(Book.Corpus), Period.Day);
        var move = index.Move("all", new(2026, 3, 9), new(2026, 3, 10));
        var frame = move.ToDataFrame();
        Assert.Equal(["article", "at (UTC)", "value", "before", "after", "change"], frame.Columns.Select(column => column.Name));
        Assert.Equal(move.Change, frame.Columns["change"].Cast<double>().Sum(), 1e-12);
        Assert.Equal(move.Change, IndexAttribution.Of(move, Book.Corpus, Book.Finance).Terms.ToDataFrame().Columns["change"].Cast<double>().Sum(), 1e-12);
    }

    [Fact]
    public void A_risk_has_a_row_for_each_position()
    {
        var prices = Prices.Of("p", Enumerable.Range(0, 5).Select(day => new Price(new DateOnly(2026, 3, 1).AddDays(day), "ORV", 100 + day % 2)), adjusted: true);
        var risk = PortfolioRisk.Of(Book.Held, prices, Book.AsOf, o => o with { Window = 4, Minimum = 3 });
        Assert.Equal(["ORV", 0.5, risk.Positions[0].Beta, risk.Positions[0].Volatility, 4], risk.ToDataFrame().Rows[0]);
        Assert.Equal(["TAR", -0.3, null, null, 0], risk.ToDataFrame().Rows[2]);
    }
}
