using Xunit;

namespace ResearchKit.Tests;

/// <summary>What is wrong with a model's folder is said when it is opened, and what is wrong with its numbers when they come; nothing becomes a zero.</summary>
public sealed class OnnxErrorTests
{
    static readonly string Layout = "Expected a folder with model.onnx, config.json, and vocab.txt or tokenizer.json, as 'optimum-cli export onnx --task text-classification' writes it.";

    static string Refusal(Action<BertFolder> change, Func<OnnxOptions, OnnxOptions>? options = null, Func<TinyBert, TinyBert>? bert = null)
    {
        using var folder = new BertFolder(bert);
        change(folder);
        return folder.Refusal(options);
    }

    static string Refusal(Func<TinyBert, TinyBert> bert) => Refusal(_ => { }, bert: bert);

    static string Refusal(Func<OnnxOptions, OnnxOptions> options) => Refusal(_ => { }, options);

    [Fact]
    public void A_file_that_is_missing_is_named()
    {
        Assert.Equal($"no/such: no such folder. {Layout}", Assert.Throws<InputException>(() => OnnxScorer.Open("no/such")).Message);
        Assert.Equal($"tiny: holds no model.onnx. {Layout}", Refusal(folder => folder.Remove("model.onnx")));
        Assert.Equal("tiny/config.json: no such file. Expected the configuration of the model.", Refusal(folder => folder.Remove("config.json")).Replace('\\', '/'));
        Assert.Equal($"tiny: holds neither vocab.txt nor tokenizer.json. {Layout}", Refusal(folder => folder.Remove("vocab.txt")));
        using var whole = new BertFolder();
        var file = Path.Combine(whole.Path, "model.onnx");
        Assert.Equal($"{file}: is a file. {Layout}", Assert.Throws<InputException>(() => OnnxScorer.Open(file)).Message);
    }

    [Fact]
    public void Of_several_models_one_is_named()
    {
        Assert.Equal("tiny: holds several models: a.onnx, b.onnx. Name one: o => o with { Model = \"a.onnx\" }.", Refusal(Several));
        using var folder = new BertFolder();
        Several(folder);
        using var scorer = folder.Open(o => o with { Model = "b.onnx" });
        Assert.Equal(Outcome.Scored, scorer.Score("Profit rose").Outcome);

        static void Several(BertFolder folder)
        {
            folder.Remove("model.onnx");
            folder.Put("a.onnx", folder.Bert.Write());
            folder.Put("b.onnx", folder.Bert.Write());
        }
    }

    [Fact]
    public void A_model_that_is_none_is_refused()
    {
        Assert.Matches(@"^tiny.model\.onnx: cannot be loaded: .* Expected a model in ONNX, whole, with any file of weights beside it\.$", Refusal(folder => folder.Put("model.onnx", "no model")));
        Assert.Contains("cannot be loaded", Refusal(folder => folder.Put("model.onnx", folder.Bert.Write()[..^1000])));
    }

    [Fact]
    public void A_model_of_other_inputs_or_outputs_is_refused()
    {
        Assert.Contains("asks for 'pixel_values', 'attention_mask', 'token_type_ids'. Expected input_ids, and at most attention_mask and token_type_ids besides", Refusal((TinyBert bert) => bert with { FirstInput = "pixel_values" }));
        Assert.Contains("gives logits of 3 dimensions. Expected 2, texts × labels.", Refusal((TinyBert bert) => bert with { IsBare = true }));
        Assert.Contains("gives 2 numbers for a text, and its labels are 'positive, negative, neutral'. Expected a number for each label.", Refusal((TinyBert bert) => new TinyBert(bert.Pieces, Labels: 2)));
        Assert.Contains("takes 4 texts at a time. Expected any number or 1", Refusal((TinyBert bert) => bert with { Batch = 4 }));
        Assert.Contains("takes 64 pieces at a time, no fewer. Expected 3 to 48", Refusal((TinyBert bert) => bert with { Width = 64 }));
    }

    [Fact]
    public void Numbers_that_are_none_are_an_error_and_no_score()
    {
        Assert.Contains("gave NaN for the last piece of the vocabulary. Expected a finite number for each label", Refusal((TinyBert bert) => bert with { Faulty = bert.Pieces - 1 }));
        using var folder = new BertFolder(bert => bert with { Faulty = Array.IndexOf(BertFolder.Vocabulary, "margin") });
        Assert.All([false, true], share =>
        {
            using var scorer = folder.Open(o => o with { ShareRuns = share });
            Article[] articles = [Article.Of("The profit rose", "good"), Article.Of("The margin rose", "bad"), Article.Of("The losses widened", "also good")];
            Assert.Equal(Outcome.Scored, scorer.Score(articles[0]).Outcome);
            Assert.Contains("model.onnx: gave NaN for article 'bad'.", Assert.Throws<InputException>(() => scorer.Score(articles[1])).Message);
            Assert.Contains("model.onnx: gave NaN for article 'bad'.", Assert.Throws<InputException>(() => scorer.Score(articles)).Message);
        });
    }

    [Fact]
    public void A_vocabulary_of_another_model_is_refused()
    {
        var pieces = BertFolder.Vocabulary.Length;
        Assert.EndsWith($"vocab.txt: holds {pieces + 1} pieces, and {Config} says vocab_size {pieces}. Expected the vocabulary that the model was trained with.", Refusal(folder => folder.Put("vocab.txt", string.Join('\n', [.. BertFolder.Vocabulary, "dividend"]))));
        Assert.Contains($"holds {pieces} pieces, and {Config} says vocab_size {pieces + 128}.", Refusal(folder => folder.Configure(null, ("vocab_size", pieces + 128))));
        // The configuration says so too, and only the model knows better.
        Assert.Matches("cannot be run on the last piece of the vocabulary, 3 pieces: .* Expected a model for the vocabulary of", Refusal((TinyBert bert) => new TinyBert(bert.Pieces - 1)));
        Assert.Equal("tiny/vocab.txt: holds 2 pieces, and no [PAD]. Expected a vocabulary of BERT's kind: one piece a line, with [PAD], [UNK], [CLS] and [SEP] among them.", Refusal(folder => folder.Put("vocab.txt", "a\nb\n")).Replace('\\', '/'));
        Assert.Contains("piece 'the' has two numbers, ", Refusal(folder => folder.Put("vocab.txt", string.Join('\n', [.. BertFolder.Vocabulary[..^1], "the"]))));
    }

    static string Config => Path.Combine("tiny", "config.json");

    [Fact]
    public void A_vocabulary_of_another_language_is_refused_unless_it_is_wanted()
    {
        using var folder = new BertFolder();
        string[] foreign = [.. BertFolder.Vocabulary.Select(piece => Language.IsFunctionWord(piece) ? $"{piece}wort" : piece)];
        folder.Put("vocab.txt", string.Join('\n', foreign));
        Assert.Matches("holds [0-9]+% of the commonest English words. Expected at least half: the model is of another language.", folder.Refusal());
        using var scorer = folder.Open(o => o with { AnyLanguage = true });
        Assert.Equal(Outcome.Scored, scorer.Score("Der Gewinn ist gestiegen und der Verlust ist gefallen").Outcome);
    }

    [Fact]
    public void Fewer_positions_than_the_configuration_says_are_an_error_and_no_score()
    {
        using var folder = new BertFolder(bert => new TinyBert(bert.Pieces, Positions: 8));
        folder.Configure(null, ("max_position_embeddings", 48));
        using var scorer = folder.Open();
        Assert.Matches("cannot be run on article 'text', 12 pieces: .* and for up to 48 of them at a time", Assert.Throws<InputException>(() => scorer.Score("The shares and the margin and the profit rose sharply")).Message);
    }

    [Theory]
    [InlineData("LABEL_0,LABEL_1,LABEL_2")]
    [InlineData("positive,negative,other")]
    [InlineData("positive,negative,pos")]
    [InlineData("positive,neutral")]
    public void Labels_that_say_nothing_are_refused(string labels) => Assert.EndsWith(
        $"config.json: id2label names '{labels.Replace(",", ", ")}'. Expected positive, negative and, if there is one, neutral (or bullish, bearish), each once. Name them in the order of the model's outputs: o => o with {{ Labels = \"negative, neutral, positive\" }}.",
        Refusal(folder => folder.Configure(labels.Split(','))));

    [Fact]
    public void Labels_that_contradict_each_other_are_refused()
    {
        Assert.Contains("label2id gives 'negative' the number 0, and id2label does not.", Refusal(folder => folder.Configure(null, ("label2id", new Dictionary<string, int> { ["negative"] = 0, ["positive"] = 1, ["neutral"] = 2 }))));
        Assert.Contains("Option Labels says 'negative, positive, neutral', and tiny", Refusal((OnnxOptions o) => o with { Labels = "negative, positive, neutral" }));
        Assert.Contains("Option Labels names 2 labels, and tiny", Refusal((OnnxOptions o) => o with { Labels = "negative, positive" }));
        Assert.Contains("id2label is {\"0\":\"positive\",\"2\":\"negative\"}. Expected the numbers from 0 on", Refusal(folder => folder.Configure(null, ("id2label", new Dictionary<string, string> { ["0"] = "positive", ["2"] = "negative" }))));
        Assert.Contains("problem_type is 'regression'. Expected single_label_classification", Refusal(folder => folder.Configure(null, ("problem_type", "regression"))));
    }

    [Fact]
    public void A_tokenizer_of_another_kind_is_refused()
    {
        Assert.Contains("is a tokenizer of type 'BPE'. Expected WordPiece", Refusal(folder => folder.Put("tokenizer.json", """{"model":{"vocab":{"a":0},"merges":[]}}""")));
        Assert.Contains("its normalizer is 'Lowercase'. Expected BertNormalizer.", Refusal(folder =>
        {
            folder.Remove("vocab.txt");
            folder.Put("tokenizer.json", """{"normalizer":{"type":"Lowercase"},"model":{"type":"WordPiece","vocab":{"a":0}}}""");
        }));
        Assert.Contains("its pieces are others than those of", Refusal(folder => folder.Put("tokenizer.json", """{"normalizer":{"type":"BertNormalizer"},"model":{"type":"WordPiece","vocab":{"a":0}}}""")));
        Assert.Matches(@"tokenizer_config\.json: do_lower_case is ""yes""\. Expected true or false\.", Refusal(folder => folder.Put("tokenizer_config.json", """{"do_lower_case":"yes"}""")));
        Assert.Matches(@"config\.json\(1\): is not JSON: ", Refusal(folder => folder.Put("config.json", "{")));
    }

    [Fact]
    public void A_graphics_card_that_is_not_there_is_said_so()
    {
        Assert.SkipWhen(Microsoft.ML.OnnxRuntime.OrtEnv.Instance().GetAvailableProviders() is not ["CPUExecutionProvider"], "There is more than a processor here.");
        Assert.Equal("Option Device is Gpu, and ONNX Runtime has only CPUExecutionProvider. Expected CUDA or DirectML: put the native library of Microsoft.ML.OnnxRuntime.Gpu in the place of the one there is, or take Auto or Cpu.", Refusal((OnnxOptions o) => o with { Device = OnnxDevice.Gpu }));
    }

    [Fact]
    public void Options_out_of_their_range_are_refused()
    {
        Assert.Equal("Option Weighting is Document. Expected one of Equal, Length, Lead.", Refusal((OnnxOptions o) => o with { Weighting = Weighting.Document }));
        Assert.Equal("Option LeadWeight is 0. Expected more than 0, at most 1000.", Refusal((OnnxOptions o) => o with { LeadWeight = 0 }));
        Assert.Equal("Option MaxPieces is 2. Expected 3 to 8192.", Refusal((OnnxOptions o) => o with { MaxPieces = 2 }));
        Assert.Equal("Option BatchPieces is 0. Expected 1 to 1048576.", Refusal((OnnxOptions o) => o with { BatchPieces = 0 }));
        Assert.Equal("Option Threads is 0. Expected 1 to 1024.", Refusal((OnnxOptions o) => o with { Threads = 0 }));
    }
}
