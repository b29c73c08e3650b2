namespace ResearchKit;

/// <summary>What a member of an ensemble counts that says nothing of a text.</summary>
public enum SilentMembers
{
    /// <summary>It abstains: the weights of those that speak are brought to a sum of 1.</summary>
    Abstain,

    /// <summary>It counts as 0, with its weight: silence draws the value towards neutral.</summary>
    Zero,
}

/// <summary>How a weighted ensemble reads its members.</summary>
public sealed record WeightedOptions
{
    /// <summary>What a silent member counts. One that does not read the language abstains in any case.</summary>
    /// <value>Default <see cref="SilentMembers.Abstain"/>: silent is not neutral.</value>
    public SilentMembers Silent { get; init; } = SilentMembers.Abstain;

    /// <summary>Values at or below it are of the class negative.</summary>
    /// <value>Default −0.25. −1 to 0.</value>
    public double NegativeCut { get; init; } = -0.25;

    /// <summary>Values at or above it are of the class positive.</summary>
    /// <value>Default 0.25. 0 to 1.</value>
    public double PositiveCut { get; init; } = 0.25;

    internal WeightedOptions Validated() =>
        !Enum.IsDefined(Silent) ? throw new InputException($"Option Silent is {Silent}. Expected {string.Join(", ", Enum.GetNames<SilentMembers>())}.")
        : NegativeCut is not (>= -1 and <= 0) ? throw new InputException(FormattableString.Invariant($"Option NegativeCut is {NegativeCut}. Expected -1 to 0."))
        : PositiveCut is not (>= 0 and <= 1) ? throw new InputException(FormattableString.Invariant($"Option PositiveCut is {PositiveCut}. Expected 0 to 1."))
        : this;

    /// <summary>What differs from the defaults, as an identity shows it; empty when nothing does.</summary>
    internal string Difference() => string.Join(',', new[]
    {
        Silent == SilentMembers.Abstain ? "" : "silent=zero",
        NegativeCut == -0.25 ? "" : FormattableString.Invariant($"negativeCut={NegativeCut:R}"),
        PositiveCut == 0.25 ? "" : FormattableString.Invariant($"positiveCut={PositiveCut:R}"),
    }.Where(each => each.Length > 0));
}
