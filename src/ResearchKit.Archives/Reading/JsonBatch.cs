using System.Text.Json;

namespace ResearchKit;

/// <summary>Lines of JSON as they stand in the file: whoever scores them takes them apart.</summary>
sealed record JsonBatch(ArchivePosition Start, ArchivePosition End, long Bytes, ReadOnlyMemory<byte> Lines, bool TooLong, string Path, ReadOptions Options) : Batch(Start, End, Bytes)
{
    public required Action Return { get; init; }

    public override void Dispose() => Return();

    public override IEnumerable<BatchRow> Rows(Shard shard, bool lean)
    {
        var reader = new LeanJson(Path, Options.MaxCharacters);
        var rest = Lines;
        for (var i = 1; rest.Length > 0; i++)
        {
            var feed = rest.Span.IndexOf((byte)'\n');
            var line = new ByteLine(feed < 0 ? rest : rest[..feed], Start.Offset + Lines.Length - rest.Length, TooLong);
            rest = feed < 0 ? default : rest[(feed + 1)..];
            var body = JsonLines.Body(line);
            if (JsonLines.IsBlank(body.Span)) continue;
            if (TooLong ? !shard.Holds(Start.Row + i) : !IsOf(shard, body.Span, Start.Row + i)) yield return new(Start.Row + i, null);
            else if (lean && !TooLong && reader.TryRead(body.Span, out var article)) yield return new(Start.Row + i, new(Start.Line + i, article), Checked: true);
            else if (JsonLines.RowOf(line, Start.Line + i, Path, Options) is { } row) yield return new(Start.Row + i, row);
        }
    }

    /// <summary>By the first id of the object, or by the place when none can be made out: every line is of one shard, whatever it holds.</summary>
    static bool IsOf(Shard shard, ReadOnlySpan<byte> line, long number)
    {
        if (shard.HoldsAll) return true;
        try
        {
            var json = new Utf8JsonReader(line);
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject)
                while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                {
                    var id = json.ValueTextEquals("id"u8);
                    json.Read();
                    if (!id) json.Skip();
                    else if (json.TokenType == JsonTokenType.String) return json.ValueIsEscaped ? shard.Holds(json.GetString()!) : shard.Holds(json.ValueSpan);
                    else return json.TokenType == JsonTokenType.Number ? shard.Holds(json.ValueSpan) : shard.Holds(number);
                }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It will be rejected, by the shard that its place gives it to.
        }
        return shard.Holds(number);
    }
}
