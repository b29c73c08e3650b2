using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What kind of model a score rests on.</summary>
public enum ModelKind
{
    /// <summary>One that was fitted to labels.</summary>
    Learned,

    /// <summary>A transformer in ONNX.</summary>
    Onnx,

    /// <summary>A chat model, by the answers that were kept.</summary>
    Chat,
}

/// <summary>The model of a receipt.</summary>
/// <param name="Kind">What kind it is of.</param>
/// <param name="Path">Where it was, as it was given: a file, a folder, or a chat model's settings; null when nobody said.</param>
/// <param name="Hash">SHA-256 of all of it: card, features and weights; weights, tokenizer and labels; or a chat model's name and what it is told.</param>
/// <param name="Parts">Of a transformer its weights, tokenizer and configuration; of a chat model the prompt and each answer as it stands in the cassette.</param>
public sealed record ReceiptModel(ModelKind Kind, string? Path, string Hash, ImmutableArray<ReceiptPart> Parts)
{
    /// <summary>What a scorer rests on, and how far its bits are promised.</summary>
    /// <exception cref="InputException">It rests on no model, or on a chat model without a cassette.</exception>
    internal static (ReceiptModel Model, SameBits Promise, string? Runtime) Of(Scorer scorer, Article article) => scorer switch
    {
        LearnedScorer learned => (new(ModelKind.Learned, null, learned.Model.Hash, []), SameBits.OneRuntime, Receipt.Runtime),
        OnnxScorer onnx => (new(ModelKind.Onnx, null, onnx.Hash, onnx.Parts), SameBits.OneRuntime, onnx.Runtime),
        ChatScorer chat => (new(ModelKind.Chat, null, chat.ModelHash, chat.Parts(article)), SameBits.Replay, null),
        _ => throw new InputException($"{scorer.Identity} has no receipts of a model. Expected a learned model, a transformer, or a chat model with a cassette."),
    };

    /// <summary>Whether <see cref="Of"/> has something to say of a scorer.</summary>
    internal static bool Has(Scorer scorer) => scorer is LearnedScorer or OnnxScorer or ChatScorer { Cassette: not null };

    /// <summary>The first part that is another; null when none is.</summary>
    internal Verification? DifferenceTo(ReceiptModel found)
    {
        if (Kind != found.Kind) return Receipt.Differs("model", $"{this}", $"{found}");
        for (var i = 0; i < Math.Max(Parts.Length, found.Parts.Length); i++)
        {
            var (mine, other) = (i < Parts.Length ? Parts[i] : null, i < found.Parts.Length ? found.Parts[i] : null);
            if (mine != other) return Receipt.Differs((mine ?? other)!.Name, mine?.Hash ?? "none", other?.Name == mine?.Name || mine is null ? other?.Hash ?? "none" : $"{other?.Name ?? "none"}");
        }
        return Hash == found.Hash ? null : Receipt.Differs("model", $"{this}", $"{found}");
    }

    /// <summary>Kind and hash.</summary>
    public override string ToString() => $"{Kind} {Hash}";
}

/// <summary>A part of a model that can differ by itself.</summary>
/// <param name="Name">What it is: <c>weights</c>, <c>tokenizer</c>, <c>config</c>, <c>prompt</c>, <c>answer 1</c>.</param>
/// <param name="Hash">SHA-256, in lower-case hexadecimal.</param>
public sealed record ReceiptPart(string Name, string Hash);
