using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Collects the outputs of one cell as nbformat stores them. Outputs may come from any thread.</summary>
sealed class ExecutedCell(Cell cell)
{
    readonly Lock gate = new();
    readonly List<Func<JsonObject>> outputs = [];
    readonly Dictionary<string, int> displays = [];
    (string Name, System.Text.StringBuilder Text)? stream;
    readonly OutputBudget budget = new();

    public Cell Cell => cell;

    /// <summary>The n of <c>In [n]</c>; null until the cell is run.</summary>
    public int? Count { get; set; }

    /// <summary>What stopped the cell, if anything did.</summary>
    public CellError? Error { get; private set; }

    /// <summary>Takes an output; false if it updates a display that this cell does not hold.</summary>
    public bool Add(CellOutput output)
    {
        lock (gate)
        {
            if (Error is not null)
                return true; // a cell that was given up may still print
            switch (output)
            {
                case StreamText stream:
                    Print(stream.Name, stream.Text);
                    return true;
                case DisplayUpdate update:
                    if (!displays.TryGetValue(update.DisplayId, out var at))
                        return false;
                    outputs[at] = () => OutputMessage.Of(update).ToNotebook();
                    return true;
                case DisplayData display:
                    var (isShown, notice) = budget.Display();
                    if (notice is not null)
                        Print("stderr", notice);
                    if (!isShown)
                        return true;
                    displays[display.DisplayId] = outputs.Count;
                    Keep(display);
                    return true;
                case CellValue value:
                    Keep(value);
                    return true;
                case CellFailure failure:
                    Error = failure.Error;
                    Keep(failure);
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
            lock (gate)
            {
                json["execution_count"] = Count;
                json["outputs"] = new JsonArray([.. outputs.Select(o => o())]);
            }
        }
        return json;
    }

    void Keep(CellOutput output)
    {
        stream = null;
        outputs.Add(() => OutputMessage.Of(output).ToNotebook());
    }

    void Print(string name, string text)
    {
        text = budget.Print(text);
        if (text.Length == 0)
            return;
        if (this.stream is not { } stream || stream.Name != name)
        {
            this.stream = stream = (name, new());
            outputs.Add(() => OutputMessage.Of(new StreamText(stream.Name, stream.Text.ToString())).ToNotebook());
        }
        stream.Text.Append(text);
    }
}
