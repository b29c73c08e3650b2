using System.Collections.Frozen;

namespace ResearchKit;

/// <summary>The lines of <c>boilerplate.txt</c>: a publisher's own words on every page, never part of an article.</summary>
static class Boilerplate
{
    /// <summary>Trimmed, compared by ordinal.</summary>
    public static FrozenSet<string> Lines { get; } = Resource.Lines("boilerplate.txt", typeof(Boilerplate)).Select(line => line.Trim()).ToFrozenSet(StringComparer.Ordinal);
}
