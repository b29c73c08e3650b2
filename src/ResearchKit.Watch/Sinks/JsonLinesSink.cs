using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>A file with a line of JSON for each alert. An alert that stands there is not written again, so that a restart after whatever happened repeats none.</summary>
/// <remarks>What else stands there is the user's, and stays. One watch at a time adds to it: a hidden file beside it is locked, so that others may read the alerts meanwhile.</remarks>
sealed class JsonLinesSink : IAlertSink
{
    /// <summary>As much of the end is read as alerts may have been written without the journal knowing.</summary>
    const long Tail = 16 << 20;

    readonly HashSet<string> written = new(StringComparer.Ordinal);
    /// <summary>With which every alert begins, so that what is left of a line is known for the kit's own.</summary>
    static ReadOnlySpan<byte> Beginning => "{\"id\":\""u8;

    readonly FileStream file, held;
    readonly string shown;

    /// <exception cref="InputException">It cannot be written, is no ordinary file, or another watch adds to it.</exception>
    public JsonLinesSink(string path)
    {
        shown = Untrusted.Line(path);
        Name = NameOf(path);
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 1);
            if (!file.CanSeek) throw new IOException("It is a pipe or a device: to print alerts, leave --out out, or use --json.");
            held = Lock(path);
            CutAndRead();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            file?.Dispose();
            held?.Dispose();
            if (e is InputException) throw;
            throw new InputException($"{shown}: cannot be written: {Untrusted.Line(e.Message)} Expected a file that alerts can be added to.", e);
        }
    }

    public static string NameOf(string path) => $"jsonl:{Path.GetFullPath(path)}";

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
        held.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Under whatever name the file is had. It is not taken away afterwards: another might just have opened it.</summary>
    FileStream Lock(string path)
    {
        var real = ArticleFiles.Real(path);
        try { return new(Path.Combine(Path.GetDirectoryName(real)!, $".{Path.GetFileName(real)}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
        catch (IOException e) { throw new InputException($"{shown}: cannot be had: {Untrusted.Line(e.Message)} Another watch may add alerts to it: end that one, or name another file.", e); }
    }

    /// <summary>Mends the end of the file, and reads which alerts are there.</summary>
    void CutAndRead()
    {
        var start = Math.Max(0, file.Length - Tail);
        var bytes = new byte[file.Length - start];
        file.Position = start;
        file.ReadExactly(bytes);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end == 0 && start > 0) throw new IOException("Its last line is longer than any alert.");
        foreach (var line in Encoding.UTF8.GetString(bytes.AsSpan(0, end)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (IdOf(line) is { } known) written.Add(known);
        Mend(start + end, bytes.AsSpan(end));
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Takes away what a writer that died has left of an alert. Anything else that has no end is the user's, and is given one.</summary>
    void Mend(long at, ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty) return;
        var id = IdOf(Encoding.UTF8.GetString(rest));
        if (id is not null) written.Add(id);
        if (id is null && rest[..Math.Min(rest.Length, Beginning.Length)].SequenceEqual(Beginning[..Math.Min(rest.Length, Beginning.Length)])) file.SetLength(at);
        else
        {
            file.Seek(0, SeekOrigin.End);
            file.WriteByte((byte)'\n');
        }
    }

    /// <summary>Of an alert; null for what is none: the first line may be the end of one, and what else is there is the user's.</summary>
    static string? IdOf(string line)
    {
        try
        {
            using var read = JsonDocument.Parse(line);
            return read.RootElement.ValueKind == JsonValueKind.Object && read.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) { return null; }
    }
}
