using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Text as nbformat keeps it: a list of lines, each with its line end, which makes notebooks readable in a diff.</summary>
static class Lines
{
    public static JsonArray ToJson(string text)
    {
        var lines = new JsonArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)JsonValue.Create(text[start..end]));
            start = end;
        }
        return lines;
    }

    /// <summary>Text from a string or a list of strings; null if it is neither.</summary>
    public static string? From(JsonNode? node) => node switch
    {
        JsonArray lines when lines.All(l => l?.GetValueKind() == System.Text.Json.JsonValueKind.String) =>
            string.Concat(lines.Select(l => l!.GetValue<string>())),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => value.GetValue<string>(),
        _ => null,
    };
}
