using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Ids of cells in a script: one that says no more than the cell's place is left out.</summary>
static class ScriptIds
{
    public static string ByPlace(int number) => FormattableString.Invariant($"cell-{number}");

    /// <summary>Whether the marker has to say the id, or that there is none.</summary>
    public static bool Needs(ScriptNotebook notebook, ScriptCell cell, int number) => !notebook.HasIds ? cell.Rest.ContainsKey("id")
        : cell.Rest["id"] is not JsonValue value || !value.TryGetValue(out string? id) || id != ByPlace(number)
            || notebook.Cells.Any(c => c != cell && c.Rest["id"] is JsonValue other && other.TryGetValue(out string? taken) && taken == id);

    /// <summary>The id of a cell whose marker says none, unlike every other.</summary>
    public static string New(int number, IReadOnlySet<string> taken)
    {
        var id = ByPlace(number);
        while (taken.Contains(id))
            id += "-x";
        return id;
    }
}
