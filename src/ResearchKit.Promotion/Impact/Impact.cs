using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What a draft changes in a corpus, against its parent. Not an <see cref="Evaluation"/>: it says what moves, and nothing of whether that is better.</summary>
/// <param name="Before">The parent.</param>
/// <param name="After">The parent with the edits made.</param>
/// <param name="Edited">How many terms have another entry, or none any more.</param>
/// <param name="Method">The identity of the scorer that both were used with.</param>
/// <param name="Articles">How many articles there are.</param>
/// <param name="ReadAgain">How many had to be scored for this answer. Fewer where another draft of the same parent has just been asked: it is no property of the edits.</param>
/// <param name="MeanShift">The mean of what values gain, over all articles; one that is silent counts as 0 where it is.</param>
/// <param name="Moves">The articles whose value or label changes, largest change first, then in the order of the corpus.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record Impact(Lexicon Before, Lexicon After, int Edited, string Method, int Articles, int ReadAgain, double MeanShift, ImmutableArray<ArticleMove> Moves)
{
    const int Shown = 20;

    /// <summary>How many articles change value or label.</summary>
    public int Changed => Moves.Length;

    /// <summary>How many change their label in the publisher's ten words.</summary>
    public int LabelChanges => Moves.Count(move => move.LabelBefore != move.LabelAfter);

    /// <summary>How many change their class: negative, neutral or positive, or silent.</summary>
    public int ClassChanges => Moves.Count(move => move.ClassBefore != move.ClassAfter);

    /// <summary>The scores by the parent, in the order of the corpus.</summary>
    public IReadOnlyList<Score> ScoresBefore { get; private init; } = [];

    /// <summary>The scores by the draft: bit by bit what its scorer gives.</summary>
    public IReadOnlyList<Score> ScoresAfter { get; private init; } = [];

    ImmutableArray<Article> Corpus { get; init; } = [];

    internal static Impact Of(LexiconDraft draft, IReadOnlyList<Article> articles, ImpactOptions options)
    {
        var (method, scoring) = options.Validated();
        var basis = draft.Basis.Impacts.Of(articles, method, scoring);
        var scorer = new LexiconScorer(method, draft.Lexicon, scoring);
        var (before, (after, read)) = (basis.Before, basis.After(draft.Changed, scorer));
        var moves = new List<ArticleMove>();
        double shift = 0;
        for (var i = 0; i < before.Count; i++)
        {
            if (before[i] == after[i]) continue;
            var move = new ArticleMove(i, basis.Articles[i], before[i], after[i], basis.Scorer, scorer, draft.Changed);
            shift += move.Change;
            if (move.Change != 0 || move.LabelBefore != move.LabelAfter || move.ClassBefore != move.ClassAfter) moves.Add(move);
        }
        return new(draft.Parent, draft.Lexicon, draft.Changed.Count, scorer.Identity, before.Count, read, before.Count == 0 ? 0 : shift / before.Count, [.. moves.OrderByDescending(move => Math.Abs(move.Change))])
        {
            Corpus = basis.Articles,
            ScoresBefore = before,
            ScoresAfter = after,
        };
    }

    /// <summary>The impact on parts of the corpus: <c>impact.By(article => article.Tickers.Select(t => t.Ticker))</c>.</summary>
    /// <param name="keys">The parts that an article belongs to: themes, tickers, a source; none, one or several. Asked once for each article, in the order of the corpus.</param>
    /// <returns>Largest shift of the mean first, either way; equal ones by key, ordinal.</returns>
    public ImmutableArray<ImpactGroup> By(Func<Article, IEnumerable<string>> keys)
    {
        var groups = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < ScoresBefore.Count; i++)
            foreach (var key in keys(Corpus[i]).Distinct(StringComparer.Ordinal))
                if (groups.TryGetValue(key, out var group)) group.Add(i);
                else groups[key] = [i];
        var moved = Moves.ToDictionary(move => move.Position);
        return [.. groups.Select(group => Of(group.Key, group.Value)).OrderByDescending(group => Math.Abs(group.Shift)).ThenBy(group => group.Key, StringComparer.Ordinal)];

        ImpactGroup Of(string key, List<int> group)
        {
            var moves = group.Select(i => moved.GetValueOrDefault(i)).OfType<ArticleMove>().ToList();
            return new(key, group.Count, moves.Count, group.Sum(i => ScoresBefore[i].Value) / group.Count, group.Sum(i => ScoresAfter[i].Value) / group.Count, moves.MaxBy(move => Math.Abs(move.Change)));
        }
    }

    /// <summary>The counts, then the largest moves with their terms, at most 20.</summary>
    public override string ToString() => ToString(Shown);

    /// <param name="shown">How many moves at most.</param>
    internal string ToString(int shown)
    {
        var lines = new List<string>
        {
            Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Before.Label} with {Edited} {(Edited == 1 ? "entry" : "entries")} edited; method {Method}")),
            string.Create(CultureInfo.InvariantCulture, $"{Changed} of {Articles} {(Articles == 1 ? "article" : "articles")} {(Changed == 1 ? "changes" : "change")}, {LabelChanges} in label, {ClassChanges} in class; mean shift {MeanShift:+0.000000;-0.000000;0}; {ReadAgain} read again"),
        };
        lines.AddRange(Moves.Take(shown).Select(move => $"  {move}"));
        if (Changed > shown) lines.Add(string.Create(CultureInfo.InvariantCulture, $"  … {Changed - shown} more"));
        if (Changed > 0) lines.Add("  * edited");
        return string.Join('\n', lines);
    }
}

/// <summary>The impact on a part of a corpus.</summary>
/// <param name="Key">What the articles have in common.</param>
/// <param name="Articles">How many there are.</param>
/// <param name="Changed">How many of them change value or label.</param>
/// <param name="MeanBefore">Their mean value by the parent, −1 to 1; a silent one counts as 0.</param>
/// <param name="MeanAfter">The same by the draft.</param>
/// <param name="Largest">The article that changes most; null when none does.</param>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ImpactGroup(string Key, int Articles, int Changed, double MeanBefore, double MeanAfter, ArticleMove? Largest)
{
    /// <summary>What the mean gains.</summary>
    public double Shift => MeanAfter - MeanBefore;

    /// <summary><c>QHALD: 3 of 41 articles change, mean +0.120 → +0.104; most A12 (-0.3100)</c>.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Untrusted.Show(Key)}: {Changed} of {Articles} {(Articles == 1 ? "article" : "articles")} {(Changed == 1 ? "changes" : "change")}, mean {MeanBefore:+0.000;-0.000;0.000} → {MeanAfter:+0.000;-0.000;0.000}{(Largest is { } largest ? $"; most {Untrusted.Show(largest.Article.Id)} ({largest.Change:+0.0000;-0.0000;0.0000})" : "")}"));
}
