using System.Globalization;
using CsvHelper;
using Microsoft.Data.Analysis;

namespace ResearchKit;

/// <summary>DataFrames from and to CSV files, the same on every machine.</summary>
public static partial class Frames
{
    const NumberStyles RealForm = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a CSV file in UTF-8 with a header. An empty cell is null; a column is Int64, Double, Boolean (<c>true</c>, <c>false</c>), DateTime in UTC (ISO 8601 with offset) or String, whichever all its cells are.</summary>
    /// <remarks>Never float32, never by the machine's culture. What a number would not give back stays text: <c>007</c>, or more digits than an Int64 has.</remarks>
    /// <param name="path">The file; a comma separates, a quote inside quotes is doubled.</param>
    /// <param name="text">Columns to leave as text whatever they hold, such as ids or printed scores (<c>0.30</c>).</param>
    /// <exception cref="InputException">The file is missing, is no CSV in UTF-8, or has no such column; says where.</exception>
    public static DataFrame ReadCsv(string path, params IEnumerable<string> text)
    {
        var names = new List<string>();
        var cells = new List<List<string?>>();
        using var csv = CsvReader.FromText(Files.ReadText(path, "a table: CSV with a header"), new CsvReaderOptions
        {
            Separator = ',',
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
            TrackLineNumbers = true,
            FormatProvider = CultureInfo.InvariantCulture,
        });
        try
        {
            csv.ReadHeader();
            names.AddRange(csv.Headers);
            if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new InputException($"{path}(1): column {Untrusted.Quote(twice.Key)} stands twice. Rename one.");
            cells.AddRange(names.Select(_ => new List<string?>()));
            while (csv.Read())
                for (var i = 0; i < names.Count; i++) cells[i].Add(csv.GetString(i) is { Length: > 0 } cell ? cell : null);
        }
        catch (CsvFormatException e) { throw LexiconFile.Broken(path, e); }
        var left = text.ToHashSet();
        if (left.FirstOrDefault(name => !names.Contains(name)) is { } unknown) throw InputException.Unknown("Column", Untrusted.Show(unknown), names.Select(name => Untrusted.Show(name)));
        return new(names.Select((name, i) => left.Contains(name) ? new StringDataFrameColumn(name, cells[i]) : Typed(name, cells[i])));
    }

    /// <summary>Writes a CSV file in UTF-8 with a header, whole or not at all: numbers to the last digit with '.' as decimal point, instants in UTC, a null as an empty cell.</summary>
    /// <remarks>A text (or name of a column) that a spreadsheet would take for a formula stands behind an apostrophe, since articles are not to be trusted: one that begins with = + - @ (full width too), tab or line end, and is no number.
    /// <see cref="ReadCsv"/> does not take it off again. An empty text and a null are the same in the file.</remarks>
    /// <param name="frame">Any columns.</param>
    /// <param name="path">The file; replaced when it exists. Its folder is made when missing.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void WriteCsv(this DataFrame frame, string path) => Files.WriteText(path, writer =>
    {
        using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture }, leaveOpen: true);
        // A row of one empty cell would be an empty line, which is no row.
        var quoting = frame.Columns.Count == 1 ? CsvQuoting.Always : CsvQuoting.WhenNeeded;
        foreach (var column in frame.Columns) csv.WriteField(Untrusted.Cell(column.Name), quoting);
        csv.EndRecord();
        for (long row = 0; row < frame.Rows.Count; row++)
        {
            foreach (var column in frame.Columns)
            {
                var cell = FrameColumn.Written(column, row) ?? "";
                if (ArticleRules.HasHalfPair(cell)) throw FrameColumn.At(row, column.Name, JsonFields.UnpairedSurrogate);
                csv.WriteField(column.DataType == typeof(string) ? Untrusted.Cell(cell) : cell, quoting);
            }
            csv.EndRecord();
        }
    });

    static DataFrameColumn Typed(string name, List<string?> cells) =>
        All(cells, Whole) is { } whole ? new Int64DataFrameColumn(name, whole)
        : All(cells, Real) is { } real ? new DoubleDataFrameColumn(name, real)
        : All(cells, cell => cell switch { "true" => true, "false" => false, _ => (bool?)null }) is { } yes ? new BooleanDataFrameColumn(name, yes)
        : All(cells, Time) is { } time ? new DateTimeDataFrameColumn(name, time)
        : new StringDataFrameColumn(name, cells);

    /// <summary>Every cell by one reading, nulls kept; null when one cannot be read so, or there is nothing to read.</summary>
    static List<T?>? All<T>(List<string?> cells, Func<string, T?> read) where T : struct
    {
        var values = new List<T?>(cells.Count);
        foreach (var cell in cells)
        {
            T? value = cell is null ? null : read(cell);
            if (cell is not null && value is null) return null;
            values.Add(value);
        }
        return values.Exists(value => value is not null) ? values : null;
    }

    static long? Whole(string cell) => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == cell ? number : null;

    static double? Real(string cell)
    {
        if (cell is "NaN" or "Infinity" or "-Infinity") return double.Parse(cell, CultureInfo.InvariantCulture);
        if (!double.TryParse(cell, RealForm, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return null;
        var digits = cell.AsSpan().TrimStart("+-");
        var padded = digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
        return !padded && (digits.Length <= 15 || digits.ContainsAny(".eE") || number.ToString(CultureInfo.InvariantCulture) == cell) ? number : null;
    }

    static DateTime? Time(string cell)
    {
        try { return FieldText.Instant("", cell).UtcDateTime; }
        catch (RowFault) { return null; }
    }
}
