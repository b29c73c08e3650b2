using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace ResearchKit.Kernel;

/// <summary>Finds what <c>#r</c> names: a file beside the notebook, or an assembly of .NET by its name. Each library is loaded when it is
/// referenced and handed to the script loader, so that the code that runs is the code that was compiled against.</summary>
sealed class ReferenceResolver(string folder, InteractiveAssemblyLoader loader, LibraryContext libraries) : MetadataReferenceResolver
{
    readonly Dictionary<string, PortableExecutableReference> references = [];

    public override bool ResolveMissingAssemblies => true;

    /// <summary>The file that a reference means, or null.</summary>
    public string? Find(string reference, string? from)
    {
        var start = Path.GetDirectoryName(from) is { Length: > 0 } d ? d : folder;
        if (reference.Length == 0 || reference.Contains('\0'))
            return null;
        var beside = Path.GetFullPath(Path.Combine(start, reference));
        if (File.Exists(beside))
            return beside;
        if (reference.Contains('/') || reference.Contains('\\'))
            return null;
        var name = reference.Split(',')[0].Trim();
        var named = Path.Combine(start, name + ".dll");
        return LibraryContext.HostFile(name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name)
            ?? (File.Exists(named) ? named : null);
    }

    /// <summary>Loads the library a reference means and lets it register its formatters.</summary>
    public void Initialize(string reference)
    {
        if (Find(reference, null) is { } file && !IsHost(file))
            LibraryContext.Initialize(libraries.Load(file));
    }

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        Find(reference, baseFilePath) is { } file ? [Reference(file, properties)] : [];

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
    {
        var beside = definition is PortableExecutableReference { FilePath: { } from }
            ? Path.Combine(Path.GetDirectoryName(from)!, referenceIdentity.Name + ".dll")
            : null;
        var file = LibraryContext.HostFile(referenceIdentity.Name) ?? (File.Exists(beside) ? beside : null);
        return file is null ? null : Reference(file, MetadataReferenceProperties.Assembly);
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    PortableExecutableReference Reference(string file, MetadataReferenceProperties properties)
    {
        lock (references)
        {
            if (references.TryGetValue(file, out var known))
                return known.WithProperties(properties);
            if (!IsHost(file))
                loader.RegisterDependency(libraries.Load(file));
            return references[file] = MetadataReference.CreateFromFile(file, properties);
        }
    }

    static bool IsHost(string file) => LibraryContext.HostFile(Path.GetFileNameWithoutExtension(file)) == file;
}
