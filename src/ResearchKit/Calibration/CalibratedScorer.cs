namespace ResearchKit;

/// <summary>A scorer with a map to a publisher's scale behind it. A text on which it has nothing to say stays silent, with the value 0: the map says nothing of it.</summary>
/// <remarks>For an inner value v = Σc + r and the map f, a contribution becomes s·c and the remainder f(0) + s·r, with s the mean slope of f on
/// the way from 0 to v: (f(v) − f(0))/v, at v = 0 the slope there. That is Aumann and Shapley's share along the straight path from no hits; they sum to f(v).</remarks>
public sealed class CalibratedScorer : Scorer
{
    /// <summary>A steeper map, as between two neighbouring knots of an isotonic one, would show contributions whose digits no longer sum: what it adds stands in the remainder.</summary>
    const double Steepest = 1000;

    internal CalibratedScorer(Scorer inner, Calibration calibration)
    {
        (Inner, Calibration) = (inner, calibration);
        Identity = $"{inner.Identity}→{calibration.Map.ToString().ToLowerInvariant()}(labels {FittedOn.Start(calibration.FittedOn.Hash)})";
    }

    /// <summary>The scorer whose values are mapped.</summary>
    public Scorer Inner { get; }

    /// <summary>The map, and what it was fitted on.</summary>
    public Calibration Calibration { get; }

    /// <summary>The inner identity, the kind of map, and the beginning of the labels' hash: <c>finance@2→isotonic(labels 3f2a9c12)</c>.</summary>
    public override string Identity { get; }

    /// <summary>Neutral within 0.10 of 0, as labels with scores are judged.</summary>
    public override Scale Classes { get; } = Scale.Three(-0.10, 0.10);

    internal override string ModelHash => Inner.ModelHash;

    internal override Lexicon? Words => Inner.Words;

    internal override string? Seen(IEnumerable<Article> texts) => Inner.Seen(texts);

    /// <inheritdoc/>
    public override Score Score(Article article) => Mapped(Inner.Score(article)).Score;

    /// <summary>The scores of a corpus, in its order, scored in the inner scorer's own way.</summary>
    public override IReadOnlyList<Score> Score(IReadOnlyList<Article> corpus) => [.. Inner.Score(corpus).Select(score => Mapped(score).Score)];

    /// <inheritdoc/>
    public override Explanation Explain(Article article)
    {
        var why = Inner.Explain(article);
        var (score, slope) = Mapped(why.Score);
        if (score.Outcome != Outcome.Scored) return why with { Score = score, Method = Identity };
        return why with
        {
            Score = score,
            Method = Identity,
            NoteHeading = why.NoteHeading is { } notes ? $"{notes}, before the map" : null,
            // Adding 0 leaves no negative zero.
            Sentences = [.. why.Sentences.Select(part => part with { Value = part.Value * slope + 0.0 })],
            Contributions = [.. why.Contributions.Select(part => part with { Weight = part.Weight * slope, Value = part.Value * slope + 0.0 })],
            Remainder = score.Value - slope * (why.Score.Value - why.Remainder),
            RemainderNote = (Calibration.Map == Map.Affine ? "the map's intercept" : "the map's value at 0") + (why.Remainder == 0 ? "" : ", and the method's own remainder mapped"),
        };
    }

    /// <summary>What a second person needs to verify the score of an article, the map included.</summary>
    /// <exception cref="InputException">The inner scorer has no receipts.</exception>
    public Receipt Receipt(Article article) => ResearchKit.Receipt.Of(this, Explain(article));

    /// <summary>Writes the map; see <see cref="Calibration.Write"/>.</summary>
    public void Write(string path) => Calibration.Write(path);

    /// <summary>The inner scorer, and what the map was fitted on.</summary>
    public override string ToString() => $"{Inner}, {Calibration.Map.ToString().ToLowerInvariant()} map {Calibration.FittedOn}";

    (Score Score, double Slope) Mapped(Score score)
    {
        if (score.Outcome != Outcome.Scored) return (score with { Method = Identity }, 0);
        var slope = Math.Clamp(Calibration.ScoreMap.Slope(score.Value), -Steepest, Steepest);
        var (positive, negative) = slope < 0 ? (-slope * score.Negative, -slope * score.Positive) : (slope * score.Positive, slope * score.Negative);
        return (score with { Method = Identity, Value = Calibration[score.Value], Positive = positive, Negative = negative }, slope);
    }
}
