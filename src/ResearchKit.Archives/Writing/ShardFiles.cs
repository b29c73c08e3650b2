namespace ResearchKit;

/// <summary>The files of shards that paths name: more than a shell can hand over, when a folder or a pattern stands for them.</summary>
static class ShardFiles
{
    const string Ending = ".parquet", Expected = "the files that ./kit score ARCHIVE --shard i/n made, which end in .parquet";

    /// <param name="path">A file, which may be there or not; a folder, whose files are taken and not those of its subfolders; or a pattern.</param>
    /// <returns>As the path names them, ordinal by name.</returns>
    /// <exception cref="InputException">A folder or a pattern holds none.</exception>
    public static IReadOnlyList<string> Of(string path)
    {
        if (Directory.Exists(path)) return In(path, path, name => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase), "in it; its subfolders are not looked into");
        if (File.Exists(path) || !ArchiveFiles.IsPattern(path)) return [path];
        var (root, fits) = ArchiveFiles.Pattern(path);
        return In(path, root, name => fits.IsMatch(ArticleFiles.Normal(name)), "that the pattern fits; * stands for any letters of a name, ? for one", SearchOption.AllDirectories);
    }

    static string[] In(string path, string folder, Func<string, bool> wanted, string where, SearchOption depth = SearchOption.TopDirectoryOnly)
    {
        try
        {
            string[] found = [.. Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, "*", depth).Select(file => Path.GetRelativePath(folder.Length == 0 ? "." : folder, file)).Where(wanted).Order(StringComparer.Ordinal).Select(name => Path.Combine(folder, name))];
            return found.Length > 0 ? found : throw new InputException($"{Untrusted.Line(path)}: holds no shards. Expected {Expected}, {where}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Untrusted.Line(path)}: cannot be listed: {Untrusted.Line(e.Message)} Expected a folder that you may read.", e);
        }
    }
}
