using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>One cell of a notebook, as read. What this program does not know of is kept in <paramref name="Json"/> and written back.</summary>
/// <param name="Number">1-based place among all cells.</param>
/// <param name="Kind"><c>code</c>, <c>markdown</c> or <c>raw</c>.</param>
/// <param name="Source">Its text.</param>
/// <param name="Tags">From the cell's metadata.</param>
/// <param name="Json">The cell as it stands in the file; never changed, copies are.</param>
sealed record Cell(int Number, string Kind, string Source, IReadOnlyList<string> Tags, JsonObject Json)
{
    // Jupyter's tag, this kit's and those of nbval, which also reads them from a comment.
    static readonly string[] RaisesNames = ["raises-exception", "check-raises", "nbval-raises-exception", "NBVAL_RAISES_EXCEPTION"];
    static readonly string[] IgnoreNames = ["check-ignore-output", "nbval-ignore-output", "NBVAL_IGNORE_OUTPUT"];

    public bool IsCode => Kind == "code";

    /// <summary>Its author expects it to fail.</summary>
    public bool Raises => Says(RaisesNames);

    /// <summary>What it shows differs from run to run, and no check looks at it.</summary>
    public bool IgnoresOutput => Says(IgnoreNames);

    /// <summary>The n of <c>In [n]</c>, if the cell was run.</summary>
    public int? ExecutionCount => Json["execution_count"] is JsonValue v && v.TryGetValue(out int n) ? n : null;

    public IEnumerable<JsonObject> Outputs => (Json["outputs"] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>What a progress line or a folded cell shows: the first line that says something.</summary>
    public string FirstLine => Source.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0 && !l.StartsWith("#!", StringComparison.Ordinal)) ?? "";

    bool Says(string[] names) => Tags.Any(names.Contains) || Source.Split('\n').Any(l => l.Trim() is ['/', '/', .. var comment] && names.Contains(comment.Trim()));
}
