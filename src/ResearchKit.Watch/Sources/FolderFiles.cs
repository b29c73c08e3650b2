using System.Formats.Tar;

namespace ResearchKit;

/// <summary>What of a watched folder may be opened: ordinary files that really lie in it. A pipe would hold its reader for ever, and a link out of the folder would have whatever the kit may read taken for articles.</summary>
static class FolderFiles
{
    /// <summary>Where a file really is.</summary>
    /// <param name="root">Where the folder really is.</param>
    /// <param name="location">The file; of its path no part but the last is a link.</param>
    /// <exception cref="FormatException">It lies elsewhere.</exception>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Real(string root, string location)
    {
        var real = new FileInfo(location).LinkTarget is null ? location : ArticleFiles.Real(location);
        return real.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? real : throw new FormatException("leads out of the folder, and is not read. Expected a file in it: name the other folder too");
    }

    /// <summary>Whether there is nothing to be read in it. Pipes, sockets and devices have no length, so that none is ever opened.</summary>
    /// <exception cref="FormatException">It is a pipe or a device.</exception>
    public static bool IsEmpty(string real)
    {
        if (new FileInfo(real).Length > 0) return false;
        return KindOf(real) is null or TarEntryType.RegularFile ? true : throw new FormatException("is a pipe or a device, and is not read. Expected an ordinary file; of a pipe --stdin reads");
    }

    /// <summary>As an archive would note it, which asks the system without opening what is no file; null where that cannot be told, as of a file that its writer has to itself.</summary>
    static TarEntryType? KindOf(string real)
    {
        try
        {
            using var noted = new MemoryStream();
            using (var archive = new TarWriter(noted, TarEntryFormat.Ustar, leaveOpen: true)) archive.WriteEntry(real, "file");
            noted.Position = 0;
            using var reader = new TarReader(noted);
            return reader.GetNextEntry()?.EntryType;
        }
        catch (Exception e) when (e is (IOException and not FileNotFoundException) or ArgumentException or NotSupportedException) { return null; }
    }
}
