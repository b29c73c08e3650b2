using System.Collections.Immutable;

namespace ResearchKit.Cli;

/// <summary>The one place where the name of a method, as a command line spells it, becomes a scorer: <c>finance</c>, or a kind of model with its file behind it, as in <c>learned:model.json</c>.</summary>
static class Methods
{
    /// <summary>A learned method without a model: it is fitted in folds, by <c>./kit evaluate</c> alone.</summary>
    public const string InFolds = "learned";

    const string Asked = "a chat model is asked about one article after the other, at a price for each, and a cassette of answers is held in memory. Expected a corpus that is chosen first, with --out FILE.csv; or another method";

    const string OfSeveral = "a file of an archive's scores names one lexicon or one model, and an ensemble has several. Expected one of its members; or --out FILE.csv";

    /// <summary>The kinds of models. Nothing of their libraries is loaded before one is opened.</summary>
    public static ImmutableArray<ModelMethod> Models { get; } =
    [
        new("learned:", "MODEL.json", MethodFacts.Learned, (file, words, _) => ModelScorers.Learned(file, words)),
        new("onnx:", "FOLDER", MethodFacts.Onnx, (folder, _, _) => ModelScorers.Onnx(folder)),
        new("chat:", "SETTINGS.json", MethodFacts.Chat, (settings, _, _) => ModelScorers.Chat(settings)) { NotForArchives = Asked },
        new("replay:", "SETTINGS.json", MethodFacts.Replay, (settings, _, _) => ModelScorers.Replay(settings)) { NotForArchives = Asked },
        new(EnsembleMethods.WeightedPrefix, "W*M1+W*M2…", MethodFacts.Weighted, EnsembleMethods.Weighted) { NotForArchives = OfSeveral },
        new(EnsembleMethods.StackPrefix, "STACK.json", MethodFacts.Stacked, EnsembleMethods.Stacked) { NotForArchives = OfSeveral },
    ];

    /// <summary>The kind of model that a name is of; null for rules.</summary>
    public static ModelMethod? ModelOf(string method) => Models.FirstOrDefault(model => method.StartsWith(model.Prefix, StringComparison.Ordinal));

    /// <summary>What stands behind the kind of a model in a name: a file or a folder; null for rules.</summary>
    public static string? FileOf(string method) => ModelOf(method) is { } model ? method[model.Prefix.Length..] : null;

    /// <summary>The scorer of a method.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="words">The lexicon.</param>
    /// <param name="articles">The reference of methods that need one; null where only those without are meant.</param>
    /// <exception cref="InputException">There is no such method, or its model cannot be opened.</exception>
    public static Scorer Scorer(string method, Lexicon words, Corpus? articles = null)
    {
        if (ModelOf(method) is { } model) return model.Open(FileOf(method)!, words, articles);
        var rules = Rules(method);
        return articles is null ? words.Scorer(rules) : Shared.Scorer(words, rules, articles);
    }

    /// <summary>The scorer of a method for articles that are read once, in a stream.</summary>
    /// <exception cref="InputException">There is no such method, or it cannot score an archive.</exception>
    public static Scorer OfArchive(string method, Lexicon words)
    {
        if (ModelOf(method) is { } model) return model.NotForArchives is { } reason ? throw new InputException($"--method {Untrusted.Line(method)}: {reason}.") : Scorer(method, words);
        var rules = Rules(method);
        if (rules.NeedsReference) throw new InputException($"{rules.Name} counts words in all articles before it scores one, and an archive is read once. Expected another method, or a smaller set of articles with --out FILE.csv.");
        return words.Scorer(rules);
    }

    /// <summary>A scorer that is to be judged on labels: a model says too much of the texts that it was fitted on.</summary>
    /// <exception cref="InputException">The labels share texts or time with those.</exception>
    public static Scorer Unseen(Scorer scorer, Labels labels)
    {
        if (!IsOfRules(scorer)) ModelScorers.Unseen(scorer, labels);
        return scorer;
    }

    /// <summary>Whether a scorer's values can be verified from receipts.</summary>
    public static bool HasReceipts(Scorer scorer) => IsOfRules(scorer) || ModelScorers.HasReceipts(scorer);

    /// <summary>The receipt of a score that was taken apart.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="why">The score, taken apart.</param>
    /// <param name="method">The method's name, behind which a model's place stands.</param>
    public static MadeReceipt Receipt(Scorer scorer, Explanation why, string method)
    {
        if (!IsOfRules(scorer)) return ModelScorers.Receipt(scorer, why, FileOf(method));
        var receipt = ResearchKit.Receipt.Of(scorer, why);
        return new(receipt.Article.Id, () => receipt.Hash, receipt.Write);
    }

    /// <summary>The method of a name that is no model's.</summary>
    /// <exception cref="InputException">There is none; the message lists those there are.</exception>
    public static Method Rules(string method) => Method.Known(method) ?? throw (method == InFolds
        ? new InputException("--method learned names no model. Expected learned:MODEL, a file that ./kit train wrote; learned alone is fitted in folds by ./kit evaluate.")
        : method == EnsembleMethods.InFolds
        ? new InputException("--method stack names no file. Expected stack:FILE, which ./kit stack wrote; stack alone is fitted in folds by ./kit evaluate --members.")
        : InputException.Unknown("Method", Untrusted.Show(method), [.. Method.All.Select(each => each.Name), .. Models.Select(each => each.Form)]));

    /// <summary>Whether scores come from a lexicon alone, with a map or without.</summary>
    public static bool IsOfRules(Scorer scorer) => scorer is LexiconScorer or CalibratedScorer { Inner: LexiconScorer };

    /// <summary>Has what scores many articles best together do so, before they are taken one by one: a chat model is asked about all of them, and what has no answer is said once.</summary>
    public static void Prepare(Scorer scorer, IReadOnlyList<Article> articles)
    {
        if (!IsOfRules(scorer)) ModelScorers.Prepare(scorer, articles);
    }

    /// <summary>Says on the error stream what a run has cost, where it cost something, when it ends: also where it fails.</summary>
    public static IDisposable Spending(params IEnumerable<Scorer?> scorers) => new Spent([.. scorers.OfType<Scorer>().Where(scorer => !IsOfRules(scorer))]);

    sealed class Spent(ImmutableArray<Scorer> scorers) : IDisposable
    {
        public void Dispose()
        {
            foreach (var scorer in scorers) ModelScorers.SaySpending(scorer);
        }
    }
}

/// <summary>A kind of method that rests on a file or a folder.</summary>
/// <param name="Prefix">How its names begin: <c>learned:</c>.</param>
/// <param name="Takes">What stands behind that.</param>
/// <param name="Facts">What the directory says of it.</param>
/// <param name="Open">Makes a scorer of what stands there, of a lexicon, and of the reference of methods that need one.</param>
sealed record ModelMethod(string Prefix, string Takes, MethodFacts Facts, Func<string, Lexicon, Corpus?, Scorer> Open)
{
    /// <summary><c>learned:MODEL.json</c>.</summary>
    public string Form => Prefix + Takes;

    /// <summary>Why it scores no archives; null where it does.</summary>
    public string? NotForArchives { get; init; }
}

/// <summary>A receipt of rules or of a model.</summary>
/// <param name="ArticleId">The article's id.</param>
/// <param name="Hash">Gives its hash.</param>
/// <param name="Write">Writes it into a file.</param>
sealed record MadeReceipt(string ArticleId, Func<string> Hash, Action<string> Write);
