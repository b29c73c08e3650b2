using System.Collections.Concurrent;

namespace ResearchKit;

/// <summary>A method with its options on a lexicon.</summary>
public sealed partial class LexiconScorer : Scorer
{
    readonly ConcurrentBag<Reading> readings = [];

    internal LexiconScorer(Method method, Lexicon lexicon, ScorerOptions options, Corpus? reference = null)
    {
        Method = method;
        Lexicon = lexicon;
        Options = options.Validated();
        if (Options.Measure == Measure.Tfidf) Options = Options with { Reference = (frequencies = DocumentFrequencies.Of(lexicon, reference, method.Name)).Hash };
        var changed = Options.Difference(method.Options);
        Classes = Scale.Three(Options.NegativeCut, Options.PositiveCut);
        Identity = changed.Length == 0 ? method.ToString() : $"{method}/{changed}";
    }

    /// <summary>The method, with its version.</summary>
    public Method Method { get; }

    /// <summary>The lexicon it looks terms up in.</summary>
    public Lexicon Lexicon { get; }

    /// <summary>The options in full.</summary>
    public ScorerOptions Options { get; }

    /// <summary>Method, version and every option that differs from the method's own: <c>finance@1/negationWindow=3</c>.</summary>
    public override string Identity { get; }

    /// <inheritdoc/>
    public override Scale Classes { get; }

    /// <inheritdoc/>
    public override Score Score(Article article)
    {
        if (VaderRules.Are(Options.Measure)) return ScoreVader(article, null);
        var reading = Rent();
        try
        {
            reading.Read(article);
            return reading.IsEnglish(article) ? Sum(article, reading, reading.Whole, null) : Unsupported(article);
        }
        finally
        {
            readings.Add(reading);
        }
    }

    /// <inheritdoc/>
    public override Explanation Explain(Article article)
    {
        if (!Language.IsEnglish(article)) return new(article, Unsupported(article), Identity, [], []);
        return Read(article, [], reading => Explain(article, reading, reading.Whole, Identity));
    }

    /// <summary>Reads an article with its names as names, and hands the reading over.</summary>
    internal T Read<T>(Article article, ReadOnlySpan<Found> names, Func<Reading, T> use)
    {
        var reading = Rent();
        try
        {
            reading.Read(article, names);
            return use(reading);
        }
        finally
        {
            readings.Add(reading);
        }
    }

    /// <summary>The score of a part of what was read, taken apart.</summary>
    /// <param name="article">The article.</param>
    /// <param name="reading">Its reading.</param>
    /// <param name="part">Sentences and hits.</param>
    /// <param name="identity">Of what made the part.</param>
    /// <param name="reasons">Why a hit belongs to the part, by its index.</param>
    internal Explanation Explain(Article article, Reading reading, in Portion part, string identity, IReadOnlyDictionary<int, Reason>? reasons = null)
    {
        var parts = new ExplanationBuilder(article, this, reading) { Reasons = reasons };
        return parts.Build(Sum(article, reading, part, parts) with { Method = identity }, identity);
    }

    /// <summary>What a second person needs to verify the score of an article.</summary>
    public Receipt Receipt(Article article) => ResearchKit.Receipt.Of(this, Explain(article));

    /// <summary><c>finance@1 on finance (6075 entries, 0f3a9c12)</c>.</summary>
    public override string ToString() => $"{Identity} on {Lexicon}";

    Reading Rent() => readings.TryTake(out var reading) ? reading : new(Lexicon, Options);

    Score Unsupported(Article article) => new(article.Id, Identity, 0, 0, 0, 0, 0, 0, 0, Outcome.UnsupportedLanguage);

    Score Sum(Article article, Reading reading, in Portion text, ExplanationBuilder? explanation)
    {
        if (WordWeights.Are(Options.Measure)) return SumWords(article, reading, explanation);
        if (VaderRules.Are(Options.Measure)) return ScoreVader(article, explanation);
        var sentences = text.Sentences;
        var total = TotalWeight(sentences, text.Tokens);
        double value = 0, positive = 0, negative = 0;
        var whole = Options.Weighting == Weighting.Document && sentences.Length > 0;
        var document = whole ? Arithmetic.Of(Options, text.Hits, text.Tokens) : default;
        if (whole) value = document.Value;
        else
            for (var i = 0; i < sentences.Length; i++) value += Weight(sentences[i]) / total * OfSentence(text, i).Value;
        var slope = 1.0;
        if (Options.Measure == Measure.Sum)
        {
            var growth = whole ? 1 : Arithmetic.Growth(sentences.Length);
            slope = growth / Math.Sqrt(value * growth * value * growth + Options.Squash);
            value *= slope;
        }
        for (var i = 0; i < sentences.Length; i++)
        {
            var weight = Weight(sentences[i]) / total;
            var unit = whole ? document : OfSentence(text, i);
            foreach (var hit in text.Hits.Slice(sentences[i].FirstHit, sentences[i].Hits))
            {
                var counted = Arithmetic.Counted(Options.Measure, hit.Shifted);
                var worth = weight * slope * (counted > 0 ? unit.Plus : unit.Minus);
                var contribution = counted * worth;
                if (contribution > 0) positive += contribution;
                else negative -= contribution;
                explanation?.Add(i, sentences[i], hit, worth, contribution);
            }
            explanation?.Close(sentences[i], weight);
        }
        var coverage = text.Tokens == 0 ? 0 : (double)text.Covered / text.Tokens;
        // A sum of weights may pass 1 in the last bit.
        return new(article.Id, Identity, Math.Clamp(value, -1, 1), positive, negative, coverage, text.Hits.Length, sentences.Length,
            text.Tokens, text.Hits.IsEmpty ? Outcome.Silent : Outcome.Scored);
    }

    Unit OfSentence(in Portion text, int i) => Arithmetic.Of(Options, text.Hits.Slice(text.Sentences[i].FirstHit, text.Sentences[i].Hits), text.Sentences[i].Tokens);

    double Weight(in Sentence sentence) => Options.Weighting switch
    {
        Weighting.Length => sentence.Tokens,
        Weighting.Lead => sentence.Lead ? Options.LeadWeight : 1,
        _ => 1,
    };

    double TotalWeight(ReadOnlySpan<Sentence> sentences, int tokens)
    {
        if (Options.Weighting == Weighting.Document) return 1;
        if (Options.Weighting == Weighting.Length) return tokens;
        double total = 0;
        foreach (var sentence in sentences) total += Weight(sentence);
        return total;
    }
}
