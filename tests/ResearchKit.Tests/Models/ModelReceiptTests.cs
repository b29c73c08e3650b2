using System.Text.Json.Nodes;
using Xunit;
using static ResearchKit.Tests.ChatTexts;

namespace ResearchKit.Tests;

/// <summary>A score of a model can be recomputed by whoever has the model, and what differs is named.</summary>
public sealed class ModelReceiptTests : IDisposable
{
    static readonly Lexicon Words = Repository.Finance;

    static readonly Lazy<LearnedModel> Fitted = new(() => Learn.Linear(Labels.Read(Repository.File("data", "labels", "sentences.csv")), Words.Scorer(), o => o with { Penalties = [1], Resamples = 0 }));

    readonly ArticleFolder folder = new();

    public void Dispose() => folder.Dispose();

    static LearnedScorer Learned => Fitted.Value.On(Words.Scorer());

    /// <summary>As it is read from a file again.</summary>
    ModelReceipt Read(ModelReceipt receipt)
    {
        receipt.Write(folder["receipt.json"]);
        return ModelReceipt.Read(folder["receipt.json"]);
    }

    /// <summary>The receipt after someone has changed its file.</summary>
    ModelReceipt Changed(ModelReceipt receipt, Action<JsonObject> change)
    {
        var file = JsonNode.Parse(receipt.ToJson())!.AsObject();
        change(file);
        return ModelReceipt.Read(folder.Put("changed.json", file.ToJsonString()));
    }

    [Fact]
    public void A_learned_score_is_the_same_again_and_says_on_what_its_bits_rest()
    {
        var receipt = Read(ModelReceipt.Of(Learned, Acme, "m.json"));
        Assert.Equal((ModelKind.Learned, Fitted.Value.Hash, Words.Hash, SameBits.OneRuntime), (receipt.Model.Kind, receipt.Model.Hash, receipt.Lexicon!.Hash, receipt.Promise));
        Assert.Contains(System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription, receipt.Runtime, StringComparison.Ordinal);
        var why = Learned.Explain(Acme);
        Assert.Equal((why.Score.Value, why.Contributions.Length), (receipt.Result.Value, receipt.Contributions.Length));
        Assert.Equal("same", receipt.Verify(Acme, Fitted.Value, Words).ToString());
        Assert.Equal("same", receipt.Verify(Acme, Learned).ToString());
        foreach (var culture in new[] { "da-DK", "tr-TR" }) ArticleFolder.UnderCulture(culture, () => Assert.Equal(receipt.Hash, ModelReceipt.Of(Learned, Acme, "elsewhere/m.json").Hash));
    }

    [Fact]
    public void What_differs_about_a_learned_score_is_named()
    {
        var receipt = ModelReceipt.Of(Learned, Acme);
        Assert.StartsWith("text differs", receipt.Verify(Article.Of($"{Text} More.", "acme"), Fitted.Value, Words).ToString());
        Assert.StartsWith("lexicon differs", receipt.Verify(Acme, Fitted.Value, Lexicon.Of("small", [new("gain", Role.Polarity, 1)])).ToString());
        var other = Learn.Linear(Labels.Read(Repository.File("data", "labels", "sentences.csv")), Words.Scorer(), o => o with { Penalties = [3], Resamples = 0 });
        Assert.Equal($"model differs: the receipt says Learned {Fitted.Value.Hash}; found Learned {other.Hash}", receipt.Verify(Acme, other, Words).ToString());
        Assert.StartsWith("method differs", Changed(receipt, file => file["method"] = "learned@0").Verify(Acme, Learned).ToString());
        Assert.Equal("promise differs: the receipt says EveryMachine; found OneRuntime", Changed(receipt, file => file["promise"] = "EveryMachine").Verify(Acme, Learned).ToString());
        Assert.StartsWith("value differs", Changed(receipt, file => file["result"]!["value"] = 0.5).Verify(Acme, Learned).ToString());
        Assert.StartsWith("contributions differ: the receipt says", Changed(receipt, file => file["contributions"]![0]!["start"] = 1).Verify(Acme, Learned).ToString());
        Assert.EndsWith(" instead of .NET 9", Changed(receipt, file => (file["runtime"], file["result"]!["value"]) = (".NET 9", 0.5)).Verify(Acme, Learned).ToString());
    }

    [Fact]
    public void A_map_behind_a_model_stands_in_the_receipt()
    {
        var mapped = Learned.Calibrate(Labels.Read(Repository.File("data", "labels", "summaries.csv")), o => o with { Map = Map.Affine });
        var receipt = Read(ModelReceipt.Of(mapped, Acme));
        Assert.Equal((mapped.Score(Acme).Value, mapped.Calibration.Hash), (receipt.Result.Value, receipt.Map!.Hash));
        Assert.Equal("same", receipt.Verify(Acme, Learned).ToString());
        Assert.StartsWith("map differs", Changed(receipt, file => file["map"]!["hash"] = "0").Verify(Acme, Learned).ToString());
    }

    [Fact]
    public void A_transformers_receipt_says_whether_weights_tokenizer_or_labels_are_others()
    {
        var article = Article.Of("The profit rose sharply. Its losses widened.", "a");
        ModelReceipt receipt;
        using var bert = new BertFolder();
        using (var scorer = bert.Open())
        {
            receipt = Read(ModelReceipt.Of(scorer, article, bert.Path));
            Assert.Equal(["weights", "tokenizer", "config"], receipt.Model.Parts.Select(part => part.Name));
            Assert.Equal((scorer.Hash, SameBits.OneRuntime, null), (receipt.Model.Hash, receipt.Promise, receipt.Lexicon));
            Assert.Contains("ONNX Runtime 1.", receipt.Runtime, StringComparison.Ordinal);
            Assert.Equal("same", receipt.Verify(article, scorer).ToString());
        }
        using (var copy = OnnxScorer.Open(Renamed(bert.Path))) Assert.Equal("same", receipt.Verify(article, copy).ToString());
        bert.Configure(["negative", "positive", "neutral"]);
        using (var turned = bert.Open()) Assert.StartsWith("config differs", receipt.Verify(article, turned).ToString());
        bert.Configure();
        bert.Put("vocab.txt", string.Join('\n', BertFolder.Vocabulary.Select(piece => piece == "widened" ? "narrowed" : piece)) + "\n");
        using (var other = bert.Open()) Assert.StartsWith("tokenizer differs", receipt.Verify(article, other).ToString());
        using var heavier = new BertFolder(_ => new TinyBert(BertFolder.Vocabulary.Length, Seed: 2));
        using (var other = heavier.Open()) Assert.StartsWith("weights differ", receipt.Verify(article, other).ToString());
    }

    [Fact]
    public void A_chat_models_receipt_names_its_answers_and_is_verified_by_replay()
    {
        using var server = new ChatServer(question => Play.Says(About(question.Article, 0.25 + question.Number / 4.0)));
        var cassette = folder["answers.jsonl"];
        var asked = Scorer(server, o => o with { Cassette = cassette, Samples = 2, Concurrency = 1 });
        var receipt = Read(ModelReceipt.Of(asked, Acme));
        Assert.Equal(["prompt", "answer 1", "answer 2"], receipt.Model.Parts.Select(part => part.Name));
        Assert.Equal((SameBits.Replay, null, asked.Score(Acme).Value), (receipt.Promise, receipt.Runtime, receipt.Result.Value));

        ChatScorer Replayed(string path, int samples = 2) => ChatScorer.At("https://chat.example.invalid/v1", o => o with { Model = "tiny", Cassette = path, Samples = samples, ReplayOnly = true, KeyVariable = "RESEARCHKIT_TEST_NO_KEY" });
        Assert.Equal("same", receipt.Verify(Acme, Replayed(cassette)).ToString());
        Assert.StartsWith("answer 2 differs", receipt.Verify(Acme, Replayed(cassette, samples: 1)).ToString());
        // Asked at another time the model answers otherwise: the receipt is of what it said then.
        using var later = ChatServer.That(Play.Says(Good));
        var again = Scorer(later, o => o with { Cassette = folder["later.jsonl"], Samples = 2 });
        again.Ask(Acme);
        Assert.StartsWith("answer 1 differs", receipt.Verify(Acme, again).ToString());
        Assert.Contains("holds no answer number 1 of tiny about article 'b'", Assert.Throws<InputException>(() => Changed(receipt, file => file["article"]!["hash"] = Receipt.TextHash(Article.Of("Beta fell.", "b"))).Verify(Article.Of("Beta fell.", "b"), Replayed(cassette))).Message);
    }

    [Fact]
    public void Without_a_model_or_a_cassette_there_is_none()
    {
        using var server = ChatServer.That(Play.Says(Good));
        Assert.Contains("has no receipts, since its answers are kept nowhere. Expected a cassette", Assert.Throws<InputException>(() => ModelReceipt.Of(Scorer(server), Acme)).Message);
        Assert.Contains("finance@2 has no receipts of a model", Assert.Throws<InputException>(() => ModelReceipt.Of(Words.Scorer(), Acme)).Message);
        Assert.Contains("is not a receipt", Assert.Throws<InputException>(() => ModelReceipt.Read(folder.Put("r.json", "{}"))).Message);
    }

    string Renamed(string path)
    {
        foreach (var file in Directory.GetFiles(path)) folder.Put(Path.Combine("another@home", Path.GetFileName(file)), File.ReadAllBytes(file));
        return folder["another@home"];
    }
}
