using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ResearchKit;

/// <summary>The corpora that impacts were asked for, kept as long as somebody else keeps them: shared by the drafts of one parent, and by threads.</summary>
sealed class ImpactCache(Lexicon parent)
{
    readonly ConditionalWeakTable<object, CorpusBases> corpora = [];

    public ImpactBasis Of(IReadOnlyList<Article> corpus, Method method, ScorerOptions options)
    {
        // An immutable array is boxed anew for each call; the array inside it is not.
        object key = corpus is ImmutableArray<Article> { IsDefault: false } array ? ImmutableCollectionsMarshal.AsArray(array)! : corpus;
        var bases = corpora.GetValue(key, _ => new(corpus));
        if (!bases.AreOf(corpus)) corpora.AddOrUpdate(key, bases = new(corpus));
        return bases.Of(parent, method, options);
    }

    /// <summary>What was computed of a corpus as it stood.</summary>
    sealed class CorpusBases
    {
        readonly ImmutableArray<Article> articles;
        readonly Lazy<TextIndex> index;
        readonly ConcurrentDictionary<(string Method, ScorerOptions Options), Lazy<ImpactBasis>> bases = new();

        public CorpusBases(IReadOnlyList<Article> corpus)
        {
            articles = [.. corpus];
            index = new(() => new(articles));
        }

        /// <summary>Whether a list still holds the same articles: one in memory may have been changed.</summary>
        public bool AreOf(IReadOnlyList<Article> now)
        {
            if (now.Count != articles.Length) return false;
            for (var i = 0; i < articles.Length; i++)
                if (!ReferenceEquals(articles[i], now[i])) return false;
            return true;
        }

        public ImpactBasis Of(Lexicon parent, Method method, ScorerOptions options) =>
            bases.GetOrAdd((method.ToString(), options), _ => new(() => new(articles, index, new(method, parent, options)))).Value;
    }
}

/// <summary>A corpus scored with a draft's parent, and with the draft that was asked for last.</summary>
sealed class ImpactBasis
{
    readonly Lazy<TextIndex> index;

    /// <summary>The scores of one draft.</summary>
    sealed record Known(ImmutableDictionary<string, Entry?> Changed, IReadOnlyList<Score> Scores);

    readonly Known parent;
    Known last;

    public ImpactBasis(ImmutableArray<Article> articles, Lazy<TextIndex> index, LexiconScorer scorer)
    {
        (Articles, this.index, Scorer) = (articles, index, scorer);
        parent = last = new(ImmutableDictionary<string, Entry?>.Empty.WithComparers(StringComparer.Ordinal), scorer.Score(articles));
        if (!ReadsAll) _ = index.Value;
    }

    public ImmutableArray<Article> Articles { get; }

    /// <summary>The method on the parent.</summary>
    public LexiconScorer Scorer { get; }

    public IReadOnlyList<Score> Before => parent.Scores;

    /// <summary>VADER cuts a text into words of its own, which the index does not know.</summary>
    bool ReadsAll => VaderRules.Are(Scorer.Options.Measure);

    /// <summary>The scores of a draft.</summary>
    /// <param name="changed">See <see cref="LexiconDraft.Changed"/>.</param>
    /// <param name="scorer">The same method on the draft.</param>
    /// <returns>In the order of the corpus; and how many articles were read.</returns>
    public (IReadOnlyList<Score> Scores, int Read) After(ImmutableDictionary<string, Entry?> changed, LexiconScorer scorer)
    {
        // What was asked last is mostly one edit away. Any draft would do to start from: the scores are the same.
        var before = Volatile.Read(ref last);
        var (from, touched) = (before, Touched(before.Changed, changed));
        if (Touched(parent.Changed, changed) is var direct && direct.Count < touched.Count) (from, touched) = (parent, direct);
        if (touched.Count == 0) return (from.Scores, 0);
        var scores = from.Scores.ToArray();
        Parallel.For(0, touched.Count, i => scores[touched[i]] = scorer.Score(Articles[touched[i]]));
        Volatile.Write(ref last, new(changed, scores));
        return (scores, touched.Count);
    }

    /// <summary>The articles that two drafts could score otherwise, ascending.</summary>
    List<int> Touched(ImmutableDictionary<string, Entry?> one, ImmutableDictionary<string, Entry?> other)
    {
        var terms = one.Keys.Union(other.Keys, StringComparer.Ordinal).Where(term => !(one.TryGetValue(term, out var a) && other.TryGetValue(term, out var b) && (a is null ? b is null : b is not null && a.ScoresAs(b)))).ToList();
        if (terms.Count == 0) return [];
        var marks = new bool[Articles.Length];
        if (ReadsAll) Array.Fill(marks, true);
        else
            foreach (var term in terms)
                foreach (var article in index.Value.Holding(term)) marks[article] = true;
        return [.. Enumerable.Range(0, marks.Length).Where(i => marks[i] && Before[i].Outcome != Outcome.UnsupportedLanguage)];
    }
}
