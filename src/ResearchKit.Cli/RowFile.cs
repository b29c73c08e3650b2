using System.Globalization;
using CsvHelper;

namespace ResearchKit.Cli;

/// <summary>Rows as a CSV file, whole or not at all.</summary>
static class RowFile
{
    /// <summary>Refuses a name before anything is made.</summary>
    public static void Check(string file, IEnumerable<string> inputs)
    {
        if (!Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase)) throw new InputException($"--out {Untrusted.Show(file)}: cannot be written. Expected a name that ends in .csv.");
        var full = Path.GetFullPath(file);
        foreach (var input in inputs)
            if (Path.GetFullPath(input) == full || Directory.Exists(input) && full.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(input)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new InputException($"--out {Untrusted.Show(file)}: is, or lies in, something that is read. Expected another place.");
    }

    public static void Write(string file, string[] columns, IEnumerable<object?[]> rows)
    {
        var count = 0;
        Files.WriteText(file, writer =>
        {
            using var csv = CsvWriter.Create(writer, new CsvWriterOptions { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture }, leaveOpen: true);
            csv.WriteRecord(columns);
            foreach (var row in rows)
            {
                csv.WriteRecord([.. row.Select(Text)]);
                count++;
            }
        });
        Console.WriteLine(Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"wrote {file}: {count} {(count == 1 ? "row" : "rows")}")));
    }

    static string Text(object? cell) => cell switch
    {
        null => "",
        string text => Untrusted.Cell(text),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{cell}",
    };
}
