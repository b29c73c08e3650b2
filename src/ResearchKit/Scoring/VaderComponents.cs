namespace ResearchKit;

/// <summary>The four numbers that VADER prints, unrounded. Not masses: the shares say how much of a text is of which sign, with words without a valence
/// counted as neutral.</summary>
/// <param name="Negative">VADER's <c>neg</c>, 0 to 1.</param>
/// <param name="Neutral">VADER's <c>neu</c>, 0 to 1.</param>
/// <param name="Positive">VADER's <c>pos</c>, 0 to 1; the three sum to 1, or are all 0 where there is no word.</param>
/// <param name="Compound">VADER's <c>compound</c>: the value, −1 to 1.</param>
/// <remarks>Sentence by sentence they are the sentences' own, weighed as the value is.</remarks>
public readonly record struct VaderComponents(double Negative, double Neutral, double Positive, double Compound)
{
    /// <summary>Four decimals, in VADER's order.</summary>
    public override string ToString() => FormattableString.Invariant($"neg {Negative:0.0000}, neu {Neutral:0.0000}, pos {Positive:0.0000}, compound {Compound:+0.0000;-0.0000;0.0000}");
}
