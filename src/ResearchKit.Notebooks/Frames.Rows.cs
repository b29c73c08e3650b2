using System.Data;
using System.Globalization;
using System.Numerics;
using Microsoft.Data.Analysis;

namespace ResearchKit;

public static partial class Frames
{
    /// <summary>All rows of a query, and closes it: a column each, typed as they come, what is null stays null.</summary>
    /// <remarks>Whole numbers are Int32 or Int64 (a sum of them, which a database makes wider, Int64), float is Double, decimals stay decimals, days and instants are DateTime (an instant in UTC), and what has no column of its own, such as a Guid or a span of time, is text.</remarks>
    /// <param name="rows">What <c>ScoreStore.Query</c> gives, or any other reader.</param>
    /// <exception cref="InputException">A column stands twice, holds lists or bytes, or a whole number is too large for Int64.</exception>
    public static DataFrame ToDataFrame(this IDataReader rows)
    {
        using (rows)
        {
            if (Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw new InputException($"Column {Untrusted.Quote(twice.Key)} stands twice. Name one of them otherwise: SELECT … AS other.");
            var columns = Enumerable.Range(0, rows.FieldCount).Select(i => Column(rows, i)).ToList();
            while (rows.Read())
                foreach (var column in columns) column.Take();
            return new(columns.Select(column => column.Made()));
        }
    }

    static (Action Take, Func<DataFrameColumn> Made) Column(IDataReader rows, int at)
    {
        var name = rows.GetName(at);
        return Type.GetTypeCode(rows.GetFieldType(at)) switch
        {
            TypeCode.String => Texts(rows.GetString),
            TypeCode.Double => Cells(rows.GetDouble, cells => new DoubleDataFrameColumn(name, cells)),
            TypeCode.Single => Cells(i => (double)rows.GetFloat(i), cells => new DoubleDataFrameColumn(name, cells)),
            TypeCode.Int32 => Cells(rows.GetInt32, cells => new Int32DataFrameColumn(name, cells)),
            TypeCode.Int64 => Cells(rows.GetInt64, cells => new Int64DataFrameColumn(name, cells)),
            TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 => Cells(i => Convert.ToInt32(rows.GetValue(i), CultureInfo.InvariantCulture), cells => new Int32DataFrameColumn(name, cells)),
            TypeCode.UInt32 or TypeCode.UInt64 => Cells(Whole, cells => new Int64DataFrameColumn(name, cells)),
            TypeCode.Decimal => Cells(rows.GetDecimal, cells => new DecimalDataFrameColumn(name, cells)),
            TypeCode.Boolean => Cells(rows.GetBoolean, cells => new BooleanDataFrameColumn(name, cells)),
            TypeCode.DateTime => Cells(rows.GetDateTime, cells => new DateTimeDataFrameColumn(name, cells)),
            _ => Other(rows.GetFieldType(at)),
        };

        (Action, Func<DataFrameColumn>) Other(Type type) =>
            type == typeof(BigInteger) ? Cells(Whole, cells => new Int64DataFrameColumn(name, cells))
            : type == typeof(DateOnly) ? Cells(i => ((DateOnly)rows.GetValue(i)).ToDateTime(TimeOnly.MinValue), cells => new DateTimeDataFrameColumn(name, cells))
            : type == typeof(DateTimeOffset) ? Cells(i => ((DateTimeOffset)rows.GetValue(i)).UtcDateTime, cells => new DateTimeDataFrameColumn(name, cells))
            : typeof(IFormattable).IsAssignableFrom(type) ? Texts(i => ((IFormattable)rows.GetValue(i)).ToString(null, CultureInfo.InvariantCulture))
            : throw new InputException($"Column {Untrusted.Quote(name)} holds {rows.GetDataTypeName(at)}. Expected numbers, text, times or true and false: leave it out where the rows come from, or make it text there (in a query, CAST({Untrusted.Show(name)} AS VARCHAR)).");

        (Action, Func<DataFrameColumn>) Cells<T>(Func<int, T> read, Func<List<T?>, DataFrameColumn> make) where T : struct
        {
            var cells = new List<T?>();
            return (() => cells.Add(rows.IsDBNull(at) ? null : read(at)), () => make(cells));
        }

        (Action, Func<DataFrameColumn>) Texts(Func<int, string> read)
        {
            var cells = new List<string?>();
            return (() => cells.Add(rows.IsDBNull(at) ? null : read(at)), () => new StringDataFrameColumn(name, cells));
        }

        long Whole(int i)
        {
            var number = rows.GetValue(i) is BigInteger large ? large : new BigInteger(Convert.ToDecimal(rows.GetValue(i), CultureInfo.InvariantCulture));
            return number >= long.MinValue && number <= long.MaxValue ? (long)number : throw new InputException($"Column {Untrusted.Quote(name)} holds {number.ToString(CultureInfo.InvariantCulture)}, which is no Int64. Leave the column out where the rows come from, or make it a floating-point number there (in a query, CAST({Untrusted.Show(name)} AS DOUBLE)).");
        }
    }
}
