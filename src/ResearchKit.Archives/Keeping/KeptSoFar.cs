using System.Text.Json;

namespace ResearchKit;

/// <summary>What runs have kept, looked at from beside them: nothing is locked and nothing is changed.</summary>
static class KeptSoFar
{
    /// <summary>The chunks of the run that makes a file, in their order, each with when it was kept; none when no run is under way.</summary>
    public static IReadOnlyList<(Chunk Chunk, DateTimeOffset At)> Chunks(string file)
    {
        var found = new List<(Chunk, DateTimeOffset)>();
        if (!Directory.Exists(RunFolder.PathOf(file))) return found;
        try
        {
            foreach (var chunk in Directory.GetFiles(RunFolder.PathOf(file), "*.chunk").Order(StringComparer.Ordinal))
            {
                using var reader = new StreamReader(chunk);
                if (reader.ReadLine() is { } head && JsonSerializer.Deserialize(head, RunJson.Form.Chunk) is { } kept) found.Add((kept, File.GetLastWriteTimeUtc(chunk)));
            }
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // The run has just ended and is tidying, or it is another's: what was found stands.
        }
        return found;
    }

    /// <summary>Rows of files of scores, in the order of their paths.</summary>
    /// <exception cref="InputException">One is not such a file.</exception>
    public static IReadOnlyList<long> Articles(IReadOnlyList<string> files)
    {
        using var duck = Duck.Open();
        return [.. files.Select(file =>
        {
            try { return (long)duck.Value($"SELECT num_rows FROM parquet_file_metadata({Duck.File(file)})")!; }
            catch (DuckDB.NET.Data.DuckDBException e) { throw new InputException($"{Untrusted.Line(file)}: cannot be read: {Duck.Said(e)}.", e); }
        })];
    }
}
