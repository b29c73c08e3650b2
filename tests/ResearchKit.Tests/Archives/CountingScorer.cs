namespace ResearchKit.Tests;

/// <summary>Counts what it scores.</summary>
sealed class CountingScorer(Scorer inner) : Scorer
{
    int count;

    public int Count => count;

    public override string Identity => inner.Identity;

    public override Scale Classes => inner.Classes;

    public override Score Score(Article article)
    {
        Interlocked.Increment(ref count);
        return inner.Score(article);
    }

    public override Explanation Explain(Article article) => inner.Explain(article);
}
