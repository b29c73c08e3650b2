using System.Globalization;
using CsvHelper;

namespace ResearchKit;

/// <summary>A comma-separated table with a header, as RFC 4180 has it. A bad row costs itself only, as long as it is clear where the
/// next one starts.</summary>
static class CsvRows
{
    const string BadQuote = "a quote stands inside a cell. Expected the whole cell in quotes, and quotes in it doubled.";

    public static IEnumerable<Row> Read(Stream stream, string path, ReadOptions options) => Read(stream, path, options, 0);

    /// <param name="stream">The file.</param>
    /// <param name="path">Its name.</param>
    /// <param name="options">What is allowed.</param>
    /// <param name="skip">So many rows are passed over, without a look at what they hold.</param>
    public static IEnumerable<Row> Read(Stream stream, string path, ReadOptions options, long skip)
    {
        var malformed = new Queue<CsvMalformedRecord>();
        using var reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            MaxRecordSize = (int)options.MaxRowBytes,
            TrackLineNumbers = true,
            OnMalformedRecord = malformed.Enqueue,
            FormatProvider = CultureInfo.InvariantCulture,
        });
        string[]? header = null;
        while (Advance(reader, options))
        {
            var line = reader.LineNumber;
            var fault = Utf8Fault(reader) ?? QuoteFault(reader, malformed);
            if (header is null) header = fault is null ? Header(Cells(reader), line) : throw new FileFault(line, fault);
            else if (fault is null && reader.FieldCount == 1 && string.IsNullOrWhiteSpace(reader.GetString(0))) continue;
            else if (--skip >= 0) continue;
            else if (fault is not null) yield return new(line, null, "", fault);
            else yield return Row.At(line, () => Parse(header, Cells(reader), path));
        }
    }

    static bool Advance(CsvReader reader, ReadOptions options)
    {
        try { return reader.Read(); }
        catch (CsvFormatException e)
        {
            throw new FileFault(e.LineNumber, string.Create(CultureInfo.InvariantCulture,
                $"the row that starts here is longer than {options.MaxRowBytes} bytes. Close a quote that is left open, or set MaxCharacters to allow longer rows."));
        }
    }

    static string? Utf8Fault(CsvReader reader)
    {
        try { return Utf8Text.Fault(reader.RawRecord, reader.ByteOffset); }
        catch (FileFault fault) { throw new FileFault(reader.LineNumber, fault.Message); }
    }

    /// <summary>When a bad quote runs over line ends, nobody can say which of them end rows, so the file is given up.</summary>
    static string? QuoteFault(CsvReader reader, Queue<CsvMalformedRecord> malformed)
    {
        var line = reader.LineNumber;
        CsvMalformedReason? reason = null;
        while (malformed.TryPeek(out var record) && record.LineNumber <= line)
        {
            malformed.Dequeue();
            if (record.LineNumber == line) reason = record.Reason;
        }
        if (reason is null) return null;
        if (reason == CsvMalformedReason.UnterminatedQuote)
            throw new FileFault(line, "a quote that opens in the row that starts here is not closed. Close it, or double the quotes inside a cell.");
        return reader.RawRecord.ContainsAny((byte)'\r', (byte)'\n')
            ? throw new FileFault(line, $"{BadQuote} The row runs over several lines, so the rows after it cannot be told apart.")
            : BadQuote;
    }

    static string[] Cells(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    static string[] Header(string[] cells, long line)
    {
        string[] names = [.. cells.Select((cell, i) => cell.Trim() is { Length: > 0 } name ? name : string.Create(CultureInfo.InvariantCulture, $"column{i + 1}"))];
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new FileFault(line, $"two columns are named {Untrusted.Quote(twice.Key)}. Rename one.");
        var missing = !names.Contains("id") ? "'id'" : !names.Contains("text") && !names.Contains("paragraphs") ? "'text' or 'paragraphs'" : null;
        return missing is null ? names : throw new FileFault(line,
            $"the column {missing} is missing. Found: {Untrusted.Show(string.Join(", ", names), 200)}. Expected a header with id, and text or paragraphs, separated by commas.");
    }

    static Article Parse(string[] header, string[] cells, string path)
    {
        if (cells.Length != header.Length)
            throw new RowFault("", string.Create(CultureInfo.InvariantCulture, $"the row has {cells.Length} cells and the header {header.Length}. Expected as many."));
        var builder = new ArticleBuilder(path);
        for (var i = 0; i < cells.Length; i++) builder.SetCell(header[i], cells[i]);
        return builder.Build();
    }
}
