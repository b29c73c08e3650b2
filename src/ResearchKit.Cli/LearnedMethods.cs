namespace ResearchKit.Cli;

/// <summary>Methods of the command line that are fitted: <c>learned:MODEL</c> from a file, and <c>learned</c>, which is fitted in folds.</summary>
static class LearnedMethods
{
    public const string InFolds = "learned";

    const string FromFile = "learned:";

    public static bool Is(string method) => EnsembleMethods.Is(method) || method == InFolds || method.StartsWith(FromFile, StringComparison.Ordinal);

    /// <summary>The scorer of a method, fitted or not.</summary>
    /// <param name="method">Its name, or <c>learned:MODEL</c>.</param>
    /// <param name="words">The lexicon.</param>
    /// <param name="articles">The reference of methods that need one; null where only those without are meant.</param>
    public static Scorer Scorer(string method, Lexicon words, Corpus? articles = null) =>
        EnsembleMethods.Is(method) ? EnsembleMethods.Open(method, words, articles) : Is(method) ? Read(method, words) : articles is null ? words.Scorer(method) : Shared.Scorer(words, Method.Find(method), articles);

    /// <summary>The model of a file, on its rules and a lexicon.</summary>
    public static LearnedScorer Read(string method, Lexicon words)
    {
        if (method == InFolds) throw new InputException("--method learned names no model. Expected learned:MODEL, a file that ./kit train wrote; learned alone is fitted in folds by ./kit evaluate.");
        var model = LearnedModel.Read(method[FromFile.Length..]);
        return model.On(words.Scorer(Method.Known(model.Card.Rules.Split('@')[0]) ?? throw new InputException($"{method}: its rules are {Untrusted.Quote(model.Card.Rules)}, which this kit does not know. Expected a model of this kit: fit it again with ./kit train.")));
    }

    /// <summary>A model says too much of the texts that it was fitted on.</summary>
    /// <exception cref="InputException">The labels share texts or time with those.</exception>
    public static Scorer Unseen(Scorer scorer, Labels labels)
    {
        if (!IsOfRules(scorer)) EnsembleMethods.Refuse(scorer, labels);
        return scorer;
    }

    /// <summary>Whether scores come from a lexicon alone: then nothing of learning is loaded.</summary>
    static bool IsOfRules(Scorer scorer) => scorer is LexiconScorer or CalibratedScorer { Inner: LexiconScorer };

    /// <summary>Whether scores can be verified from a receipt: a model's cannot yet.</summary>
    public static bool HasReceipts(Scorer scorer) => IsOfRules(scorer);
}
