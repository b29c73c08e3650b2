using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ResearchKit.Kernel;

/// <summary>What code can name of a library, read from its file without loading it.</summary>
/// <param name="File">The library.</param>
/// <param name="Written">When the file was written.</param>
/// <param name="Types">Public types by their full names, without the number of their type parameters.</param>
/// <param name="Extensions">Public extension methods.</param>
sealed record LibraryNames(string File, DateTime Written, IReadOnlySet<string> Types, IReadOnlySet<string> Extensions)
{
    const TypeAttributes StaticClass = TypeAttributes.Abstract | TypeAttributes.Sealed;
    const MethodAttributes PublicStatic = MethodAttributes.Public | MethodAttributes.Static;

    readonly IReadOnlySet<string> simple = Types.Select(t => t[(t.LastIndexOf('.') + 1)..]).ToHashSet(StringComparer.Ordinal);

    /// <summary>The namespaces of its types.</summary>
    public IReadOnlySet<string> Namespaces { get; } = Types.Where(t => t.Contains('.')).Select(t => t[..t.LastIndexOf('.')]).ToHashSet(StringComparer.Ordinal);

    /// <summary>The names of a library; none if the file is not one or cannot be read.</summary>
    public static LibraryNames Read(string file, DateTime written)
    {
        var (types, extensions) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var image = new PEReader(stream);
            var metadata = image.GetMetadataReader();
            foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(t => (t.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public))
            {
                var space = metadata.GetString(type.Namespace);
                types.Add((space.Length > 0 ? space + "." : "") + metadata.GetString(type.Name).Split('`')[0]);
                if ((type.Attributes & StaticClass) == StaticClass)
                    extensions.UnionWith(type.GetMethods().Select(metadata.GetMethodDefinition).Where(m => IsExtension(m, metadata)).Select(m => metadata.GetString(m.Name)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or InvalidOperationException) { }
        return new(file, written, types, extensions);
    }

    /// <summary>The type that a name without its namespace, or the beginning of one with it, means; null if there is none.</summary>
    public string? Type(string dotted)
    {
        for (var name = dotted; name.Contains('.'); name = name[..name.LastIndexOf('.')])
        {
            if (Types.Contains(name))
                return name[(name.LastIndexOf('.') + 1)..];
        }
        var first = dotted.Split('.')[0];
        return simple.Contains(first) ? first : null;
    }

    static bool IsExtension(MethodDefinition method, MetadataReader metadata) => (method.Attributes & PublicStatic) == PublicStatic
        && method.GetCustomAttributes().Select(metadata.GetCustomAttribute).Any(a => a.Constructor.Kind == HandleKind.MemberReference
            && metadata.GetMemberReference((MemberReferenceHandle)a.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
            && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)parent).Name, "ExtensionAttribute"));
}
