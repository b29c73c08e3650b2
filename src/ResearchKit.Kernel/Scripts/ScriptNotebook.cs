using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>What a notebook and its script have in common: everything but outputs and execution counts.</summary>
/// <param name="Cells">In order.</param>
/// <param name="Metadata">Of the notebook.</param>
/// <param name="Rest">Every other key of the notebook, such as <c>nbformat_minor</c>.</param>
sealed record ScriptNotebook(IReadOnlyList<ScriptCell> Cells, JsonObject Metadata, JsonObject Rest)
{
    /// <summary>The metadata of a notebook of this kit, which a script does not repeat.</summary>
    public static JsonObject DefaultMetadata() => (JsonObject)JsonNode.Parse("""
        {"kernelspec":{"display_name":".NET (C#)","language":"C#","name":".net-csharp"},"language_info":{"name":"polyglot-notebook"},
         "polyglot_notebook":{"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":[],"languageName":"csharp","name":"csharp"}]}}}
        """)!;

    public static JsonObject DefaultRest() => new() { ["nbformat_minor"] = 5 };

    /// <summary>Whether the format gives each cell an id: from 4.5 on.</summary>
    public bool HasIds => Rest["nbformat_minor"] is JsonValue value && value.TryGetValue(out int minor) && minor >= 5;

    public static ScriptNotebook Of(Notebook notebook, JsonObject root)
    {
        var rest = Without(root, "cells", "metadata", "nbformat");
        return new([.. notebook.Cells.Select(ScriptCell.Of)], (JsonObject)notebook.Metadata.DeepClone(), rest);
    }

    public JsonObject ToJson()
    {
        var json = (JsonObject)Rest.DeepClone();
        json["cells"] = new JsonArray([.. Cells.Select(c => c.ToJson())]);
        json["metadata"] = Metadata.DeepClone();
        json["nbformat"] = 4;
        return json;
    }

    /// <summary>The first difference to another, for a message; null if they are the same. How a script was laid out is not looked at.</summary>
    public string? DifferenceTo(ScriptNotebook other)
    {
        if (!JsonNode.DeepEquals(ScriptForm.Without(Metadata), ScriptForm.Without(other.Metadata)) || !JsonNode.DeepEquals(Rest, other.Rest))
            return "the notebook's metadata";
        for (var i = 0; i < Math.Max(Cells.Count, other.Cells.Count); i++)
        {
            if (i >= Cells.Count || i >= other.Cells.Count || !Cells[i].IsSameAs(other.Cells[i]))
                return $"cell {i + 1}";
        }
        return null;
    }

    public static JsonObject Without(JsonObject json, params string[] names) =>
        new(json.Where(p => !names.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
}
