using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace ResearchKit.Kernel;

/// <summary>What completion needs to know of a session, and nothing that could change it.</summary>
/// <param name="Folder">Where <c>#r</c> and <c>#load</c> start from.</param>
/// <param name="Magics">What the engine follows behind <c>#!</c>.</param>
/// <param name="Last">The compilation of the last cell that compiled; the earlier ones hang on it.</param>
/// <param name="Find">The file that a <c>#r</c> means, seen from a file; null if there is none. It must not load it.</param>
sealed record SessionSource(string Folder, IReadOnlyList<Magic> Magics, Func<Compilation> Last, Func<string, string?, string?> Find)
{
    /// <summary>The session of an engine, whichever it has at the time.</summary>
    /// <param name="engine">May still be starting: it is waited for when the first answer is wanted.</param>
    /// <param name="folder">That the engine was started with.</param>
    public static SessionSource Of(Task<CellEngine> engine, string folder)
    {
        return new(Path.GetFullPath(folder), Magic.Known, () => Script().GetCompilation(),
            (reference, from) => Script().Options.MetadataResolver is ReferenceResolver resolver ? resolver.Find(reference, from) : null);

        Script<object> Script() => engine.GetAwaiter().GetResult().Session.Last;
    }
}
