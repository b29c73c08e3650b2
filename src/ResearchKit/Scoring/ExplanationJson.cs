using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>The JSON form of an explanation.</summary>
sealed record ExplanationJson(string Id, string Title, string Method, double Value, string Label, double Positive, double Negative, double Coverage,
    Outcome Outcome, double Remainder, ImmutableArray<SentencePart> Sentences, ImmutableArray<Contribution> Contributions)
{
    public static ExplanationJson Of(Explanation e) => new(e.Article.Id, e.Article.Title, e.Method, e.Score.Value, e.Label(), e.Score.Positive,
        e.Score.Negative, e.Score.Coverage, e.Score.Outcome, e.Remainder, e.Sentences, e.Contributions);
}
