using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>A value of a small JSON file, and the line on which it begins, which errors name.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A string's or a number's text; empty for others.</param>
sealed record LinedJson(string Path, int Line, JsonValueKind Kind, string Text)
{
    const int MostDepth = 8;

    /// <summary>Of an object, by name, in the order of the file.</summary>
    public IReadOnlyList<(string Name, LinedJson Value)> Fields { get; private init; } = [];

    /// <summary>Of an array.</summary>
    public IReadOnlyList<LinedJson> Items { get; private init; } = [];

    public InputException Fault(string what) => new(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(Path)}({Line}): {what}"));

    public LinedJson? this[string name] => Fields.FirstOrDefault(field => field.Name == name).Value;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is no JSON, or names a field twice.</exception>
    public static LinedJson Read(string path, string text, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MostDepth });
        try
        {
            reader.Read();
            var read = Value(ref reader, bytes, path);
            if (reader.Read()) throw new JsonException("There is something behind the first value.");
            return read;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(path)}({LineOf(bytes, reader.BytesConsumed)}): is not JSON: {Untrusted.Show(e.Message.Split(" LineNumber:")[0].TrimEnd('.'), 200)}. Expected {expected}."), e);
        }
    }

    static LinedJson Value(ref Utf8JsonReader reader, byte[] bytes, string path)
    {
        var line = LineOf(bytes, reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var fields = new List<(string Name, LinedJson Value)>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (name, at) = (reader.GetString()!, LineOf(bytes, reader.TokenStartIndex));
                    if (fields.Any(field => field.Name == name)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(path)}({at}): {Untrusted.Quote(name)} stands twice in one object. Keep one of them."));
                    reader.Read();
                    fields.Add((name, Value(ref reader, bytes, path)));
                }
                return new(path, line, JsonValueKind.Object, "") { Fields = fields };
            case JsonTokenType.StartArray:
                var items = new List<LinedJson>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Value(ref reader, bytes, path));
                return new(path, line, JsonValueKind.Array, "") { Items = items };
            case JsonTokenType.String: return new(path, line, JsonValueKind.String, reader.GetString()!);
            case JsonTokenType.Number: return new(path, line, JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True: return new(path, line, JsonValueKind.True, "true");
            case JsonTokenType.False: return new(path, line, JsonValueKind.False, "false");
            default: return new(path, line, JsonValueKind.Null, "null");
        }
    }

    static int LineOf(byte[] bytes, long at) => 1 + bytes.AsSpan(0, (int)Math.Min(at, bytes.Length)).Count((byte)'\n');
}
