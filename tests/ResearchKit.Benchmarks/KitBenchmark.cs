using System.Globalization;

namespace ResearchKit.Benchmarks;

/// <summary>The kit from outside, started as a user does.</summary>
static class KitBenchmark
{
    /// <summary>So often an archive is scored, each time as a whole.</summary>
    const int Archives = 3;

    /// <summary>What every file of Parquet begins with.</summary>
    static ReadOnlySpan<byte> Parquet => "PAR1"u8;

    public static BenchRow StartUp(BenchOptions options)
    {
        // The first start may have to build.
        Start();
        var starts = Enumerable.Range(0, options.Rounds).Select(_ => Start()).ToList();
        var processor = new Figures([.. starts.Select(start => start.Processor * 1000)]);
        return BenchRow.Of(Row.StartUp, "ms", new([.. starts.Select(start => start.Seconds * 1000)])) with { Note = FormattableString.Invariant($"./kit score seeds, from start to end; {processor.Median:0} ms of processor time") };
    }

    /// <exception cref="InputException">The kit cannot score an archive.</exception>
    public static BenchRow Archive(Material material)
    {
        var folder = Directory.CreateTempSubdirectory("researchkit-bench-");
        try
        {
            Corpus.Of(material.Articles).Write(Path.Combine(folder.FullName, "archive.jsonl"));
            var runs = Enumerable.Range(0, Archives).Select(run => Archive(folder.FullName, FormattableString.Invariant($"scores-{run}.parquet"))).ToList();
            var (seconds, processor, peak) = (new Figures([.. runs.Select(run => run.Seconds)]).Median, new Figures([.. runs.Select(run => run.Processor)]).Median, runs.Max(run => run.PeakMegabytes));
            return BenchRow.Of(Row.Archive, "MB/s", new([.. runs.Select(run => material.Texts.Length / run.Seconds / 1e6)])) with
            {
                PeakMegabytes = peak,
                Note = string.Create(CultureInfo.InvariantCulture, $"./kit score archive.jsonl --out scores.parquet in {seconds:0.0} s, its start with it ({processor:0.0} s of processor time); {material.Articles.Length / seconds:0} articles/s; peak memory {peak:0} MB"),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static KitProcess Archive(string folder, string scores)
    {
        var run = Run(folder, "score", "archive.jsonl", "--out", scores);
        return IsParquet(Path.Combine(folder, scores)) ? run : throw new InputException($"./kit score --out {scores} wrote no Parquet. Expected a kit that scores archives.");
    }

    static KitProcess Start() => Run(Vocabulary.Root(), "score", "seeds");

    static KitProcess Run(string folder, params string[] arguments)
    {
        var run = KitProcess.Run(folder, arguments);
        return run.Code == 0 ? run : throw new InputException($"./kit {arguments[0]} ended with exit code {run.Code}: {Untrusted.Line(run.Error.Trim().ReplaceLineEndings(" "))}");
    }

    static bool IsParquet(string file)
    {
        if (!File.Exists(file)) return false;
        using var stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[Parquet.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(Parquet);
    }
}
