using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>One value in every form it can be shown in, as text by MIME type. A reader picks the richest form it understands.</summary>
/// <param name="Forms">MIME type and text, in the order they were formatted; JSON types hold JSON text.</param>
sealed record MimeBundle(IReadOnlyList<KeyValuePair<string, string>> Forms)
{
    public const int MaxDepth = 500;
    public const string Plain = "text/plain", Html = "text/html", Plotly = "application/vnd.plotly.v1+json";

    /// <summary>What a report, which carries plotly.js itself, leaves out: the script that a notebook needs once.</summary>
    public bool IsPlotlyScript { get; init; }

    /// <exception cref="ArgumentException">A JSON type, and the text is not JSON.</exception>
    public static MimeBundle Of(string mimeType, string text)
    {
        RequireJson(mimeType, text);
        return new([new(mimeType, text)]);
    }

    /// <summary>Front ends parse JSON types when they write them, long after the cell that could still be told.</summary>
    public static void RequireJson(string mimeType, string text)
    {
        if (!IsJson(mimeType))
            return;
        try
        {
            using var parsed = JsonDocument.Parse(text, new() { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"{mimeType} is not JSON: {e.Message}", e);
        }
    }

    /// <summary>True for types that a notebook stores as JSON and not as text.</summary>
    public static bool IsJson(string mimeType) => mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    public override string ToString() => string.Join(", ", Forms.Select(f => f.Key));

    public bool Has(string mimeType) => Forms.Any(f => f.Key == mimeType);

    /// <summary>The forms as the Jupyter protocol has them: text as text, JSON as JSON.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (mimeType, text) in Forms)
            json[mimeType] = IsJson(mimeType) ? JsonNode.Parse(text, null, new() { MaxDepth = MaxDepth }) : JsonValue.Create(text);
        return json;
    }

    /// <summary>What is said of the forms beside them.</summary>
    public JsonObject Metadata() => IsPlotlyScript ? new() { ["researchkit"] = PlotlyScript.Mark } : [];
}
