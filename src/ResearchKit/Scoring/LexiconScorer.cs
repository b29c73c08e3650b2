using System.Collections.Concurrent;

namespace ResearchKit;

/// <summary>A method with its options on a lexicon.</summary>
public sealed partial class LexiconScorer : Scorer
{
    /// <summary>Of readings of longer texts at most one is kept, in UTF-16 units: about 50 bytes for each.</summary>
    const int MostKept = 1 << 18;

    readonly ConcurrentBag<Reading> readings = [];
    readonly Lazy<(string Hash, string Changes)> stated;
    Reading? kept;
    Thread? keeper;

    internal LexiconScorer(Method method, Lexicon lexicon, ScorerOptions options, Corpus? reference = null)
    {
        Method = method;
        Lexicon = lexicon;
        Options = options.Validated();
        if (Options.Measure == Measure.Tfidf) Options = Options with { Reference = (frequencies = DocumentFrequencies.Of(lexicon, reference, method.Name)).Hash };
        var changed = Options.Difference(method.Options);
        Classes = Scale.Three(Options.NegativeCut, Options.PositiveCut);
        Identity = changed.Length == 0 ? method.ToString() : $"{method}/{changed}";
        stated = new(() => (Options.Hash, changed));
    }

    /// <summary>The method, with its version.</summary>
    public Method Method { get; }

    /// <summary>The lexicon it looks terms up in.</summary>
    public Lexicon Lexicon { get; }

    internal override Lexicon Words => Lexicon;

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
            reading.Scanned.Read(article.Title, article.Paragraphs.AsSpan());
            return Score(article, reading.Scanned, reading);
        }
        finally
        {
            Return(reading);
        }
    }

    /// <summary>The score of a text in UTF-8; a blank line ends a paragraph. Nothing is allocated, but for the measures of others.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="id">The article id that the score gets.</param>
    /// <exception cref="InputException">It is not UTF-8.</exception>
    public Score Score(ReadOnlySpan<byte> utf8, string id = "text")
    {
        var reading = Rent();
        try
        {
            if (!reading.Scanned.Read(utf8, out var text, out var valid)) throw new InputException(FormattableString.Invariant($"The text is not UTF-8 at byte {valid + 1}. Expected UTF-8."));
            if (!IsOfHits) return Score(Article.Of(text.ToString(), id));
            reading.Read(reading.Scanned);
            return reading.IsEnglish(null) ? Sum(id, reading, reading.Whole, null) : Unsupported(id);
        }
        finally
        {
            Return(reading);
        }
    }

    /// <summary>The scores of an article by several scorers, whose text is read once and looked up in each lexicon: a draft against its champion, methods against each other. Nothing is allocated.</summary>
    /// <param name="article">The article.</param>
    /// <param name="scorers">The scorers.</param>
    /// <param name="scores">As many; receives the score of each, the same bits as by itself.</param>
    /// <exception cref="ArgumentException">There are fewer places than scorers.</exception>
    public static void Score(Article article, ReadOnlySpan<LexiconScorer> scorers, Span<Score> scores)
    {
        if (scores.Length < scorers.Length) throw new ArgumentException(FormattableString.Invariant($"{scores.Length} places for {scorers.Length} scorers. Expected as many."), nameof(scores));
        if (scorers.IsEmpty) return;
        var first = scorers[0].Rent();
        try
        {
            first.Scanned.Read(article.Title, article.Paragraphs.AsSpan());
            for (var i = 0; i < scorers.Length; i++)
            {
                var reading = i == 0 ? first : scorers[i].Rent();
                scores[i] = scorers[i].Score(article, first.Scanned, reading);
                if (i > 0) scorers[i].Return(reading);
            }
        }
        finally
        {
            scorers[0].Return(first);
        }
    }

    Score Score(Article article, ScannedText text, Reading reading)
    {
        if (VaderRules.Are(Options.Measure)) return ScoreVader(article, null);
        reading.Read(text);
        return reading.IsEnglish(article.Language) ? Sum(article, reading, reading.Whole, null) : Unsupported(article.Id);
    }

    /// <inheritdoc/>
    public override Explanation Explain(Article article)
    {
        return Read(article, [], reading => reading.IsEnglish(article.Language) ? Explain(article, reading, reading.Whole, Identity) : new(article, Unsupported(article.Id), Identity, [], []));
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
            Return(reading);
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

    /// <summary>The score of a part of what was read, and nothing of what it is made of: the same bits.</summary>
    internal Score Score(Article article, Reading reading, in Portion part) => Sum(article, reading, part, null);

    /// <summary>What receipts of all articles have in common, made once: hash of the options, and those that differ from the method's.</summary>
    internal (string Hash, string Changes) Stated => stated.Value;

    /// <summary>What a second person needs to verify the score of an article.</summary>
    public Receipt Receipt(Article article) => ResearchKit.Receipt.Of(this, Explain(article));

    /// <summary><c>finance@1 on finance (6075 entries, 0f3a9c12)</c>.</summary>
    public override string ToString() => $"{Identity} on {Lexicon}";

    /// <summary>Whether the measure is one of hits as they are read, not of others' words.</summary>
    bool IsOfHits => !WordWeights.Are(Options.Measure) && !VaderRules.Are(Options.Measure);

    Reading Rent()
    {
        // What one thread keeps for itself costs it less than what others may take.
        if (kept is not { } own || keeper != Thread.CurrentThread) return readings.TryTake(out var reading) ? reading : new(Lexicon, Options);
        kept = null;
        return own;
    }

    void Return(Reading reading)
    {
        var (now, before) = (Thread.CurrentThread, keeper);
        // What a thread kept goes with it.
        if (before != now && before is not { IsAlive: true } && Interlocked.CompareExchange(ref keeper, now, before) == before) kept = null;
        if (keeper == now && kept is null) kept = reading;
        // What long texts took is given back, but for one.
        else if (reading.Room <= MostKept) readings.Add(reading);
    }

    Score Unsupported(string id) => new(id, Identity, 0, 0, 0, 0, 0, 0, 0, Outcome.UnsupportedLanguage);

    Score Sum(Article article, Reading reading, in Portion text, ExplanationBuilder? explanation) =>
        WordWeights.Are(Options.Measure) ? SumWords(article, reading, explanation)
        : VaderRules.Are(Options.Measure) ? ScoreVader(article, explanation)
        : Sum(article.Id, reading, text, explanation);

    Score Sum(string id, Reading reading, in Portion text, ExplanationBuilder? explanation)
    {
        var measure = Options.Measure;
        var sentences = text.Sentences;
        var total = TotalWeight(sentences, text.Tokens);
        double value = 0, positive = 0, negative = 0;
        var whole = Options.Weighting == Weighting.Document && sentences.Length > 0;
        var document = whole ? Arithmetic.Of(Options, text.Hits, text.Tokens) : default;
        if (whole) value = document.Value;
        else
            for (var i = 0; i < sentences.Length; i++)
                if (sentences[i].Hits > 0) value += Weight(sentences[i]) / total * OfSentence(text, i).Value;
        var slope = 1.0;
        if (measure == Measure.Sum)
        {
            var growth = whole ? 1 : Arithmetic.Growth(sentences.Length);
            slope = growth / Math.Sqrt(value * growth * value * growth + Options.Squash);
            value *= slope;
        }
        for (var i = 0; i < sentences.Length; i++)
        {
            ref readonly var sentence = ref sentences[i];
            if (sentence.Hits == 0 && explanation is null) continue;
            var weight = Weight(sentence) / total;
            var unit = whole ? document : measure == Measure.Sum ? new(0, 1, 1) : sentence.Hits > 0 ? OfSentence(text, i) : default;
            foreach (ref readonly var hit in text.Hits.Slice(sentence.FirstHit, sentence.Hits))
            {
                var counted = Arithmetic.Counted(measure, hit.Shifted);
                var worth = weight * slope * (counted > 0 ? unit.Plus : unit.Minus);
                var contribution = counted * worth;
                // No branch: of which sign a hit is cannot be foreseen.
                positive += Math.Max(contribution, 0);
                negative += Math.Max(-contribution, 0);
                explanation?.Add(i, sentence, hit, worth, contribution);
            }
            explanation?.Close(sentence, weight);
        }
        var coverage = text.Tokens == 0 ? 0 : (double)text.Covered / text.Tokens;
        // A sum of weights may pass 1 in the last bit.
        return new(id, Identity, Math.Clamp(value, -1, 1), positive, negative, coverage, text.Hits.Length, sentences.Length,
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
