using System.Text.Json.Nodes;

namespace ResearchKit.Tests;

/// <summary>A notebook as a file.</summary>
sealed record NotebookFile(string Name, JsonObject Json)
{
    public static IReadOnlyList<NotebookFile> Kept { get; } = Read(Repository.File("notebooks"));

    public IEnumerable<JsonObject> Cells => Json["cells"]!.AsArray().Select(cell => cell!.AsObject());

    public IEnumerable<JsonObject> CodeCells => Cells.Where(cell => (string?)cell["cell_type"] == "code");

    public IEnumerable<JsonObject> Outputs => CodeCells.SelectMany(cell => cell["outputs"]!.AsArray()).Select(output => output!.AsObject());

    public int Charts => Outputs.Count(output => output["data"]?["application/vnd.plotly.v1+json"] is not null);

    public static IReadOnlyList<NotebookFile> Read(string folder) =>
        [.. Directory.GetFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).Select(file => new NotebookFile(Path.GetFileName(file), JsonNode.Parse(File.ReadAllText(file))!.AsObject()))];

    public static string Source(JsonObject cell) => cell["source"] is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string)cell["source"]!;

    public override string ToString() => Name;
}
