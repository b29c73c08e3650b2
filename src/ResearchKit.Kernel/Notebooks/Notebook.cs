using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>A Jupyter notebook of format 4, as read from a file.</summary>
/// <param name="Path">The file, as the user named it.</param>
/// <param name="Folder">Its folder in full, which relative paths in its cells start from.</param>
/// <param name="Cells">In order.</param>
/// <param name="Metadata">Kernel and language; kept as they are.</param>
sealed record Notebook(string Path, string Folder, IReadOnlyList<Cell> Cells, JsonObject Metadata)
{
    const string Expected = "Expected a Jupyter notebook: JSON in UTF-8 of nbformat 4.";

    /// <summary>Reads a notebook, with or without a byte order mark.</summary>
    /// <exception cref="InputException">It is missing or is not a notebook; says what was found instead.</exception>
    public static Notebook Read(string path) => Read(path, Bytes(path));

    /// <summary>Reads a notebook from the bytes of its file.</summary>
    /// <exception cref="InputException">They are not a notebook; says what was found instead.</exception>
    public static Notebook Read(string path, byte[] bytes)
    {
        var root = Parse(path, Text(path, bytes));
        try
        {
            return Read(path, root);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InputException($"{path}: {e.Message.ReplaceLineEndings(" ")} {Expected}", e);
        }
    }

    /// <summary>The bytes of a notebook's file.</summary>
    /// <exception cref="InputException">It is missing or cannot be read.</exception>
    public static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such notebook. {Expected}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(Directory.Exists(path) ? $"{path}: this is a folder. {Expected}" : $"{path}: cannot be read: {e.Message}", e);
        }
    }

    static string Text(string path, byte[] bytes)
    {
        if (bytes.AsSpan().IndexOf((byte)0) is >= 0 and var zero)
            throw new InputException($"{path}: binary content (a zero byte at {zero}). {Expected}");
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException e)
        {
            throw new InputException($"{path}: invalid UTF-8 at byte {e.Index}. {Expected}", e);
        }
    }

    static JsonObject Parse(string path, string text)
    {
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { MaxDepth = 512, AllowDuplicateProperties = false }) as JsonObject
                ?? throw new InputException($"{path}: JSON, but not an object. {Expected}");
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $"({line + 1},{e.BytePositionInLine + 1})" : "";
            var found = string.IsNullOrWhiteSpace(text) ? "the file is empty" : "not JSON: " + e.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
            throw new InputException($"{path}{place}: {found}. {Expected}", e);
        }
    }

    static Notebook Read(string path, JsonObject root)
    {
        if (root["nbformat"] is not { } version)
            throw new InputException($"{path}: JSON without 'nbformat'. {Expected}");
        if (version is not JsonValue number || !number.TryGetValue(out int nbformat) || nbformat != 4)
            throw new InputException($"{path}: nbformat {version.ToJsonString()}. {Expected}");
        if (root["cells"] is not JsonArray cells)
            throw new InputException($"{path}: no list of 'cells'. {Expected}");
        var metadata = root["metadata"] as JsonObject ?? [];
        return new(path, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, [.. cells.Select((c, i) => Read(path, c, i + 1))], metadata);
    }

    static Cell Read(string path, JsonNode? node, int number)
    {
        if (node is not JsonObject json)
            throw new InputException($"{path}: cell {number} is not an object. {Expected}");
        var kind = json["cell_type"] is JsonValue t && t.TryGetValue(out string? name) ? name : null;
        if (kind is not ("code" or "markdown" or "raw"))
            throw new InputException($"{path}: cell {number} has cell_type {json["cell_type"]?.ToJsonString() ?? "missing"}. Expected code, markdown or raw.");
        var source = Lines.From(json["source"])
            ?? throw new InputException($"{path}: cell {number} has no 'source'. Expected text or a list of lines.");
        var tags = (json["metadata"] as JsonObject)?["tags"] as JsonArray ?? [];
        return new(number, kind, source, [.. tags.Select(x => Lines.From(x)).OfType<string>()], json);
    }
}
