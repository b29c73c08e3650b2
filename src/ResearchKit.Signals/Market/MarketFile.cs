using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>Reads the CSV files of markets: prices, actions, calendars.</summary>
static class MarketFile
{
    /// <summary>A row that is being read.</summary>
    public readonly struct Row(string path, CsvReader csv, Dictionary<string, int> columns)
    {
        public int Line => (int)csv.LineNumber;

        public string Where => $"{path}({csv.LineNumber})";

        public string Text(string column) => columns.TryGetValue(column, out var index) ? csv.GetString(index).Trim() : "";

        public DateOnly Day(string column) => Text(column) is var text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : throw new InputException($"{Where}: {column} {Untrusted.Quote(text)} {(text.Contains(':') ? "holds a time of day. Expected the day at the exchange, without time and zone" : "is no day. Expected one")} as 2026-01-31.");

        /// <summary>Null when the cell is empty.</summary>
        public double? Number(string column)
        {
            var text = Text(column);
            return text.Length == 0 ? null
                : double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
                : throw new InputException($"{Where}: {column} {Untrusted.Quote(text)} is not a number. Expected one as 1234.5, with '.' as decimal point and no other mark.");
        }
    }

    /// <summary>Hands over every row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What was expected there, for errors.</param>
    /// <param name="needed">Columns that must stand.</param>
    /// <param name="optional">Columns that may.</param>
    /// <param name="row">Called for each.</param>
    public static void Read(string path, string expected, IReadOnlyCollection<string> needed, IReadOnlyCollection<string> optional, Action<Row> row)
    {
        using var csv = LexiconFile.Open(Files.ReadText(path, expected));
        try
        {
            csv.ReadHeader();
            var columns = new Dictionary<string, int>(StringComparer.Ordinal);
            var index = 0;
            foreach (var header in csv.Headers)
            {
                var name = header.Trim().ToLowerInvariant();
                if (!needed.Contains(name) && !optional.Contains(name)) throw new InputException($"{path}(1): column {Untrusted.Quote(header)} is not known. Expected {expected}.");
                if (!columns.TryAdd(name, index++)) throw new InputException($"{path}(1): column {Untrusted.Quote(header)} stands twice. Expected {expected}, each once.");
            }
            foreach (var name in needed)
                if (!columns.ContainsKey(name)) throw new InputException($"{path}(1): column '{name}' is missing. Found: {Untrusted.Show(string.Join(", ", csv.Headers), 200)}. Expected {expected}.");
            while (csv.Read()) row(new(path, csv, columns));
        }
        catch (CsvFormatException e)
        {
            throw LexiconFile.Broken(path, e);
        }
    }
}
