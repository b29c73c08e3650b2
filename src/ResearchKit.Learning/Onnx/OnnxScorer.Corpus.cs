using System.Runtime.ExceptionServices;

namespace ResearchKit;

/// <summary>Many articles at once.</summary>
public sealed partial class OnnxScorer
{
    /// <summary>So many articles share runs, which bounds what is held in memory of them.</summary>
    const int Together = 512;

    /// <summary>The scores of a corpus, in its order: each article by itself, side by side; or, with <see cref="OnnxOptions.ShareRuns"/>, in runs for many of them.</summary>
    /// <exception cref="InputException">The model gave something that is no number, or failed.</exception>
    public override IReadOnlyList<Score> Score(IReadOnlyList<Article> corpus)
    {
        try
        {
            return Options.ShareRuns ? [.. corpus.Chunk(Together).SelectMany(Shared)] : base.Score(corpus);
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is InputException or ObjectDisposedException)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            throw;
        }
    }

    Score[] Shared(Article[] articles)
    {
        var readings = new Reading?[articles.Length];
        Parallel.For(0, articles.Length, i => readings[i] = Read(articles[i]));
        int[][][] texts = [.. readings.Select(reading => reading?.Texts ?? [])];
        int[] owners = [.. texts.SelectMany((own, i) => Enumerable.Repeat(i, own.Length))];
        var logits = model.Logits([.. texts.SelectMany(own => own)], i => Named(articles[owners[i]]), sideBySide: true);
        var scores = new Score[articles.Length];
        for (var (i, at) = (0, 0); i < articles.Length; at += texts[i++].Length)
            scores[i] = Explain(articles[i], readings[i], logits.AsSpan(at, texts[i].Length)).Score;
        return scores;
    }
}
