using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>What may be said of a printed score.</summary>
public enum Verdict
{
    /// <summary>No specification comes within the tolerance.</summary>
    NotConsistent,

    /// <summary>At least one does. One article can be consistent with a method; it can never identify it.</summary>
    Consistent,

    /// <summary>One does here, and on at least ten other articles with known scores as well: on nine in ten of those known, and on more of them than
    /// any one number would; at half of the publisher's grid or less.</summary>
    Recovered,
}

/// <summary>One specification tried.</summary>
/// <param name="Specification">What was tried.</param>
/// <param name="Value">What it gave, −1 to 1.</param>
/// <param name="OthersMatched">Other articles on which it comes within the tolerance of their printed scores.</param>
public sealed record Attempt(Specification Specification, double Value, int OthersMatched)
{
    /// <summary>The specification and what it gave.</summary>
    public override string ToString() => FormattableString.Invariant($"{Specification}: {Value:+0.0000;-0.0000;0.0000}");
}

/// <summary>How a printed score stands to a declared grid of specifications: which come close, how many were tried, and how many would by chance.</summary>
[TypeFormatterSource(typeof(ReproductionFormatters))]
public sealed record Reproduction
{
    /// <summary>On at least so many other articles a specification must match before a method counts as recovered.</summary>
    public const int OthersNeeded = 10;

    /// <summary>The second, strict tolerance that hits are counted at.</summary>
    public const double Strict = 0.005;

    const double HalfGrid = 0.025;
    const int Printable = 41;
    const double Same = 1e-12;

    // Printed scores are multiples of 0.05 and the tolerance is half of that: a value that lies on the edge counts as inside whatever its last bit.
    const double Edge = 1e-9;

    /// <summary>The article's id.</summary>
    public required string ArticleId { get; init; }

    /// <summary>The printed score.</summary>
    public required double Target { get; init; }

    /// <summary>How close is close.</summary>
    public required double Tolerance { get; init; }

    /// <summary>The specifications that found something to score, in the order of the grid. Of several that give the same value, to 1e-12, one stands
    /// for all: they are one trial.</summary>
    public required ImmutableArray<Attempt> Attempts { get; init; }

    /// <summary>Specifications that gave the value of another one.</summary>
    public int Duplicates { get; init; }

    /// <summary>Specifications that found no hit in what they read; they are counted neither as tried nor as matches.</summary>
    public required int Silent { get; init; }

    /// <summary>Other articles with a printed score that the matches were held against.</summary>
    public required int Others { get; init; }

    /// <summary>On how many of those others the best single number would match.</summary>
    public int OthersByConstant { get; init; }

    /// <summary>Those within the tolerance: the simplest first, then the closest.</summary>
    public ImmutableArray<Attempt> Matches =>
        [.. Within(Target, Tolerance).OrderBy(a => a.Specification.Complexity).ThenBy(a => Math.Abs(a.Value - Target))];

    /// <summary>How many of the 41 scores that the publisher can print, multiples of 0.05 from −1 to 1, would be consistent with these attempts: the
    /// more of them, the less it says that one is.</summary>
    public int PrintableConsistent => Enumerable.Range(-20, Printable).Count(step => Within(step / 20.0, Tolerance).Any());

    /// <summary>What may be said.</summary>
    public Verdict Verdict =>
        Hits(Tolerance) == 0 ? Verdict.NotConsistent
        : Near(Tolerance, 0, HalfGrid) && Matches.Any(a => a.OthersMatched >= OthersNeeded && a.OthersMatched * 10 >= Others * 9 && a.OthersMatched > OthersByConstant) ? Verdict.Recovered
        : Verdict.Consistent;

    /// <summary>How many attempts lie within a tolerance.</summary>
    public int Hits(double tolerance) => Within(Target, tolerance).Count();

    /// <summary>How many of the attempts a target drawn uniformly from the range of their values, widened by the tolerance on both sides, would hit on
    /// average: n·2t/(max − min + 2t).</summary>
    public double ByChance(double tolerance)
    {
        if (Attempts.IsEmpty) return 0;
        var range = Attempts.Max(a => a.Value) - Attempts.Min(a => a.Value);
        return Attempts.Length * 2 * tolerance / (range + 2 * tolerance);
    }

    /// <summary>The verdict in words.</summary>
    public override string ToString()
    {
        var verdict = Verdict switch
        {
            _ when Attempts.IsEmpty => "not consistent: no specification found a hit in the text",
            Verdict.NotConsistent => "not consistent: no specification comes that close",
            Verdict.Recovered => $"recovered: one of them also matches at least {OthersNeeded} other articles, nine in ten of those known",
            _ => $"consistent, {(Hits(Tolerance) <= ByChance(Tolerance) ? "no more often than chance would be, and " : "")}as {PrintableConsistent} of the {Printable} printable scores would be",
        };
        var others = Verdict != Verdict.Consistent ? ""
            : Others < OthersNeeded ? $" One article cannot identify a method: that takes at least {OthersNeeded} others with known scores, and {(Others == 0 ? "none was" : Others == 1 ? "1 was" : $"{Others} were")} given."
            : $" None of them holds on the {Others} other articles: not recovered.";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Untrusted.Line(ArticleId)}: {Hits(Tolerance)} of {Attempts.Length} specifications lie within {Tolerance} of {Target:0.00} where {ByChance(Tolerance):0.0} would by chance; within {Strict}: {Hits(Strict)}, by chance {ByChance(Strict):0.0}. Verdict: {verdict}.{others}");
    }

    IEnumerable<Attempt> Within(double target, double tolerance) => Attempts.Where(a => Near(a.Value, target, tolerance));

    internal static bool Near(double value, double target, double tolerance) => Math.Abs(value - target) <= tolerance + Edge;

    internal static Reproduction Run(Lexicon lexicon, Article article, double? target, double tolerance, IEnumerable<Article> others)
    {
        if (!(tolerance is > 0 and <= 1)) throw new InputException(FormattableString.Invariant($"Tolerance is {tolerance}. Expected more than 0, at most 1."));
        var aim = target ?? (double?)article.SourceScore
            ?? throw new InputException($"Article {Untrusted.Quote(article.Id)} prints no score to reproduce. Give a target, such as --target 0.30.");
        if (!(aim is >= -1 and <= 1)) throw new InputException(FormattableString.Invariant($"Target is {aim}. Expected -1 to 1."));
        // Each article once, however often it is given: ten copies of one are no ten others.
        var known = others.Where(o => o.SourceScore is not null && o.Id != article.Id && o.Text != article.Text)
            .DistinctBy(o => o.Id).DistinctBy(o => o.Text).ToImmutableArray();
        var attempts = new List<Attempt>();
        var grid = Specification.Grid(article);
        foreach (var specification in grid)
        {
            var scorer = specification.Scorer(lexicon);
            var score = scorer.Score(specification.Part(article)!);
            if (score.Outcome != Outcome.Scored) continue;
            var matched = Near(score.Value, aim, tolerance)
                ? known.Count(o => specification.Part(o) is { } part && scorer.Score(part) is { Outcome: Outcome.Scored } there && Near(there.Value, (double)o.SourceScore!, tolerance))
                : 0;
            attempts.Add(new(specification, score.Value, matched));
        }
        var distinct = Distinct(attempts);
        return new()
        {
            ArticleId = article.Id,
            Target = aim,
            Tolerance = tolerance,
            Attempts = distinct,
            Duplicates = attempts.Count - distinct.Length,
            Silent = grid.Length - attempts.Count,
            Others = known.Length,
            OthersByConstant = known.Select(o => known.Count(other => Near((double)other.SourceScore!, (double)o.SourceScore!, tolerance))).DefaultIfEmpty(0).Max(),
        };
    }

    /// <summary>One attempt for each value: the one that holds on most other articles, then the simplest.</summary>
    static ImmutableArray<Attempt> Distinct(List<Attempt> attempts)
    {
        var kept = new List<Attempt>();
        foreach (var attempt in attempts.OrderByDescending(a => a.OthersMatched).ThenBy(a => a.Specification.Complexity))
            if (!kept.Exists(k => Math.Abs(k.Value - attempt.Value) <= Same)) kept.Add(attempt);
        return [.. attempts.Where(kept.Contains)];
    }
}
