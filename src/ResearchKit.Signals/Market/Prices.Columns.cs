using System.Buffers.Binary;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ResearchKit;

/// <summary>Prices from columns, and as bytes.</summary>
public sealed partial class Prices
{
    /// <summary>Prices of a query, such as DuckDB's <c>SELECT date, ticker, close FROM 'prices.parquet'</c>, or of a Parquet file, by <c>Archive.Rows</c> of <c>ResearchKit.Archives.dll</c>: columns <c>date</c> (a day, or text), <c>ticker</c>, <c>close</c> and, if wanted, <c>open</c> and <c>volume</c>; others are passed over.</summary>
    /// <param name="name">What they are called.</param>
    /// <param name="reader">Before its first row; it is read to its end and left open.</param>
    /// <param name="adjusted">Whether splits and dividends are allowed for already.</param>
    /// <param name="actions">Splits and dividends of unadjusted prices, and delistings of any.</param>
    /// <param name="options">Changes what is asked of them.</param>
    /// <exception cref="InputException">A column is missing or of another type (prices in 32 bits have seven digits: convert them on purpose, as by <c>CAST(close AS DOUBLE)</c>), or a row cannot be read or used; the message names the row, from 1.</exception>
    public static Prices Of(string name, IDataReader reader, bool adjusted, CorporateActions? actions = null, Func<PricesOptions, PricesOptions>? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rows = new PriceRows(name, "row");
        int date = Column("date", needed: true), ticker = Column("ticker", needed: true), close = Column("close", needed: true), open = Column("open", needed: false), volume = Column("volume", needed: false);
        for (var row = 1; Next(row); row++)
            rows.Add(Day(Cell(date, row), row), reader.IsDBNull(ticker) ? "" : Convert.ToString(Cell(ticker, row), CultureInfo.InvariantCulture)!, Number(close, row), Number(open, row), Number(volume, row), row);
        return new(name, rows, adjusted, actions, options);

        bool Next(int row)
        {
            try { return reader.Read(); }
            catch (DbException e) { throw Unreadable(row, e); }
        }

        object Cell(int column, int row)
        {
            try { return reader.GetValue(column); }
            // A day without end, for which .NET has none.
            catch (Exception e) when (e is DbException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException) { throw Unreadable(row, e); }
        }

        // The first line: what follows may be the query.
        InputException Unreadable(int row, Exception e) => new($"{rows.Where(row)}: cannot be read: {Untrusted.Show(e.Message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd(' ', '.'), 200)}. Expected rows to the end: the source is damaged, or its query fails there.", e);

        int Column(string column, bool needed)
        {
            for (var i = 0; i < reader.FieldCount; i++)
                if (reader.GetName(i).Equals(column, StringComparison.OrdinalIgnoreCase))
                    return column != "volume" && reader.GetFieldType(i) == typeof(float) ? throw new InputException($"{name}: column '{column}' holds 32-bit numbers, of about seven digits. Expected 64 bits or a decimal: convert it on purpose, if that is all the source has.") : i;
            return needed ? throw new InputException($"{name}: column '{column}' is missing. Found: {Untrusted.Show(string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)), 200)}. Expected date, ticker, close and, if wanted, open, volume.") : -1;
        }

        DateOnly Day(object value, int row) => value switch
        {
            DateOnly day => day,
            DateTime { TimeOfDay.Ticks: 0, Kind: not DateTimeKind.Utc } day => DateOnly.FromDateTime(day),
            string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
            _ => throw new InputException($"{rows.Where(row)}: date {Untrusted.Quote(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")} is no day without time and zone. Expected the day at the exchange: a DATE, or text as 2026-01-31."),
        };

        double? Number(int column, int row)
        {
            if (column < 0 || reader.IsDBNull(column)) return null;
            var value = Cell(column, row);
            return value is double or float or decimal or long or int or short or sbyte or ulong or uint or ushort or byte or System.Numerics.BigInteger ? value is System.Numerics.BigInteger big ? (double)big : Convert.ToDouble(value, CultureInfo.InvariantCulture)
                : throw new InputException($"{rows.Where(row)}: {reader.GetName(column)} is {Untrusted.Quote(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}, a {value.GetType().Name}. Expected a number.");
        }
    }

    /// <summary>Little-endian throughout: the same on every machine.</summary>
    static string HashOf(IEnumerable<PriceSeries> series, IEnumerable<CorporateAction> delistings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var one in series)
        {
            hash.AppendText(one.Ticker);
            Whole(one.Count);
            foreach (var day in one.Days) Whole(day);
            foreach (var column in new[] { one.Close.ToArray(), one.Open.ToArray(), one.Volume.ToArray() })
                if (BitConverter.IsLittleEndian) hash.AppendData(MemoryMarshal.AsBytes<double>(column));
                else foreach (var value in column) Bits(value);
        }
        foreach (var one in delistings)
        {
            hash.AppendText(one.Ticker);
            Whole(one.Date.DayNumber);
            Bits(one.Value);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Whole(int value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            hash.AppendData(bytes);
        }

        void Bits(double value)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }
}
