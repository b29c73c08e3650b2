using System.Globalization;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>A column as the kit reads it: what it may hold is said once, and a cell that does not fit is named by its row, from 1.</summary>
sealed class FrameColumn
{
    static readonly Type[] Whole = [typeof(int), typeof(long), typeof(short), typeof(byte)];
    static readonly Type[] Real = [typeof(double), typeof(decimal), .. Whole];

    readonly DataFrameColumn column;

    FrameColumn(DataFrameColumn column, string allowed, params Type[] types)
    {
        this.column = column;
        if (column.DataType == typeof(float)) throw new InputException(
            $"Column {Untrusted.Quote(column.Name)} holds Single (float32), which cannot keep a double: 16777217 would be 16777216. Read it as double, with Frames.ReadCsv or the dataTypes of DataFrame.LoadCsv.");
        if (!types.Contains(column.DataType)) throw new InputException($"Column {Untrusted.Quote(column.Name)} holds {column.DataType.Name}. Expected {allowed}.");
    }

    /// <exception cref="InputException">There is no such column; or two of the name.</exception>
    public static DataFrameColumn Find(DataFrame frame, string name, string expected)
    {
        var found = frame.Columns.Where(column => column.Name == name).ToList();
        if (found.Count == 1) return found[0];
        throw new InputException($"Column {Untrusted.Quote(name)} {(found.Count == 0 ? "is missing" : "stands twice")}. Found: {Untrusted.Show(string.Join(", ", frame.Columns.Select(column => column.Name)), 300)}. Expected {expected}.");
    }

    /// <summary>Whether a column that may be missing stands.</summary>
    public static bool Has(DataFrame frame, string name) => frame.Columns.Any(column => column.Name == name);

    /// <summary>Doubles; whole numbers and decimals are taken as well.</summary>
    public static FrameColumn Doubles(DataFrameColumn column) => new(column, "numbers: Double, Decimal or a whole number", Real);

    public static FrameColumn Counts(DataFrameColumn column) => new(column, "whole numbers: Int32 or Int64", Whole);

    public static FrameColumn Texts(DataFrameColumn column) => new(column, "String", typeof(string));

    public static FrameColumn Names(DataFrameColumn column) => new(column, "String, or whole numbers", [typeof(string), .. Whole]);

    public static FrameColumn Times(DataFrameColumn column) => new(column, "DateTime in UTC, or String such as 2026-01-05T14:30:00Z", typeof(DateTime), typeof(string));

    public static FrameColumn Printed(DataFrameColumn column) => new(column, "numbers, or String such as 0.30", [typeof(string), .. Real]);

    public static FrameColumn Any(DataFrameColumn column) => new(column, "", column.DataType);

    /// <summary>The cell as a text, the same on every machine; null when there is none.</summary>
    public string? Text(long row) => Written(column, row);

    public static string? Written(DataFrameColumn column, long row) => column[row] switch
    {
        null => null,
        string text => text,
        DateTime time => Instant(time),
        bool yes => yes ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };

    /// <summary>The cell as a number; null when there is none.</summary>
    /// <exception cref="InputException">It is NaN or infinite, which are not null.</exception>
    public double? Number(long row) => column[row] is not { } cell ? null
        : Convert.ToDouble(cell, CultureInfo.InvariantCulture) is var number && double.IsFinite(number) ? number
        : throw Fault(row, $"is {number.ToString(CultureInfo.InvariantCulture)}, which is not null. Expected a number, or null where it is unknown");

    /// <summary>The cell as a number that has to be there.</summary>
    public double Number(long row, double low, double high, string range) => Number(row) is not { } number ? throw Null(row, range)
        : number >= low && number <= high ? number : throw Fault(row, string.Create(CultureInfo.InvariantCulture, $"is {number}. Expected {range}"));

    public int Count(long row) => (int)Number(row, 0, int.MaxValue, "a whole number from 0");

    public string Required(long row) => Text(row) ?? throw Null(row, "a text");

    public InputException Fault(long row, string what) => At(row, column.Name, what);

    public static InputException At(long row, string column, string what) => new(string.Create(CultureInfo.InvariantCulture, $"Row {row + 1}, column {Untrusted.Quote(column)}: {what.TrimEnd('.')}."));

    InputException Null(long row, string expected) => Fault(row, $"is null. Expected {expected}");

    /// <summary>An instant in UTC; one without a kind is taken to be in it.</summary>
    static string Instant(DateTime time) => (time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).ToString("yyyy-MM-dd'T'HH':'mm':'ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
