using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>One value in every form it can be shown in, as text by MIME type. A reader picks the richest form it understands.</summary>
/// <param name="Forms">MIME type and text, in the order they were formatted; JSON types hold JSON text.</param>
internal sealed record MimeBundle(IReadOnlyList<KeyValuePair<string, string>> Forms)
{
    public const string Plain = "text/plain", Html = "text/html", Plotly = "application/vnd.plotly.v1+json";

    public static MimeBundle Of(string mimeType, string text) => new([new(mimeType, text)]);

    /// <summary>True for types that a notebook stores as JSON and not as text.</summary>
    public static bool IsJson(string mimeType) => mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    public override string ToString() => string.Join(", ", Forms.Select(f => f.Key));

    /// <summary>The bundle as nbformat stores it: text as lists of lines, JSON as JSON.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (mimeType, text) in Forms)
            json[mimeType] = IsJson(mimeType) ? JsonNode.Parse(text) : Lines.ToJson(text);
        return json;
    }
}
