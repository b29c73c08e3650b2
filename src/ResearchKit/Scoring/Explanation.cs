using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>A shifter that reached a hit.</summary>
/// <param name="Term">Its entry's term.</param>
/// <param name="Role">What it does.</param>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Factor">What it multiplies the hit by.</param>
public readonly record struct Shift(string Term, Role Role, int Start, int Length, double Factor)
{
    /// <summary>The factor as it is written: <c>×0.60</c>.</summary>
    internal string Times => Factor.ToString("×0.00;×−0.00", CultureInfo.InvariantCulture);

    /// <summary>Term and factor: <c>potentially ×0.60</c>.</summary>
    public override string ToString() => $"{Term} {Times}";
}

/// <summary>What one hit adds to the value, and why. <c>Value = Counted × Weight</c>; for the measure Sum,
/// <c>Counted = Valence × the factors</c>, for a ratio it is +1, −1 or 0.</summary>
/// <param name="Term">The entry's term.</param>
/// <param name="Note">The entry's note.</param>
/// <param name="Sentence">Number of the sentence, from 0.</param>
/// <param name="Start">UTF-16 offset in <see cref="Article.Text"/>.</param>
/// <param name="Length">UTF-16 length.</param>
/// <param name="Valence">The entry's valence, −1 to 1.</param>
/// <param name="Shifts">The shifters that reached it, in the order of the text.</param>
/// <param name="Counted">What of it enters the measure.</param>
/// <param name="Weight">What one counted unit is worth: the weight of its sentence times the slope of the measure.</param>
/// <param name="Value">Its part of the value.</param>
public sealed record Contribution(string Term, string Note, int Sentence, int Start, int Length, double Valence, ImmutableArray<Shift> Shifts, double Counted, double Weight, double Value)
{
    /// <summary>Term, place and what it adds.</summary>
    public override string ToString() => Untrusted.Line(FormattableString.Invariant($"{Term} at {Start} adds {Value:+0.0000;-0.0000;0.0000}"));
}

/// <summary>A sentence of an explanation.</summary>
/// <param name="Start">UTF-16 offset of its first token in <see cref="Article.Text"/>.</param>
/// <param name="Length">UTF-16 length up to its last token.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Weight">Its share of the value's weight, 0 to 1; 1 when the document is one unit.</param>
/// <param name="Value">The sum of its contributions.</param>
public readonly record struct SentencePart(int Start, int Length, int Tokens, double Weight, double Value)
{
    /// <summary>Place and what it adds.</summary>
    public override string ToString() => FormattableString.Invariant($"sentence at {Start}, {Tokens} tokens, adds {Value:+0.0000;-0.0000;0.0000}");
}

/// <summary>A score taken apart: <c>Score.Value</c> = sum of the contributions + <see cref="Remainder"/>, to 1e-12.</summary>
/// <param name="Article">The article.</param>
/// <param name="Score">Its score.</param>
/// <param name="Method">The scorer's identity.</param>
/// <param name="Sentences">In the order of the text.</param>
/// <param name="Contributions">In the order of the text; hits that come to nothing are there with 0.</param>
[TypeFormatterSource(typeof(ExplanationFormatters))]
public sealed record Explanation(Article Article, Score Score, string Method, ImmutableArray<SentencePart> Sentences, ImmutableArray<Contribution> Contributions)
{
    /// <summary>What of the value no contribution accounts for: 0 for every method that can be taken apart fully.</summary>
    public double Remainder { get; init; }

    /// <summary>What the remainder is, such as <c>the map's intercept</c>; null where there is nothing to say.</summary>
    public string? RemainderNote { get; init; }

    /// <summary>What the notes of contributions are, where they are part of the account and shown beside it, such as <c>features</c>; null where they are a lexicon's remarks.</summary>
    public string? NoteHeading { get; init; }

    /// <summary>What VADER prints, for its methods; null for others, and where nothing was read.</summary>
    public VaderComponents? Components { get; init; }

    /// <summary>The label on a scale; the publisher's ten words by default.</summary>
    public string Label(Scale? scale = null) => (scale ?? Scale.TenWords).Label(Score);

    /// <summary>The text with its hits highlighted, and the table of contributions, as a piece of HTML without scripts or references.
    /// Every part of the article is encoded.</summary>
    public string ToHtml() => ExplanationHtml.Write(this);

    /// <summary>The explanation as one line of JSON; numbers in full precision.</summary>
    public string ToJson() => ExplanationJson.Write(this);

    /// <summary>A table for a console: strongest contributions first, then the sum. Control characters of the article are replaced.</summary>
    public override string ToString() => ExplanationText.Write(this);
}
