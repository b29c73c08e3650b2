using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>The line that begins a cell in a script: <c>// %% Title [markdown] id="c04" tags=["parameters"]</c>. Its values are JSON.</summary>
/// <param name="Kind"><c>code</c>, <c>markdown</c> or <c>raw</c>.</param>
/// <param name="Title">What stands before the first value; kept as the metadata <c>title</c>, as jupytext does.</param>
/// <param name="Values">In order.</param>
sealed partial record CellMarker(string Kind, string? Title, IReadOnlyList<KeyValuePair<string, JsonNode?>> Values)
{
    /// <summary>How many lines the cell has: said where one of them looks like a marker.</summary>
    public const string LineCount = "lines";

    /// <summary>How lines that stand for others are marked: said where the cell itself holds the usual mark.</summary>
    public const string Mark = "mark";

    /// <summary>All of a cell's metadata, where it cannot be said value by value; and the keys of a cell that are none of these.</summary>
    public const string Metadata = "metadata", Rest = "cell";

    static readonly string[] Reserved = ["id", LineCount, Mark, Metadata, Rest];

    /// <summary>Whether a line begins a cell.</summary>
    public static bool Is(string line) => Start().IsMatch(line);

    public JsonNode? this[string name] => Values.FirstOrDefault(v => v.Key == name).Value;

    public bool Has(string name) => Values.Any(v => v.Key == name);

    public override string ToString()
    {
        var line = new StringBuilder("// %%");
        if (Title is not null)
            line.Append(' ').Append(Title);
        if (Kind != "code")
            line.Append(" [").Append(Kind).Append(']');
        foreach (var (name, value) in Values)
            line.Append(' ').Append(name).Append('=').Append(NotebookText.Line(value));
        return line.ToString();
    }

    /// <summary>The metadata that a cell has when its marker says nothing: in notebooks of editors that name a kernel for each cell, that kernel.</summary>
    public static JsonObject Default(JsonObject notebook, string kind) =>
        kind == "code" && notebook.ContainsKey("polyglot_notebook") ? new() { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" } } : [];

    /// <summary>The metadata that a marker has to say, value by value; null if it cannot be said so.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>>? Own(JsonObject notebook, string kind, JsonObject metadata)
    {
        var usual = Default(notebook, kind);
        return usual.All(p => metadata.TryGetPropertyValue(p.Key, out var value) && JsonNode.DeepEquals(value, p.Value)) && metadata.All(p => IsName(p.Key) && !Reserved.Contains(p.Key))
            ? metadata.Where(p => !usual.ContainsKey(p.Key)).OrderBy(p => p.Key, StringComparer.Ordinal) : null;
    }

    /// <summary>The metadata of a cell with this marker.</summary>
    public JsonObject MetadataOf(JsonObject notebook)
    {
        if (Has(Metadata))
            return (JsonObject?)(this[Metadata] as JsonObject)?.DeepClone() ?? [];
        var metadata = Default(notebook, Kind);
        if (Title is not null)
            metadata["title"] = Title;
        foreach (var (name, value) in Values.Where(v => !Reserved.Contains(v.Key)))
            metadata[name] = value?.DeepClone();
        return metadata;
    }

    /// <summary>Whether a text can stand before the values and be read back.</summary>
    public static bool IsTitle(string text) => TitleText().IsMatch(text);

    /// <summary>Whether a value can have this name.</summary>
    public static bool IsName(string text) => NameText().IsMatch(text);

    /// <exception cref="InputException">A value is not JSON.</exception>
    public static CellMarker Read(string line, string place)
    {
        var rest = Start().Replace(line, "", 1).TrimEnd('\r').Trim(' ', '\t');
        var first = Value().Match(rest);
        var before = first.Success ? rest[..first.Index] : rest;
        var kind = KindText().Match(before);
        var title = (kind.Success ? before[..kind.Index] : before).Trim(' ', '\t');
        var values = new List<KeyValuePair<string, JsonNode?>>();
        for (var text = first.Success ? rest[first.Index..].TrimStart(' ', '\t') : ""; text.Length > 0; text = text.TrimStart(' ', '\t'))
        {
            var name = text.Split('=', 2)[0];
            if (name.Length == text.Length || !IsName(name))
                throw new InputException($"{place}: '{Terminal.Line(text, 60)}' on the cell's marker. Expected NAME=JSON, such as tags=[\"parameters\"].");
            var (value, length) = Json(text[(name.Length + 1)..], name, place);
            values.Add(new(name, value));
            text = text[(name.Length + 1 + length)..];
        }
        return new(kind.Success ? kind.Groups[1].Value.Replace("md", "markdown") : "code", title.Length > 0 ? title : null, values);
    }

    static (JsonNode? Value, int Length) Json(string text, string name, string place)
    {
        var bytes = Encoding.UTF8.GetBytes(text + " ");
        try
        {
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 512 });
            reader.Read();
            var node = JsonNode.Parse(ref reader);
            return (node, Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.BytesConsumed));
        }
        catch (JsonException e)
        {
            throw new InputException($"{place}: {name}={Terminal.Line(text, 60)} is not JSON. Expected a value such as \"text\", 1 or [\"parameters\"].", e);
        }
    }

    [GeneratedRegex(@"^//[ \t]*%%(?!%)")]
    private static partial Regex Start();

    [GeneratedRegex(@"(?:^|[ \t])[A-Za-z_][A-Za-z0-9_.\-]*=")]
    private static partial Regex Value();

    [GeneratedRegex(@"(?:^|[ \t])\[(markdown|md|raw)\][ \t]*$")]
    private static partial Regex KindText();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.\-]*\z")]
    private static partial Regex NameText();

    [GeneratedRegex(@"^[^\s\[\]=%\p{Cc}]+(?: [^\s\[\]=\p{Cc}]+)*\z")]
    private static partial Regex TitleText();
}
