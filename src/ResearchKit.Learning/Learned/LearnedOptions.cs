using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What a learned method is given to see of a text.</summary>
public enum FeatureKinds
{
    /// <summary>Words and what the rules find.</summary>
    Both,

    /// <summary>Words alone: nothing that was written or tuned for sentiment.</summary>
    Words,

    /// <summary>What the rules find alone: hits, masses, events, coverage.</summary>
    Rules,
}

/// <summary>What a learned method is fitted to.</summary>
public enum LearnedGoal
{
    /// <summary>Negative, neutral or positive: two fits by log loss, one for positive against the rest, one for negative.</summary>
    Classes,

    /// <summary>The judged score: one fit by least squares.</summary>
    Scores,
}

/// <summary>How labelled texts are parted into folds.</summary>
public enum LearnedSplit
{
    /// <summary>By chance; what is told again in nearly the same words stands in one fold.</summary>
    Story,

    /// <summary>By when texts were available: each fold by what came before it. The earliest texts are not judged.</summary>
    Time,
}

/// <summary>How a method is fitted to labels.</summary>
public sealed record LearnedOptions
{
    // One array each, so that options by default are equal.
    static readonly ImmutableArray<double> Grid = [0.03, 0.1, 0.3, 1, 3], OneRate = [0.1];

    static readonly ImmutableArray<int> FewAndMore = [4, 16], TenTexts = [10], ToTwoHundred = [50, 100, 200];

    /// <summary>What is fitted, where that is asked of <see cref="Learn.Evaluate"/>.</summary>
    /// <value>Default <see cref="Learner.Linear"/>. <see cref="Learn.Linear"/> and <see cref="Learn.Trees"/> set it.</value>
    public Learner Learner { get; init; } = Learner.Linear;

    /// <summary>How folds are made, those of the figures and those of the choice of settings.</summary>
    /// <value>Default <see cref="LearnedSplit.Story"/>.</value>
    public LearnedSplit Split { get; init; } = LearnedSplit.Story;

    /// <summary>What is seen of a text.</summary>
    /// <value>Default <see cref="FeatureKinds.Both"/>.</value>
    public FeatureKinds Features { get; init; } = FeatureKinds.Both;

    /// <summary>What is fitted to.</summary>
    /// <value>Default: null, the classes where every text has one, else the scores.</value>
    public LearnedGoal? Goal { get; init; }

    /// <summary>The longest run of words that is a feature.</summary>
    /// <value>Default 2. 1 to 5.</value>
    public int MaxWords { get; init; } = 2;

    /// <summary>The fewest texts that a feature must stand in.</summary>
    /// <value>Default 2. 1 or more.</value>
    public int MinTexts { get; init; } = 2;

    /// <summary>The penalties on the squares of the weights that are tried; the one that folds within the texts foretell best by is taken. For scores each counts five times.</summary>
    /// <value>Default 0.03, 0.1, 0.3, 1, 3. One or more, each above 0, rising.</value>
    public ImmutableArray<double> Penalties { get; init; } = Grid;

    /// <summary>The most leaves of a tree: those that are tried, with each of <see cref="Rates"/>, <see cref="LeafTexts"/> and <see cref="Rounds"/>.</summary>
    /// <value>Default 4, 16. Each 2 to 256, rising.</value>
    public ImmutableArray<int> Leaves { get; init; } = FewAndMore;

    /// <summary>The part of each tree that is added: those that are tried.</summary>
    /// <value>Default 0.1. Each above 0 and up to 1, rising.</value>
    public ImmutableArray<double> Rates { get; init; } = OneRate;

    /// <summary>The fewest texts that come to a leaf: those that are tried.</summary>
    /// <value>Default 10. Each 1 or more, rising.</value>
    public ImmutableArray<int> LeafTexts { get; init; } = TenTexts;

    /// <summary>How many trees are added: those that are tried.</summary>
    /// <value>Default 50, 100, 200. Each 1 to 10000, rising.</value>
    public ImmutableArray<int> Rounds { get; init; } = ToTwoHundred;

    /// <summary>Folds of the choice of settings and cut point, within the texts that are fitted on; stories stand in one.</summary>
    /// <value>Default 4. 2 to 100.</value>
    public int InnerFolds { get; init; } = 4;

    /// <summary>Folds that the figures of the model card come from; stories stand in one.</summary>
    /// <value>Default 5. 2 to 100.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Resamples for the intervals of those figures.</summary>
    /// <value>Default 1000. 0, for no intervals, to 100000.</value>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of folds and resamples.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The licence of the labels, for the model card.</summary>
    /// <value>Default: null, what lies beside them.</value>
    public string? Licence { get; init; }

    /// <summary>The day of the fit, for the model card: there is no clock here.</summary>
    /// <value>Default: null, none.</value>
    public DateOnly? Date { get; init; }

    internal LearnedOptions Validated() =>
        !Enum.IsDefined(Features) ? throw Fault(nameof(Features), $"{Features}", string.Join(", ", Enum.GetNames<FeatureKinds>()))
        : Goal is { } goal && !Enum.IsDefined(goal) ? throw Fault(nameof(Goal), $"{goal}", string.Join(", ", Enum.GetNames<LearnedGoal>()))
        : MaxWords is < 1 or > 5 ? throw Fault(nameof(MaxWords), $"{MaxWords}", "1 to 5")
        : MinTexts < 1 ? throw Fault(nameof(MinTexts), $"{MinTexts}", "1 or more")
        : !Enum.IsDefined(Learner) ? throw Fault(nameof(Learner), $"{Learner}", string.Join(", ", Enum.GetNames<Learner>()))
        : !Enum.IsDefined(Split) ? throw Fault(nameof(Split), $"{Split}", string.Join(", ", Enum.GetNames<LearnedSplit>()))
        : Bad(Penalties, penalty => penalty > 0 && double.IsFinite(penalty)) ? throw Fault(nameof(Penalties), Shown(Penalties), "one or more numbers above 0, rising")
        : Bad(Leaves, leaves => leaves is >= 2 and <= Tree.MostLeaves) ? throw Fault(nameof(Leaves), Shown(Leaves), $"one or more of 2 to {Tree.MostLeaves}, rising")
        : Bad(Rates, rate => rate is > 0 and <= 1) ? throw Fault(nameof(Rates), Shown(Rates), "one or more numbers above 0 and up to 1, rising")
        : Bad(LeafTexts, texts => texts >= 1) ? throw Fault(nameof(LeafTexts), Shown(LeafTexts), "one or more of 1 and above, rising")
        : Bad(Rounds, rounds => rounds is >= 1 and <= 10_000) ? throw Fault(nameof(Rounds), Shown(Rounds), "one or more of 1 to 10000, rising")
        : InnerFolds is < 2 or > 100 ? throw Fault(nameof(InnerFolds), $"{InnerFolds}", "2 to 100")
        : Folds is < 2 or > 100 ? throw Fault(nameof(Folds), $"{Folds}", "2 to 100")
        : Resamples is < 0 or > 100_000 ? throw Fault(nameof(Resamples), $"{Resamples}", "0 to 100000")
        : this;

    static bool Bad<T>(ImmutableArray<T> tried, Func<T, bool> allowed) where T : IComparable<T> => tried.IsDefaultOrEmpty || !tried.All(allowed) || tried.Zip(tried.Skip(1)).Any(pair => pair.First.CompareTo(pair.Second) >= 0);

    static string Shown<T>(ImmutableArray<T> tried) => tried.IsDefaultOrEmpty ? "empty" : string.Join(", ", tried.Select(each => FormattableString.Invariant($"{each}")));

    static InputException Fault(string option, string found, string allowed) => new($"Option {option} is {found}. Expected {allowed}.");
}
