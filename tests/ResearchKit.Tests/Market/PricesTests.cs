using DuckDB.NET.Data;
using Xunit;
using static ResearchKit.Tests.MarketFolder;

namespace ResearchKit.Tests;

public sealed class PricesTests : IDisposable
{
    readonly MarketFolder folder = new();

    public void Dispose() => folder.Dispose();

    static double[] Closes(Prices prices, string ticker) => [.. prices[ticker].Select(price => price.Close)];

    string Message(string header, params string[] rows) => Assert.Throws<InputException>(() => Prices.Read(folder.Write("p.csv", [header, .. rows]), adjusted: true)).Message;

    [Fact]
    public void Prices_are_read_in_any_order_of_rows_and_columns_and_under_any_culture()
    {
        ArticleFolder.UnderCulture("da-DK", () =>
        {
            var prices = Prices.Read(folder.Write("a.csv", "date,ticker,close,volume,open", "2026-01-06,QB,21.5,100,20", "2026-01-05,QA,10,,", "2026-01-05,QB,20,0,19.5"), adjusted: true);
            Assert.Equal(["QA", "QB"], prices.Tickers);
            Assert.Equal([new(Day("2026-01-05"), "QB", 20, 19.5, 0), new(Day("2026-01-06"), "QB", 21.5, 20, 100)], prices["QB"]);
            Assert.Equal([new(Day("2026-01-05"), "QA", 10)], prices["QA"]);
            Assert.Equal("a.csv (3 prices of 2 tickers, 2026-01-05 to 2026-01-06, given as adjusted)", prices.ToString());
            var other = Prices.Read(folder.Write("b.csv", "open,close,high,low,ticker,date,volume", "19.5,20,1,1,QB,2026-01-05,0", "20,21.5,1,1,QB,2026-01-06,100", ",10,,,QA,2026-01-05,"), adjusted: true);
            Assert.Equal(prices, other);
            Assert.Equal(prices.Hash, other.Hash);
        });
    }

    [Fact]
    public void A_row_without_a_close_is_named_and_too_many_of_them_are_an_error()
    {
        string[] rows = ["date,ticker,close", "2026-01-05,QA,10", "2026-01-06,QA,", "2026-01-07,QA,11"];
        var path = folder.Write("p.csv", rows);
        var prices = Prices.Read(path, adjusted: true, options: o => o with { MaxLoss = 0.5 });
        Assert.Equal([10.0, 11.0], Closes(prices, "QA"));
        Assert.Equal((PriceFindingKind.NoClose, "QA", Day("2026-01-06"), $"{path}(3): 'QA' has no close on 2026-01-06: the row is not used."), prices.Findings.Select(one => (one.Kind, one.Ticker, one.Date, one.Text)).Single());
        Assert.StartsWith($"{path}(3): 'QA' has no close", Assert.Throws<InputException>(() => Prices.Read(path, adjusted: true)).Message);
    }

    [Fact]
    public void Two_prices_of_a_ticker_on_a_day_are_refused_with_both_lines() =>
        Assert.Matches(@"p\.csv\(4\): 'QA' has a price on 2026-01-05 already, at .*p\.csv\(2\): 10, and here 10\.5\. Expected one a day", Message("date,ticker,close", "2026-01-05,QA,10", "2026-01-06,QA,10", "2026-01-05,QA,10.5"));

    [Theory]
    [InlineData("2026-01-05,QA,0", "close 0 is not a price")]
    [InlineData("2026-01-05,QA,-3", "close -3 is not a price")]
    [InlineData("2026-01-05,QA,NaN", "close 'NaN' is not a number")]
    [InlineData("2026-01-05,QA,\"1,5\"", "close '1,5' is not a number")]
    [InlineData("2026-01-05,,1", "ticker is empty")]
    [InlineData("05.01.2026,QA,1", "date '05.01.2026' is no day. Expected one as 2026-01-31")]
    [InlineData("2026-01-05T00:00:00Z,QA,1", "holds a time of day. Expected the day at the exchange, without time and zone")]
    public void What_is_no_price_is_refused_with_its_line(string row, string expected)
    {
        var message = Message("date,ticker,close", "2026-01-02,QA,1", row);
        Assert.Contains("p.csv(3): ", message);
        Assert.Contains(expected, message);
    }

    [Theory]
    [InlineData("date,ticker", "column 'close' is missing")]
    [InlineData("date,ticker,close,adj close", "column 'adj close' is not known")]
    [InlineData("date,ticker,close,Close", "column 'Close' stands twice")]
    public void Columns_that_leave_open_which_price_is_meant_are_refused(string header, string expected) => Assert.Contains(expected, Message(header));

    [Fact]
    public void A_split_that_nobody_stated_is_named_with_its_line_and_not_used()
    {
        var path = folder.Write("p.csv", "date,ticker,close", "2026-01-05,QA,1000", "2026-01-06,QA,1010", "2026-01-07,QA,102", "2026-01-08,QA,103", "2026-01-07,QB,5", "2026-01-08,QB,15.3");
        var message = Assert.Throws<InputException>(() => Prices.Read(path, adjusted: false)).Message;
        Assert.Contains($"{path}(4): 'QA' goes from 1010 ({path}(3)) to 102 on 2026-01-07, a factor of 0.101, as after a split of 1:10", message);
        Assert.Contains($"{path}(7): 'QB' goes from 5 ({path}(6)) to 15.3 on 2026-01-08, a factor of 3.06, as after a reverse split of 3:1", message);
        Assert.Contains("add a row 'date,ticker,split,10'", message);
        // Said to be adjusted they are the user's, and are named all the same.
        var prices = Prices.Read(path, adjusted: true);
        Assert.Equal([(PriceFindingKind.LargeMove, "QA"), (PriceFindingKind.LargeMove, "QB")], prices.Findings.Select(one => (one.Kind, one.Ticker)));
    }

    [Fact]
    public void A_stated_split_brings_what_was_before_to_todays_shares()
    {
        var path = folder.Write("p.csv", "date,ticker,close,open,volume", "2026-01-05,QA,1000,990,10", "2026-01-06,QA,1010,1000,20", "2026-01-07,QA,102,101,300");
        var prices = Prices.Read(path, adjusted: false, CorporateActions.Read(folder.Write("a.csv", "date,ticker,kind,value", "2026-01-07,QA,split,10")));
        Assert.Equal([1000 / 10.0, 1010 / 10.0, 102], Closes(prices, "QA"));
        Assert.Equal([(990 / 10.0, 10 * 10.0), (1000 / 10.0, 20 * 10.0), (101, 300)], prices["QA"].Select(price => (price.Open!.Value, price.Volume!.Value)));
    }

    [Fact]
    public void A_dividend_is_part_of_the_days_return()
    {
        // (98 + 2)/99 − 1 over the ex-date, 104/98 − 1 after it.
        var prices = Prices.Of("p", [new(Day("2026-01-05"), "QA", 100), new(Day("2026-01-06"), "QA", 99), new(Day("2026-01-07"), "QA", 98), new(Day("2026-01-08"), "QA", 104)], adjusted: false,
            CorporateActions.Of(new CorporateAction(Day("2026-01-07"), "QA", ActionKind.Dividend, 2)));
        var closes = Closes(prices, "QA");
        Assert.Equal(99 / 100.0, closes[1] / closes[0], 1e-15);
        Assert.Equal((98 + 2) / 99.0, closes[2] / closes[1], 1e-15);
        Assert.Equal([98.0, 104.0], closes[2..]);
    }

    [Fact]
    public void A_split_and_a_dividend_of_one_day_are_both_in_its_return_even_when_the_ticker_trades_a_day_later()
    {
        var prices = Prices.Of("p", [new(Day("2026-01-05"), "QA", 100), new(Day("2026-01-08"), "QA", 49)], adjusted: false,
            CorporateActions.Of(new(Day("2026-01-07"), "QA", ActionKind.Split, 2), new(Day("2026-01-07"), "QA", ActionKind.Dividend, 1.5)));
        var closes = Closes(prices, "QA");
        Assert.Equal(2 * (49 + 1.5) / 100, closes[1] / closes[0], 1e-15);
    }

    [Fact]
    public void A_large_move_that_is_said_to_be_real_is_used()
    {
        Price[] crash = [new(Day("2026-01-05"), "QA", 10), new(Day("2026-01-06"), "QA", 1)];
        Assert.Equal([10.0, 1.0], Closes(Prices.Of("p", crash, adjusted: false, CorporateActions.Of(new CorporateAction(Day("2026-01-06"), "QA", ActionKind.Split, 1))), "QA"));
        Assert.Equal([10.0, 1.0], Closes(Prices.Of("p", crash, adjusted: false, options: o => o with { LargestMove = 11 }), "QA"));
    }

    [Fact]
    public void A_split_that_is_upside_down_or_in_the_prices_already_is_found()
    {
        Price[] split = [new(Day("2026-01-05"), "QA", 100), new(Day("2026-01-06"), "QA", 10)], flat = [new(Day("2026-01-05"), "QA", 10), new(Day("2026-01-06"), "QA", 10)];
        Assert.Contains("a split of 0.1 allowed for: it is in the prices already, or upside down", Assert.Throws<InputException>(() => Prices.Of("p", split, adjusted: false, CorporateActions.Of(new CorporateAction(Day("2026-01-06"), "QA", ActionKind.Split, 0.1)))).Message);
        Assert.Contains("p, item 2: 'QA' goes from 10 (p, item 1)", Assert.Throws<InputException>(() => Prices.Of("p", flat, adjusted: false, CorporateActions.Of(new CorporateAction(Day("2026-01-06"), "QA", ActionKind.Split, 10)))).Message);
        Assert.Contains("the prices are said to be adjusted already", Assert.Throws<InputException>(() => Prices.Of("p", flat, adjusted: true, CorporateActions.Of(new CorporateAction(Day("2026-01-06"), "QA", ActionKind.Split, 10)))).Message);
    }

    [Fact]
    public void A_dividend_of_more_than_the_price_is_refused() => Assert.Contains("a dividend of 12 for each share of 'QA', which closed at 10 before",
        Assert.Throws<InputException>(() => Prices.Of("p", [new(Day("2026-01-05"), "QA", 10), new(Day("2026-01-06"), "QA", 9)], adjusted: false, CorporateActions.Of(new CorporateAction(Day("2026-01-06"), "QA", ActionKind.Dividend, 12)))).Message);

    [Fact]
    public void A_ticker_has_no_price_after_its_delisting() => Assert.Contains("'QA' is delisted on 2026-01-06 and has a price on 2026-01-06, at p, item 2",
        Assert.Throws<InputException>(() => Prices.Of("p", [new(Day("2026-01-05"), "QA", 10), new(Day("2026-01-06"), "QA", 9)], adjusted: true, CorporateActions.Of(new CorporateAction(Day("2026-01-06"), "QA", ActionKind.Delisting, -0.3)))).Message);

    [Fact]
    public void Actions_that_change_nothing_are_counted() => Assert.Equal(3, Prices.Of("p", [new(Day("2026-01-05"), "QA", 10), new(Day("2026-01-06"), "QA", 9)], adjusted: false,
        CorporateActions.Of(new(Day("2026-01-05"), "QA", ActionKind.Split, 2), new(Day("2026-01-07"), "QA", ActionKind.Split, 3), new(Day("2026-01-06"), "QB", ActionKind.Split, 2))).UnusedActions);

    [Theory]
    [InlineData("2026-01-07,QA,merger,1", "kind 'merger' is not known. Available: delisting, dividend, split.")]
    [InlineData("2026-01-07,QA,split,0", "split 0 is not positive")]
    [InlineData("2026-01-07,QA,delisting,-30", "a delisting return of -30 loses more than all")]
    [InlineData("2026-01-07,QA,split,", "value is empty")]
    [InlineData("2026-01-05,QA,split,3", "'QA' has a split already")]
    public void What_is_no_action_is_refused_with_its_line(string row, string expected)
    {
        var message = Assert.Throws<InputException>(() => CorporateActions.Read(folder.Write("a.csv", "date,ticker,kind,value", "2026-01-05,QA,split,2", row))).Message;
        Assert.Contains("a.csv(3): ", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Parquet_comes_through_a_reader_and_equals_the_CSV()
    {
        var csv = folder.Write("p.csv", "date,ticker,close,volume", "2026-01-05,QA,10.25,100", "2026-01-06,QA,10.5,", "2026-01-05,QB,20,7");
        var parquet = Path.Combine(folder.Root, "p.parquet");
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT CAST(date AS DATE) AS date, ticker, CAST(close AS DOUBLE) AS close, CAST(volume AS UINTEGER) AS volume, 'x' AS exchange FROM '{csv}') TO '{parquet}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        command.CommandText = $"SELECT * FROM '{parquet}'";
        using (var reader = command.ExecuteReader()) Assert.Equal(Prices.Read(csv, adjusted: true).Hash, Prices.Of("p.parquet", reader, adjusted: true).Hash);
        // Tokyo's tickers are numbers.
        command.CommandText = $"SELECT date, 7203 AS ticker, close FROM '{parquet}' WHERE ticker = 'QB'";
        using (var reader = command.ExecuteReader()) Assert.Equal(["7203"], Prices.Of("p.parquet", reader, adjusted: true).Tickers);
        command.CommandText = $"SELECT date, ticker, CAST(close AS FLOAT) AS close FROM '{parquet}'";
        using (var reader = command.ExecuteReader()) Assert.Contains("column 'close' holds 32-bit numbers", Assert.Throws<InputException>(() => Prices.Of("p.parquet", reader, adjusted: true)).Message);
        command.CommandText = $"SELECT TIMESTAMP '2026-01-05 16:00:00' AS date, ticker, close FROM '{parquet}'";
        using (var reader = command.ExecuteReader()) Assert.Contains("p.parquet, row 1: date", Assert.Throws<InputException>(() => Prices.Of("p.parquet", reader, adjusted: true)).Message);
        Assert.Contains("is Parquet. Expected CSV; give Parquet as a data reader: Prices.Of(name, rows, adjusted), with rows of Archive.Rows(path)", Assert.Throws<InputException>(() => Prices.Read(parquet, adjusted: true)).Message);
        using (var rows = Archive.Rows(parquet)) Assert.Equal(Prices.Read(csv, adjusted: true).Hash, Prices.Of("p.parquet", rows, adjusted: true).Hash);
    }

    [Fact]
    public void A_ticker_acts_on_no_terminal() => Assert.DoesNotContain('\u001B', Message("date,ticker,close", "2026-01-05,Q\u001B[2J,0"));
}
