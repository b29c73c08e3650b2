using System.Diagnostics;

namespace ResearchKit.Benchmarks;

/// <summary>How long it takes until a lexicon can be scored with, once the program is warm.</summary>
static class LexiconBenchmark
{
    static readonly string Path = System.IO.Path.Combine(Vocabulary.Root(), "data", "lexicons", "finance.csv");

    public static BenchRow Load(BenchOptions options) => Time(Row.LexiconLoad, options, () => Lexicon.Read(Path)) with { Note = "read from its CSV, checked and compiled" };

    public static BenchRow Compile(BenchOptions options)
    {
        var entries = Lexicon.Read(Path).Entries;
        return Time(Row.LexiconCompile, options, () => Lexicon.Of("finance", entries)) with { Note = "checked and compiled from its entries" };
    }

    static BenchRow Time(string row, BenchOptions options, Func<Lexicon> make)
    {
        make().Scorer();
        return BenchRow.Of(row, "ms", new([.. Enumerable.Range(0, options.Rounds).Select(_ =>
        {
            var from = Stopwatch.GetTimestamp();
            make().Scorer();
            return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
        })]));
    }
}
