using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A second level over scorers, fitted to labels, with its card. Not a scorer: <see cref="On"/> makes one of it, with the members that it was fitted for.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class StackedModel
{
    readonly ImmutableArray<LearnedModel?> models;

    internal StackedModel(StackCard card, ImmutableArray<StackedMember> members, StackWeights weights, ImmutableArray<LearnedModel?> models)
    {
        (Card, Members, Weights, this.models) = (card, members, weights, models);
        Hash = StackFile.HashOf(this);
    }

    /// <summary>What it is and where it comes from.</summary>
    public StackCard Card { get; }

    /// <summary>The members, with their weights.</summary>
    public ImmutableArray<StackedMember> Members { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of card, members with their models, and weights.</summary>
    public string Hash { get; }

    internal StackWeights Weights { get; }

    /// <summary>The models of the members that were fitted with the stack.</summary>
    internal IEnumerable<LearnedModel> Fitted => models.OfType<LearnedModel>();

    /// <summary>Reads a stack.</summary>
    /// <exception cref="InputException">The file is missing, is no stack, or is not as it was written.</exception>
    public static StackedModel Read(string path) => StackFile.Read(path);

    /// <summary>Writes the stack as JSON, with the models of members that were fitted with it; the file is replaced as a whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write(string path) => StackFile.Write(this, path);

    /// <summary>The stack as a scorer.</summary>
    /// <param name="scorers">For each member, in their order, the scorer that it was fitted for; for one that was fitted with the stack the rules behind which it was.</param>
    /// <exception cref="InputException">There are more or fewer, or one is another.</exception>
    public StackedScorer On(params IReadOnlyList<Scorer> scorers)
    {
        if (scorers.Count != Members.Length) throw new InputException($"{scorers.Count} scorers for a stack of {Members.Length}: {string.Join(", ", Members.Select(member => Untrusted.Show(member.Name)))}. Expected one for each, in this order.");
        for (var i = 0; i < scorers.Count; i++)
            if (!Members[i].FittedFor.Fits(scorers[i])) throw new InputException($"The stack's member {Untrusted.Quote(Members[i].Name)} is {Members[i].FittedFor}, and this is {FittedFor.Of(scorers[i])}. Expected the same: name it, or stack again with ./kit stack.");
        return new(this, [.. scorers.Select((scorer, i) => models[i] is not { } model ? scorer : scorer is LexiconScorer rules ? model.On(rules)
            : throw new InputException($"The stack's member {Untrusted.Quote(Members[i].Name)} is a model behind {FittedFor.Of(scorer)}, which are no rules on a lexicon. Expected a stack as ./kit stack writes it: stack again."))]);
    }

    /// <summary>Members and card.</summary>
    public override string ToString() => $"stack {Hash[..8]} of {Members.Length} members\n{string.Join('\n', Members)}\n{Card}";
}
