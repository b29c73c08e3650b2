namespace ResearchKit.Cli;

/// <summary>Says once, on the error stream, that a method saturates on a long text.</summary>
sealed class LongTextWarning(Scorer scorer)
{
    bool said;

    public void Meet(Article article, Score score)
    {
        if (said || scorer is not LexiconScorer vader || !vader.Saturates(score)) return;
        said = true;
        var name = vader.Method.Name;
        Console.Error.WriteLine($"warning: {Untrusted.Line(article.Id)} has {score.Sentences} sentences. {name} sums the words of a whole text, so that a long one goes to -1 or 1 whatever it says: use {name}:mean, {name}:median or {name}:length.");
    }
}
