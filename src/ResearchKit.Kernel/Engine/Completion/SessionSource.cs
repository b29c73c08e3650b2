using Microsoft.CodeAnalysis;

namespace ResearchKit.Kernel;

/// <summary>What completion needs to know of a session, and nothing that could change it.</summary>
/// <param name="Folder">Where <c>#r</c> and <c>#load</c> start from.</param>
/// <param name="Magics">What the engine follows behind <c>#!</c>, and what each does.</param>
/// <param name="Last">The compilation of the last cell that compiled; the earlier ones hang on it.</param>
/// <param name="Find">The file that a <c>#r</c> means, or null; it must not load the file.</param>
sealed record SessionSource(string Folder, IReadOnlyList<(string Name, string Says)> Magics, Func<Compilation> Last, Func<string, string?, string?> Find);
