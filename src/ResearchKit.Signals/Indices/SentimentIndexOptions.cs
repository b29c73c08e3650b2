namespace ResearchKit;

/// <summary>How long a point of an index lasts, in UTC.</summary>
public enum Period
{
    /// <summary>From midnight.</summary>
    Day,

    /// <summary>From Monday, as in ISO 8601.</summary>
    Week,

    /// <summary>From the first.</summary>
    Month,
}

/// <summary>What stands for a period without observations, after the first of a key and up to its last, or up to <see cref="SentimentIndexOptions.AsOf"/>. Of no period does it look ahead.</summary>
public enum Gaps
{
    /// <summary>Nothing: the point is left out, and in a window the weights of the other periods are brought to 1.</summary>
    None,

    /// <summary>A value of 0, as a point and in a window.</summary>
    Zero,

    /// <summary>The latest value before it, as a point and in a window. Without <see cref="SentimentIndexOptions.AsOf"/> a key's points end with its own last observation, so that what is carried on a day tells who will be heard of again: a ranking of several keys needs an <c>AsOf</c>, the same for all.</summary>
    Latest,
}

/// <summary>What the observations of a period weigh: the product of what is chosen, divided by its sum over the period.</summary>
[Flags]
public enum DocumentWeights
{
    /// <summary>Each the same.</summary>
    Equal = 0,

    /// <summary><see cref="Observation.Weight"/>: how much an article is about the company or theme; 1 for articles as a whole.</summary>
    Relevance = 1,

    /// <summary><see cref="Observation.Novelty"/>: 0.75 to the power of the tellings before it, where stories are given; else 1.</summary>
    Novelty = 2,

    /// <summary><see cref="Observation.Tokens"/>: a long text counts more.</summary>
    Length = 4,

    /// <summary>1/<see cref="Observation.Tokens"/>: a short text counts more.</summary>
    InverseLength = 8,

    /// <summary>exp(10α(L − 1)), L being the text's part of the period's tokens and α <see cref="SentimentIndexOptions.LengthAlpha"/>: a long text counts more, by no more than e to the power of 10α.</summary>
    ExponentialLength = 16,

    /// <summary>exp(10α(1 − L)): a short text counts more.</summary>
    InverseExponentialLength = 32,
}

/// <summary>What the observations v of a period come to, by their weights w.</summary>
public enum Aggregation
{
    /// <summary>Σwv/Σw, as in Bloomberg's company-level sentiment.</summary>
    Mean,

    /// <summary>RavenPack's sentiment index over its balance: T = sign(R)·√|R|, R = (Σw of the positive − Σw of the negative)/Σw; how positive counts for nothing.</summary>
    RootBalance,
}

/// <summary>How observations become an index.</summary>
public sealed record SentimentIndexOptions
{
    /// <summary>What stands for a period without observations.</summary>
    /// <value>Default: <see cref="Gaps.None"/>.</value>
    public Gaps Gaps { get; init; } = Gaps.None;

    /// <summary>For how many periods after it the latest value stands in gaps; what is older is nothing again, without a point and without a weight. Only with <see cref="Gaps.Latest"/>.</summary>
    /// <value>Default: null, without end. 1 or more.</value>
    public int? CarryPeriods { get; init; }

    /// <summary>What the observations of a period come to.</summary>
    /// <value>Default: <see cref="Aggregation.Mean"/>.</value>
    public Aggregation Aggregation { get; init; } = Aggregation.Mean;

    /// <summary>Whether articles that are silent count as 0 where scores are aggregated; else they are left out. Unsupported languages always are, and texts without a token where lengths weigh.</summary>
    /// <value>Default: false.</value>
    public bool IncludeSilent { get; init; }

    /// <summary>Across documents: what the observations of a period weigh.</summary>
    /// <value>Default: relevance times novelty.</value>
    public DocumentWeights Documents { get; init; } = DocumentWeights.Relevance | DocumentWeights.Novelty;

    /// <summary>α of the exponential weights by length: the greater, the more lengths count.</summary>
    /// <value>Default: 0.1, as in sentometrics. More than 0, at most 10.</value>
    public double LengthAlpha { get; init; } = 0.1;

    /// <summary>Across time: what the periods weigh that end with a point's.</summary>
    /// <value>Default: <see cref="TimeWeighting.None"/>, the period alone.</value>
    public TimeWeighting Time { get; init; } = TimeWeighting.None;

    /// <summary>Whether a point needs a whole window of periods since its key's first one. Else, as long as the window is not full, the weights of those there are brought to 1.</summary>
    /// <value>Default: false.</value>
    public bool WholeWindow { get; init; }

    /// <summary>The instant as of which the index is made: what became available later is left out and counted, and gaps are filled up to its period.</summary>
    /// <value>Default: null, where everything counts. No point of an earlier period has another value for it.</value>
    public DateTimeOffset? AsOf { get; init; }

    const DocumentWeights Lengths = DocumentWeights.Length | DocumentWeights.InverseLength | DocumentWeights.ExponentialLength | DocumentWeights.InverseExponentialLength;

    internal bool WeighsLength => (Documents & Lengths) != 0;

    /// <param name="seen">The observation.</param>
    /// <param name="tokens">Those of all observations of its period.</param>
    internal double WeightOf(in Observation seen, long tokens)
    {
        var weight = Documents.HasFlag(DocumentWeights.Relevance) ? seen.Weight : 1;
        if (Documents.HasFlag(DocumentWeights.Novelty)) weight *= seen.Novelty;
        if (!WeighsLength) return weight;
        if (seen.Tokens == 0) throw new InputException($"Observation of {Untrusted.Quote(seen.Key)} in article {Untrusted.Quote(seen.ArticleId)}: its length is not known, and option Documents is {Documents}. Expected Tokens of 1 or more.");
        return (Documents & Lengths) switch
        {
            DocumentWeights.Length => weight * seen.Tokens,
            DocumentWeights.InverseLength => weight / seen.Tokens,
            DocumentWeights.ExponentialLength => weight * Math.Exp(10 * LengthAlpha * ((double)seen.Tokens / tokens - 1)),
            _ => weight * Math.Exp(10 * LengthAlpha * (1 - (double)seen.Tokens / tokens)),
        };
    }

    internal SentimentIndexOptions Validated() =>
        !Enum.IsDefined(Gaps) ? throw new InputException($"Option Gaps is {Gaps}. Expected one of {string.Join(", ", Enum.GetNames<Gaps>())}.")
        : CarryPeriods is < 1 ? throw new InputException($"Option CarryPeriods is {CarryPeriods}. Expected 1 or more, or null for no end.")
        : CarryPeriods is not null && Gaps != Gaps.Latest ? throw new InputException($"Option CarryPeriods is {CarryPeriods}, and option Gaps is {Gaps}, which carries nothing. Expected Gaps.Latest, or no CarryPeriods.")
        : !Enum.IsDefined(Aggregation) ? throw new InputException($"Option Aggregation is {Aggregation}. Expected one of {string.Join(", ", Enum.GetNames<Aggregation>())}.")
        : (Documents & ~(DocumentWeights.Relevance | DocumentWeights.Novelty | Lengths)) != 0 ? throw new InputException($"Option Documents is {Documents}. Expected some of {string.Join(", ", Enum.GetNames<DocumentWeights>())}.")
        : System.Numerics.BitOperations.PopCount((uint)(Documents & Lengths)) > 1 ? throw new InputException($"Option Documents is {Documents}: a length counts in one way. Expected one of {string.Join(", ", Enum.GetValues<DocumentWeights>().Where(way => (way & Lengths) != 0))}, or none.")
        : !(LengthAlpha is > 0 and <= 10) ? throw new InputException(FormattableString.Invariant($"Option LengthAlpha is {LengthAlpha}. Expected more than 0, and at most 10."))
        : Time is null ? throw new InputException("Option Time is null. Expected TimeWeighting.None or another weighting.")
        : this;
}
