using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>Which language a cell is in. Notebooks say it in several places, after the editor that wrote them.</summary>
static class Language
{
    static readonly string[] CSharp = ["csharp", "c#", ".net-csharp", ".net (c#)", "cs", "polyglot-notebook", ""];

    /// <summary>Stops at the first code cell that is not C#.</summary>
    /// <exception cref="InputException">Names the cell and its language.</exception>
    public static void Require(Notebook notebook)
    {
        var info = notebook.Metadata["language_info"] as JsonObject;
        var spec = notebook.Metadata["kernelspec"] as JsonObject;
        var whole = Text(spec, "language") ?? Text(info, "name") ?? Text(spec, "name") ?? "";
        foreach (var cell in notebook.Cells.Where(c => c.IsCode && c.Source.Trim().Length > 0))
        {
            var metadata = cell.Json["metadata"] as JsonObject;
            var language = Text(metadata?["polyglot_notebook"], "kernelName") ?? Text(metadata?["dotnet_interactive"], "language")
                ?? Text(metadata?["vscode"], "languageId") ?? whole;
            if (!CSharp.Contains(language, StringComparer.OrdinalIgnoreCase))
                throw new InputException($"{notebook.Path}: code cell {cell.Number} is in the language '{language}'. Expected C# (csharp).");
        }
    }

    static string? Text(JsonNode? node, string name) => (node as JsonObject)?[name] is JsonValue v && v.TryGetValue(out string? text) ? text : null;
}
