using Microsoft.Data.Analysis;
using Xunit;
using static ResearchKit.Tests.MarketFolder;

namespace ResearchKit.Tests;

public sealed class MarketFrameTests
{
    static readonly Prices Prices = Prices.Of("p", [new(Day("2026-01-05"), "QA", 10, 9.5, 100), new(Day("2026-01-06"), "QA", 11)], adjusted: true);

    static string Refused(params DataFrameColumn[] columns) => Assert.Throws<InputException>(() => new DataFrame(columns).ToPrices(adjusted: true)).Message;

    [Fact]
    public void Prices_come_back_from_a_DataFrame() => Assert.Equal(Prices.Hash, Prices.ToDataFrame().ToPrices(adjusted: true).Hash);

    [Fact]
    public void What_is_no_price_is_named_by_row_and_column()
    {
        var (date, ticker) = (new StringDataFrameColumn("date", ["2026-01-05", "2026-01-06"]), new StringDataFrameColumn("ticker", ["QA", "QA"]));
        Assert.StartsWith("Column 'close' is missing. Found: date, ticker.", Refused(date, ticker));
        Assert.StartsWith("Column 'close' holds Single (float32)", Refused(date, ticker, new SingleDataFrameColumn("close", [1f, 2f])));
        Assert.StartsWith("Row 2, column 'close': is null", Refused(date, ticker, new DoubleDataFrameColumn("close", new double?[] { 1, null })));
        Assert.StartsWith("DataFrame, item 1: close 0 is not a price", Refused(date, ticker, new DoubleDataFrameColumn("close", [0.0, 1.0])));
        Assert.StartsWith("Row 2, column 'date': is '2026-01-06T16:00:00Z'. Expected the day at the exchange", Refused(new DateTimeDataFrameColumn("date", [new(2026, 1, 5), new(2026, 1, 6, 16, 0, 0)]), ticker, new DoubleDataFrameColumn("close", [1.0, 1.0])));
    }

    [Fact]
    public void A_return_is_a_row()
    {
        var frame = ForwardReturns.Of([new("a", At("2026-01-05T15:00Z"), "QA", 0.5)], Prices, TradingCalendar.NewYork, o => o with { Horizons = [1] }).ToDataFrame();
        Assert.Equal(["article", "ticker", "at (UTC)", "value", "entry", "exit", "horizon", "return", "adjusted"], frame.Columns.Select(column => column.Name));
        Assert.Equal(["a", "QA", new DateTime(2026, 1, 5, 15, 0, 0), 0.5, new DateTime(2026, 1, 5), new DateTime(2026, 1, 6), 1, 11 / 10.0 - 1, null], frame.Rows[0]);
    }
}
