using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>Finds for each library that a notebook names with <c>#r</c> what a program of one file can name: a project or a package.</summary>
static partial class ScriptReferences
{
    /// <exception cref="InputException">A library for which there is neither.</exception>
    public static IEnumerable<string> For(ScriptPlace place, IEnumerable<(string Name, int Cell, int Line)> references)
    {
        var all = references.DistinctBy(r => r.Name).ToList();
        var projects = all.Select(r => Project(place, r.Name)).OfType<string>().Distinct().ToList();
        var packages = projects.SelectMany(PackagesOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var lines = projects.Select(p => $"#:project {place.FromScript(Path.GetDirectoryName(p)!)}").ToList();
        var named = new OrderedDictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, cell, line) in all)
        {
            if (PackageOf(name) is var (id, version))
            {
                if (version is not null && named.GetValueOrDefault(id) is { } other && other != version)
                    throw CellCode.Refusal(place.Cell(cell), line, $"#r \"{Terminal.Line(name, 200)}\" beside version {other}", "Name one version of a package.");
                named[id] = version ?? named.GetValueOrDefault(id);
            }
            else if (Project(place, name) is null && !packages.Contains(Simple(name)) && !IsFramework(place, name))
                throw CellCode.Refusal(place.Cell(cell), line, $"#r \"{Terminal.Line(name, 200)}\"", "A script names projects and packages, no files: reference a project's library, or #r \"nuget: NAME, VERSION\".");
        }
        lines.AddRange(named.Select(p => $"#:package {p.Key}@{p.Value ?? "*"}"));
        return named.Count > 0 ? [.. lines, "#:property ManagePackageVersionsCentrally=false"] : lines;
    }

    /// <summary>The file that a reference means in full, if it is one.</summary>
    public static string? File(ScriptPlace place, string name) =>
        name.Contains('\0') || IsPackage(name) ? null : Path.GetFullPath(name, place.Notebooks) is var full && System.IO.File.Exists(full) ? full : null;

    public static bool IsFramework(ScriptPlace place, string name) => !name.Contains('/') && !name.Contains('\\') && File(place, name) is null && LibraryContext.HostFile(Simple(name)) is { } file
        && Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location);

    public static bool IsPackage(string name) => name.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase);

    static (string Id, string? Version)? PackageOf(string name)
    {
        if (!IsPackage(name))
            return null;
        var parts = name["nuget:".Length..].Split(',', StringSplitOptions.TrimEntries);
        return (Terminal.Line(parts[0], 200), parts.Length > 1 ? Terminal.Line(parts[1], 100) : null);
    }

    static string Simple(string name)
    {
        var file = name.Split('/', '\\')[^1].Split(',')[0].Trim();
        return file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? file[..^4] : file;
    }

    /// <summary>The project whose library it is: in a folder of its name, in src/ or beside, of a folder above the library.</summary>
    static string? Project(ScriptPlace place, string name)
    {
        if (name.Contains('\0') || IsPackage(name) || !name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return null;
        var project = Simple(name);
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(name.Replace('\\', '/'), place.Notebooks)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var candidate in new[] { Path.Combine(folder, "src", project), Path.Combine(folder, project), folder })
            {
                if (Path.Combine(candidate, project + ".csproj") is var file && System.IO.File.Exists(file))
                    return file;
            }
        }
        return null;
    }

    /// <summary>The packages that a project brings along, with those of the projects it references.</summary>
    static IEnumerable<string> PackagesOf(string project)
    {
        var seen = new HashSet<string>();
        var open = new Queue<string>([project]);
        while (open.TryDequeue(out var file))
        {
            if (!seen.Add(file) || !System.IO.File.Exists(file))
                continue;
            var text = System.IO.File.ReadAllText(file);
            foreach (Match package in Packages().Matches(text))
                yield return package.Groups[1].Value;
            foreach (Match other in Projects().Matches(text))
                open.Enqueue(Path.GetFullPath(other.Groups[1].Value.Replace('\\', '/'), Path.GetDirectoryName(file)!));
        }
    }

    [GeneratedRegex("<PackageReference\\s+Include=\"([^\"]+)\"")]
    private static partial Regex Packages();

    [GeneratedRegex("<ProjectReference\\s+Include=\"([^\"]+)\"")]
    private static partial Regex Projects();
}
