using System.Text.Json;

namespace ResearchKit.Tests;

/// <summary>A folder with a tiny random model, as a user gets one from an exporter; deleted afterwards.</summary>
sealed class BertFolder : IDisposable
{
    static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    readonly ArticleFolder folder = new();

    /// <param name="change">What is not as usual about the model.</param>
    public BertFolder(Func<TinyBert, TinyBert>? change = null)
    {
        var plain = new TinyBert(Vocabulary.Length);
        Bert = change?.Invoke(plain) ?? plain;
        Put("model.onnx", Bert.Write());
        Put("vocab.txt", string.Join('\n', Vocabulary) + "\n");
        Configure();
    }

    /// <summary>English function words, words of the tests, and letters, digits and signs to spell the others with.</summary>
    public static string[] Vocabulary { get; } = [.. Special.Concat(Language.AllFunctionWords.Where(word => Language.IsFunctionWord(word)).Order(StringComparer.Ordinal))
        .Concat("profit profits loss losses rose fell sharply shares margin ##s widened".Split(' ')).Concat(Signs("")).Concat(Signs("##")).Concat("$ % . , - ' ( ) : ;".Split(' ')).Distinct()];

    public TinyBert Bert { get; }

    public string Path => System.IO.Path.Combine(folder.Path, "tiny");

    static IEnumerable<string> Signs(string before) => "abcdefghijklmnopqrstuvwxyz0123456789".Select(sign => before + sign);

    public string Put(string name, string text) => folder.Put(System.IO.Path.Combine("tiny", name), text);

    public string Put(string name, byte[] bytes) => folder.Put(System.IO.Path.Combine("tiny", name), bytes);

    public void Remove(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    /// <summary>Writes <c>config.json</c>.</summary>
    /// <param name="labels">In the order of the outputs.</param>
    /// <param name="other">More of it.</param>
    public void Configure(string[]? labels = null, params (string Name, object Value)[] other)
    {
        labels ??= ["positive", "negative", "neutral"];
        var config = new Dictionary<string, object>
        {
            ["model_type"] = "bert",
            ["vocab_size"] = Vocabulary.Length,
            ["max_position_embeddings"] = Bert.Positions,
            ["id2label"] = labels.Index().ToDictionary(label => $"{label.Index}", label => label.Item),
            ["label2id"] = labels.Index().ToDictionary(label => label.Item, label => label.Index),
        };
        foreach (var (name, value) in other) config[name] = value;
        Put("config.json", JsonSerializer.Serialize(config));
    }

    public OnnxScorer Open(Func<OnnxOptions, OnnxOptions>? options = null) => OnnxScorer.Open(Path, options);

    /// <summary>P(positive) − P(negative) of words of the vocabulary, computed a second time.</summary>
    public double Value(params string[] pieces)
    {
        var shares = TinyBert.Softmax(Bert.Logits([.. pieces.Prepend("[CLS]").Append("[SEP]").Select(piece => Array.IndexOf(Vocabulary, piece) is >= 0 and var id ? id : throw new ArgumentException(piece))]));
        return shares[0] - shares[1];
    }

    /// <summary>The message with which the folder is refused, without the path before it.</summary>
    public string Refusal(Func<OnnxOptions, OnnxOptions>? options = null) =>
        Xunit.Assert.Throws<InputException>(() => { using var scorer = Open(options); scorer.Score("The profit rose sharply."); }).Message.Replace(folder.Path + System.IO.Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();
}
