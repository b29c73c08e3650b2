using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Collects the outputs of one cell as nbformat stores them. Outputs may come from any thread.</summary>
internal sealed class ExecutedCell(Cell cell)
{
    /// <summary>A cell that prints without end must not fill the disk.</summary>
    const int StreamLimit = 1 << 20;

    readonly Lock _lock = new();
    readonly List<Func<JsonObject>> _outputs = [];
    readonly Dictionary<string, int> _displays = [];
    (string Name, System.Text.StringBuilder Text)? _stream;
    int _printed;

    public Cell Cell => cell;

    /// <summary>The n of <c>In [n]</c>; null until the cell is run.</summary>
    public int? Count { get; set; }

    /// <summary>What stopped the cell, if anything did.</summary>
    public CellError? Error { get; private set; }

    /// <summary>Takes an output; false if it updates a display that this cell does not hold.</summary>
    public bool Add(CellOutput output)
    {
        lock (_lock)
        {
            if (Error is not null)
                return true; // a cell that was given up may still print
            switch (output)
            {
                case StreamText stream:
                    Print(stream.Name, stream.Text);
                    return true;
                case DisplayUpdate update:
                    if (!_displays.TryGetValue(update.DisplayId, out var at))
                        return false;
                    _outputs[at] = () => Shown("display_data", update.Data);
                    return true;
                case DisplayData display:
                    _displays[display.DisplayId] = _outputs.Count;
                    Add(() => Shown("display_data", display.Data));
                    return true;
                case CellValue value:
                    Add(() => Shown("execute_result", value.Data, value.ExecutionCount));
                    return true;
                case CellFailure failure:
                    Error = failure.Error;
                    Add(() => Failed(failure.Error));
                    return true;
                default:
                    return true;
            }
        }
    }

    /// <summary>The cell as it is written: with an id, since nbformat 4.5 wants one, and the outputs of this run alone.</summary>
    public JsonObject ToJson(string id)
    {
        var json = (JsonObject)cell.Json.DeepClone();
        json["id"] = id;
        json["metadata"] ??= new JsonObject();
        if (cell.IsCode)
        {
            lock (_lock)
            {
                json["execution_count"] = Count;
                json["outputs"] = new JsonArray([.. _outputs.Select(o => o())]);
            }
        }
        return json;
    }

    void Add(Func<JsonObject> output)
    {
        _stream = null;
        _outputs.Add(output);
    }

    void Print(string name, string text)
    {
        if (_printed >= StreamLimit)
            return;
        if (_printed + text.Length >= StreamLimit)
            text = text[..(StreamLimit - _printed)] + $"\n[Output is cut here: more than {StreamLimit} characters.]\n";
        _printed += text.Length;
        if (_stream is not { } stream || stream.Name != name)
        {
            _stream = stream = (name, new());
            _outputs.Add(() => new JsonObject { ["output_type"] = "stream", ["name"] = stream.Name, ["text"] = Lines.ToJson(stream.Text.ToString()) });
        }
        stream.Text.Append(text);
    }

    static JsonObject Shown(string type, MimeBundle data, int? count = null)
    {
        var json = new JsonObject { ["output_type"] = type, ["data"] = data.ToJson(), ["metadata"] = new JsonObject() };
        if (count is not null)
            json["execution_count"] = count;
        return json;
    }

    static JsonObject Failed(CellError error) => new()
    {
        ["output_type"] = "error",
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(l => JsonValue.Create(l))]),
    };
}
