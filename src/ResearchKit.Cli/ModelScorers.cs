using System.Globalization;

namespace ResearchKit.Cli;

/// <summary>Opens models. The libraries of learning are loaded with this class.</summary>
static class ModelScorers
{
    /// <summary>The model of a file, behind the rules that it was fitted behind, on a lexicon.</summary>
    public static Scorer Learned(string file, Lexicon words) => LearnedModel.Read(file).Behind(words);

    /// <summary>A transformer in a folder, by the default options.</summary>
    public static Scorer Onnx(string folder) => OnnxScorer.Open(folder);

    /// <summary>A chat model by a file of settings: what its cassette lacks is asked.</summary>
    public static Scorer Chat(string settings) => ChatScorer.Open(settings, replay: false, said => Console.Error.WriteLine(Untrusted.Line($"{settings}: {said}")));

    /// <summary>The same, and nothing is asked.</summary>
    public static Scorer Replay(string settings) => ChatScorer.Open(settings, replay: true);

    /// <summary>A model says too much of the texts that it was fitted on.</summary>
    /// <exception cref="InputException">The labels share texts or time with those.</exception>
    public static void Unseen(Scorer scorer, Labels labels) => SeenTexts.Refuse(scorer, labels, "; or --method learned or stack, which judges each text by a model that has not seen it");

    public static void Prepare(Scorer scorer, IReadOnlyList<Article> articles)
    {
        foreach (var chat in Chats(scorer)) _ = chat.Ask(articles).Scores;
    }

    public static void SaySpending(Scorer scorer)
    {
        foreach (var chat in Chats(scorer))
            if (chat.Spending is var spending && spending.Answers + spending.Failed > 0) Console.Error.WriteLine(Untrusted.Line($"{chat.Model}: {spending}"));
    }

    /// <summary>The chat models in a scorer: itself, behind a map, or members of an ensemble.</summary>
    static IEnumerable<ChatScorer> Chats(Scorer scorer) => scorer switch
    {
        ChatScorer chat => [chat],
        CalibratedScorer mapped => Chats(mapped.Inner),
        WeightedScorer weighted => weighted.Members.SelectMany(member => Chats(member.Scorer)),
        StackedScorer stacked => stacked.Scorers.SelectMany(Chats),
        _ => [],
    };

    public static bool HasReceipts(Scorer scorer) => ReceiptModel.Has(Inner(scorer));

    /// <param name="scorer">The scorer.</param>
    /// <param name="why">The score, taken apart.</param>
    /// <param name="path">Where the model is.</param>
    public static MadeReceipt Receipt(Scorer scorer, Explanation why, string? path)
    {
        var receipt = ModelReceipt.Of(scorer, why, path);
        return new(receipt.Article.Id, () => receipt.Hash, receipt.Write);
    }

    /// <summary>What judges learned methods in folds, as its evaluations are called.</summary>
    public static string IdentityInFolds(LexiconScorer rules) => LearnedTask.NameInFolds(new(), rules);

    /// <summary>A learned method fitted on the first of some sets, and judged on each in folds.</summary>
    public static (Scorer Scorer, string Identity, IReadOnlyList<Evaluation> Judged) MeasureLearned(LexiconScorer rules, IReadOnlyDictionary<string, Labels> sets)
    {
        var judged = sets.Values.Select(set => Learn.Evaluate(set, rules)).ToList();
        return (Learn.Linear(sets.First().Value, rules).On(rules), judged[0].Method, judged);
    }

    /// <summary>What a model's own file says that it does, what it was fitted on, and under which licence; null where it does not.</summary>
    public static (string? Summary, string? FittedOn, string? Licence) Told(string method) => (Methods.ModelOf(method)!.Prefix, Methods.FileOf(method)!) switch
    {
        ("learned:", var file) when LearnedModel.Read(file).Card is var card => ($"{(card.Settings.Learner == Learner.Trees ? "boosted trees over" : "linear in")} {Seen(card.Features)}", On(card.Labels, card.LabelsHash, card.Texts), card.Licence ?? "none stated"),
        ("onnx:", var folder) => (null, null, WeightsCard.LicenceIn(folder) ?? "not stated in the folder"),
        (EnsembleMethods.StackPrefix, var file) when StackedModel.Read(file) is var stack => ($"a second level over {string.Join(", ", stack.Members.Select(member => member.Name))}", On(stack.Card.Labels, stack.Card.LabelsHash, stack.Card.Texts), stack.Card.Licence ?? "none stated"),
        _ => (null, null, null),
    };

    static string Seen(FeatureKinds features) => features switch { FeatureKinds.Words => "words", FeatureKinds.Rules => "what the rules find", _ => "words and what the rules find" };

    static string On(string labels, string hash, int texts) => string.Create(CultureInfo.InvariantCulture, $"{labels} ({hash[..8]}), {texts} texts");

    /// <summary>What is in a model's file, line by line.</summary>
    public static IEnumerable<string> Card(string method, Lexicon words)
    {
        var (prefix, file) = (Methods.ModelOf(method)!.Prefix, Methods.FileOf(method)!);
        if (prefix == "learned:") return LearnedModel.Read(file).ToString().Split('\n');
        if (prefix == EnsembleMethods.StackPrefix) return StackedModel.Read(file).ToString().Split('\n');
        using var onnx = prefix == "onnx:" ? OnnxScorer.Open(file) : null;
        if (onnx is not null) return [$"{onnx}", .. onnx.Parts.Select(part => $"{part.Name} {part.Hash}")];
        return Inner(Methods.Scorer(method, words)) is ChatScorer chat ? [$"{chat}", chat.Options.ReplayOnly ? "replays only" : $"key from {chat.Options.KeyVariable}"] : [];
    }

    static Scorer Inner(Scorer scorer) => scorer is CalibratedScorer mapped ? mapped.Inner : scorer;
}
