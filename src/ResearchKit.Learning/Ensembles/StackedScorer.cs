using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A stack of scorers: a second level, fitted to labels, over the values of its members (Wolpert 1992). A text on which no member speaks is silent.</summary>
/// <remarks>Of scores the value is b + Σ wᵢvᵢ with wᵢ ≥ 0, held within −1 to 1; of classes σ(b⁺ + Σ w⁺ᵢvᵢ) − σ(b⁻ + Σ w⁻ᵢvᵢ), the chance of positive less that of negative. A member that is silent has the value 0.
/// The explanation is the members', each contribution times what one unit of its member's value is worth in this text; the remainder is the intercept's own, what goes beyond ±1, and what the members leave. They sum to the value to 1e-12.</remarks>
public sealed class StackedScorer : Scorer
{
    internal StackedScorer(StackedModel model, ImmutableArray<Scorer> scorers)
    {
        (Model, Scorers) = (model, scorers);
        Classes = model.Weights.Classes;
        Identity = $"stack({string.Join(" + ", scorers.Select(scorer => scorer.Identity))}, labels {FittedOn.Start(model.Card.LabelsHash)}, model {FittedOn.Start(model.Hash)})";
    }

    /// <summary>The second level, with its card.</summary>
    public StackedModel Model { get; }

    /// <summary>The members, those that were fitted with the stack among them.</summary>
    public ImmutableArray<Scorer> Scorers { get; }

    /// <summary>Members, labels and model: <c>stack(finance@2 + vader:python@1, labels 3f2a9c12, model 5d6e7f80)</c>.</summary>
    public override string Identity { get; }

    internal override string? Seen(IEnumerable<Article> texts) => Model.Card.LearnedOn.Overlap([.. texts]) ?? Mixing.Seen(Scorers, texts);

    /// <inheritdoc/>
    public override Scale Classes { get; }

    /// <inheritdoc/>
    public override Score Score(Article article) => Model.Weights.Score(Identity, Mixing.Scores(article, Scorers)).Score;

    /// <summary>The scores of a corpus, in its order: members by rules read each text once, others score it in their own way.</summary>
    public override IReadOnlyList<Score> Score(IReadOnlyList<Article> corpus) => [.. Mixing.Scores(corpus, Scorers).Select(scores => Model.Weights.Score(Identity, scores).Score)];

    /// <inheritdoc/>
    public override Explanation Explain(Article article)
    {
        Explanation[] whys = [.. Scorers.Select(scorer => scorer.Explain(article))];
        var (score, shares, own) = Model.Weights.Score(Identity, [.. whys.Select(why => why.Score)]);
        var note = Model.Weights.Down is null && Math.Abs(score.Value) == 1 ? "the stack's intercept, and what goes beyond ±1" : "the stack's intercept";
        return Merging.Explain(score, whys, [.. Model.Members.Select(member => member.Name)], shares, own, note);
    }

    /// <summary>The chances of negative, neutral and positive, of a stack that was fitted to classes: those of the two regressions and what they leave to neutral, brought to a sum of 1. Of a text on which no member speaks they are the intercepts'.</summary>
    /// <param name="article">The article.</param>
    /// <exception cref="InputException">The stack was fitted to scores.</exception>
    public ImmutableArray<double> Chances(Article article) => Model.Card.Goal == LearnedGoal.Classes ? [.. Model.Weights.Chances(Mixing.Scores(article, Scorers))]
        : throw new InputException($"{Untrusted.Line(Identity)} was fitted to scores and has no chances of classes. Expected a stack with the goal {LearnedGoal.Classes}.");

    /// <summary>Identity, and what it was fitted on.</summary>
    public override string ToString() => $"{Identity}, fitted on {Untrusted.Line(Model.Card.Labels)} ({Model.Card.Texts} texts)";
}
