using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ResearchKit.Kernel;

/// <summary>Takes out of text what differs from run to run by its nature, and what the notebook declares to.</summary>
sealed partial class Sanitizer
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    readonly List<(Regex Pattern, string Replacement)> rules = [];
    readonly string folder;

    Sanitizer(string folder) => this.folder = folder;

    /// <summary>The rules of a notebook: in its metadata, <c>researchkit.check.sanitize</c>, and in <c>checks.json</c> beside it, <c>sanitize</c>.</summary>
    /// <exception cref="InputException">A rule that is none.</exception>
    public static Sanitizer For(Notebook notebook)
    {
        var sanitizer = new Sanitizer(notebook.Folder);
        var check = (notebook.Metadata["researchkit"] as JsonObject)?["check"] as JsonObject;
        sanitizer.Add(check?["sanitize"], $"{notebook.Path}: metadata researchkit.check.sanitize");
        var file = Path.Combine(notebook.Folder, "checks.json");
        if (File.Exists(file))
            sanitizer.Add(Read(file)["sanitize"], $"{file}: sanitize");
        return sanitizer;
    }

    /// <exception cref="InputException">A pattern takes too long on this text.</exception>
    public string Clean(string text)
    {
        text = Time().Replace(Identifiers().Replace(Address().Replace(text.ReplaceLineEndings("\n"), "<address>"), "<id>"), "Wall time: <time>");
        if (folder.Length > 1)
            text = text.Replace(folder, "<folder>", StringComparison.Ordinal);
        foreach (var (pattern, replacement) in rules)
        {
            try
            {
                text = pattern.Replace(text, replacement);
            }
            catch (RegexMatchTimeoutException e)
            {
                throw new InputException(FormattableString.Invariant($"sanitize: the pattern '{Terminal.Line(pattern.ToString(), 100)}' takes longer than {Patience.TotalSeconds} s on one output. Write it without nested repeats."), e);
            }
        }
        return text;
    }

    /// <summary>The same for the strings inside JSON.</summary>
    public JsonNode? Clean(JsonNode? json) => json switch
    {
        JsonObject properties => new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, Clean(p.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Clean)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Clean(value.GetValue<string>()),
        _ => json?.DeepClone(),
    };

    void Add(JsonNode? node, string place)
    {
        if (node is null)
            return;
        if (node is not JsonArray list)
            throw new InputException($"{place}: expected a list of {{\"pattern\": …, \"replacement\": …}}.");
        foreach (var (rule, i) in list.Select((r, i) => (r as JsonObject, i + 1)))
        {
            if (Text(rule, "pattern") is not { Length: > 0 } pattern || Text(rule, "replacement") is not { } replacement)
                throw new InputException(FormattableString.Invariant($"{place}: rule {i} is {Terminal.Line(list[i - 1]?.ToJsonString() ?? "null", 100)}. Expected {{\"pattern\": \"…\", \"replacement\": \"…\"}}."));
            try
            {
                rules.Add((new(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, Patience), replacement));
            }
            catch (ArgumentException e)
            {
                throw new InputException(FormattableString.Invariant($"{place}: rule {i}: {e.Message}"), e);
            }
        }
    }

    static string? Text(JsonObject? rule, string name) => rule?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    static JsonObject Read(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new InputException($"{file}: JSON, but not an object. Expected {{\"sanitize\": [...]}}.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: not JSON: {e.Message.Split(" LineNumber:")[0]} Expected {{\"sanitize\": [...]}}.", e);
        }
    }

    [GeneratedRegex(@"\b0x[0-9a-fA-F]{7,16}\b")]
    private static partial Regex Address();

    // GUIDs, and the same without dashes where a chart names its functions so.
    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b|(?<=renderPlotly_)[0-9a-f]{32}\b")]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"Wall time: [0-9.]+ ms(, and [0-9.]+ ms to compile and load)?")]
    private static partial Regex Time();
}
