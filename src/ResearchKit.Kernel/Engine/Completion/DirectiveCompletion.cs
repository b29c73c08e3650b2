using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>Completes lines that speak to the engine: the names of magics, and the files that a directive may name.</summary>
static partial class DirectiveCompletion
{
    const int FileLimit = 200;

    /// <summary>Null if the cursor is in none of those.</summary>
    public static Completions? Complete(WrittenCell cell, SessionSource session)
    {
        if (MagicName().Match(cell.Before) is { Success: true } magic)
        {
            var typed = magic.Groups["typed"].Value;
            return new(cell.Cursor - typed.Length, cell.Cursor, [.. session.Magics
                .Where(m => m.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .OrderBy(m => m.Name, StringComparer.Ordinal)
                .Select(m => new Completion(m.Name, "magic", $"{m}: {m.Says}"))]);
        }
        if (FileName().Match(cell.Before) is { Success: true } file)
        {
            var typed = file.Groups["typed"].Value;
            string[] wanted = file.Groups["name"].Value switch
            {
                "r" => [".dll"],
                "load" => [".csx", ".cs"],
                _ => [".ipynb", ".csx", ".cs"],
            };
            return new(cell.Cursor - typed.Length, cell.Cursor, Files(session.Folder, typed, wanted));
        }
        return cell.IsCode ? null : Completions.None(cell.Cursor);
    }

    static List<Completion> Files(string start, string typed, string[] wanted)
    {
        var split = typed.LastIndexOfAny(['/', '\\']) + 1;
        var (path, name) = (typed[..split], typed[split..]);
        try
        {
            var folder = new DirectoryInfo(Path.Combine(start, path.Replace('\\', '/')));
            return [.. folder.EnumerateFileSystemInfos()
                .Where(f => f.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (name.Length > 0 || f.Name[0] != '.'))
                .Where(f => f is DirectoryInfo || wanted.Contains(f.Extension, StringComparer.OrdinalIgnoreCase))
                .OrderBy(f => f is DirectoryInfo).ThenBy(f => f.Name, StringComparer.Ordinal)
                .Take(FileLimit)
                .Select(f => new Completion(path + f.Name + (f is DirectoryInfo ? "/" : ""), "path"))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or System.Security.SecurityException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"^\s*(?<typed>#![\w-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex MagicName();

    [GeneratedRegex(@"^\s*#(?:(?<name>r|load)[ \t]*""|(?<name>!import)[ \t]+""?)(?<typed>[^""]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
