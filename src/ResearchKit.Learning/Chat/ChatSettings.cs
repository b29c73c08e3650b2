using System.Collections.Immutable;
using System.Text.Json;

namespace ResearchKit;

/// <summary>A file that says which chat model is asked and how: a JSON object with <c>model</c>, <c>endpoint</c>, <c>cassette</c> and any option by its name. No key: that stands in the environment.</summary>
/// <param name="Endpoint">The address; null where the file names none.</param>
/// <param name="Options">The options; the cassette lies beside the file unless its path is whole.</param>
sealed record ChatSettings(string? Endpoint, ChatScorerOptions Options)
{
    const string Expected = "settings of a chat model, such as {\"model\": \"llama3.1:8b\", \"endpoint\": \"http://localhost:11434/v1\", \"cassette\": \"answers.jsonl\"}";

    const string EndpointName = "endpoint", KeysBegin = "RESEARCHKIT_", KeysEnd = "_API_KEY", Span = "a number, 0.001 to 3600";

    static readonly ImmutableArray<(string Name, string Allowed, Func<ChatScorerOptions, JsonElement, ChatScorerOptions> Set)> Known =
    [
        ("model", "a text", (o, value) => o with { Model = Text(value) }),
        ("cassette", "a text", (o, value) => o with { Cassette = Text(value) }),
        ("replayOnly", "true or false", (o, value) => o with { ReplayOnly = value.GetBoolean() }),
        ("samples", "a whole number", (o, value) => o with { Samples = value.GetInt32() }),
        ("temperature", "a number, or null to send none", (o, value) => o with { Temperature = IsNull(value) ? null : value.GetDouble() }),
        ("seed", "a whole number, or null", (o, value) => o with { Seed = IsNull(value) ? null : value.GetInt64() }),
        ("instructions", "a text", (o, value) => o with { Instructions = Text(value) }),
        ("askForSchema", "true or false", (o, value) => o with { AskForSchema = value.GetBoolean() }),
        ("anyLanguage", "true or false", (o, value) => o with { AnyLanguage = value.GetBoolean() }),
        ("maxCharacters", "a whole number", (o, value) => o with { MaxCharacters = value.GetInt32() }),
        ("maxAnswerTokens", "a whole number", (o, value) => o with { MaxAnswerTokens = value.GetInt32() }),
        ("attempts", "a whole number", (o, value) => o with { Attempts = value.GetInt32() }),
        ("timeoutSeconds", Span, (o, value) => o with { Timeout = Seconds(value) }),
        ("firstWaitSeconds", Span, (o, value) => o with { FirstWait = Seconds(value) }),
        ("longestWaitSeconds", Span, (o, value) => o with { LongestWait = Seconds(value) }),
        ("concurrency", "a whole number", (o, value) => o with { Concurrency = value.GetInt32() }),
        ("requestsPerMinute", "a whole number, or null", (o, value) => o with { RequestsPerMinute = IsNull(value) ? null : value.GetInt32() }),
        ("inputPrice", "a number, or null", (o, value) => o with { InputPrice = IsNull(value) ? null : value.GetDecimal() }),
        ("outputPrice", "a number, or null", (o, value) => o with { OutputPrice = IsNull(value) ? null : value.GetDecimal() }),
        ("budget", "a number, or null", (o, value) => o with { Budget = IsNull(value) ? null : value.GetDecimal() }),
        ("keyVariable", $"the name of an environment variable for keys, {KeysBegin}… or …{KeysEnd}: settings may be somebody else's, and no other variable is sent anywhere", (o, value) => o with { KeyVariable = Text(value) is var name && IsForKeys(name) ? name : throw new FormatException() }),
    ];

    /// <exception cref="InputException">The file is missing, is no JSON object, or holds a setting that is not known or not of its form.</exception>
    public static ChatSettings Read(string path)
    {
        var text = Files.ReadText(path, Expected);
        try
        {
            using var document = JsonDocument.Parse(text, new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InputException($"{Untrusted.Line(path)}: is no JSON object. Expected {Expected}.");
            var (endpoint, options) = ((string?)null, new ChatScorerOptions());
            foreach (var setting in document.RootElement.EnumerateObject())
                if (setting.Name == EndpointName) endpoint = Take(path, setting, "an address", Text);
                else if (Known.FirstOrDefault(each => each.Name == setting.Name) is { Name: not null } known) options = Take(path, setting, known.Allowed, value => known.Set(options, value));
                else throw new InputException($"{Untrusted.Line(path)}: setting {Untrusted.Quote(setting.Name)} is not known. Available: {EndpointName}, {string.Join(", ", Known.Select(each => each.Name))}. A key stands in the environment variable that keyVariable names, never in a file.");
            if (options.Model is null) throw new InputException($"{Untrusted.Line(path)}: names no model. Expected {Expected}.");
            return new(endpoint, options.Cassette is { } cassette ? options with { Cassette = Beside(path, cassette) } : options);
        }
        catch (JsonException e)
        {
            // The message of the reader may repeat what stands there, and somebody may have put a key there.
            throw new InputException($"{Untrusted.Line(path)}({(e.LineNumber ?? 0) + 1}): is not JSON, or names a setting twice. Expected {Expected}.", e);
        }
    }

    static T Take<T>(string path, JsonProperty setting, string allowed, Func<JsonElement, T> take)
    {
        try
        {
            return take(setting.Value);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new InputException($"{Untrusted.Line(path)}: setting '{setting.Name}' is not of its form. Expected {allowed}.", e);
        }
    }

    static TimeSpan Seconds(JsonElement value) => value.GetDouble() is >= 0.001 and <= 3600 and var seconds ? TimeSpan.FromSeconds(seconds) : throw new FormatException();

    static bool IsForKeys(string name) => name.StartsWith(KeysBegin, StringComparison.Ordinal) || name.EndsWith(KeysEnd, StringComparison.Ordinal);

    static string Text(JsonElement value) => value.GetString() ?? throw new FormatException();

    static bool IsNull(JsonElement value) => value.ValueKind == JsonValueKind.Null;

    /// <summary>A cassette that is named as it lies keeps its short name, which messages show.</summary>
    static string Beside(string path, string cassette) => Path.GetDirectoryName(path) is { Length: > 0 } folder ? Path.Combine(folder, cassette) : cassette;
}
