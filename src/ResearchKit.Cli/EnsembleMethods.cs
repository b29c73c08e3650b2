namespace ResearchKit.Cli;

/// <summary>Methods of the command line that are made of others: <c>weighted:FORMULA</c> and <c>stack:FILE</c>. A member is a method's name, with <c> on LEXICON</c> behind it where it has a lexicon of its own.</summary>
static class EnsembleMethods
{
    public const string WeightedPrefix = "weighted:", StackPrefix = "stack:";

    /// <summary>A stack without a file: it is fitted in folds, by <c>./kit evaluate</c> alone.</summary>
    public const string InFolds = "stack";

    const string On = " on ", ChatPrefix = "chat:", ReplayPrefix = "replay:";

    /// <summary>The weighted mean of a formula.</summary>
    /// <param name="formula"><c>0.6*finance+0.4*vader</c>.</param>
    /// <param name="words">The lexicon of members that name none.</param>
    /// <param name="articles">The reference of members that need one.</param>
    public static Scorer Weighted(string formula, Lexicon words, Corpus? articles) => WeightedScorer.Parse(formula, name => Member(name, words, articles));

    /// <summary>The stack of a file.</summary>
    public static Scorer Stacked(string file, Lexicon words, Corpus? articles)
    {
        var model = StackedModel.Read(file);
        // The file may be somebody else's, and whom to ask is the user's own to say.
        if (model.Members.FirstOrDefault(member => Asks(member.Name)) is { } asking) throw new InputException($"{Untrusted.Line(file)}: its member {Untrusted.Quote(asking.Name)} would be asked. Expected {ReplayPrefix}SETTINGS.json, as ./kit stack writes it: stack again; what its cassette lacks is asked by --method {ChatPrefix}SETTINGS.json.");
        return model.On([.. model.Members.Select(member => member.Model is null ? Member(member.Name, words, articles)
            : Rules(member.Name, words) ?? throw new InputException($"{file}: its member {Untrusted.Quote(member.Name)} has a model. Expected the name learned: stack again with ./kit stack."))]);
    }

    /// <summary>Members to be stacked, as <c>finance,vader,learned</c>; <c>learned</c> is fitted in folds behind the default rules, and a chat model is asked now and a replay for whoever reads the stack.</summary>
    public static IReadOnlyList<EnsembleMember> Members(string names, Lexicon words) => [.. names.Split(',', StringSplitOptions.TrimEntries).Select(name =>
        Rules(name, words) is { } rules ? new EnsembleMember(name, rules, InFolds: true) : new(Asks(name) ? ReplayPrefix + name[ChatPrefix.Length..] : name, Member(name, words, null)))];

    static bool Asks(string name) => name.TrimStart().StartsWith(ChatPrefix, StringComparison.Ordinal);

    /// <summary>The files and folders that methods rest on, members' among them, so that none is written over.</summary>
    public static IEnumerable<string> Places(IEnumerable<string> methods) => methods.SelectMany(method => method.StartsWith(WeightedPrefix, StringComparison.Ordinal)
        ? Places(Named(method[WeightedPrefix.Length..]))
        : Methods.FileOf(method) is { Length: > 0 } place ? [place.Split(On)[0].Trim()] : Enumerable.Empty<string>());

    static IEnumerable<string> Named(string formula) => WeightedFormula.Read(formula).Members.Select(member => member.Name);


    /// <summary>The rules behind which a member is fitted in folds; null for members that are ready.</summary>
    static LexiconScorer? Rules(string name, Lexicon words) => Parted(name, words) is (Methods.InFolds, var own) ? own.Scorer("finance") : null;

    static Scorer Member(string name, Lexicon words, Corpus? articles)
    {
        var (method, own) = Parted(name, words);
        if (method == InFolds || method.StartsWith(WeightedPrefix, StringComparison.Ordinal) || method.StartsWith(StackPrefix, StringComparison.Ordinal)) throw new InputException($"{Untrusted.Quote(name)} is an ensemble. Expected members that are none: write its members instead.");
        // The name by which everyone knows it.
        return Methods.Scorer(method == "vader" ? "vader:python" : method, own, articles);
    }

    static (string Method, Lexicon Words) Parted(string name, Lexicon words) => name.IndexOf(On, StringComparison.Ordinal) is > 0 and var at ? (name[..at].Trim(), new Lexicons(null).Read(name[(at + On.Length)..].Trim())) : (name, words);
}
