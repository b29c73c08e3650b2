namespace ResearchKit;

/// <summary>How far a class is from what a scorer says.</summary>
public enum ConformalMeasure
{
    /// <summary>The distance of −1, 0 or 1 to the value: for any scorer.</summary>
    Distance,

    /// <summary>1 less the chance of the class: sets with the fewest classes on average (LAC: Sadinle, Lei and Wasserman 2019). For stacks of classes, which have chances.</summary>
    Chance,

    /// <summary>The chances of the classes that are likelier, summed, and of the class itself a share drawn by a hash of the text: sets that grow where the scorer is in doubt (APS: Romano, Sesia and Candès 2020). For stacks of classes.</summary>
    Adaptive,
}

/// <summary>What intervals promise, and for whom.</summary>
public sealed record ConformalOptions
{
    internal const string None = "none", Said = "said", Length = "length", Label = "label", Field = "field:";

    /// <summary>The share of texts whose judgement may fall outside.</summary>
    /// <value>Default 0.1. 0.0001 to 0.9999: a promise beyond would need more than ten thousand labels, or be none.</value>
    public double Alpha { get; init; } = 0.1;

    /// <summary>Whether a score is bounded, by an interval, or a class, by a set of classes.</summary>
    /// <value>Default: null, the scores where every text has one, else the classes.</value>
    public LearnedGoal? Goal { get; init; }

    /// <summary>Groups in each of which the promise holds (Mondrian): <c>said</c>, the class that the scorer gives, or silent; <c>length</c>, by tokens; <c>field:NAME</c>, a field of the articles such as <c>field:source</c>; for classes <c>label</c>, the judged class.</summary>
    /// <value>Default <c>none</c>: over all texts together.</value>
    public string By { get; init; } = None;

    /// <summary>How far a class is from what the scorer says.</summary>
    /// <value>Default <see cref="ConformalMeasure.Distance"/>; the others are of classes, and of a stack that was fitted to them. A stack of one method gives that method chances.</value>
    public ConformalMeasure Measure { get; init; } = ConformalMeasure.Distance;

    /// <summary>Seed of the draws: which of several tellings of a story counts, and of a check which stories are held out.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The licence of the labels, to be recorded.</summary>
    /// <value>Default: null, what lies beside them.</value>
    public string? Licence { get; init; }

    /// <summary>The day, to be recorded: there is no clock here.</summary>
    /// <value>Default: null, none.</value>
    public DateOnly? Date { get; init; }

    internal static bool IsAlpha(double alpha) => alpha is >= 0.0001 and <= 0.9999;

    internal static bool IsBy(string by) => by is None or Said or Length or Label || by.StartsWith(Field, StringComparison.Ordinal) && by.Length > Field.Length;

    internal ConformalOptions Validated() =>
        !IsAlpha(Alpha) ? throw new InputException(FormattableString.Invariant($"Option Alpha is {Alpha}. Expected 0.0001 to 0.9999."))
        : Goal is { } goal && !Enum.IsDefined(goal) ? throw new InputException($"Option Goal is {goal}. Expected {string.Join(", ", Enum.GetNames<LearnedGoal>())}.")
        : !Enum.IsDefined(Measure) ? throw new InputException($"Option Measure is {Measure}. Expected {string.Join(", ", Enum.GetNames<ConformalMeasure>())}.")
        : IsBy(By) ? this
        : throw InputException.Unknown("By", Untrusted.Show(By), [None, Said, Length, Label, "field:NAME"]);
}
