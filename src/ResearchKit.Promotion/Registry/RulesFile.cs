using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace ResearchKit;

/// <summary>The rules of promotion as JSON: an object with the names of <see cref="PromotionRules"/>.</summary>
static class RulesFile
{
    static readonly ImmutableArray<string> Known = ["minimumTexts", "margin", "guards", "guardedTexts", "method", "metric", "twoPeople"];

    static string Expected => $"an object with {string.Join(", ", Known)}, each at most once";

    public static PromotionRules Read(string path, string shown)
    {
        try
        {
            using var json = JsonDocument.Parse(Files.ReadText(path, Expected));
            return Of(json.RootElement).Validated();
        }
        catch (JsonException e)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{shown}({(e.LineNumber ?? 0) + 1}): is no JSON: {e.Message.Split(" LineNumber:")[0]} Expected {Expected}."), e);
        }
        catch (InputException e) when (!e.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InputException($"{shown}: {e.Message}");
        }
    }

    public static void Write(string path, PromotionRules rules) => Files.Write(path, stream =>
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber("minimumTexts", rules.MinimumTexts);
        json.WriteNumber("margin", rules.Margin);
        json.WriteStartObject("guards");
        foreach (var (kind, margin) in rules.Guards.OrderBy(guard => guard.Key, StringComparer.Ordinal)) json.WriteNumber(kind, margin);
        json.WriteEndObject();
        json.WriteNumber("guardedTexts", rules.GuardedTexts);
        json.WriteString("method", rules.Method);
        json.WriteString("metric", rules.Metric);
        json.WriteBoolean("twoPeople", rules.TwoPeople);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    });

    static PromotionRules Of(JsonElement json) => Fields(json, "the file").Aggregate(new PromotionRules(), (rules, field) => field.Name switch
    {
        "minimumTexts" => rules with { MinimumTexts = Whole(field) },
        "margin" => rules with { Margin = Number(field) },
        "guards" => rules with { Guards = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, Fields(field.Value, "rule guards").Select(guard => KeyValuePair.Create(guard.Name, Number(guard)))) },
        "guardedTexts" => rules with { GuardedTexts = Whole(field) },
        "method" => rules with { Method = Text(field) },
        "metric" => rules with { Metric = Text(field) },
        "twoPeople" => rules with { TwoPeople = field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? field.Value.GetBoolean() : throw Fault(field, "true or false") },
        _ => throw InputException.Unknown("Rule", Untrusted.Show(field.Name), Known),
    });

    static List<JsonProperty> Fields(JsonElement json, string what)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new InputException($"{what} is {Untrusted.Show(json.GetRawText())}. Expected an object.");
        var fields = json.EnumerateObject().ToList();
        return fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice ? throw new InputException($"Rule {Untrusted.Quote(twice.Key)} stands twice. Expected {Expected}.") : fields;
    }

    static double Number(JsonProperty field) => field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Fault(field, "a number");

    static string Text(JsonProperty field) => field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : throw Fault(field, "a name");

    static int Whole(JsonProperty field) => field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt32(out var number) ? number : throw Fault(field, "a whole number");

    static InputException Fault(JsonProperty field, string expected) => new($"Rule {Untrusted.Quote(field.Name)} is {Untrusted.Show(field.Value.GetRawText())}. Expected {expected}.");
}
