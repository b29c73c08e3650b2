namespace ResearchKit;

/// <summary>What made a score, besides the text.</summary>
/// <param name="Method">The scorer's identity.</param>
/// <param name="Lexicon">The lexicon by its name and version; empty for a scorer without one.</param>
/// <param name="LexiconHash">Its content hash; empty without one.</param>
/// <param name="Map">The hash of the map behind the scorer; empty without one.</param>
sealed record ScoredBy(string Method, string Lexicon, string LexiconHash, string Map)
{
    public static ScoredBy Of(Scorer scorer)
    {
        var lexicon = scorer.Words;
        return new(scorer.Identity, lexicon?.Reference ?? "", lexicon?.Hash ?? "", (scorer as CalibratedScorer)?.Calibration.Hash ?? "");
    }

    public static ScoredBy Of(RunIdentity run) => new(run.Method, run.Lexicon, run.LexiconHash, run.Map);
}
