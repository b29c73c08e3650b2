namespace ResearchKit;

/// <summary>How what is said is held against what was judged.</summary>
public sealed record ReliabilityOptions
{
    /// <summary>Bins of about equal count; equal values stand in one, so that there may be fewer.</summary>
    /// <value>Default 10. 2 to 100.</value>
    public int Bins { get; init; } = 10;

    /// <summary>The class whose chance the values are taken for: −1 negative, 1 positive. A value v of a method is taken for the chance max(0, ±v): what a method of classes says when it has no doubt left of the opposite.</summary>
    /// <value>Default: null, the values are held against the judged scores, or against −1, 0 and 1 where there are classes alone.</value>
    public int? Class { get; init; }

    internal ReliabilityOptions Validated() =>
        Bins is < 2 or > 100 ? throw new InputException($"Option Bins is {Bins}. Expected 2 to 100.")
        : Class is not (null or -1 or 1) ? throw new InputException($"Option Class is {Class}. Expected -1, 1, or none.")
        : this;
}
