namespace ResearchKit;

/// <summary>The files of shards that paths name: more than a shell can hand over, when a folder or a pattern stands for them.</summary>
static class ShardFiles
{
    const string Ending = ".parquet", Expected = "the files that ./kit score ARCHIVE --shard i/n made, which end in .parquet";

    /// <param name="path">A file, which may be there or not; a folder, whose files are taken and not those of its subfolders; or a pattern.</param>
    /// <param name="merged">The file that is made of them: it is no shard where a folder or a pattern stands for it.</param>
    /// <returns>As the path names them, ordinal by name.</returns>
    /// <exception cref="InputException">A folder or a pattern holds none.</exception>
    public static IReadOnlyList<string> Of(string path, string merged)
    {
        if (Directory.Exists(path)) return In(path, path, merged, name => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase), "in it; its subfolders are not looked into");
        if (File.Exists(path) || !ArchiveFiles.IsPattern(path)) return [path];
        var (root, fits) = ArchiveFiles.Pattern(path);
        // Where no part of the pattern leads into subfolders, they are not walked through: there may be many.
        var depth = path[root.Length..] is var rest && (ArticleFiles.Normal(rest).Contains('/') || rest.Contains("**", StringComparison.Ordinal)) ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
        return In(path, root, merged, name => fits.IsMatch(ArticleFiles.Normal(name)), "that the pattern fits; * stands for any letters of a name, ? for one, ** for any folders", depth);
    }

    static string[] In(string path, string folder, string merged, Func<string, bool> wanted, string where, SearchOption depth = SearchOption.TopDirectoryOnly)
    {
        try
        {
            string[] found = [.. Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, "*", depth).Select(file => Path.GetRelativePath(folder.Length == 0 ? "." : folder, file)).Where(wanted).Order(StringComparer.Ordinal).Select(name => Path.Combine(folder, name)).Where(file => Path.GetFullPath(file) != Path.GetFullPath(merged))];
            return found.Length > 0 ? found : throw new InputException($"{Untrusted.Line(path)}: holds no shards. Expected {Expected}, {where}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{Untrusted.Line(path)}: cannot be listed: {Untrusted.Line(e.Message)} Expected a folder that you may read.", e);
        }
    }
}
