using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Notebooks as Jupyter itself writes them: keys in order, one space a level, a line end at the end.</summary>
static class NotebookText
{
    static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 1, NewLine = "\n", MaxDepth = 512, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    public static byte[] Of(JsonObject notebook)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
            Sorted(notebook)!.WriteTo(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    /// <summary>JSON on one line of a C# file, with its keys in order: what C# takes for a line end is escaped.</summary>
    public static string Line(JsonNode? json)
    {
        var text = Sorted(json)?.ToJsonString(OneLine) ?? "null";
        return text.AsSpan().IndexOfAny("\u0085\u2028\u2029") < 0 ? text : new StringBuilder(text).Replace("\u0085", "\\u0085").Replace("\u2028", "\\u2028").Replace("\u2029", "\\u2029").ToString();
    }

    public static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
