using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What an article says of a theme, and how much of it is about it.</summary>
/// <param name="ArticleId">The article's id.</param>
/// <param name="Theme">The theme.</param>
/// <param name="Prevalence">Share of the article's sentences that carry a mention, more than 0 to 1.</param>
/// <param name="Mentions">Where its terms stand, in the order of the text; at least one.</param>
/// <param name="Explanation">The value of those sentences and clauses, taken apart; each contribution's last shift, of the role <see cref="Role.Bearing"/>, names the mention that it belongs to.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ThemeScore(string ArticleId, Theme Theme, double Prevalence, ImmutableArray<Mention> Mentions, Explanation Explanation)
{
    /// <summary>−1 to 1; the sum of the contributions, to 1e-12; 0 where the theme is mentioned and nothing is said of it.</summary>
    public double Value => Explanation.Score.Value;

    /// <summary><see cref="Outcome.Scored"/>, or <see cref="Outcome.Silent"/> where nothing is said of it.</summary>
    public Outcome Outcome => Explanation.Score.Outcome;

    /// <summary>What the value is made of.</summary>
    public ImmutableArray<Contribution> Contributions => Explanation.Contributions;

    /// <summary>The label on a scale; the publisher's ten words by default.</summary>
    public string Label(Scale? scale = null) => Explanation.Label(scale);

    /// <summary>One line: article, theme, value, label, prevalence and the terms that were found.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant(
        $"{ArticleId}: {Theme.Name} {Value:+0.00;-0.00;0.00} {Label()}, in {Prevalence:0%} of the sentences ({string.Join(", ", Mentions.Select(mention => mention.Term).Distinct())})"));
}
