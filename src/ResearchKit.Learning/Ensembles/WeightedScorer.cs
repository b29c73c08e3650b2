using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A weighted mean of scorers: Σ wᵢvᵢ / Σ wᵢ, over the members that speak. Its explanation is theirs, each contribution times its member's share, with the member's name.</summary>
/// <remarks>Weights are above 0 and need not sum to 1: shares do. A text on which no member speaks is silent where one reads its language, and of an unsupported language otherwise. Contributions and remainder sum to the value to 1e-12; the remainder is the members' own.
/// Coverage, hits, sentences and tokens are those of the member with most.</remarks>
public sealed class WeightedScorer : Scorer
{
    readonly ImmutableArray<Scorer> scorers;

    WeightedScorer(ImmutableArray<EnsembleMember> members, WeightedOptions options)
    {
        (Members, Options) = (members, options);
        scorers = [.. members.Select(member => member.Scorer)];
        Classes = Scale.Three(options.NegativeCut, options.PositiveCut);
        Identity = $"weighted({string.Join(" + ", members.Select(member => FormattableString.Invariant($"{member.Weight:R}*{FittedFor.Of(member.Scorer)}")))}){(options.Difference() is { Length: > 0 } difference ? $"/{difference}" : "")}";
    }

    /// <summary>The members, with their weights as they were given.</summary>
    public ImmutableArray<EnsembleMember> Members { get; }

    /// <summary>What silent members count, and the cut points.</summary>
    public WeightedOptions Options { get; }

    /// <summary>Weights and members, each with the beginning of its lexicon's hash: <c>weighted(0.6*finance@2 on finance (0f3a9c12) + 0.4*…)</c>.</summary>
    public override string Identity { get; }

    /// <inheritdoc/>
    public override Scale Classes { get; }

    internal override string? Seen(IEnumerable<Article> texts) => Mixing.Seen(scorers, texts);

    /// <summary>An ensemble of members.</summary>
    /// <param name="members">One or more.</param>
    /// <param name="options">Changes how: <c>o => o with { Silent = SilentMembers.Zero }</c>.</param>
    /// <exception cref="InputException">A weight is no number above 0, a name stands twice, a member is to be fitted in folds, or an option is out of its range.</exception>
    public static WeightedScorer Of(IEnumerable<EnsembleMember> members, Func<WeightedOptions, WeightedOptions>? options = null)
    {
        ImmutableArray<EnsembleMember> all = [.. members];
        EnsembleMember.Check(all);
        if (all.FirstOrDefault(member => member.InFolds) is { } unfitted) throw new InputException($"{Untrusted.Quote(unfitted.Name)} is to be fitted in folds. Expected scorers that are ready: fit it with ./kit train, or stack the members.");
        return new(all, (options is null ? new() : options(new())).Validated());
    }

    /// <summary>An ensemble as a command line writes it: <c>0.6*finance+0.4*vader:python</c>, a member without a number weighs 1, and <c>;silent=zero</c> may stand behind.</summary>
    /// <param name="formula">The members and weights; the name of a file with <c>+</c> or <c>;</c> cannot stand in it.</param>
    /// <param name="scorer">Makes a scorer of a member's name.</param>
    /// <exception cref="InputException">It cannot be read; the message shows the part.</exception>
    public static WeightedScorer Parse(string formula, Func<string, Scorer> scorer)
    {
        var (members, options) = WeightedFormula.Read(formula);
        return Of(members.Select(member => new EnsembleMember(member.Name, scorer(member.Name), member.Weight)), _ => options);
    }

    /// <inheritdoc/>
    public override Score Score(Article article) => Mixed(Mixing.Scores(article, scorers)).Score;

    /// <summary>The scores of a corpus, in its order: members by rules read each text once, others score it in their own way.</summary>
    public override IReadOnlyList<Score> Score(IReadOnlyList<Article> corpus) => [.. Mixing.Scores(corpus, scorers).Select(scores => Mixed(scores).Score)];

    /// <inheritdoc/>
    public override Explanation Explain(Article article)
    {
        Explanation[] whys = [.. scorers.Select(scorer => scorer.Explain(article))];
        var (score, shares) = Mixed([.. whys.Select(why => why.Score)]);
        return Merging.Explain(score, whys, [.. Members.Select(member => member.Name)], shares, 0, null);
    }

    /// <summary>The identity.</summary>
    public override string ToString() => Identity;

    (Score Score, double[] Shares) Mixed(Score[] scores)
    {
        var shares = new double[scores.Length];
        double all = 0, value = 0;
        for (var i = 0; i < scores.Length; i++)
            if (scores[i].Outcome == Outcome.Scored || scores[i].Outcome == Outcome.Silent && Options.Silent == SilentMembers.Zero) all += shares[i] = Members[i].Weight;
        for (var i = 0; i < scores.Length; i++)
        {
            if (all > 0) shares[i] /= all;
            value += shares[i] * scores[i].Value;
        }
        // Shares that were rounded up may pass 1 by a last bit.
        return (Mixing.Score(Identity, scores, shares, Math.Clamp(value, -1, 1)), shares);
    }
}
