using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>A model as it stands in a file, with the hash of the rest.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Hash">Of the model without this.</param>
/// <param name="Card">The card, but for the texts.</param>
/// <param name="LearnedOn">The texts' marks.</param>
/// <param name="Features">The features.</param>
/// <param name="Texts">Of each, how many texts it stands in.</param>
/// <param name="Up">Of the score, or of positive.</param>
/// <param name="Down">Of negative; null for scores.</param>
sealed record LearnedModelFile(int Format, string Hash, ModelCard Card, string LearnedOn, ImmutableArray<string> Features, ImmutableArray<int> Texts, MarginFile Up, MarginFile? Down)
{
    const int CurrentFormat = 2;

    const string Expected = "a model, as ./kit train writes it";

    public static string HashOf(LearnedModel model) => HashOf(Of(model));

    public static void Write(LearnedModel model, string path) => Files.WriteText(path, writer => writer.Write(JsonSerializer.Serialize(Of(model) with { Hash = model.Hash }, LearnedJson.Default.LearnedModelFile) + "\n"));

    public static LearnedModel Read(string path)
    {
        var text = Files.ReadText(path, Expected);
        try
        {
            // What other formats hold cannot be read as this one's: the number comes first.
            if (FormatOf(text) is { } format && format != CurrentFormat) throw new InputException($"{path}: format {format} is {(format < CurrentFormat ? "of an earlier kit" : "not known")}. Expected {CurrentFormat}: fit the model again with ./kit train.");
            var file = JsonSerializer.Deserialize(text, LearnedJson.Default.LearnedModelFile) ?? throw new InputException($"{path}: holds null. Expected {Expected}.");
            if (HashOf(file) is var found && found != file.Hash)
                throw new InputException($"{path}: its hash is {Untrusted.Quote(file.Hash)}, but what it holds hashes to '{found}'. Expected a file as it was written: fit it again with ./kit train.");
            return file.Model(path);
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): is no model: {e.Message} Expected {Expected}.", e);
        }
        catch (FormatException e)
        {
            throw new InputException($"{path}: the marks of its texts cannot be read: {e.Message} Expected {Expected}.", e);
        }
    }

    static LearnedModelFile Of(LearnedModel model) => new(CurrentFormat, "", model.Card with { LearnedOn = model.Card.LearnedOn with { Texts = [] } }, model.Card.LearnedOn.Marks(), model.Fitted.Index.Names, model.Fitted.Index.Texts,
        MarginFile.Of(model.Fitted.Up), model.Fitted.Down is { } down ? MarginFile.Of(down) : null);

    static int? FormatOf(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("format", out var format) && format.TryGetInt32(out var number) ? number : null;
    }

    static string HashOf(LearnedModelFile file) => Hashing.Canonical(JsonSerializer.SerializeToElement(file with { Hash = "" }, LearnedJson.Default.LearnedModelFile));

    LearnedModel Model(string path)
    {
        if (!Belong) throw new InputException($"{path}: its features and what was fitted to them do not belong together. Expected {Expected}: fit it again.");
        var card = Card with { LearnedOn = Card.LearnedOn with { Texts = ResearchKit.LearnedOn.ReadMarks(LearnedOn) } };
        return new(card, new(new(Features, Texts, card.Texts), Up.Margin, Down?.Margin, card.Settings, card.Falls, card.Rises));
    }

    bool Belong => !Features.IsDefaultOrEmpty && !Texts.IsDefault && Texts.Length == Features.Length && Fits(Up) && (Down is null || Fits(Down)) && Down is null == (Card.Goal == LearnedGoal.Scores)
        && Features.SequenceEqual(Features.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) && Card.Rises is > 0 and <= 1 && Card.Falls is < 0 and >= -1 && Card.MaxWords is >= 1 and <= 5 && Enum.IsDefined(Card.Features);

    bool Fits(MarginFile margin) => margin.Fits(Features.Length, Card.Settings.Learner);
}

/// <summary>The JSON form of models; generated, so that no reflection is needed.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(LearnedModelFile))]
sealed partial class LearnedJson : JsonSerializerContext;
