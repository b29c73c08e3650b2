using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ResearchKit.Kernel;

/// <summary>Where the libraries that a notebook names are loaded: one context, so a library's statics exist once, whichever cell names it.
/// Dependencies and native libraries are found beside the libraries. What the kernel itself holds in at least the wanted version, such as
/// the formatting package, is shared with it: that is how a library's formatters reach the kernel.</summary>
sealed class LibraryContext() : AssemblyLoadContext("notebook libraries")
{
    static readonly Dictionary<string, string> Host = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(p => Path.GetFileNameWithoutExtension(p), StringComparer.OrdinalIgnoreCase);

    readonly List<string> folders = [];
    readonly Dictionary<string, string> packaged = new(StringComparer.OrdinalIgnoreCase);
    readonly List<string> natives = [];

    /// <summary>The file of an assembly that the kernel's process offers, by simple name; null if it has none.</summary>
    public static string? HostFile(string name) => Host.GetValueOrDefault(name);

    /// <summary>Every assembly of the .NET shared framework.</summary>
    public static IEnumerable<string> Framework()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return Host.Values.Where(p => Path.GetDirectoryName(p) == folder);
    }

    /// <summary>Loads a library and everything beside it on demand.</summary>
    public Assembly Load(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        lock (folders)
        {
            if (!folders.Contains(folder))
                folders.Add(folder);
        }
        var name = AssemblyName.GetAssemblyName(file);
        return HostHas(name) ? Default.LoadFromAssemblyName(new(name.Name!)) : LoadFromAssemblyPath(file);
    }

    /// <summary>Offers the files of NuGet packages and loads those that are new.</summary>
    /// <returns>What was loaded; a package may also hold what this machine cannot load and its code does not ask for here.</returns>
    public IReadOnlyList<Assembly> Add(PackageAssets assets)
    {
        string[] news;
        lock (folders)
        {
            news = [.. assets.Assemblies.Where(file => packaged.TryAdd(Path.GetFileNameWithoutExtension(file), file))];
            natives.AddRange(assets.NativeFolders.Except(natives));
        }
        var loaded = new List<Assembly>();
        foreach (var file in news)
        {
            try
            {
                loaded.Add(Load(file));
            }
            catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException) { }
        }
        return loaded;
    }

    /// <summary>Runs a library's module initializer now: it may register formatters for types of other libraries.</summary>
    public static void Initialize(Assembly library) => RuntimeHelpers.RunModuleConstructor(library.ManifestModule.ModuleHandle);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        HostHas(assemblyName) ? null : (Packaged(assemblyName.Name) ?? Beside([assemblyName.Name + ".dll"])) is { } file ? LoadFromAssemblyPath(file) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var names = OperatingSystem.IsWindows() ? new[] { unmanagedDllName, unmanagedDllName + ".dll" }
            : OperatingSystem.IsMacOS() ? [unmanagedDllName, $"lib{unmanagedDllName}.dylib", unmanagedDllName + ".dylib"]
            : [unmanagedDllName, $"lib{unmanagedDllName}.so", unmanagedDllName + ".so"];
        var native = Path.Combine("runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        return (Native(names) ?? Beside([.. names, .. names.Select(n => Path.Combine(native, n))])) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
    }

    static bool HostHas(AssemblyName wanted) =>
        wanted.Name is { } name && Host.TryGetValue(name, out var file)
        && (wanted.Version is null || AssemblyName.GetAssemblyName(file).Version >= wanted.Version);

    string? Beside(IEnumerable<string> names)
    {
        lock (folders)
            return folders.SelectMany(f => names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
    }

    string? Packaged(string? name)
    {
        lock (folders)
            return name is null ? null : packaged.GetValueOrDefault(name);
    }

    string? Native(IEnumerable<string> names)
    {
        lock (folders)
            return natives.SelectMany(f => names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
    }
}
