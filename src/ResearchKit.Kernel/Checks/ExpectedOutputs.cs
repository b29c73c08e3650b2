using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>What the cells of a notebook showed before: in the notebook itself, or in an approved file.</summary>
/// <param name="Name">The file they were read from.</param>
/// <param name="IsApproved">It is an approved file.</param>
/// <param name="Cells">Those that showed something.</param>
sealed record ExpectedOutputs(string Name, bool IsApproved, IReadOnlyList<ExpectedOutputs.Entry> Cells)
{
    /// <summary>The outputs of one cell, with its id and number then.</summary>
    public sealed record Entry(string? Id, int Number, IReadOnlyList<JsonObject> Outputs);

    const string Ending = ".approved.ipynb", Owner = "researchkit", Mark = "approved";

    const string Expected = "Expected {\"cells\": [{\"cell\": 1, \"outputs\": [...]}]}, as --approve writes it.";

    public static ExpectedOutputs Stored(Notebook notebook) => new(notebook.Path, false, Entries(notebook));

    /// <summary>The approved file of a notebook: beside it a notebook, in a folder of approved files JSON.</summary>
    public static string FileFor(string notebook, string? folder)
    {
        var name = Path.GetFileNameWithoutExtension(notebook);
        return folder is null ? Path.Combine(Path.GetDirectoryName(notebook) ?? "", name + Ending) : Path.Combine(folder, name + ".approved.json");
    }

    /// <summary>Whether a notebook's name is that of an approved file.</summary>
    public static bool IsApprovedFile(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a notebook says of itself that it is an approved file, which a filter without a name has to know.</summary>
    public static bool IsMarked(Notebook notebook) => (notebook.Metadata[Owner] as JsonObject)?[Mark] is JsonValue value && value.TryGetValue(out bool marked) && marked;

    /// <summary>An approved file that holds nothing: a filter or a tool may have emptied it.</summary>
    public bool IsEmpty => Cells.All(c => c.Outputs.Count == 0);

    /// <exception cref="InputException">The file is not an approved file.</exception>
    public static ExpectedOutputs Approved(string file)
    {
        if (file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            return new(file, true, Entries(Notebook.Read(file)));
        try
        {
            var cells = (JsonNode.Parse(Notebook.Bytes(file), null, new() { MaxDepth = 512 }) as JsonObject)?["cells"] as JsonArray ?? throw new InputException($"{file}: no list of 'cells'. {Expected}");
            return new(file, true, [.. cells.Select(c => new Entry(Lines.From(c!["id"]), (int)c["cell"]!, [.. c["outputs"]!.AsArray().Select(o => o!.AsObject())]))]);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new InputException($"{file}: not an approved file: {e.Message.Split(" LineNumber:")[0].ReplaceLineEndings(" ")} {Expected}", e);
        }
    }

    /// <summary>What a cell showed; null if these outputs do not know the cell.</summary>
    public Entry? For(Cell cell)
    {
        var id = Lines.From(cell.Json["id"]);
        return Cells.FirstOrDefault(c => id is not null && c.Id == id) ?? Cells.FirstOrDefault(c => (id is null || c.Id is null) && c.Number == cell.Number);
    }

    /// <summary>Writes what was shown as the approved file.</summary>
    public static void Write(string file, Notebook notebook, JsonObject executed, Sanitizer sanitizer)
    {
        foreach (var cell in executed["cells"]!.AsArray().Select(c => c!.AsObject()).Where(c => c["outputs"] is JsonArray))
        {
            foreach (var output in cell["outputs"]!.AsArray().Select(o => o!.AsObject()))
            {
                output.Remove("traceback"); // frames of one machine
                if (Lines.From(output["output_type"]) == "error")
                    output["traceback"] = new JsonArray();
                foreach (var key in new[] { "text", "evalue" }.Where(output.ContainsKey))
                    output[key] = key == "text" ? Lines.ToJson(sanitizer.Clean(Lines.From(output[key]) ?? "")) : sanitizer.Clean(Lines.From(output[key]) ?? "");
                if (output["data"] is JsonObject data)
                    output["data"] = new JsonObject(data.Select(p => KeyValuePair.Create(p.Key, Clean(p.Key, p.Value, sanitizer))));
            }
        }
        if (executed["metadata"] is not JsonObject metadata)
            executed["metadata"] = metadata = [];
        if (metadata[Owner] is not JsonObject owner)
            metadata[Owner] = owner = [];
        owner[Mark] = true;
        var json = file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) ? executed : new JsonObject
        {
            ["notebook"] = Path.GetFileName(notebook.Path),
            ["cells"] = new JsonArray([.. executed["cells"]!.AsArray().Select((c, i) => (Json: c!.AsObject(), Number: i + 1))
                .Where(c => c.Json["outputs"] is JsonArray { Count: > 0 } && !notebook.Cells[c.Number - 1].IgnoresOutput)
                .Select(c => new JsonObject { ["cell"] = c.Number, ["id"] = notebook.Cells[c.Number - 1].Json["id"]?.DeepClone(), ["outputs"] = c.Json["outputs"]!.DeepClone() })]),
        };
        AtomicFile.Write(file, stream => stream.Write(NotebookText.Of(json)));
    }

    static JsonNode? Clean(string mimeType, JsonNode? value, Sanitizer sanitizer) => new OutputPart("", mimeType, value) switch
    {
        { IsBinary: true } => value?.DeepClone(),
        { IsJson: true } => sanitizer.Clean(value),
        var part => Lines.ToJson(sanitizer.Clean(part.Text)),
    };

    static List<Entry> Entries(Notebook notebook) =>
        [.. notebook.Cells.Where(c => c.IsCode && !c.Tags.Contains(Parameters.InjectedTag)).Select(c => new Entry(Lines.From(c.Json["id"]), c.Number, [.. c.Outputs]))];
}
