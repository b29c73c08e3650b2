using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>A notebook without its outputs, execution counts and run times, for version control. The file's text is cut, not written anew, so that every
/// other byte stays: order, indentation, what this program does not know of.</summary>
/// <param name="Bytes">The file without them; the same array if there was nothing to take out.</param>
/// <param name="Outputs">How many cells had outputs to take out.</param>
/// <param name="Counts">How many execution counts were taken out.</param>
/// <param name="Times">From how many cells the times of their run were taken out.</param>
sealed record NotebookStrip(byte[] Bytes, int Outputs, int Counts, int Times)
{
    /// <summary>nbstripout's name, as a tag and in the metadata of a cell or of the notebook.</summary>
    const string Keep = "keep_output";

    /// <summary>Where JupyterLab, nbclient and an extension of the classic notebook keep the times of a cell's run in its metadata.</summary>
    public static readonly IReadOnlyList<string> TimeKeys = ["execution", "ExecuteTime"];

    /// <summary>True if the notebook held nothing to take out.</summary>
    public bool IsClean => Outputs + Counts + Times == 0;

    /// <summary>Strips the bytes of a file.</summary>
    /// <param name="path">Named in messages.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="keep">Tags of cells whose outputs stay, besides <c>keep_output</c>.</param>
    /// <exception cref="InputException">The bytes are no notebook.</exception>
    public static NotebookStrip Of(string path, byte[] bytes, IReadOnlyCollection<string> keep)
    {
        var notebook = Notebook.Read(path, bytes);
        // What was approved is there for its outputs.
        if (ExpectedOutputs.IsApprovedFile(path) || ExpectedOutputs.IsMarked(notebook))
            return new(bytes, 0, 0, 0);
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
            var isMetadata = reader.ValueTextEquals("metadata");
            reader.Read();
            var start = reader.TokenStartIndex;
            if (isMetadata && reader.TokenType == JsonTokenType.StartObject)
            {
                TimesOf(ref reader, edits);
                continue;
            }
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

    static void TimesOf(ref Utf8JsonReader reader, StripEdits edits)
    {
        var open = reader.BytesConsumed;
        var properties = new List<(long From, long To, bool IsTime)>();
        while (Property(ref reader))
        {
            var (start, isTime) = (reader.TokenStartIndex, TimeKeys.Contains(reader.GetString()!));
            reader.Read();
            reader.Skip();
            properties.Add((start, reader.BytesConsumed, isTime));
        }
        if (!properties.Any(p => p.IsTime))
            return;
        var last = properties.FindLastIndex(p => !p.IsTime);
        // Each goes with the comma behind it; those behind the last that stays go with the comma before them.
        edits.Times([.. properties.Take(last + 1).SelectMany((p, i) => p.IsTime ? [(p.From, properties[i + 1].From)] : Array.Empty<(long, long)>()),
            .. last < 0 ? [(open, reader.TokenStartIndex)] : last < properties.Count - 1 ? [(properties[last].To, properties[^1].To)] : Array.Empty<(long, long)>()]);
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
