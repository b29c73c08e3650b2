namespace ResearchKit;

/// <summary>How a mention is meant.</summary>
public enum Stance
{
    /// <summary>As a fact.</summary>
    Affirmed,

    /// <summary>As possible, planned or reported.</summary>
    Hedged,

    /// <summary>As what is not so.</summary>
    Negated,
}

/// <summary>A place where a text names something: what the score of a theme or a company rests on.</summary>
/// <param name="Term">The phrase of a theme, as its list has it; of a company the name, as it stands in the text.</param>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Sentence">Number of the sentence, from 0, among those the scorer read.</param>
/// <param name="Stance">How it is meant.</param>
/// <param name="Kind">What a name says of its company; null for a theme.</param>
public readonly record struct Mention(string Term, int Start, int Length, int Sentence, Stance Stance = Stance.Affirmed, AliasKind? Kind = null)
{
    /// <summary>What it counts: 1, hedged ½, negated 0.</summary>
    public double Weight => Stance switch { Stance.Affirmed => 1, Stance.Hedged => 0.5, _ => 0 };

    /// <summary>Term, place and stance.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Term} at {Start}{(Stance == Stance.Affirmed ? "" : $", {Stance.ToString().ToLowerInvariant()}")}"));
}
