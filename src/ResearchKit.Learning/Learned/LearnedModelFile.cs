using System.Collections.Immutable;
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
sealed record LearnedModelFile(int Format, string Hash, ModelCard Card, string LearnedOn, ImmutableArray<string> Features, ImmutableArray<int> Texts, MarginFile Up, MarginFile? Down) : IVerified<LearnedModelFile>
{
    const string Expected = "a model, as ./kit train writes it";

    public static VerifiedForm<LearnedModelFile> Form { get; } = new(LearnedJson.Default.LearnedModelFile, 2, "model", Expected, "fit the model again with ./kit train");

    public LearnedModelFile Hashed(string hash) => this with { Hash = hash };

    public static string HashOf(LearnedModel model) => VerifiedFile.HashOf(Of(model), Form);

    public static void Write(LearnedModel model, string path) => VerifiedFile.Write(Of(model), path, Form);

    public static LearnedModel Read(string path) => VerifiedFile.Read(path, Form).Model(path);

    public static LearnedModelFile Of(LearnedModel model) => new(Form.Format, "", model.Card with { LearnedOn = model.Card.LearnedOn with { Texts = [] } }, model.Card.LearnedOn.Marks(), model.Fitted.Index.Names, model.Fitted.Index.Texts,
        MarginFile.Of(model.Fitted.Up), model.Fitted.Down is { } down ? MarginFile.Of(down) : null);

    /// <summary>The model, if what is in it belongs together.</summary>
    /// <param name="where">Where it stands.</param>
    /// <exception cref="InputException">It does not.</exception>
    public LearnedModel Model(string where)
    {
        if (!Belong) throw new InputException($"{where}: its features and what was fitted to them do not belong together. Expected {Expected}: fit it again.");
        try
        {
            var card = Card with { LearnedOn = Card.LearnedOn with { Texts = ResearchKit.LearnedOn.ReadMarks(LearnedOn) } };
            return new(card, new(new(Features, Texts, card.Texts), Up.Margin, Down?.Margin, card.Settings, card.Falls, card.Rises));
        }
        catch (FormatException e)
        {
            throw new InputException($"{where}: the marks of its texts cannot be read: {e.Message} Expected {Expected}.", e);
        }
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
