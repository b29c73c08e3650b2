using DuckDB.NET.Data;
using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

public sealed class FrameRowsTests
{
    [Fact]
    public void Columns_of_a_query_are_typed_as_they_come_and_nulls_stay_nulls()
    {
        var frame = Asked("""
            SELECT * FROM (VALUES
                ('a', 0.1::DOUBLE, 1::INTEGER, 9007199254740993::BIGINT, 12345678901234567::HUGEINT, 1.50::DECIMAL(9,2), true, TIMESTAMPTZ '2026-01-05 10:00:00.25+02', DATE '2026-01-05', 7::UTINYINT, 8::UINTEGER, 0.1::FLOAT, uuid '00000000-0000-0000-0000-000000000001'),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) t
            """);
        Assert.Equal([typeof(string), typeof(double), typeof(int), typeof(long), typeof(long), typeof(decimal), typeof(bool), typeof(DateTime), typeof(DateTime), typeof(int), typeof(long), typeof(double), typeof(string)], frame.Columns.Select(column => column.DataType));
        Assert.Equal(["a", 0.1, 1, 9007199254740993L, 12345678901234567L, 1.50m, true, new DateTime(2026, 1, 5, 8, 0, 0, 250), new DateTime(2026, 1, 5), 7, 8L, (double)0.1f, "00000000-0000-0000-0000-000000000001"], frame.Rows[0].ToArray());
        Assert.All(frame.Rows[1], Assert.Null);
    }

    [Fact]
    public void A_query_without_rows_keeps_its_columns()
    {
        var frame = Asked("SELECT 1.5::DOUBLE AS value, 'x' AS name WHERE false");
        Assert.Equal(["value", "name"], frame.Columns.Select(column => column.Name));
        Assert.Equal(0, frame.Rows.Count);
    }

    [Fact]
    public void What_has_no_column_is_refused_with_what_to_write()
    {
        Assert.Equal("Column 'parts' holds List. Expected numbers, text, times or true and false: leave it out where the rows come from, or make it text there (in a query, CAST(parts AS VARCHAR)).", Refused("SELECT [1, 2] AS parts"));
        Assert.Equal("Column 'large' holds 9223372036854775808, which is no Int64. Leave the column out where the rows come from, or make it a floating-point number there (in a query, CAST(large AS DOUBLE)).", Refused("SELECT 9223372036854775808::HUGEINT AS large"));
        Assert.Equal("Column 'n' stands twice. Name one of them otherwise: SELECT … AS other.", Refused("SELECT 1 AS n, 2 AS n"));
    }

    [Fact]
    public void The_rows_are_closed_whatever_becomes_of_them()
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT [1] AS parts";
        var rows = command.ExecuteReader();
        Assert.Throws<InputException>(rows.ToDataFrame);
        Assert.True(rows.IsClosed);
    }

    static string Refused(string sql) => Assert.Throws<InputException>(() => Asked(sql)).Message;

    static DataFrame Asked(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SET TimeZone = 'UTC'";
        command.ExecuteNonQuery();
        command.CommandText = sql;
        return command.ExecuteReader().ToDataFrame();
    }
}
