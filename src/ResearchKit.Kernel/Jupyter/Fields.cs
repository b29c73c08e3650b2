using System.Text.Json.Nodes;

namespace ResearchKit.Kernel;

/// <summary>What a request says, read field by field: other programs' types are not trusted.</summary>
static class Fields
{
    /// <exception cref="MessageException">It is missing or not text.</exception>
    public static string Text(this Message message, string name) => Json.Text(message.Content[name]) ?? throw Wrong(message, name, "text");

    /// <summary>Text that may be left out.</summary>
    public static string? TextOrNull(this Message message, string name) => message.Content[name] is null ? null : message.Text(name);

    public static bool Flag(this Message message, string name, bool otherwise) => message.Content[name] switch
    {
        null => otherwise,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => throw Wrong(message, name, "true or false"),
    };

    /// <summary>A whole number that may be left out.</summary>
    public static int? Number(this Message message, string name) => message.Content[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) => number,
        _ => throw Wrong(message, name, "a whole number"),
    };

    public static JsonObject? ObjectOrNull(this Message message, string name) => message.Content[name] switch
    {
        null => null,
        JsonObject json => json,
        _ => throw Wrong(message, name, "an object"),
    };

    static MessageException Wrong(Message message, string name, string expected) =>
        new($"{message.Type}: {name} is {Json.Kind(message.Content[name])}. Expected {expected}.");
}
