using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>Scores an article for each company in it. Immutable and safe to share between threads.</summary>
/// <remarks>A company's value is that of the sentences that name it or say something for it, by the same formula as a text's, over the hits that bear on it. <c>Tickers/README.md</c> says which do.</remarks>
public sealed class TickerScorer
{
    readonly LexiconScorer scorer;
    readonly Roles roles;

    internal TickerScorer(LexiconScorer given, Companies companies)
    {
        given.RequirePortions("companies");
        roles = new(given.Lexicon);
        scorer = roles.Lexicon.Scorer(given.Method, _ => given.Options);
        Companies = companies;
    }

    TickerScorer(TickerScorer other, Companies companies) => (scorer, roles, Companies) = (other.scorer, other.roles, companies);

    /// <summary>The same for other companies.</summary>
    public TickerScorer With(Companies companies) => new(this, companies);

    /// <summary>The companies that are looked for.</summary>
    public Companies Companies { get; }

    /// <summary>What a value depends on besides the text and the lexicon: the method, the companies, the table of events.</summary>
    public string Identity => $"{scorer.Identity}→tickers({Companies.Hash[..8]}, {Roles.Hash[..8]})";

    /// <summary>Negative, neutral or positive: within ±0.10 is neutral, as on the publisher's scale; of the cut points tried on the development sentences of <c>data/labels/entities.csv</c> none was better.</summary>
    public static Scale Classes { get; } = Scale.Three(-0.1, 0.1);

    /// <summary>A row for each company named, in the order of their first mention; none for a text that is not English.</summary>
    public ImmutableArray<TickerScore> Score(Article article)
    {
        if (!article.IsEnglish) return [];
        var found = Companies.Find(article);
        return found.IsEmpty ? [] : scorer.Read(article, found.AsSpan(), reading => Score(article, found, reading));
    }

    /// <summary>The rows of each article of a corpus, in its order, whatever the number of threads.</summary>
    public IReadOnlyList<ImmutableArray<TickerScore>> Score(IReadOnlyList<Article> corpus)
    {
        var scores = new ImmutableArray<TickerScore>[corpus.Count];
        Parallel.For(0, corpus.Count, i => scores[i] = Score(corpus[i]));
        return scores;
    }

    /// <summary>Values and relevance alone, the same bits as <see cref="Score(Article)"/> has them, of a text that is known to be English.</summary>
    internal ImmutableArray<PartValue> Values(Article article)
    {
        var found = Companies.Find(article);
        return found.IsEmpty ? [] : scorer.Read(article, found.AsSpan(), reading =>
        {
            var attribution = Attributed(article, reading, found);
            var values = ImmutableArray.CreateBuilder<PartValue>();
            foreach (var group in attribution.Mentions.GroupBy(mention => mention.Owner))
                values.Add(new(Companies[group.Key].Name, Relevance([.. group.Select(mention => mention.Mention)], reading.Sentences.Length), new Bearing(reading, attribution, group.Key).Score(article, scorer)));
            return values.ToImmutable();
        });
    }

    Attribution Attributed(Article article, Reading reading, ImmutableArray<Found> found)
    {
        var attribution = new Attribution(article, reading, roles, Companies, found);
        attribution.Read();
        return attribution;
    }

    ImmutableArray<TickerScore> Score(Article article, ImmutableArray<Found> found, Reading reading)
    {
        var attribution = Attributed(article, reading, found);
        var rows = ImmutableArray.CreateBuilder<TickerScore>();
        foreach (var group in attribution.Mentions.GroupBy(mention => mention.Owner))
        {
            var mentions = group.Select(mention => mention.Mention).ToImmutableArray();
            rows.Add(new(Companies[group.Key], Relevance(mentions, reading.Sentences.Length), mentions, new Bearing(reading, attribution, group.Key).Explain(article, scorer, Identity)));
        }
        return rows.ToImmutable();
    }

    /// <summary>1 − (1 − share of the sentences)(1 − ½ if the first names it), sentences weighed by the best stance in them.</summary>
    static double Relevance(ImmutableArray<Mention> mentions, int sentences)
    {
        double share = 0, lead = 0;
        foreach (var sentence in mentions.GroupBy(mention => mention.Sentence))
        {
            var weight = sentence.Max(mention => mention.Weight);
            share += weight;
            if (sentence.Key == 0) lead = weight / 2;
        }
        return 1 - (1 - share / sentences) * (1 - lead);
    }

    /// <summary>What of a reading bears on a company.</summary>
    sealed class Bearing
    {
        readonly Reading reading;
        readonly List<Sentence> sentences = [];
        readonly List<Hit> hits = [];
        readonly Dictionary<int, Reason> reasons = [];
        readonly int tokens, covered;

        public Bearing(Reading reading, Attribution attribution, int company)
        {
            this.reading = reading;
            for (var i = 0; i < reading.Sentences.Length; i++)
            {
                var first = hits.Count;
                var bearing = attribution.Bearing(i, company);
                // Of many companies and sentences most have nothing to do with each other.
                if (bearing.Count == 0 && !attribution.Names(i, company)) continue;
                foreach (var (hit, reason) in bearing.OrderBy(one => one.Hit.Index))
                {
                    hits.Add(hit);
                    reasons[hit.Index] = reason;
                    covered += reading.MatchOf(hit).Count;
                }
                var sentence = reading.Sentences[i];
                sentences.Add(sentence with { FirstHit = first, Hits = hits.Count - first });
                tokens += sentence.Tokens;
            }
        }

        Portion Portion => new(CollectionsMarshal.AsSpan(sentences), CollectionsMarshal.AsSpan(hits), tokens, covered);

        public Score Score(Article article, LexiconScorer scorer) => scorer.Score(article, reading, Portion);

        public Explanation Explain(Article article, LexiconScorer scorer, string identity) => scorer.Explain(article, reading, Portion, identity, reasons);
    }
}
