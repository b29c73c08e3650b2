using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ResearchKit;

/// <summary>JSON Lines: one object a line. Blank lines are skipped; a bad line costs itself only.</summary>
static class JsonLines
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<Row> Read(Stream stream, string path, ReadOptions options)
    {
        var lines = new ByteLines(stream, options.MaxRowBytes);
        for (var number = 1L; lines.Next() is { } line; number++)
            if (RowOf(line, number, path, options) is { } row) yield return row;
    }

    /// <summary>What one line is; null when it is blank.</summary>
    /// <exception cref="FileFault">The line shows that the file is no text.</exception>
    public static Row? RowOf(ByteLine line, long number, string path, ReadOptions options)
    {
        if (line.TooLong) return new(number, null, "", TooLong(options.MaxRowBytes));
        if (Utf8Fault(line, number) is { } fault) return new(number, null, "", fault);
        var bytes = Body(line);
        return IsBlank(bytes.Span) ? null : Row.At(number, () => Parse(bytes, path));
    }

    /// <summary>A line without the mark that may stand before the first.</summary>
    public static ReadOnlyMemory<byte> Body(ByteLine line) => line.Offset == 0 && line.Bytes.Span.StartsWith(Utf8Text.Mark) ? line.Bytes[Utf8Text.Mark.Length..] : line.Bytes;

    public static void Write(Stream stream, IEnumerable<Article> articles)
    {
        using var writer = new Utf8JsonWriter(stream, Plain);
        foreach (var article in articles)
        {
            Write(writer, article);
            writer.Flush();
            stream.WriteByte((byte)'\n');
            writer.Reset();
        }
    }

    static string TooLong(long limit) => string.Create(CultureInfo.InvariantCulture, $"the line is longer than {limit} bytes. Expected one JSON object a line; MaxCharacters allows longer ones.");

    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;

    static string? Utf8Fault(ByteLine line, long number)
    {
        try { return Utf8Text.Fault(line.Bytes.Span, line.Offset); }
        catch (FileFault fault) { throw new FileFault(number, fault.Message); }
    }

    static Article Parse(ReadOnlyMemory<byte> line, string path)
    {
        try
        {
            using var document = JsonFields.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new RowFault("", $"the line is {JsonFields.Kind(document.RootElement)}. Expected a JSON object.");
            var builder = new ArticleBuilder(path);
            foreach (var property in document.RootElement.EnumerateObject()) builder.Set(property.Name, property.Value);
            return builder.Build();
        }
        catch (JsonException e)
        {
            var where = e.BytePositionInLine is { } at ? string.Create(CultureInfo.InvariantCulture, $" near byte {at + 1} of the line") : "";
            var what = e.Message.Split(" LineNumber:")[0].TrimEnd('.');
            throw new RowFault("", $"is not valid JSON{where}: {Untrusted.Show(what, 200)}. Expected one JSON object a line.");
        }
        catch (InvalidOperationException) { throw new RowFault("", JsonFields.UnpairedSurrogate); }
    }

    static void Write(Utf8JsonWriter writer, Article article)
    {
        writer.WriteStartObject();
        writer.WriteString("id", article.Id);
        if (article.Title.Length > 0) writer.WriteString("title", article.Title);
        writer.WriteStartArray("paragraphs");
        foreach (var paragraph in article.Paragraphs) writer.WriteStringValue(paragraph);
        writer.WriteEndArray();
        if (article.PublishedAt is { } published) writer.WriteString("publishedAt", published);
        if (article.AvailableAt is { } available && !(article.PublishedAt is { } same && available.EqualsExact(same)))
            writer.WriteString("availableAt", available);
        if (article.Source is { } source) writer.WriteString("source", source);
        if (article.Language is { } language) writer.WriteString("language", language);
        if (article.SourceLabel is { } label) writer.WriteString("label", label);
        if (article.SourceScore is { } score) writer.WriteNumber("score", score);
        if (article.Tickers.Length > 0) WriteTickers(writer, article.Tickers);
        foreach (var (name, value) in article.Fields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    static void WriteTickers(Utf8JsonWriter writer, IEnumerable<TickerValue> tickers)
    {
        writer.WriteStartArray("tickers");
        foreach (var (ticker, value) in tickers)
        {
            writer.WriteStartObject();
            writer.WriteString("ticker", ticker);
            if (value is { } number) writer.WriteNumber("value", number);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
