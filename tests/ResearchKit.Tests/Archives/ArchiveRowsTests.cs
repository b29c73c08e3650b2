using Xunit;

namespace ResearchKit.Tests;

/// <summary>Parquet of whatever rows, as a data reader.</summary>
public sealed class ArchiveRowsTests : IDisposable
{
    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void All_rows_and_columns_come_in_their_order_and_the_name_is_no_pattern()
    {
        // 300,000 rows are several row groups; a folder named like a partition adds no column.
        Directory.CreateDirectory(folder["year=2026"]);
        using (var duck = Duck.Open()) duck.Run($"COPY (SELECT i AS number, 'T' || i % 7 AS ticker, i / 4 AS close FROM range(300000) t(i)) TO '{folder["year=2026/p[1]*.parquet"]}' (FORMAT parquet)");
        using (var rows = Archive.Rows(folder["year=2026/p[1]*.parquet"]))
        {
            Assert.Equal(["number", "ticker", "close"], Enumerable.Range(0, rows.FieldCount).Select(rows.GetName));
            var number = 0L;
            for (; rows.Read(); number++) Assert.True(rows.GetInt64(0) == number && rows.GetString(1) == $"T{number % 7}" && rows.GetDouble(2) == number / 4.0);
            Assert.Equal(300_000, number);
        }
        using (var rows = Archive.Rows(folder["year=2026/p[1]*.parquet"])) Assert.Equal(300_000, rows.ToDataFrame().Rows.Count);
    }

    [Fact]
    public void What_is_no_Parquet_is_refused()
    {
        folder.Put("bad.parquet", "date,ticker,close\n2026-01-05,QA,1\n");
        Assert.Contains("bad.parquet: cannot be read as Parquet: ", Assert.Throws<InputException>(() => Archive.Rows(folder["bad.parquet"])).Message);
        Assert.EndsWith("none.parquet: no such file. Expected a file of Parquet.", Assert.Throws<InputException>(() => Archive.Rows(folder["none.parquet"])).Message);
    }

    [Fact]
    public void A_page_that_is_damaged_is_named_by_the_row_at_which_prices_end()
    {
        using (var duck = Duck.Open()) duck.Run($"COPY (SELECT DATE '2026-01-05' + CAST(i // 10 AS INTEGER) AS date, 'Q' || i % 10 AS ticker, 100 + i / 7 AS close FROM range(300000) t(i)) TO '{folder["p.parquet"]}' (FORMAT parquet)");
        var bytes = File.ReadAllBytes(folder["p.parquet"]);
        // Of the second half, up to the footer.
        Array.Fill(bytes, (byte)0xFF, bytes.Length / 2, bytes.Length / 4);
        folder.Put("p.parquet", bytes);
        using var rows = Archive.Rows(folder["p.parquet"]);
        Assert.Matches(@"^p, row \d{5,}: cannot be read: .*\. Expected rows to the end", Assert.Throws<InputException>(() => Prices.Of("p", rows, adjusted: true)).Message);
    }
}
