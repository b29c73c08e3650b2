using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel;

/// <summary>References with the documentation that lies beside them. They are read, never loaded, and that .NET has its documentation in the
/// SDK's reference assemblies, which stand in for the ones that run when there are any.</summary>
sealed class DocumentedReferences : MetadataReferenceResolver
{
    readonly Func<string, string?, string?> find;
    readonly string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    readonly string? pack;
    readonly ConcurrentDictionary<string, PortableExecutableReference> known = new();

    public DocumentedReferences(Func<string, string?, string?> find)
    {
        this.find = find;
        pack = Pack(framework);
    }

    public override bool ResolveMissingAssemblies => true;

    /// <summary>What stands for these files.</summary>
    public IEnumerable<MetadataReference> For(IEnumerable<string> files) => files
        .Where(f => pack is null || Path.GetDirectoryName(f) != framework)
        .Concat(pack is null ? [] : Directory.EnumerateFiles(pack, "*.dll").Order(StringComparer.Ordinal))
        .Select(Of);

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        find(reference, baseFilePath) is { } file && IsReadable(file) ? [Of(file)] : [];

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity)
    {
        var beside = definition is PortableExecutableReference { FilePath: { } from } ? Path.Combine(Path.GetDirectoryName(from)!, referenceIdentity.Name + ".dll") : null;
        return File.Exists(beside) ? Of(beside) : null;
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    PortableExecutableReference Of(string file) => known.GetOrAdd(pack is not null && Path.GetDirectoryName(file) == framework
        && Path.Combine(pack, Path.GetFileName(file)) is var reference && File.Exists(reference) ? reference : file, f =>
    {
        var text = Path.ChangeExtension(f, ".xml");
        return MetadataReference.CreateFromFile(f, documentation: File.Exists(text) ? XmlDocumentationProvider.CreateFromFile(text) : null);
    });

    static bool IsReadable(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };

    /// <summary>The reference assemblies of the .NET that runs, in the folder of the SDK; null where only the runtime is installed.</summary>
    static string? Pack(string framework)
    {
        var packs = Path.GetFullPath(Path.Combine(framework, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        var version = Environment.Version;
        return Directory.Exists(packs)
            ? Directory.EnumerateDirectories(packs, FormattableString.Invariant($"{version.Major}.{version.Minor}.*"))
                .Select(p => Path.Combine(p, "ref", FormattableString.Invariant($"net{version.Major}.{version.Minor}")))
                .Where(p => File.Exists(Path.Combine(p, "System.Runtime.dll")))
                .MaxBy(p => p, StringComparer.Ordinal)
            : null;
    }
}
