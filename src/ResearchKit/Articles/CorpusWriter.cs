namespace ResearchKit;

/// <summary>Writes a corpus as JSON Lines.</summary>
static class CorpusWriter
{
    public static void Write(string path, IReadOnlyList<Article> articles)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!Path.GetExtension(path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase))
            throw new InputException($"{Untrusted.Line(path)}: articles are written as JSON Lines. Expected a name ending in .jsonl.");
        Files.Write(path, stream => JsonLines.Write(stream, articles));
    }
}
