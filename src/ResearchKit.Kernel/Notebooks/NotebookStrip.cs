using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>A notebook without its outputs and execution counts, for version control. The file's text is cut, not written anew, so that every
/// other byte stays: order, indentation, what this program does not know of.</summary>
/// <param name="Bytes">The file without them; the same array if there was nothing to take out.</param>
/// <param name="Outputs">How many cells had outputs to take out.</param>
/// <param name="Counts">How many execution counts were taken out.</param>
sealed record NotebookStrip(byte[] Bytes, int Outputs, int Counts)
{
    /// <summary>nbstripout's name, as a tag and in the metadata of a cell or of the notebook.</summary>
    const string Keep = "keep_output";

    /// <summary>True if the notebook held nothing to take out.</summary>
    public bool IsClean => Outputs + Counts == 0;

    /// <summary>Strips the bytes of a file.</summary>
    /// <param name="path">Named in messages.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="keep">Tags of cells whose outputs stay, besides <c>keep_output</c>.</param>
    /// <exception cref="InputException">The bytes are no notebook.</exception>
    public static NotebookStrip Of(string path, byte[] bytes, IReadOnlyCollection<string> keep)
    {
        var notebook = Notebook.Read(path, bytes);
        var edits = new StripEdits(bytes);
        var reader = new Utf8JsonReader(bytes.AsSpan(edits.Start), new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        while (Property(ref reader))
        {
            var isCells = reader.ValueTextEquals("cells");
            reader.Read();
            if (!isCells)
            {
                reader.Skip();
                continue;
            }
            foreach (var cell in notebook.Cells)
            {
                reader.Read();
                if (cell.IsCode)
                    Read(ref reader, Keeps(notebook, cell, keep), edits);
                else
                    reader.Skip();
            }
            reader.Read();
        }
        return edits.Apply();
    }

    static void Read(ref Utf8JsonReader reader, bool keeps, StripEdits edits)
    {
        while (Property(ref reader))
        {
            var isOutputs = reader.ValueTextEquals("outputs");
            var isCount = reader.ValueTextEquals("execution_count");
            reader.Read();
            var start = reader.TokenStartIndex;
            if (isOutputs && keeps && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    CountsOf(ref reader, edits);
                continue;
            }
            var (type, next) = (reader.TokenType, reader.BytesConsumed);
            reader.Skip();
            if (isCount && type != JsonTokenType.Null)
                edits.Count(start, reader.BytesConsumed);
            else if (isOutputs && !(type == JsonTokenType.StartArray && edits.IsBlank(next, reader.BytesConsumed - 1)))
                edits.Outputs(start, reader.BytesConsumed);
        }
    }

    /// <summary>An output that stays still loses the count that it repeats.</summary>
    static void CountsOf(ref Utf8JsonReader reader, StripEdits edits)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (Property(ref reader))
        {
            var isCount = reader.ValueTextEquals("execution_count");
            reader.Read();
            var (start, wasNull) = (reader.TokenStartIndex, reader.TokenType == JsonTokenType.Null);
            reader.Skip();
            if (isCount && !wasNull)
                edits.Count(start, reader.BytesConsumed);
        }
    }

    static bool Property(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    static bool Keeps(Notebook notebook, Cell cell, IReadOnlyCollection<string> tags) =>
        Flag(cell.Json["metadata"]) ?? (cell.Tags.Any(t => t == Keep || tags.Contains(t)) || Flag(notebook.Metadata) is true);

    static bool? Flag(JsonNode? metadata) => (metadata as JsonObject)?[Keep] is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;
}
