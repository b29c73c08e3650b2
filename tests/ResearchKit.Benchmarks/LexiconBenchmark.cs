using System.Diagnostics;

namespace ResearchKit.Benchmarks;

/// <summary>How long it takes until a lexicon of a file can be scored with: reading, checking, compiling.</summary>
static class LexiconBenchmark
{
    public static BenchRow Measure(BenchOptions options)
    {
        var path = Path.Combine(Vocabulary.Root(), "data", "lexicons", "finance.csv");
        Lexicon.Read(path).Scorer();
        var times = Enumerable.Range(0, options.Rounds).Select(_ =>
        {
            var from = Stopwatch.GetTimestamp();
            Lexicon.Read(path).Scorer();
            return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        });
        return BenchRow.Of(Row.Lexicon, "ms", new([.. times])) with { Note = "read, checked and compiled from its CSV, once the program is warm" };
    }
}
