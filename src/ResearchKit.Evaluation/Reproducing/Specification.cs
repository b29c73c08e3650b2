using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>One declared way to arrive at a score: a method's measure, a weighting, shifters or not, and which paragraphs.</summary>
/// <param name="Measure">How hits become a measure.</param>
/// <param name="Weighting">How sentences are weighted.</param>
/// <param name="Shifters">Whether valence shifters take part.</param>
/// <param name="Paragraph">Number of the one paragraph that is read, from 1; null for the whole article.</param>
public sealed record Specification(Measure Measure, Weighting Weighting, bool Shifters, int? Paragraph)
{
    /// <summary>How many choices depart from a method's plain form, from 0 to 3: another weighting than the method's own, shifters left out of
    /// <c>finance</c>, a paragraph picked.</summary>
    public int Complexity => (Weighting == Base.Options.Weighting ? 0 : 1) + (Shifters == Base.Options.Shifters ? 0 : 1) + (Paragraph is null ? 0 : 1);

    Method Base => Method.All.First(m => m.Options.Measure == Measure);

    /// <summary>Every specification for an article, in a fixed order: 5 measures × 4 weightings × (the whole, each paragraph), <c>finance</c> with and
    /// without shifters; without those that are the same by arithmetic (tone by length is tone of the document; the lead of a single
    /// paragraph is the paragraph).</summary>
    public static ImmutableArray<Specification> Grid(Article article) =>
    [
        .. from paragraph in Enumerable.Range(0, article.Paragraphs.Length > 1 ? article.Paragraphs.Length + 1 : 1)
           from measure in Enum.GetValues<Measure>()
           where measure <= Measure.Root
           from weighting in Enum.GetValues<Weighting>()
           where weighting <= Weighting.Document
           from shifters in measure == Measure.Sum ? new[] { true, false } : [false]
           where !(measure == Measure.Tone && weighting == Weighting.Length)
           where !(weighting == Weighting.Lead && (paragraph > 0 || article.Paragraphs.Length < 2))
           select new Specification(measure, weighting, shifters, paragraph == 0 ? null : paragraph)
    ];

    /// <summary>The scorer of this specification.</summary>
    public Scorer Scorer(Lexicon lexicon) => lexicon.Scorer(Base.Name, o => o with { Weighting = Weighting, Shifters = Shifters });

    /// <summary>The part of an article that this specification reads; null when it has no such paragraph.</summary>
    public Article? Part(Article article) => Paragraph switch
    {
        null => article,
        { } number when number <= article.Paragraphs.Length => article with { Title = "", Paragraphs = [article.Paragraphs[number - 1]] },
        _ => null,
    };

    /// <summary><c>ratio:tone, sentences alike, paragraph 2</c>.</summary>
    public override string ToString()
    {
        var weighting = Weighting switch
        {
            Weighting.Equal => "sentences alike",
            Weighting.Length => "sentences by length",
            Weighting.Lead => "lead doubled",
            _ => "document as one",
        };
        return $"{Base.Name}{(Shifters == Base.Options.Shifters ? "" : " without shifters")}, {weighting}, {(Paragraph is { } number ? $"paragraph {number}" : "whole text")}";
    }
}
