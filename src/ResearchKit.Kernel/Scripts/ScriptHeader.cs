using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Kernel;

/// <summary>What stands before the first cell of a script: the notebook's metadata, where it is not the usual one, in the place and form of jupytext.</summary>
static class ScriptHeader
{
    const string Edge = "// ---", MetadataKey = "// jupyter: ", RestKey = "// notebook: ";

    /// <summary>The statement that goes to the notebook's folder, up to the folder.</summary>
    public const string Start = "ResearchKitScript.Cell.Start(";

    public static IEnumerable<string> Lines(JsonObject metadata, JsonObject rest) =>
        [Edge, MetadataKey + NotebookText.Line(metadata), RestKey + NotebookText.Line(rest), Edge];

    public static bool IsEdge(string line) => line.TrimEnd() == Edge;

    /// <summary>Metadata and the other keys; null for a header that another tool wrote.</summary>
    public static (JsonObject Metadata, JsonObject Other)? Read(IReadOnlyList<string> lines) =>
        Json(lines, MetadataKey) is { } metadata && Json(lines, RestKey) is { } rest ? (metadata, rest) : null;

    /// <summary>The folder that a script starts in, as it names it; null for another line.</summary>
    public static string? Folder(string line) => line.StartsWith(Start, StringComparison.Ordinal)
        && SyntaxFactory.ParseExpression(line[Start.Length..].TrimEnd(';', ')')) is Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax { Token.Value: string folder } ? folder : null;

    /// <summary>The types that stand in for what a notebook's kernel offers.</summary>
    public static string Prelude()
    {
        using var stream = typeof(ScriptHeader).Assembly.GetManifestResourceStream("prelude.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd();
    }

    static JsonObject? Json(IReadOnlyList<string> lines, string key)
    {
        try
        {
            return lines.FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal)) is { } line ? JsonNode.Parse(line[key.Length..], null, new() { MaxDepth = 512, AllowDuplicateProperties = false }) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
