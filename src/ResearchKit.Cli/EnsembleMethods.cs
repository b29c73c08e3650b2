namespace ResearchKit.Cli;

/// <summary>Methods of the command line that are made of others: <c>weighted:FORMULA</c> and <c>stack:FILE</c>. A member is a method's name, with <c> on LEXICON</c> behind it where it has a lexicon of its own.</summary>
static class EnsembleMethods
{
    const string Weighted = "weighted:", Stacked = "stack:", On = " on ";

    /// <summary>A stack without a file: it is fitted in folds, by <c>./kit evaluate</c> alone.</summary>
    public const string InFolds = "stack";

    public static bool Is(string method) => method == InFolds || method.StartsWith(Weighted, StringComparison.Ordinal) || method.StartsWith(Stacked, StringComparison.Ordinal);

    /// <summary>The scorer of a name.</summary>
    /// <param name="method"><c>weighted:0.6*finance+0.4*vader</c>, or <c>stack:stack.json</c>.</param>
    /// <param name="words">The lexicon of members that name none.</param>
    /// <param name="articles">The reference of members that need one.</param>
    public static Scorer Open(string method, Lexicon words, Corpus? articles) => method.StartsWith(Weighted, StringComparison.Ordinal) ? WeightedScorer.Parse(method[Weighted.Length..], name => Member(name, words, articles))
        : method != InFolds ? Read(method[Stacked.Length..], words, articles)
        : throw new InputException("--method stack names no file. Expected stack:FILE, which ./kit stack wrote; stack alone is fitted in folds by ./kit evaluate --members.");

    /// <summary>Members to be stacked, as <c>finance,vader,learned</c>; <c>learned</c> is fitted in folds behind the default rules.</summary>
    public static IReadOnlyList<EnsembleMember> Members(string names, Lexicon words) => [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name =>
        Rules(name, words) is { } rules ? new EnsembleMember(name, rules, InFolds: true) : new(name, Member(name, words, null)))];

    /// <exception cref="InputException">The labels share texts or time with what the scorer was fitted on.</exception>
    public static void Refuse(Scorer scorer, Labels labels) => SeenTexts.Refuse(scorer, labels, "; or --method learned or stack, which judges each text by a model that has not seen it");

    static StackedScorer Read(string file, Lexicon words, Corpus? articles)
    {
        var model = StackedModel.Read(file);
        return model.On([.. model.Members.Select(member => member.Model is null ? Member(member.Name, words, articles)
            : Rules(member.Name, words) ?? throw new InputException($"{file}: its member {Untrusted.Quote(member.Name)} has a model. Expected the name learned: stack again with ./kit stack."))]);
    }

    /// <summary>The rules behind which a member is fitted in folds; null for members that are ready.</summary>
    static LexiconScorer? Rules(string name, Lexicon words) => Parted(name, words) is (LearnedMethods.InFolds, var own) ? own.Scorer("finance") : null;

    static Scorer Member(string name, Lexicon words, Corpus? articles)
    {
        var (method, own) = Parted(name, words);
        if (Is(method)) throw new InputException($"{Untrusted.Quote(name)} is an ensemble. Expected members that are none: write its members instead.");
        // The name by which everyone knows it.
        return LearnedMethods.Scorer(method == "vader" ? "vader:python" : method, own, articles);
    }

    static (string Method, Lexicon Words) Parted(string name, Lexicon words) => name.IndexOf(On, StringComparison.Ordinal) is > 0 and var at ? (name[..at].Trim(), new Lexicons(null).Read(name[(at + On.Length)..].Trim())) : (name, words);
}
