using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>One thing that a cell shows, in one form.</summary>
/// <param name="Name"><c>stdout</c>, <c>stderr</c>, <c>error</c>, or <c>output 1</c> and so on.</param>
/// <param name="MimeType">Its form.</param>
/// <param name="Value">Text, or JSON.</param>
sealed record OutputPart(string Name, string MimeType, JsonNode? Value)
{
    /// <summary>What is compared of a cell's outputs: text of a stream as a whole, whatever stood between its pieces, and an error without its frames.</summary>
    public static IReadOnlyList<OutputPart> Of(IEnumerable<JsonObject> outputs)
    {
        var parts = new List<OutputPart>();
        var shown = 0;
        foreach (var output in outputs)
        {
            switch (Lines.From(output["output_type"]))
            {
                case "stream":
                    var name = Lines.From(output["name"]) ?? "stdout";
                    var text = Lines.From(output["text"]) ?? "";
                    if (parts.FindIndex(p => p.Name == name) is >= 0 and var at)
                        parts[at] = parts[at] with { Value = parts[at].Text + text };
                    else
                        parts.Add(new(name, MimeBundle.Plain, text));
                    break;
                case "error":
                    parts.Add(new("error", MimeBundle.Plain, $"{Lines.From(output["ename"])}: {Lines.From(output["evalue"])}"));
                    break;
                default:
                    shown++;
                    parts.AddRange((output["data"] as JsonObject ?? []).OrderBy(p => p.Key, StringComparer.Ordinal)
                        .Select(p => new OutputPart(FormattableString.Invariant($"output {shown}"), p.Key, p.Value)));
                    break;
            }
        }
        return parts;
    }

    public string Text => Lines.From(Value) ?? Value?.ToJsonString() ?? "";

    public bool IsJson => MimeBundle.IsJson(MimeType);

    /// <summary>A picture is its bytes; one in SVG is text.</summary>
    public bool IsBinary => MimeType is "application/pdf" || MimeType.StartsWith("image/", StringComparison.Ordinal) && MimeType != "image/svg+xml";
}
