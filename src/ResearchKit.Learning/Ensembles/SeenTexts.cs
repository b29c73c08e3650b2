namespace ResearchKit;

/// <summary>Refuses to judge a scorer on what it, a member or a map was fitted on.</summary>
static class SeenTexts
{
    /// <summary>The maps behind a scorer and its members: they keep no marks of texts, but the hash of the labels.</summary>
    static IEnumerable<Calibration> Maps(Scorer scorer) => scorer switch
    {
        CalibratedScorer calibrated => Maps(calibrated.Inner).Prepend(calibrated.Calibration),
        WeightedScorer weighted => weighted.Members.SelectMany(member => Maps(member.Scorer)),
        StackedScorer stacked => stacked.Scorers.SelectMany(Maps),
        _ => [],
    };

    /// <exception cref="InputException">The labels share texts or time with what the scorer was fitted on.</exception>
    public static void Refuse(Scorer scorer, Labels labels, string instead)
    {
        if (Maps(scorer).Any(map => map.FittedOn.Hash == labels.Hash)) throw new InputException($"{Untrusted.Line(labels.Name)}: the map of {Untrusted.Line(scorer.Identity)} was fitted on these labels. Expected other texts{instead}.");
        if (scorer.Seen(labels.Select(item => item.Article)) is { } shared) throw new InputException($"{Untrusted.Line(labels.Name)}: {shared}, which {(scorer is LearnedScorer ? "the model" : Untrusted.Line(scorer.Identity))} was fitted on. Expected other texts{instead}.");
    }
}
