using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace ResearchKit.Benchmarks;

/// <summary>How slow the scorer is on one adversarial text.</summary>
/// <param name="Name">What is repeated in it.</param>
/// <param name="NanosecondsPerByte">At its full length.</param>
/// <param name="ToMedian">By the time a byte of the generated articles.</param>
/// <param name="Growth">The time a byte by that at an eighth of the length: 1 when time is linear.</param>
sealed record Adversary(string Name, double NanosecondsPerByte, double ToMedian, double Growth)
{
    const int Repeats = 5;

    /// <summary>Nanoseconds after which a pass is not repeated.</summary>
    const double Patience = 3e8;

    /// <summary>The slowest first.</summary>
    /// <param name="lexicon">The lexicon.</param>
    /// <param name="scorer">The scorer.</param>
    /// <param name="characters">Of a text.</param>
    /// <param name="ordinary">Nanoseconds a byte of generated articles.</param>
    /// <param name="warm">For how long each is scored before it is timed.</param>
    public static ImmutableArray<Adversary> Measure(Lexicon lexicon, LexiconScorer scorer, int characters, double ordinary, TimeSpan warm) =>
        [.. AdversarialTexts.Pieces(lexicon).Select(text =>
        {
            var (eighth, whole) = (AdversarialTexts.Make(text.Name, text.Piece, characters / 8), AdversarialTexts.Make(text.Name, text.Piece, characters));
            // Some of them take ways that nothing took before, whose code is optimised only after a while.
            Time(scorer, eighth, warm);
            var (small, large) = (Time(scorer, eighth), Time(scorer, whole));
            return new Adversary(text.Name, large, large / ordinary, large / small);
        }).OrderByDescending(adversary => adversary.NanosecondsPerByte)];

    /// <summary>The median of a few times, after a pass that warms up and lets buffers grow; or that pass, where it took long.</summary>
    static double Time(LexiconScorer scorer, Article article)
    {
        var bytes = Encoding.UTF8.GetByteCount(article.Text);
        var first = Time(scorer, article, TimeSpan.Zero) / bytes;
        return first * bytes > Patience ? first : new Figures([.. Enumerable.Range(0, Repeats).Select(_ => Time(scorer, article, TimeSpan.FromMilliseconds(5)) / bytes)]).Median;
    }

    /// <summary>Nanoseconds of processor time for a pass, over as many as fit into a while: a short text alone is hardly to be timed.</summary>
    static double Time(LexiconScorer scorer, Article article, TimeSpan least)
    {
        var (from, clock, passes) = (Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp(), 0);
        do
        {
            scorer.Score(article);
            passes++;
        }
        while (Stopwatch.GetElapsedTime(clock) < least);
        return (Environment.CpuUsage.TotalTime - from).TotalNanoseconds / passes;
    }
}
