using System.Collections.Frozen;
using System.Globalization;
using System.Resources;

namespace ResearchKit;

/// <summary>The lines of <c>boilerplate.txt</c>: a publisher's own words on every page, never part of an article.</summary>
static class Boilerplate
{
    /// <summary>Trimmed, compared by ordinal.</summary>
    public static FrozenSet<string> Lines { get; } = Load();

    static FrozenSet<string> Load()
    {
        var resources = new ResourceManager(typeof(Boilerplate));
        var text = resources.GetString("lines", CultureInfo.InvariantCulture)
            ?? throw new InvalidOperationException("boilerplate.txt is not embedded in ResearchKit.dll.");
        return text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
