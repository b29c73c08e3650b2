using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What a term adds to an article before and after a draft.</summary>
/// <param name="Term">As its entry has it.</param>
/// <param name="Edited">Whether the draft changes its entry; if not, an edited term hides it, shifts it, or shares its sentence.</param>
/// <param name="Before">The sum of its contributions by the parent; 0 where it is no hit.</param>
/// <param name="After">The same by the draft.</param>
public readonly record struct TermMove(string Term, bool Edited, double Before, double After)
{
    /// <summary>What it adds after, less what it added before.</summary>
    public double Difference => After - Before;

    /// <summary><c>capacity crunch +0.0000 → -0.0712</c>, with an asterisk behind an edited term.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture, $"{Term}{(Edited ? "*" : "")} {Before:+0.0000;-0.0000;0.0000} → {After:+0.0000;-0.0000;0.0000}"));
}

/// <summary>An article whose value or label a draft changes.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed record ArticleMove
{
    const int Shown = 6;

    readonly Lazy<(ImmutableArray<TermMove> Terms, double Remainder)> through;

    internal ArticleMove(int position, Article article, Score before, Score after, LexiconScorer parent, LexiconScorer draft, ImmutableDictionary<string, Entry?> changed)
    {
        (Position, Article, Before, After) = (position, article, before, after);
        (LabelBefore, LabelAfter) = (Scale.TenWords.Label(before), Scale.TenWords.Label(after));
        (ClassBefore, ClassAfter) = (parent.Classes.Label(before), draft.Classes.Label(after));
        through = new(() => TermMoves.Between(article, parent, draft, changed));
    }

    /// <summary>Its place in the corpus.</summary>
    internal int Position { get; }

    /// <summary>The article.</summary>
    public Article Article { get; }

    /// <summary>Its score by the parent.</summary>
    public Score Before { get; }

    /// <summary>Its score by the draft.</summary>
    public Score After { get; }

    /// <summary>What the value gains, −2 to 2; 0 where only a label changes.</summary>
    public double Change => After.Value - Before.Value;

    /// <summary>The label by the parent, in the publisher's ten words.</summary>
    public string LabelBefore { get; }

    /// <summary>The same by the draft.</summary>
    public string LabelAfter { get; }

    /// <summary>The class by the parent, by the scorer's two cut points: negative, neutral or positive; or silent.</summary>
    public string ClassBefore { get; }

    /// <summary>The same by the draft.</summary>
    public string ClassAfter { get; }

    /// <summary>The edited terms that are found in it, by ordinal, and then the others that add something else than before, largest difference first. Their differences and <see cref="Remainder"/> sum to
    /// <see cref="Change"/>, to 1e-12. Worked out when it is first asked for, by two explanations.</summary>
    public ImmutableArray<TermMove> Through => through.Value.Terms;

    /// <summary>The difference of the explanations' remainders: 0 for every method that can be taken apart fully.</summary>
    public double Remainder => through.Value.Remainder;

    /// <summary>Whether article and scores are the same.</summary>
    public bool Equals(ArticleMove? other) => other is not null && Article.Equals(other.Article) && Before == other.Before && After == other.After;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Article.Id, Before, After);

    /// <summary><c>A12: -0.21 mildly negative → -0.35 moderately negative (-0.14): capacity crunch* 0.0000 → -0.0712; …</c>, at most six terms.</summary>
    public override string ToString() => Untrusted.Line(string.Create(CultureInfo.InvariantCulture,
        $"{Untrusted.Show(Article.Id)}: {Before.Value:+0.00;-0.00;0.00} {LabelBefore} → {After.Value:+0.00;-0.00;0.00} {LabelAfter} ({Change:+0.0000;-0.0000;0.0000}): {string.Join("; ", Through.Take(Shown))}{(Through.Length > Shown ? $"; … {Through.Length - Shown} more" : "")}"));
}

static class TermMoves
{
    public static (ImmutableArray<TermMove> Terms, double Remainder) Between(Article article, LexiconScorer parent, LexiconScorer draft, ImmutableDictionary<string, Entry?> changed)
    {
        var (was, now) = (parent.Explain(article), draft.Explain(article));
        var moves = new SortedDictionary<string, TermMove>(StringComparer.Ordinal);
        foreach (var scorer in (ReadOnlySpan<LexiconScorer>)[parent, draft])
            foreach (var entry in Found(scorer, article, changed)) moves[CompiledLexicon.Canonical(entry.Term)] = new(entry.Term, true, 0, 0);
        foreach (var part in was.Contributions) Add(part.Term, part.Value, 0);
        foreach (var part in now.Contributions) Add(part.Term, 0, part.Value);
        var all = moves.Values.ToLookup(move => move.Edited);
        return ([.. all[true], .. all[false].Where(move => move.Difference != 0).OrderByDescending(move => Math.Abs(move.Difference))], now.Remainder - was.Remainder);

        void Add(string term, double before, double after)
        {
            // A sign of VADER's holds no word.
            var key = CompiledLexicon.Canonical(term) is { Length: > 0 } words ? words : term;
            var move = moves.TryGetValue(key, out var known) ? known : new(term, changed.ContainsKey(key), 0, 0);
            moves[key] = move with { Before = move.Before + before, After = move.After + after };
        }
    }

    /// <summary>The changed entries that a text is found to hold, shifters and guards among them, which add nothing by themselves.</summary>
    static List<Entry> Found(LexiconScorer scorer, Article article, ImmutableDictionary<string, Entry?> changed) => scorer.Read(article, [], reading =>
    {
        var found = new HashSet<int>();
        foreach (var match in reading.Matches)
            if (changed.ContainsKey(scorer.Lexicon.Words[match.Entry])) found.Add(match.Entry);
        return found.Select(entry => scorer.Lexicon.Entries[entry]).ToList();
    });
}
