using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>One line of a journal: a JSON object whose last field is the hash of what stands before it.</summary>
static class JournalLine
{
    const string Field = ",\"hash\":\"";

    const int HashLength = 64;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The line with its end.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="write">Writes its fields.</param>
    public static byte[] Write(string kind, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            write(json);
            json.WriteEndObject();
        }
        var body = buffer.WrittenSpan[..^1];
        var tail = Strict.GetBytes($"{Field}{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body))}\"}}\n");
        var line = new byte[body.Length + tail.Length];
        body.CopyTo(line);
        tail.CopyTo(line, body.Length);
        return line;
    }

    /// <summary>The line of an article that was met.</summary>
    /// <param name="met">The article, and what it raised.</param>
    /// <param name="alerts">What it raised, as it is sent.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="position">How far that was read; null where nothing is read from there again.</param>
    /// <param name="to">Where alerts go.</param>
    public static byte[] Met(Met met, ImmutableArray<AlertMessage> alerts, string source, string? position, ImmutableArray<string> to) => Write("met", json =>
    {
        json.WriteString("key", met.Read.Key);
        json.WriteString("id", met.Read.Article.Id);
        json.WriteString("arrived", Text(met.ArrivedAt));
        json.WriteString("at", Text(met.At));
        json.WriteNumber("rank", met.Story.Rank);
        Position(json, source, position);
        json.WriteStartArray("parts");
        foreach (var part in met.Read.Parts) Write(json, part);
        json.WriteEndArray();
        if (!alerts.IsEmpty)
        {
            Write(json, "raised", met.Raised.SelectMany(raised => (string[])[raised.Rule.Name, raised.Part.Name]));
            Write(json, "alerts", alerts.Select(alert => alert.Json));
            Write(json, "to", to);
        }
        json.WriteString("article", Article(met.Read.Article));
    });

    /// <summary>The line of articles of which it is known that they came, and no more.</summary>
    public static byte[] Seen(IEnumerable<string> keys) => Write("seen", json => Write(json, "keys", keys));

    /// <summary>The line of how far a source was read that brought nothing new, or was passed over.</summary>
    public static byte[] Position(string source, string position) => Write("position", json => Position(json, source, position));

    /// <summary>How far a line says that its source was read; null where it says nothing of that.</summary>
    public static (string Source, string Position)? Position(JsonElement line) => line.TryGetProperty("position", out var position) ? (line.GetProperty("source").GetString()!, position.GetString()!) : null;

    static void Position(Utf8JsonWriter json, string source, string? position)
    {
        json.WriteString("source", source);
        if (position is not null) json.WriteString("position", position);
    }

    /// <summary>An array of strings.</summary>
    public static void Write(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items) json.WriteStringValue(item);
        json.WriteEndArray();
    }

    /// <exception cref="FormatException">It is not a line as it was written.</exception>
    public static JsonElement Read(ReadOnlySpan<byte> line)
    {
        var tail = Field.Length + HashLength + 2;
        if (line.Length <= tail) throw new FormatException("is too short for a line of a journal");
        var body = line[..^tail];
        if (!line[^tail..].SequenceEqual(Strict.GetBytes($"{Field}{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body))}\"}}"))) throw new FormatException("was changed: its hash is not that of what it says");
        try { return JsonDocument.Parse(line.ToArray()).RootElement; }
        catch (JsonException e) { throw new FormatException("is no JSON", e); }
    }

    public static void Write(Utf8JsonWriter json, Observed part)
    {
        json.WriteStartArray();
        json.WriteNumberValue((int)part.Of);
        json.WriteStringValue(part.Name);
        json.WriteNumberValue(part.Value);
        json.WriteNumberValue(part.Hits);
        json.WriteNumberValue(part.Coverage);
        json.WriteNumberValue(part.Relevance);
        json.WriteBooleanValue(part.IsScored);
        json.WriteEndArray();
    }

    public static Observed Observed(JsonElement part) => new((AlertSubject)part[0].GetInt32(), part[1].GetString()!, part[2].GetDouble(), part[3].GetInt32(), part[4].GetDouble(), part[5].GetDouble(), part[6].GetBoolean());

    public static DateTimeOffset Time(JsonElement line, string field) => DateTimeOffset.ParseExact(line.GetProperty(field).GetString()!, "O", CultureInfo.InvariantCulture);

    public static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>An article as JSON Lines have it.</summary>
    public static string Article(Article article)
    {
        using var stream = new MemoryStream();
        JsonLines.Write(stream, [article]);
        return Strict.GetString(stream.GetBuffer(), 0, (int)stream.Length - 1);
    }

    public static Article Article(string json) => JsonLines.RowOf(new(Strict.GetBytes(json), 0, false), 1, "journal", new())?.Article ?? throw new FormatException("holds an article that cannot be read");

    public static ImmutableArray<string> Strings(JsonElement line, string field) => line.TryGetProperty(field, out var array) ? [.. array.EnumerateArray().Select(item => item.GetString()!)] : [];
}
