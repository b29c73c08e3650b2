using Microsoft.Data.Analysis;
using Xunit;

namespace ResearchKit.Tests;

public sealed class FrameGroupTests
{
    static readonly DataFrame Frame = new(
        new StringDataFrameColumn("ticker", ["MSFT", "NVDA", "MSFT", null, "MSFT", null, "NVDA"]),
        new StringDataFrameColumn("month", ["02", "01", "01", "01", "02", "01", null]),
        new DoubleDataFrameColumn("value", [0.5, -0.25, 0.1, 0.2, 1.0, 0.4, null]),
        new Int64DataFrameColumn("n", [1, 2, 3, 4, 5, 6, 7]));

    static object?[] Column(DataFrame frame, string name) => [.. Enumerable.Range(0, (int)frame.Rows.Count).Select(row => frame[name][row])];

    [Fact]
    public void Groups_stand_as_they_first_appear_and_a_null_key_is_one_of_them()
    {
        var frame = Frame.Group("ticker", "month").Count();
        Assert.Equal(["MSFT", "NVDA", "MSFT", null, "NVDA"], Column(frame, "ticker"));
        Assert.Equal(["02", "01", "01", "01", null], Column(frame, "month"));
        Assert.Equal([2, 1, 1, 2, 1], Column(frame, "rows"));
        Assert.Equal("5 groups by ticker, month", Frame.Group("ticker", "month").ToString());
    }

    [Fact]
    public void Measures_are_those_of_the_values_that_are_there()
    {
        var frame = Frame.Group("ticker").Aggregate("value", "n");
        Assert.Equal("ticker, rows, count value, mean value, sum value, min value, max value, median value, count n, mean n, sum n, min n, max n, median n", string.Join(", ", frame.Columns.Select(column => column.Name)));
        Assert.Equal([3, 2, 2], Column(frame, "rows"));
        Assert.Equal([3, 1, 2], Column(frame, "count value"));
        Assert.Equal([(0.5 + 0.1 + 1.0) / 3, -0.25, (0.2 + 0.4) / 2], Column(frame, "mean value"));
        Assert.Equal([0.5 + 0.1 + 1.0, -0.25, 0.2 + 0.4], Column(frame, "sum value"));
        Assert.Equal([0.1, -0.25, 0.2], Column(frame, "min value"));
        Assert.Equal([1.0, -0.25, 0.4], Column(frame, "max value"));
        Assert.Equal([0.5, -0.25, (0.2 + 0.4) / 2], Column(frame, "median value"));
        Assert.Equal([1.0 + 3 + 5, 2.0 + 7, 4.0 + 6], Column(frame, "sum n"));
        Assert.Equal(Column(frame, "mean value"), Column(Frame.Group("ticker").Mean("value"), "mean value"));
        Assert.Equal(Column(frame, "sum n"), Column(Frame.Group("ticker").Sum("n"), "sum n"));
        Assert.Equal(Column(frame, "median n"), Column(Frame.Group("ticker").Median("n"), "median n"));
    }

    [Fact]
    public void A_group_without_values_has_none() =>
        Assert.Equal([(0.5 + 1.0) / 2, -0.25, 0.1, (0.2 + 0.4) / 2, null], Column(Frame.Group("ticker", "month").Mean("value"), "mean value"));

    [Fact]
    public void Keys_keep_their_type()
    {
        var at = new DateTime(2026, 1, 5);
        var frame = new DataFrame(new DateTimeDataFrameColumn("week", [at, at.AddDays(7), at]), new BooleanDataFrameColumn("own", [true, true, true]), new Int32DataFrameColumn("n", [1, 2, 4])).Group("week", "own").Sum("n");
        Assert.Equal([typeof(DateTime), typeof(bool), typeof(double)], frame.Columns.Select(column => column.DataType));
        Assert.Equal([5.0, 2.0], Column(frame, "sum n"));
    }

    [Fact]
    public void Groups_agree_with_a_naive_count_on_seeded_rows()
    {
        var random = new SplitMix(7);
        var rows = Enumerable.Range(0, 500).Select(_ => (A: random.Below(4), B: random.Below(3), Value: random.Below(100) / 100.0)).ToList();
        var frame = new DataFrame(new Int32DataFrameColumn("a", rows.Select(r => r.A)), new Int32DataFrameColumn("b", rows.Select(r => r.B)), new DoubleDataFrameColumn("v", rows.Select(r => r.Value))).Group("a", "b").Mean("v");
        for (var row = 0; row < frame.Rows.Count; row++)
            Assert.Equal(rows.Where(r => r.A == (int)frame["a"][row] && r.B == (int)frame["b"][row]).Average(r => r.Value), frame["mean v"][row]);
        Assert.Equal(rows.Select(r => (r.A, r.B)).Distinct().Count(), frame.Rows.Count);
    }

    [Fact]
    public void What_cannot_be_grouped_or_measured_is_named()
    {
        Assert.StartsWith("Column 'theme' is missing. Found: ticker, month, value, n.", Assert.Throws<InputException>(() => Frame.Group("ticker", "theme")).Message);
        Assert.Contains("Groups need a column", Assert.Throws<InputException>(() => Frame.Group()).Message);
        Assert.Equal("Column 'month' holds String. Expected numbers: Double, Decimal or a whole number.", Assert.Throws<InputException>(() => Frame.Group("ticker").Mean("month")).Message);
        Assert.StartsWith("Row 1, column 'v': is NaN", Assert.Throws<InputException>(() => new DataFrame(new Int32DataFrameColumn("a", [1]), new DoubleDataFrameColumn("v", [double.NaN])).Group("a").Sum("v")).Message);
    }

    [Fact]
    public void No_rows_have_no_groups() => Assert.Equal(0, Array.Empty<Score>().ToDataFrame().Group("method", "label").Aggregate("value").Rows.Count);
}
