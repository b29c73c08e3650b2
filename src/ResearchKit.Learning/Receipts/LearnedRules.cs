namespace ResearchKit;

/// <summary>Learned models behind the rules that their cards name.</summary>
static class LearnedRules
{
    /// <summary>The model behind its rules, on a lexicon.</summary>
    /// <exception cref="InputException">The kit has no such rules, or the lexicon is another than the model was fitted on.</exception>
    public static LearnedScorer Behind(this LearnedModel model, Lexicon words) => model.On(words.Scorer(Method.Known(model.Card.Rules.Split('@')[0])
        ?? throw new InputException($"The model's rules are {Untrusted.Quote(model.Card.Rules)}, which this kit does not know. Expected a model of this kit: fit it again with ./kit train.")));
}
