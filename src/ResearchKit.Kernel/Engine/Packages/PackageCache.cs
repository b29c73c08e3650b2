using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Kernel;

/// <summary>What was resolved before, a small file for each set of packages, so that it needs neither the SDK nor a network again.
/// A version left open stays what it was the first time: a notebook gives the same results tomorrow.</summary>
/// <param name="Folder">Where the files lie; another folder in tests.</param>
sealed record PackageCache(string Folder)
{
    // Part of every key: a change of what is kept or how it is found makes all of it anew.
    const string Form = "1";

    /// <summary>The user's own: below XDG_CACHE_HOME, or what the system has for it.</summary>
    public static PackageCache OfUser() => new(Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } named && Path.IsPathRooted(named) ? named
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder ? folder
            : Path.GetTempPath(),
        "researchkit", "packages"));

    /// <summary>Everything that a resolution depends on, as one name.</summary>
    public static string Key(IEnumerable<PackageReference> wanted, IEnumerable<string> sources, string folder, DotnetSdk sdk)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] parts =
        [
            Form, Environment.Version.ToString(), DotnetSdk.RuntimeIdentifier, .. sdk.Versions,
            "packages", .. wanted.Select(p => p.ToString().ToLowerInvariant()).Order(StringComparer.Ordinal),
            "sources", .. sources,
            "settings", Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? "", .. Settings(folder).SelectMany(f => new[] { f, Content(f) }),
        ];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What was kept, if every file that it names is still there.</summary>
    public PackageAssets? Read(string key)
    {
        try
        {
            return PackageAssets.Parse(File.ReadAllText(Place(key))) is { AreThere: true, Packages.Count: > 0 } assets ? assets : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a result, whole or not at all, whoever else writes the same.</summary>
    public void Write(string key, PackageAssets assets) => AtomicFile.Write(Place(key), stream => stream.Write(Encoding.UTF8.GetBytes(assets.ToText())));

    string Place(string key) => Path.Combine(Folder, key + ".txt");

    /// <summary>The nuget.config files that count for a folder: its own and its parents', then the user's.</summary>
    static IEnumerable<string> Settings(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
            foreach (var file in Named(at))
                yield return file;
        string[] own = OperatingSystem.IsWindows() ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "NuGet")]
            : [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "NuGet"), Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config", "NuGet")];
        foreach (var at in own)
            foreach (var file in Named(at).Concat(Directory.Exists(Path.Combine(at, "config")) ? Directory.GetFiles(Path.Combine(at, "config"), "*.config").Order(StringComparer.Ordinal) : []))
                yield return file;
    }

    static IEnumerable<string> Named(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.config").Where(f => Path.GetFileName(f).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)] : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    static string Content(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
