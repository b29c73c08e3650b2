using System.Text.RegularExpressions;

namespace ResearchKit;

/// <summary>Finds the files that a path names: one, those of a folder, or those that a pattern fits.</summary>
static class ArchiveFiles
{
    public const string Expected = ".jsonl, .ndjson, .csv or .txt, each also with .gz or .zst behind it, or in .parquet";

    /// <summary>The files of a path, ordinal by name.</summary>
    /// <exception cref="InputException">It names none.</exception>
    public static IEnumerable<ArchivePart> Of(string path)
    {
        if (File.Exists(path)) return [Part(ArticleFiles.Normal(path), Real(path), "") ?? throw new InputException($"{Show(path)}: is not named like a file of articles. Expected a name ending in {Expected}; a folder; or a pattern such as news/*.jsonl.gz.")];
        if (Directory.Exists(path)) return In(path, path, null);
        if (!IsPattern(path)) throw new InputException($"{Show(path)}: no such file or folder. Expected a file ending in {Expected}; a folder; or a pattern such as news/*.jsonl.gz.");
        var (root, fits) = Pattern(path);
        return In(path, root.Length == 0 ? "." : root, fits);
    }

    /// <summary>Whether a path that is neither a file nor a folder stands for those that fit it.</summary>
    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The folder in which a pattern finds files, empty for the one at work, and what fits their paths below it.</summary>
    /// <exception cref="InputException">There is no such folder.</exception>
    public static (string Root, Regex Fits) Pattern(string path)
    {
        var fixedPart = path[..path.AsSpan().IndexOfAny('*', '?')];
        var root = fixedPart.LastIndexOf('/') is >= 0 and var slash ? fixedPart[..(slash + 1)] : "";
        return Directory.Exists(root.Length == 0 ? "." : root) ? (root, Fitting(path[root.Length..])) : throw new InputException($"{Show(path)}: there is no folder {Show(root)}. Expected one in which the pattern can find files.");
    }

    static List<ArchivePart> In(string path, string folder, Regex? pattern)
    {
        var root = ArticleFiles.Normal(folder).TrimEnd('/').Length + 1;
        var found = new List<ArchivePart>();
        foreach (var (name, location, fault) in ArticleFiles.In(folder, name => ArchivePart.FormOf(name) is not null))
        {
            if (fault is not null) throw new InputException($"{Show(name)}: {fault} Expected leave to read it.");
            var below = name[root..];
            // What is found from here is named as the user would name it.
            if (pattern is null || pattern.IsMatch(below)) found.Add(Part(pattern is not null && !ArticleFiles.Normal(path).StartsWith("./", StringComparison.Ordinal) && folder == "." ? below : name, location, below[..(below.LastIndexOf('/') + 1)])!);
        }
        return found.Count > 0 ? found : throw new InputException($"{Show(path)}: holds no articles. Expected files ending in {Expected}{(pattern is null ? ", in it or in its subfolders; hidden ones are not read" : "; * stands for any letters of a name, ? for one, ** for any folders")}.");
    }

    static ArchivePart? Part(string name, string location, string folder)
    {
        if (ArchivePart.FormOf(name) is not var (form, packing)) return null;
        // A link is as long as what it leads to, and is the same file.
        if (new FileInfo(location).LinkTarget is not null) location = Real(location);
        return File.Exists(location) && new FileInfo(location).LinkTarget is null ? new(name, new FileInfo(location).Length) { Location = location, Form = form, Packing = packing, Folder = folder }
            : throw new InputException($"{Show(name)}: is a link that leads nowhere. Expected a file: mend the link, or take it away.");
    }

    /// <summary>Where a path really leads to, as far as it leads anywhere.</summary>
    public static string Real(string path)
    {
        try { return ArticleFiles.Real(path); }
        catch (IOException) { return Path.GetFullPath(path); }
    }

    static Regex Fitting(string pattern)
    {
        var form = Regex.Escape(ArticleFiles.Normal(pattern)).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal);
        return new($"^{form}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    static string Show(string path) => Untrusted.Line(ArticleFiles.Normal(path));
}
