using System.Globalization;

namespace ResearchKit;

/// <summary>How an archive is scored. Set with <c>o => o with { Out = "scores.parquet", Threads = 8 }</c>; a value out of range is an <see cref="InputException"/>.</summary>
public sealed record ArchiveOptions
{
    const int MostThreads = 1024;

    /// <summary>The file of scores. Beside it stand <c>NAME.rejected.jsonl</c>, when rows were rejected, and, until the run is through, the folder <c>NAME.parquet.parts</c>.</summary>
    /// <value>A name ending in <c>.parquet</c>. Default <c>scores.parquet</c>.</value>
    public string Out { get; init; } = "scores.parquet";

    /// <summary>How many articles are scored at once. No number changes a byte of the result.</summary>
    /// <value>0 for as many as there are processors, to 1024. Default 0.</value>
    public int Threads { get; init; }

    /// <summary>Whether to go on where an earlier run of the same stopped. Where there is none, a new one begins; where it is through, nothing is done.</summary>
    /// <value>Default false.</value>
    public bool Resume { get; init; }

    /// <summary>Whether scores that are there already, whole or in part, are replaced.</summary>
    /// <value>Default false: they are refused.</value>
    public bool Force { get; init; }

    /// <summary>Which part of the articles to score; <see cref="Archive.Merge"/> brings the parts together.</summary>
    /// <value>Default <see cref="Shard.Whole"/>.</value>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>The largest share of rows that may be rejected. It is looked at when all are read; what was scored is kept for <see cref="Resume"/> with a larger one.</summary>
    /// <value>0 to 1. Default 0.05.</value>
    public double MaxLoss { get; init; } = new ReadOptions().MaxLoss;

    /// <summary>The longest article, as in <see cref="ReadOptions.MaxCharacters"/>.</summary>
    /// <value>1 to 100,000,000. Default 1,000,000.</value>
    public int MaxCharacters { get; init; } = new ReadOptions().MaxCharacters;

    /// <summary>How much text is kept at a time: what a run that is killed may have to score again, for each processor.</summary>
    internal int ChunkBytes { get; init; } = 8 << 20;

    /// <summary>How much text is scored at a time by one processor.</summary>
    internal int BatchBytes { get; init; } = 256 << 10;

    /// <summary>Whether fields that the kit does not know are passed over; null for the scorer to say.</summary>
    internal bool? Lean { get; init; }

    internal ReadOptions Reading => new() { MaxLoss = MaxLoss, MaxCharacters = MaxCharacters };

    internal int Workers => Threads > 0 ? Threads : Environment.ProcessorCount;

    /// <exception cref="InputException">An option is out of its range.</exception>
    internal ArchiveOptions Validated()
    {
        _ = Reading;
        if (!Path.GetExtension(Out).Equals(".parquet", StringComparison.OrdinalIgnoreCase)) throw new InputException($"{Untrusted.Line(Out)}: scores of an archive are written as Parquet. Expected a name that ends in .parquet.");
        if (Threads is < 0 or > MostThreads) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Threads is {Threads}. Expected 1 to {MostThreads}, or 0 for as many as there are processors."));
        if (Resume && Force) throw new InputException("Resume goes on with what is there, and Force replaces it. Expected one of them: leave out --resume or --force.");
        return this;
    }
}
