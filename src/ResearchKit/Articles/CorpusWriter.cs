namespace ResearchKit;

/// <summary>Puts a JSON Lines file in its place in one step.</summary>
static class CorpusWriter
{
    public static void Write(string path, IReadOnlyList<Article> articles)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = Untrusted.Show(path, int.MaxValue);
        if (!Path.GetExtension(path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"{name}: articles are written as JSON Lines. Expected a name ending in .jsonl.");

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        // Hidden and without an article's ending, so that a folder being read never takes it for one.
        var draft = Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                JsonLines.Write(stream, articles);
                stream.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{name} cannot be written: {e.Message}", e);
        }
        finally
        {
            if (File.Exists(draft)) File.Delete(draft);
        }
    }
}
