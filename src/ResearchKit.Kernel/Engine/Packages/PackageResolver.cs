namespace ResearchKit.Kernel;

/// <summary>Finds out which files a set of NuGet packages is on this machine, with the user's SDK, and keeps the answer.</summary>
/// <param name="cache">Where answers are kept.</param>
sealed class PackageResolver(PackageCache cache)
{
    /// <summary>Resolves packages together, so that they agree on what they share.</summary>
    /// <param name="wanted">Every package of the session: those before and the new ones.</param>
    /// <param name="sources">From <c>#i</c>, beside what nuget.config names.</param>
    /// <param name="folder">The notebook's, whose nuget.config and whose parents' count.</param>
    /// <param name="cancellation">Ends the SDK's work.</param>
    /// <exception cref="InputException">There is no such package or version, the packages do not go together, a source is out of reach, or there is no SDK.</exception>
    public async Task<PackageAssets> ResolveAsync(IReadOnlyList<PackageReference> wanted, IReadOnlyList<string> sources, string folder, CancellationToken cancellation)
    {
        var packages = Once(wanted);
        if (packages.Count == 0)
            return PackageAssets.None;
        folder = Path.GetFullPath(folder);
        var from = sources.Select(s => PackageSource.Full(s, folder)).Distinct().ToList();
        var sdk = DotnetSdk.Find();
        var key = PackageCache.Key(packages, from, folder, sdk);
        if (cache.Read(key) is { } known)
            return known;
        var assets = await RestoreAsync(sdk, packages, from, folder, cancellation);
        cache.Write(key, assets);
        return assets;
    }

    /// <summary>Each package once; one that is named again without a version is the one that was named before.</summary>
    static List<PackageReference> Once(IReadOnlyList<PackageReference> wanted) => [.. wanted.GroupBy(p => p.Id, StringComparer.OrdinalIgnoreCase).Select(same =>
        same.Where(p => p.Version is not null).DistinctBy(p => p.One ?? p.Version, StringComparer.OrdinalIgnoreCase).ToList() switch
        {
            [] => same.First(),
            [var one] => one,
            [var first, var second, ..] => throw new InputException($"Package '{first.Id}' is asked for as {first.Version} and as {second.Version}. Expected one version in a session: change one line, then restart the kernel."),
        })];

    static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Held by a virus scanner, or never made: the answer does not depend on it.
        }
    }

    async Task<PackageAssets> RestoreAsync(DotnetSdk sdk, List<PackageReference> packages, List<string> sources, string folder, CancellationToken cancellation)
    {
        // A folder of its own: another kernel may be at the same packages.
        var place = Path.Combine(cache.Folder, $"{Guid.NewGuid():n}.tmp");
        try
        {
            Directory.CreateDirectory(place);
            var project = Path.Combine(place, "notebook.csproj");
            await File.WriteAllTextAsync(project, PackageProject.Text(packages, sources, folder), cancellation);
            var (code, output) = await sdk.RunAsync(place, ["msbuild", project, "-target:Restore", "-noLogo", "-noAutoResponse", "-verbosity:quiet", "-nodeReuse:false", "-maxCpuCount:1"], cancellation);
            var file = AssetsFile.Read(Path.Combine(place, "obj", "project.assets.json"));
            if (code != 0 || file is null)
                throw RestoreFailure.From(packages, file, output);
            var assets = file.Assets();
            // NuGet takes the next version above with no more than a warning; a notebook that names a version means it.
            foreach (var package in packages)
                if (package.One is { } version && assets.Packages.First(p => p.Id.Equals(package.Id, StringComparison.OrdinalIgnoreCase)).Version is var found && !found.Equals(version, StringComparison.OrdinalIgnoreCase))
                    throw RestoreFailure.OtherVersion(package, found);
            return assets;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{cache.Folder}: packages cannot be resolved here: {e.Message} Set XDG_CACHE_HOME to a folder that can be written.", e);
        }
        finally
        {
            Remove(place);
        }
    }
}
