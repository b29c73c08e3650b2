using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>A cell without its outputs.</summary>
/// <param name="Kind"><c>code</c>, <c>markdown</c> or <c>raw</c>.</param>
/// <param name="Source">Its text.</param>
/// <param name="Metadata">Of the cell.</param>
/// <param name="Rest">Every other key: its id, attachments, what this program does not know of.</param>
sealed record ScriptCell(string Kind, string Source, JsonObject Metadata, JsonObject Rest)
{
    public bool IsCode => Kind == "code";

    /// <summary>Its author expects it to fail.</summary>
    public bool Raises => new Cell(0, Kind, Source, [.. (Metadata["tags"] as JsonArray ?? []).Select(t => Lines.From(t)).OfType<string>()], []).Raises;

    public static ScriptCell Of(Cell cell) => new(cell.Kind, cell.Source, ScriptNotebook.Without(cell.Json["metadata"] as JsonObject ?? [], [.. cell.IsCode ? NotebookStrip.TimeKeys : []]),
        ScriptNotebook.Without(cell.Json, "cell_type", "source", "metadata", "outputs", "execution_count"));

    public JsonObject ToJson()
    {
        var json = (JsonObject)Rest.DeepClone();
        json["cell_type"] = Kind;
        json["source"] = Lines.ToJson(Source);
        json["metadata"] = Metadata.DeepClone();
        if (IsCode)
        {
            json["execution_count"] = null;
            json["outputs"] = new JsonArray();
        }
        return json;
    }

    public bool IsSameAs(ScriptCell other) => Kind == other.Kind && Source == other.Source && JsonNode.DeepEquals(Rest, other.Rest)
        && JsonNode.DeepEquals(ScriptForm.Without(Metadata), ScriptForm.Without(other.Metadata));
}
