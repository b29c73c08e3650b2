namespace ResearchKit.Kernel;

/// <summary>What a set of packages is on this machine: full paths, of what fits this runtime and processor. What the .NET shared framework
/// has in at least the same version is left out.</summary>
/// <param name="Packages">Every package that was taken, those brought along by others included.</param>
/// <param name="References">Assemblies to compile against.</param>
/// <param name="Assemblies">Assemblies to load, each simple name once; often, not always, the same files.</param>
/// <param name="NativeFolders">Folders in which native libraries lie.</param>
sealed record PackageAssets(
    IReadOnlyList<ResolvedPackage> Packages, IReadOnlyList<string> References, IReadOnlyList<string> Assemblies, IReadOnlyList<string> NativeFolders)
{
    public static readonly PackageAssets None = new([], [], [], []);

    const string End = "end";

    /// <summary>A line for each part. JSON would be read in ten times the time, since nothing else in a kernel's first cell needs it.</summary>
    public string ToText() => string.Join('\n',
        [.. Packages.Select(p => $"package {p.Id} {p.Version}"), .. References.Select(f => "reference " + f), .. Assemblies.Select(f => "assembly " + f), .. NativeFolders.Select(f => "native " + f), End]);

    /// <summary>Reads what <see cref="ToText"/> wrote; null if the text is not whole.</summary>
    public static PackageAssets? Parse(string text)
    {
        var lines = text.Split('\n').Select(l => l.Split(' ', 2)).ToList();
        return lines[^1][0] != End || lines.SkipLast(1).Any(l => l.Length != 2) ? null
            : new([.. Of("package").Select(p => p.Split(' ')).Select(p => new ResolvedPackage(p[0], p[^1]))], [.. Of("reference")], [.. Of("assembly")], [.. Of("native")]);

        IEnumerable<string> Of(string kind) => lines.Where(l => l[0] == kind).Select(l => l[1]);
    }

    /// <summary>Every file and folder is there: a cache of packages may have been cleared since.</summary>
    public bool AreThere => References.All(File.Exists) && Assemblies.All(File.Exists) && NativeFolders.All(Directory.Exists);
}

/// <summary>A package in the version that was taken.</summary>
sealed record ResolvedPackage(string Id, string Version);
