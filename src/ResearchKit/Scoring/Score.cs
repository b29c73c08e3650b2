namespace ResearchKit;

/// <summary>Whether a text could be scored.</summary>
public enum Outcome
{
    /// <summary>At least one hit.</summary>
    Scored,

    /// <summary>No hit: the method has nothing to say. Not the same as neutral or mixed.</summary>
    Silent,

    /// <summary>The text is not English; nothing was counted.</summary>
    UnsupportedLanguage,
}

/// <summary>What a method says of an article. Not a label: a <see cref="Scale"/> makes one of it. Never rounded.</summary>
/// <param name="ArticleId">The article's id.</param>
/// <param name="Method">The scorer's identity, such as <c>finance@1</c>.</param>
/// <param name="Value">−1 to 1; <see cref="Positive"/> − <see cref="Negative"/> + <see cref="Explanation.Remainder"/> to 1e-12; 0 unless <see cref="Outcome.Scored"/>.</param>
/// <param name="Positive">Positive mass: the sum of the positive contributions. 0 or more: hits that cancel within a unit leave masses that may pass 1.</param>
/// <param name="Negative">Negative mass: the sum of the negative contributions without their sign; likewise.</param>
/// <param name="Coverage">Share of the tokens that stand inside hits, 0 to 1.</param>
/// <param name="Hits">Terms with a valence that were found.</param>
/// <param name="Sentences">Sentences read.</param>
/// <param name="Tokens">Tokens read.</param>
/// <param name="Outcome">Whether the text could be scored.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public readonly record struct Score(string ArticleId, string Method, double Value, double Positive, double Negative, double Coverage, int Hits, int Sentences, int Tokens, Outcome Outcome)
{
    /// <summary>One line: id, value and label in the publisher's words.</summary>
    public override string ToString() => FormattableString.Invariant($"{Untrusted.Line(ArticleId)}: {Value:+0.00;-0.00;0.00} {Scale.TenWords.Label(this)} ({Method})");
}
