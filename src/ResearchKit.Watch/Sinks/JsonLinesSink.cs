using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>A file with a line of JSON for each alert. An alert that stands there is not written again, so that a restart after whatever happened repeats none.</summary>
sealed class JsonLinesSink : IAlertSink
{
    /// <summary>As much of the end is read as alerts may have been written without the journal knowing.</summary>
    const long Tail = 16 << 20;

    readonly HashSet<string> written = new(StringComparer.Ordinal);
    readonly FileStream file;
    readonly string shown;

    /// <exception cref="InputException">It cannot be written.</exception>
    public JsonLinesSink(string path)
    {
        shown = Untrusted.Line(path);
        Name = $"jsonl:{Path.GetFullPath(path)}";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
            CutAndRead();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            throw new InputException($"{shown}: cannot be written: {Untrusted.Line(e.Message)} Expected a file that alerts can be added to.", e);
        }
    }

    public string Name { get; }

    public int MostAtOnce => 512;

    public Task Tell(IReadOnlyList<AlertMessage> alerts, CancellationToken stop)
    {
        var lines = string.Concat(alerts.Where(alert => written.Add(alert.Id)).Select(alert => alert.Json + "\n"));
        if (lines.Length == 0) return Task.CompletedTask;
        try
        {
            file.Write(Encoding.UTF8.GetBytes(lines));
            file.Flush(flushToDisk: true);
        }
        catch (IOException e) { throw new InputException($"{shown}: cannot be written: {Untrusted.Line(e.Message)} What was not written is kept: make room and start again.", e); }
        // Only what an earlier run wrote can come again, and that comes first.
        if (written.Count > 100_000) written.Clear();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes what a writer that died has left of a line away, and reads which alerts are there.</summary>
    void CutAndRead()
    {
        var start = Math.Max(0, file.Length - Tail);
        var bytes = new byte[file.Length - start];
        file.Position = start;
        file.ReadExactly(bytes);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end == 0 && start > 0) throw new IOException("Its last line is longer than any alert");
        file.SetLength(start + end);
        file.Seek(0, SeekOrigin.End);
        foreach (var line in Encoding.UTF8.GetString(bytes.AsSpan(0, end)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            try
            {
                using var read = JsonDocument.Parse(line);
                if (read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("id", out var id) && id.GetString() is { } known) written.Add(known);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException) { } // The first may be the end of one; what else is there is the user's.
    }
}
