namespace ResearchKit;

/// <summary>Finds the article files that a path names. A file is opened by where it really is and named as the user named it.</summary>
static class ArticleFiles
{
    public const string Expected = ".txt, .jsonl or .csv";

    static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = false };

    /// <summary>The format of a file name; null when it is no article file.</summary>
    public static Func<Stream, string, ReadOptions, IEnumerable<Row>>? FormatOf(string path)
    {
        var extension = Path.GetExtension(path);
        bool Is(string known) => extension.Equals(known, StringComparison.OrdinalIgnoreCase);
        return Is(".txt") ? TextFile.Read : Is(".jsonl") ? JsonLines.Read : Is(".csv") ? CsvRows.Read : null;
    }

    /// <summary>With '/' as separator; on systems where '\' is an ordinary character of a name it stays.</summary>
    public static string Normal(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Where something really is: no part of its path is a link.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Real(string path, int links = 40)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent) return full;
        var here = Path.Join(Real(parent, links), Path.GetFileName(full));
        if (new FileInfo(here).LinkTarget is not { } target) return here;
        return links > 0 ? Real(Path.Combine(Path.GetDirectoryName(here)!, target), links - 1) : throw new IOException("its links lead in a circle.");
    }

    /// <summary>The article files of a folder and its subfolders, ordinal by name. Hidden ones are passed over; a folder reached twice, by a link or a loop of links, is read once. A folder that cannot be listed comes as a fault.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="wanted">Whether a file is one, by its name; null for those that a corpus reads.</param>
    public static List<(string Name, string Location, string? Fault)> In(string folder, Func<string, bool>? wanted = null)
    {
        var found = new List<(string Name, string Location, string? Fault)>();
        Collect(Normal(folder).TrimEnd('/') + "/", new DirectoryInfo(folder), found, new HashSet<string>(StringComparer.Ordinal), wanted ?? (name => FormatOf(name) is not null));
        found.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    static void Collect(string name, DirectoryInfo folder, List<(string Name, string Location, string? Fault)> found, HashSet<string> visited, Func<string, bool> wanted)
    {
        try
        {
            var real = new DirectoryInfo(Real(folder.FullName));
            if (!visited.Add(real.FullName)) return;
            foreach (var entry in real.GetFileSystemInfos("*", Visible).OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                if (entry.Name.StartsWith('.')) continue;
                if (entry is DirectoryInfo inner) Collect($"{name}{entry.Name}/", inner, found, visited, wanted);
                else if (wanted(entry.Name)) found.Add((name + entry.Name, entry.FullName, null));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            found.Add((name, folder.FullName, $"the folder cannot be listed: {e.Message}"));
        }
    }
}
