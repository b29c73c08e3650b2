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
    /// <param name="file">The file to make.</param>
    /// <param name="parts">Each, with how many rows of the archive lie before those that it counts.</param>
    public static void Merge(string file, IEnumerable<(string File, long Before)> parts)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write);
        var readers = parts.Select(part => (Reader: new StreamReader(part.File), part.Before)).ToList();
        var next = new PriorityQueue<(int From, RejectedRow Row), long>();
        for (var from = 0; from < readers.Count; from++) Take(from);
        while (next.TryDequeue(out var row, out _))
        {
            JsonSerializer.Serialize(stream, row.Row, RunJson.Form.RejectedRow);
            stream.WriteByte((byte)'\n');
            Take(row.From);
        }
        stream.Flush(flushToDisk: true);
        readers.ForEach(part => part.Reader.Dispose());

        void Take(int from)
        {
            if (readers[from].Reader.ReadLine() is not { } line) return;
            var row = JsonSerializer.Deserialize(line, RunJson.Form.RejectedRow)!;
            row = row with { Row = row.Row + readers[from].Before };
            next.Enqueue((from, row), row.Row);
        }
    }
}
