using System.Reflection;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>NuGet's project.assets.json: which packages were taken, and which of their files fit.</summary>
sealed class AssetsFile
{
    readonly JsonObject root;

    AssetsFile(JsonObject root) => this.root = root;

    /// <summary>Reads the file; null if the restore ended before it was written.</summary>
    public static AssetsFile? Read(string file) => File.Exists(file) ? new(JsonNode.Parse(File.ReadAllText(file))!.AsObject()) : null;

    /// <summary>What NuGet had to say, errors first.</summary>
    public IReadOnlyList<(string Code, bool IsError, string Message, string? Package)> Messages => [.. (root["logs"]?.AsArray() ?? [])
        .Select(l => ((string)l!["code"]!, (string?)l["level"] == "Error", (string)l["message"]!, (string?)l["libraryId"])).OrderBy(m => !m.Item2)];

    /// <summary>Every place that was asked for packages.</summary>
    public IReadOnlyList<string> Sources => [.. root["project"]?["restore"]?["sources"]?.AsObject().Select(s => s.Key) ?? []];

    public PackageAssets Assets()
    {
        var (_, target) = root["targets"]!.AsObject().Single(t => t.Key.EndsWith('/' + DotnetSdk.RuntimeIdentifier));
        string[] folders = [.. root["packageFolders"]!.AsObject().Select(f => f.Key)];
        var packages = target!.AsObject().Where(p => (string?)p.Value!["type"] == "package").ToList();
        return new([.. packages.Select(p => p.Key.Split('/')).Select(p => new ResolvedPackage(p[0], p[1]))],
            [.. Files("compile").Where(IsNews).Distinct()],
            [.. Files("runtime").Where(IsNews).DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)],
            [.. Files("native").Select(f => Path.GetDirectoryName(f)!).Distinct()]);

        IEnumerable<string> Files(string kind) =>
            from package in packages
            from file in package.Value![kind]?.AsObject() ?? []
            where Path.GetFileName(file.Key) != "_._" // stands for: nothing is needed here
            select Place((string)root["libraries"]![package.Key]!["path"]!, file.Key);

        string Place(string package, string file) => folders.Select(f => Path.GetFullPath(Path.Combine(f, package, file))).FirstOrDefault(File.Exists)
            ?? throw new InputException($"{package}: its file {file} is in none of {string.Join(", ", folders)}. Remove the package's folder there, and it is fetched anew.");
    }

    /// <summary>An assembly that the framework has as new would only be in the way of the framework's own.</summary>
    static bool IsNews(string file)
    {
        if (!file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return false;
        var name = Path.GetFileNameWithoutExtension(file);
        return LibraryContext.HostFile(name) is not { } host || Path.GetDirectoryName(host) != Path.GetDirectoryName(typeof(object).Assembly.Location)
            || AssemblyName.GetAssemblyName(host).Version < AssemblyName.GetAssemblyName(file).Version;
    }
}
