using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>The values of known fields as JSON writes them. Whatever does not fit is a <see cref="RowFault"/>.</summary>
static class JsonFields
{
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 128 };

    /// <summary>One JSON value and nothing after it, without duplicate names, nested at most 128 deep.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json, Strict);

    /// <summary>A JSON string. Made by hand, since file-based apps switch off the serializer's reflection.</summary>
    public static JsonElement Text(string text) => JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");

    public static string String(string field, JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new RowFault(field, $"is {Kind(value)}. Expected a string.");

    public static string StringOrNumber(string field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        _ => throw new RowFault(field, $"is {Kind(value)}. Expected a string or a number."),
    };

    public static ImmutableArray<string> Paragraphs(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) throw new RowFault("paragraphs", $"is {Kind(value)}. Expected an array of strings.");
        return [.. value.EnumerateArray().Select((item, i) => String(Item("paragraphs", i), item))];
    }

    public static ImmutableArray<TickerValue> Tickers(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) throw new RowFault("tickers", $"is {Kind(value)}. Expected an array of {{ticker, value}}.");
        return [.. value.EnumerateArray().Select((item, i) => Ticker(Item("tickers", i), item))];
    }

    /// <summary>A cell with a JSON array of strings, or plain text such as <c>[Reuters] Oil rose</c>.</summary>
    public static ImmutableArray<string> ParagraphsOrText(string cell)
    {
        if (!cell.AsSpan().TrimStart().StartsWith('[')) return Article.SplitParagraphs(cell);
        try
        {
            using var document = Parse(Encoding.UTF8.GetBytes(cell));
            return Paragraphs(document.RootElement);
        }
        catch (JsonException) { return Article.SplitParagraphs(cell); }
        catch (InvalidOperationException) { throw new RowFault("paragraphs", UnpairedSurrogate); }
    }

    public static ImmutableArray<TickerValue> TickersOf(string cell)
    {
        try
        {
            using var document = Parse(Encoding.UTF8.GetBytes(cell));
            return Tickers(document.RootElement);
        }
        catch (JsonException) { throw new RowFault("tickers", $"{Untrusted.Quote(cell)} is not JSON. Expected an array of {{ticker, value}}."); }
        catch (InvalidOperationException) { throw new RowFault("tickers", UnpairedSurrogate); }
    }

    public const string UnpairedSurrogate = "holds half a surrogate pair, which is no character.";

    static TickerValue Ticker(string field, JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) throw new RowFault(field, $"is {Kind(item)}. Expected {{ticker, value}}.");
        string? ticker = null;
        decimal? value = null;
        foreach (var property in item.EnumerateObject())
        {
            if (property.NameEquals("ticker")) ticker = String($"{field}.ticker", property.Value);
            else if (!property.NameEquals("value"))
                throw new RowFault(field, $"has the field {Untrusted.Quote(property.Name)}. Expected only ticker and value.");
            else if (property.Value.ValueKind != JsonValueKind.Null)
                value = FieldText.Number($"{field}.value", StringOrNumber($"{field}.value", property.Value));
        }
        return string.IsNullOrWhiteSpace(ticker) ? throw new RowFault($"{field}.ticker", "is missing.") : new(ticker, value);
    }

    public static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    static string Item(string field, int index) => string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]");
}
