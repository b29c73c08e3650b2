using Xunit;

namespace ResearchKit.Tests;

/// <summary>Returns as a table, and which of them an article meets.</summary>
public sealed class ReturnsTests
{
    static Returns Read(string text)
    {
        using var folder = new ArticleFolder();
        try { return Returns.Read(folder.Put("r.csv", text)); }
        catch (InputException e) { throw new InputException(e.Message.Replace($"{folder.Path}/", "", StringComparison.Ordinal)); }
    }

    static string Refusal(string text) => Assert.Throws<InputException>(() => Read(text)).Message;

    [Fact]
    public void Columns_and_rows_may_stand_in_any_order()
    {
        var returns = Read("ticker,date,return\nMSFT,2026-01-06,-1.5e-2\n\"BRK.B\",2026-01-05,+0.5\n MSFT ,2026-01-05,0\n");
        Assert.Equal([new(new(2026, 1, 5), "BRK.B", 0.5), new(new(2026, 1, 5), "MSFT", 0), new(new(2026, 1, 6), "MSFT", -0.015)], returns);
        Assert.Equal("r.csv (3 returns of 2 tickers, 2026-01-05 to 2026-01-06)", returns.ToString());
        Assert.Equal("MSFT 2026-01-06 -0.0150", returns.Last().ToString());
        Assert.Equal(returns.Hash, Returns.Of("other", new Draws(1).Shuffled(returns)).Hash);
        Assert.NotEqual(returns.Hash, Returns.Of("other", returns.Take(2)).Hash);
        ArticleFolder.UnderCulture("da-DK", () => Assert.Equal(0.5, Read("date,ticker,return\n2026-01-05,A,0.5\n").Single().Return));
    }

    [Theory]
    [InlineData("2026-01-05,A,up", "r.csv(3): return 'up' is not a number. Expected a share as 0.0123, with '.' as decimal point; leave out a day without a return.")]
    [InlineData("2026-01-05,A,", "r.csv(3): return '' is not a number. Expected a share as 0.0123, with '.' as decimal point; leave out a day without a return.")]
    [InlineData("2026-01-05,A,NaN", "r.csv(3): return NaN is not finite. Expected a share as 0.0123.")]
    [InlineData("2026-01-05,A,\"1,5\"", "r.csv(3): return '1,5' is not a number. Expected a share as 0.0123, with '.' as decimal point; leave out a day without a return.")]
    [InlineData("2026-01-05,A,1e999", "r.csv(3): return Infinity is not finite. Expected a share as 0.0123.")]
    [InlineData("05.01.2026,A,0.1", "r.csv(3): date '05.01.2026' is no day. Expected one as 2026-01-31.")]
    [InlineData("2026-02-30,A,0.1", "r.csv(3): date '2026-02-30' is no day. Expected one as 2026-01-31.")]
    [InlineData("2026-01-05, ,0.1", "r.csv(3): ticker is empty. Expected one for every return.")]
    [InlineData("2026-01-04,A,0.1", "r.csv(3): 'A' has a return on 2026-01-04 already, at r.csv(2). Expected one a day: remove one of them.")]
    public void A_bad_row_is_refused_with_its_line(string row, string message) =>
        Assert.Equal(message, Refusal($"date,ticker,return\n2026-01-04,A,0.1\n{row}\n"));

    [Fact]
    public void The_columns_are_these_and_no_others()
    {
        Assert.Equal("r.csv(1): the columns are date, ticker, close. Expected date, ticker, return, each once and no other.", Refusal("date,ticker,close\n2026-01-05,A,0.1\n"));
        Assert.Equal("r.csv(1): the columns are date, ticker, return, close. Expected date, ticker, return, each once and no other.", Refusal("date,ticker,return,close\n2026-01-05,A,0.1,4\n"));
        Assert.Equal("r.csv: no returns. Expected at least one.", Refusal("date,ticker,return\n"));
        Assert.StartsWith("r.csv(2): ", Refusal("date,ticker,return\n2026-01-05,A,0.1,4\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_return_of_a_span_is_found()
    {
        var returns = Returns.Of("r", new[] { 5, 6, 9, 12 }.Select(day => new TickerReturn(new(2026, 1, day), "A", day / 100.0)));
        double? First(int from, int until) => returns.First("A", new(2026, 1, from), new(2026, 1, until))?.Return;
        Assert.Equal([0.05, 0.05, 0.09, 0.12, null, null], [First(1, 31), First(5, 5), First(7, 9), First(10, 31), First(7, 8), First(13, 31)]);
        Assert.Null(returns.First("B", new(2026, 1, 1), new(2026, 1, 31)));
    }
}
