using System.Text.Json;

namespace ResearchKit;

/// <summary>The side file of rejected rows, one JSON object a line. There is none when no row was rejected.</summary>
static class RejectedRows
{
    public static string PathOf(string file) => Path.ChangeExtension(file, null) + ".rejected.jsonl";

    public static void Write(string file, IEnumerable<ChunkContent> contents)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        foreach (var content in contents) content.CopyRejections(stream);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>The first rows of a file.</summary>
    public static IEnumerable<Rejection> First(string file, int count) => File.ReadLines(file).Take(count).Select(line => JsonSerializer.Deserialize(line, RunJson.Form.RejectedRow)!).Select(row => new Rejection(row.Part, row.Line, row.Field, row.Reason));

    /// <summary>Brings several together by the places of their rows.</summary>
    public static void Merge(string file, IEnumerable<string> parts)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        var readers = parts.Select(part => new StreamReader(part)).ToList();
        var next = new PriorityQueue<(StreamReader Reader, string Line), long>();
        foreach (var reader in readers) Take(reader);
        while (next.TryDequeue(out var row, out _))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(row.Line + "\n"));
            Take(row.Reader);
        }
        stream.Flush(flushToDisk: true);
        readers.ForEach(reader => reader.Dispose());

        void Take(StreamReader reader)
        {
            if (reader.ReadLine() is { } line) next.Enqueue((reader, line), JsonSerializer.Deserialize(line, RunJson.Form.RejectedRow)!.Row);
        }
    }

    /// <summary>Moves it to its place, or takes away one that an earlier run left there.</summary>
    public static void Place(string draft, string file, bool any)
    {
        if (any) File.Move(draft, file, overwrite: true);
        else File.Delete(file);
    }
}
