namespace ResearchKit.Kernel;

/// <summary>The packages of one session, cell by cell. What is loaded stays: a later cell may add packages, not change the version of one.</summary>
/// <param name="resolver">Finds the files.</param>
/// <param name="folder">The notebook's.</param>
sealed class SessionPackages(PackageResolver resolver, string folder)
{
    readonly HashSet<PackageReference> granted = [];
    readonly List<PackageReference> wanted = [];
    readonly List<string> sources = [];

    /// <summary>All that the session has so far.</summary>
    public PackageAssets Assets { get; private set; } = PackageAssets.None;

    /// <summary>Adds what a cell asks for. When that fails, the session is as before.</summary>
    /// <returns>The assets of all packages, those of earlier cells included.</returns>
    /// <exception cref="InputException">See <see cref="PackageResolver.ResolveAsync"/>; or a package would have to change its version.</exception>
    public async Task<PackageAssets> AddAsync(IReadOnlyList<PackageDirective> directives, CancellationToken cancellation)
    {
        var from = sources.Concat(directives.Select(d => d.Source).OfType<string>()).Distinct().ToList();
        // A cell that runs again asks in the same words for what it has.
        var news = directives.Select(d => d.Package).OfType<PackageReference>().Where(p => !granted.Contains(p)).ToList();
        var all = wanted.Concat(news).ToList();
        var assets = news.Count == 0 ? Assets : await resolver.ResolveAsync(all, from, folder, cancellation);
        foreach (var before in Assets.Packages)
            if (assets.Packages.FirstOrDefault(p => p.Id.Equals(before.Id, StringComparison.OrdinalIgnoreCase)) is { } after && after.Version != before.Version)
                throw new InputException($"Package '{before.Id}' is loaded in version {before.Version}, and with this cell {after.Version} would be needed. Restart the kernel and name all packages in one cell.");
        // From now on the versions that were taken are asked for, so that a version left open cannot move within a session.
        wanted.Clear();
        wanted.AddRange(all.Select(p => p.Id).Distinct(StringComparer.OrdinalIgnoreCase).Select(id => new PackageReference(id, assets.Packages.First(p => p.Id.Equals(id, StringComparison.OrdinalIgnoreCase)).Version)));
        granted.UnionWith(news);
        sources.Clear();
        sources.AddRange(from);
        Assets = assets;
        return assets;
    }
}
