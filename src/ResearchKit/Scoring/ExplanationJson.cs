using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit;

/// <summary>The JSON form of an explanation.</summary>
sealed record ExplanationJson(string Id, string Title, string Method, double Value, string Label, double Positive, double Negative, double Coverage,
    Outcome Outcome, double Remainder, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RemainderNote, ImmutableArray<SentencePart> Sentences, ImmutableArray<Contribution> Contributions)
{
    public static readonly KitJson OneLine = new(new JsonSerializerOptions(KitJson.Default.Options) { WriteIndented = false });

    public static string Write(Explanation explanation) => JsonSerializer.Serialize(Of(explanation), OneLine.ExplanationJson);

    static ExplanationJson Of(Explanation e) => new(e.Article.Id, e.Article.Title, e.Method, e.Score.Value, e.Label(), e.Score.Positive,
        e.Score.Negative, e.Score.Coverage, e.Score.Outcome, e.Remainder, e.RemainderNote, e.Sentences, e.Contributions);
}
