using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ResearchKit.Kernel;

/// <summary>JSON from other programs, read so that whatever is wrong with it is found at once and not on first use.</summary>
static class Json
{
    const int MaxDepth = 128;

    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    /// <exception cref="JsonException">Not UTF-8, not JSON, too deep, or not an object; says which.</exception>
    public static JsonObject Object(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new JsonException("not UTF-8");
        return Parse(utf8) as JsonObject ?? throw new JsonException("JSON, but not an object");
    }

    /// <summary>Text; null if it is something else, or no Unicode.</summary>
    public static string? Text(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What a value is, for an error: short, whatever it holds.</summary>
    public static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "missing",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => Terminal.Line(node.ToJsonString(), 30),
        JsonValueKind.String => Text(node) is { } text ? $"'{Terminal.Line(text, 30)}'" : "text that is not Unicode",
        JsonValueKind.Array => "a list",
        _ => "an object",
    };

    public static byte[] Bytes(JsonObject json)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Compact))
            json.WriteTo(writer);
        return stream.ToArray();
    }

    static JsonNode? Parse(byte[] utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, null, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new JsonException("not JSON: " + e.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.'), e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new JsonException("a name in it is not Unicode text", e);
        }
    }
}
