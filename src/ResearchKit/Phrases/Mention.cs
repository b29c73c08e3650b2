namespace ResearchKit;

/// <summary>A place where a text names something: what a theme's score rests on.</summary>
/// <param name="Term">The phrase that was found, as its list has it.</param>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Sentence">Number of the sentence, from 0, among those the scorer read.</param>
public readonly record struct Mention(string Term, int Start, int Length, int Sentence)
{
    /// <summary>Term and place.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Term} at {Start}"));
}
