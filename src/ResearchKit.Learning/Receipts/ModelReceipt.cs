using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>Everything a second person, who has the model, needs to recompute a score that rests on one, and to find which part differs. A receipt of rules is a <see cref="Receipt"/>.</summary>
/// <param name="Format">Version of this form.</param>
/// <param name="Article">What was scored.</param>
/// <param name="Model">What it was scored by.</param>
/// <param name="Method">The scorer's identity, without a map.</param>
/// <param name="Promise">How far the bits are promised.</param>
/// <param name="Runtime">Runtime and processor family, where the promise ends with them; null where it does not.</param>
/// <param name="Result">What came out.</param>
/// <param name="Contributions">The score taken apart.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ModelReceipt(int Format, ReceiptArticle Article, ReceiptModel Model, string Method, SameBits Promise, string? Runtime, ReceiptResult Result, ImmutableArray<ReceiptContribution> Contributions)
{
    const int CurrentFormat = 1;

    /// <summary>The lexicon of the rules that a learned model runs behind; null, and not written, for a model without.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReceiptLexicon? Lexicon { get; init; }

    /// <summary>The map of a calibrated score; null, and not written, for a score as its model gives it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReceiptMap? Map { get; init; }

    /// <summary>The receipt of a score.</summary>
    /// <param name="scorer">A learned scorer, one in ONNX, a chat model with a cassette, or one of these with a map.</param>
    /// <param name="article">The article.</param>
    /// <param name="path">Where a second person finds the model: its file, its folder, or the settings of a chat model. No part of <see cref="Hash"/>.</param>
    /// <exception cref="InputException">The scorer rests on no such model, or a chat model keeps no cassette.</exception>
    public static ModelReceipt Of(Scorer scorer, Article article, string? path = null) => Of(scorer, scorer.Explain(article), path);

    internal static ModelReceipt Of(Scorer scorer, Explanation why, string? path)
    {
        var (inner, map) = scorer is CalibratedScorer mapped ? (mapped.Inner, mapped.Calibration) : (scorer, null);
        var (model, promise, runtime) = ReceiptModel.Of(inner, why.Article);
        var (score, words) = (why.Score, inner.Words);
        return new(CurrentFormat, new(why.Article.Id, why.Article.Path, Receipt.TextHash(why.Article)), model with { Path = path }, inner.Identity, promise, runtime,
            new(score.Value, Receipt.Bits(score.Value), score.Positive, score.Negative, score.Coverage, score.Outcome),
            [.. why.Contributions.Select(part => new ReceiptContribution(part.Term, part.Start, part.Length, part.Value, Receipt.Bits(part.Value)))])
        {
            Lexicon = words is null ? null : new(words.Name, words.Path, words.Hash, words.Licence, words.Version),
            Map = map is null ? null : new(map.Hash, map),
        };
    }

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="InputException">The file is missing or is not a receipt of a model.</exception>
    public static ModelReceipt Read(string path)
    {
        const string Expected = "a receipt of a model's score, as ./kit score --receipts writes it";
        try
        {
            var receipt = JsonSerializer.Deserialize(Files.ReadText(path, Expected), ModelReceiptJson.Default.ModelReceipt) ?? throw new InputException($"{path}: holds null. Expected {Expected}.");
            if (receipt.Format != CurrentFormat) throw new InputException($"{path}: receipt format {receipt.Format} is not known. Expected {CurrentFormat}.");
            if (receipt.Contributions.IsDefault || receipt.Model.Parts.IsDefault) throw new InputException($"{path}: contributions, or parts of the model, are missing. Expected {Expected}.");
            receipt.Map?.Values.Check($"{path}: the map");
            return receipt;
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}({(e.LineNumber ?? 0) + 1}): is not a receipt: {e.Message} Expected {Expected}.", e);
        }
    }

    /// <summary>Writes the receipt; the file is replaced as a whole or not at all.</summary>
    public void Write(string path) => Files.WriteText(path, writer => writer.Write(ToJson()));

    /// <summary>The receipt as JSON, in one form only, so that it can be hashed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelReceiptJson.Default.ModelReceipt) + "\n";

    /// <summary>SHA-256, in lower-case hexadecimal, of <see cref="ToJson"/> in UTF-8 with the paths left out: the same from whatever folder.</summary>
    [JsonIgnore]
    public string Hash => Hashing.Sha256((this with { Article = Article with { Path = null }, Model = Model with { Path = null }, Lexicon = Lexicon is { } words ? words with { Path = null } : null }).ToJson());

    /// <summary>Recomputes a score of a learned model, and names the first part that differs.</summary>
    /// <param name="article">What the receipt says was scored.</param>
    /// <param name="model">What it says it was scored by.</param>
    /// <param name="lexicon">What its rules looked it up in.</param>
    /// <exception cref="InputException">The kit has no longer the rules that the model was fitted behind.</exception>
    public Verification Verify(Article article, LearnedModel model, Lexicon lexicon)
    {
        if (Receipt.TextHash(article) is var text && text != Article.Hash) return Receipt.Differs("text", Article.Hash, text);
        if (lexicon.Hash != Lexicon?.Hash) return Receipt.Differs("lexicon", Lexicon?.Hash ?? "none", lexicon.Hash);
        if (Model.Kind != ModelKind.Learned || model.Hash != Model.Hash) return Receipt.Differs("model", $"{Model}", $"{ModelKind.Learned} {model.Hash}");
        return Verify(article, model.Behind(lexicon));
    }

    /// <summary>Recomputes the score, and names the first part that differs: text, lexicon, a part of the model, method, promise, map, value or contributions.</summary>
    /// <param name="article">What the receipt says was scored.</param>
    /// <param name="scorer">The model that it says it was scored by, without a map. Of a chat model the answers are replayed; what its cassette lacks it asks, unless it is told never to.</param>
    /// <exception cref="InputException">The scorer rests on no model, a chat model has no answer, or a model in ONNX does not run.</exception>
    public Verification Verify(Article article, Scorer scorer)
    {
        if (Receipt.TextHash(article) is var text && text != Article.Hash) return Receipt.Differs("text", Article.Hash, text);
        if (scorer.Words?.Hash != Lexicon?.Hash) return Receipt.Differs("lexicon", Lexicon?.Hash ?? "none", scorer.Words?.Hash ?? "none");
        var (found, promise, runtime) = ReceiptModel.Of(scorer, article);
        if (Model.DifferenceTo(found) is { } other) return other;
        if (!SameMethod(scorer.Identity)) return Receipt.Differs("method", Method, scorer.Identity);
        if (promise != Promise) return Receipt.Differs("promise", $"{Promise}", $"{promise}");
        if (Map is { } map)
        {
            if (map.Hash != map.Values.Hash) return Receipt.Differs("map", map.Hash, map.Values.Hash);
            if (!map.Values.FittedFor.Fits(scorer)) return Receipt.Differs("map", $"fitted for {map.Values.FittedFor}", $"{FittedFor.Of(scorer)}");
        }
        var fresh = Of(Map is null ? scorer : new CalibratedScorer(scorer, Map.Values), article);
        var difference = fresh.Result != Result ? Receipt.Differs("value", $"{Result.Value:R} ({Result.Bits}), {Result.Outcome}", $"{fresh.Result.Value:R} ({fresh.Result.Bits}), {fresh.Result.Outcome}")
            : !fresh.Contributions.SequenceEqual(Contributions) ? Receipt.Differs("contributions", $"{Contributions.Length} of them", FirstDifference(fresh)) : null;
        if (difference is null) return new(VerificationOutcome.Same, "", "", "");
        return runtime == Runtime ? difference : difference with { Found = $"{difference.Found}, on {runtime} instead of {Runtime}" };
    }

    /// <summary>The article, the method and the first characters of the hash.</summary>
    public override string ToString() => Untrusted.Line($"receipt {Hash[..8]} of {Article.Id} by {Method}");

    /// <summary>The name of a folder is whoever's it is; what stands behind the last @ says what it holds.</summary>
    bool SameMethod(string identity) => Model.Kind == ModelKind.Onnx ? identity[(identity.LastIndexOf('@') + 1)..] == Method[(Method.LastIndexOf('@') + 1)..] : identity == Method;

    string FirstDifference(ModelReceipt fresh)
    {
        for (var i = 0; i < Math.Min(Contributions.Length, fresh.Contributions.Length); i++)
            if (Contributions[i] != fresh.Contributions[i]) return $"number {i + 1} is {fresh.Contributions[i]}, not {Contributions[i]}";
        return $"{fresh.Contributions.Length} of them";
    }
}

/// <summary>The JSON form of receipts of models; generated, so that no reflection is needed.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ModelReceipt))]
sealed partial class ModelReceiptJson : JsonSerializerContext;
