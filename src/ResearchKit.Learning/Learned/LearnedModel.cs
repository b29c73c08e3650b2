using System.Collections.Immutable;

namespace ResearchKit;

/// <summary>A method fitted to labels, with its card. Not a scorer: <see cref="On"/> makes one of it, with the rules that it was fitted behind.</summary>
[TypeFormatterSource(typeof(TextFormatters))]
public sealed class LearnedModel
{
    internal LearnedModel(ModelCard card, FittedModel fitted)
    {
        (Card, Fitted) = (card, fitted);
        Hash = LearnedModelFile.HashOf(this);
    }

    /// <summary>What it is and where it comes from.</summary>
    public ModelCard Card { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of card, features, and weights or trees.</summary>
    public string Hash { get; }

    /// <summary>The features that it knows, ordinal.</summary>
    public ImmutableArray<string> Features => Fitted.Index.Names;

    internal FittedModel Fitted { get; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InputException">The file is missing, is no model, or is not as it was written.</exception>
    public static LearnedModel Read(string path) => LearnedModelFile.Read(path);

    /// <summary>Writes the model as JSON; the file is replaced as a whole or not at all.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Write(string path) => LearnedModelFile.Write(this, path);

    /// <summary>The model as a scorer.</summary>
    /// <param name="rules">The scorer whose features it was fitted on: the same method, options and lexicon.</param>
    /// <exception cref="InputException">It makes other features.</exception>
    public LearnedScorer On(LexiconScorer rules)
    {
        var featuriser = new Featuriser(rules, Card.Features, Card.MaxWords);
        if (featuriser.Hash == Card.Featuriser) return new(this, featuriser);
        var same = rules.Lexicon.Hash == Card.LexiconHash && rules.Identity == Card.Rules;
        throw new InputException(Untrusted.Line($"The model was fitted on the features ({FittedOn.Start(Card.Featuriser)}) of {Card.Rules} on {Card.Lexicon} ({FittedOn.Start(Card.LexiconHash)}), and this is {(same ? "the same in a kit that makes other features of a text" : $"{rules.Identity} on {rules.Lexicon.Label} ({FittedOn.Start(rules.Lexicon.Hash)})")}. Expected the same: name them, or fit the model again with ./kit train."));
    }

    /// <summary>The card.</summary>
    public override string ToString() => $"model {Hash[..8]} of {Features.Length} features\n{Card}";
}
