using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>An output in the form that the Jupyter protocol gives it. What nbformat stores is the same with text in lines.</summary>
/// <param name="Type">The message's <c>msg_type</c>.</param>
/// <param name="Content">Its content.</param>
sealed record OutputMessage(string Type, JsonObject Content)
{
    public static OutputMessage Of(CellOutput output) => output switch
    {
        StreamText stream => new("stream", new() { ["name"] = stream.Name, ["text"] = stream.Text }),
        DisplayData display => new("display_data", Shown(display.Data, display.DisplayId)),
        DisplayUpdate update => new("update_display_data", Shown(update.Data, update.DisplayId)),
        CellValue value => new("execute_result", new() { ["data"] = value.Data.ToJson(), ["metadata"] = value.Data.Metadata(), ["execution_count"] = value.ExecutionCount }),
        CellFailure { Error: var error } => new("error", new()
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
        }),
        _ => throw new ArgumentException($"No message is known for {output.GetType().Name}.", nameof(output)),
    };

    /// <summary>The output as a notebook keeps it.</summary>
    public JsonObject ToNotebook()
    {
        var json = new JsonObject { ["output_type"] = Type == "update_display_data" ? "display_data" : Type };
        foreach (var (name, value) in Content)
        {
            if (name == "data")
                json[name] = new JsonObject(value!.AsObject().Select(form => KeyValuePair.Create(form.Key, MimeBundle.IsJson(form.Key) ? form.Value?.DeepClone() : Lines.ToJson((string)form.Value!))));
            else if (name != "transient")
                json[name] = name == "text" ? Lines.ToJson((string)value!) : value?.DeepClone();
        }
        return json;
    }

    static JsonObject Shown(MimeBundle data, string displayId) => new()
    {
        ["data"] = data.ToJson(),
        ["metadata"] = data.Metadata(),
        ["transient"] = new JsonObject { ["display_id"] = displayId },
    };
}
