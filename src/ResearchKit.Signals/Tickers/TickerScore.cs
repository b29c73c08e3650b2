using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>What an article says for one company.</summary>
/// <param name="Company">The company.</param>
/// <param name="Relevance">How much the article is about it, 0 to 1.</param>
/// <param name="Mentions">Where it is named, in the order of the text.</param>
/// <param name="Explanation">The value, taken apart.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record TickerScore(Company Company, double Relevance, ImmutableArray<Mention> Mentions, Explanation Explanation)
{
    /// <summary>The article's id.</summary>
    public string ArticleId => Explanation.Article.Id;

    /// <summary>How good the news is for the company, −1 to 1.</summary>
    public double Value => Explanation.Score.Value;

    /// <summary>Scored, or silent where nothing is said for it.</summary>
    public Outcome Outcome => Explanation.Score.Outcome;

    /// <summary>Share of the tokens of its sentences that say something for it, 0 to 1.</summary>
    public double Coverage => Explanation.Score.Coverage;

    /// <summary>The label on a scale; the publisher's ten words by default.</summary>
    public string Label(Scale? scale = null) => Explanation.Label(scale);

    /// <summary>Company, value and label.</summary>
    public override string ToString() => FormattableString.Invariant($"{Company}: {Value:+0.000;-0.000;0.000} {Label()}, relevance {Relevance:0.00}, {Mentions.Length} {(Mentions.Length == 1 ? "mention" : "mentions")}");
}
