using System.Collections.Immutable;
using System.Data;
using System.Data.Common;
using System.Globalization;

namespace ResearchKit;

/// <summary>Articles in files that need not fit into memory: read one after another, always in the same order.</summary>
/// <remarks>Not a corpus: articles are never held together, and two with one id are two rows, told apart by their places. What an article and a rejected row are, is what <see cref="Corpus.Read"/> says.</remarks>
public sealed class Archive
{
    const int ShownRejections = 5, RowMegabytes = 512;

    readonly ImmutableArray<string> paths;

    Archive(ImmutableArray<string> paths, ImmutableArray<ArchivePart> parts) => (this.paths, Parts) = (paths, parts);

    /// <summary>The files in the order in which they are read: by path as they were given, below a folder or a pattern ordinal by name.</summary>
    public ImmutableArray<ArchivePart> Parts { get; }

    /// <summary>Finds the files of an archive, and reads none of them yet.</summary>
    /// <param name="paths">Files, folders, or patterns such as <c>news/**/*.jsonl.gz</c>. Files end in <c>.jsonl</c>, <c>.ndjson</c>, <c>.csv</c> or <c>.txt</c>, each also with <c>.gz</c> or <c>.zst</c> behind it, or in <c>.parquet</c>.</param>
    /// <exception cref="InputException">A path names no such file, or two of them name one.</exception>
    public static Archive Open(params IEnumerable<string> paths)
    {
        ImmutableArray<string> given = [.. paths];
        ImmutableArray<ArchivePart> parts = [.. given.SelectMany(ArchiveFiles.Of)];
        if (parts.IsEmpty) throw new InputException("An archive of no paths was asked for. Expected one or more files, folders or patterns.");
        var places = new HashSet<string>(StringComparer.Ordinal);
        return parts.FirstOrDefault(part => !places.Add(Path.GetFullPath(part.Location))) is { } twice
            ? throw new InputException($"{Untrusted.Line(twice.Path)}: is named by two paths. Expected each file once.") : new(given, parts);
    }

    /// <summary>Scores every article and writes the scores as Parquet, in the order of the archive, in bounded memory.</summary>
    /// <remarks>
    /// <para>Columns: <c>row</c> (place in the archive, from 1, blank lines counted), <c>part</c> and <c>line</c> (file, and line or row in it), <c>id</c>, <c>textHash</c> (the first 16 digits of the hash that a receipt has), <c>publishedAt</c>, <c>availableAt</c> (instants in UTC, to the microsecond), <c>source</c>, <c>method</c>, <c>lexicon</c>, <c>lexiconHash</c>, <c>value</c>, <c>positive</c>, <c>negative</c>, <c>coverage</c>, <c>hits</c>, <c>sentences</c>, <c>tokens</c>, <c>outcome</c> and <c>label</c>, as <see cref="ResearchKit.Score"/> has them.</para>
    /// <para>A run that is stopped, by whatever, goes on with <see cref="ArchiveOptions.Resume"/>; its result has the same bytes as one that was not. The number of threads changes none either.</para>
    /// </remarks>
    /// <param name="scorer">The scorer.</param>
    /// <param name="options">Changes how: <c>o => o with { Out = "scores.parquet", Resume = true }</c>.</param>
    /// <param name="progress">Is told how far the run is, on the thread that writes.</param>
    /// <param name="cancellation">Stops the run; what is done is kept.</param>
    /// <exception cref="InputException">A file cannot be read to its end, more rows are rejected than <see cref="ArchiveOptions.MaxLoss"/> allows, scores are there already, or they cannot be written. What was done is kept.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public ArchiveRun Score(Scorer scorer, Func<ArchiveOptions, ArchiveOptions>? options = null, IProgress<ArchiveProgress>? progress = null, CancellationToken cancellation = default)
    {
        var chosen = (options is null ? new() : options(new())).Validated();
        Without(chosen.Out);
        Without(RejectedRows.PathOf(chosen.Out));
        var manifest = RunManifest.Of(Parts, scorer, chosen);
        using var folder = RunFolder.Open(chosen.Out, manifest, Parts, chosen, cancellation);
        if (folder is null) return ScoreFile.Read(chosen.Out).SameAs(manifest);
        var kept = folder.Articles + folder.Rejected;
        long read;
        try { read = new ArchiveScoring(Parts, scorer, chosen, folder, progress).Run(cancellation); }
        catch (PartFault fault)
        {
            if (folder.Chunks == 0)
            {
                folder.GiveUp();
                throw new InputException($"{fault.Message} Nothing was scored before it, and nothing is kept: mend the file or take it away, and score again.", fault);
            }
            folder.Fail(fault.Part);
            throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{fault.Message} Of what stands before it, {folder.Articles + folder.Rejected} rows are kept: mend the file or take it away, and go on with --resume."), fault);
        }
        RefuseLoss(folder, chosen);
        return Finish(folder, manifest, chosen, kept, read);
    }

    /// <summary>Brings the shards of one run together: the file has the bytes of a run without shards, and so have the rejected rows.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="shards">The files of all shards, in any order; a folder of them, or a pattern such as <c>shards/*.parquet</c>, stands for its files.</param>
    /// <param name="force">Whether a file that is there is replaced.</param>
    /// <param name="maxLoss">The largest share of all rows that may be rejected, 0 to 1.</param>
    /// <exception cref="InputException">More rows are rejected than that, a shard is missing, is there twice or is of another run, or a file cannot be read or written.</exception>
    public static ArchiveRun Merge(string path, IEnumerable<string> shards, bool force = false, double maxLoss = 0.05) => ShardMerge.Run(path, shards, force, new ReadOptions { MaxLoss = maxLoss }.MaxLoss);

    /// <summary>The rows of a Parquet file with all of its columns, in their order and in bounded memory, for whatever takes a data reader: <c>using var rows = Archive.Rows("prices.parquet");</c> and <c>Prices.Of("prices.parquet", rows, adjusted: true)</c>, or, without lists and bytes, <c>rows.ToDataFrame()</c>.</summary>
    /// <param name="parquet">One file, of whatever rows; its name is no pattern.</param>
    /// <returns>Keeps the file open until it is closed. A page that is damaged is found when its rows are read, as a <see cref="DbException"/>.</returns>
    /// <exception cref="InputException">There is no such file, or it is no Parquet.</exception>
    public static DbDataReader Rows(string parquet)
    {
        ArgumentNullException.ThrowIfNull(parquet);
        if (!File.Exists(parquet)) throw new InputException($"{Untrusted.Line(parquet)}: no such file. Expected a file of Parquet.");
        var duck = Duck.Open(RowMegabytes);
        try
        {
            return duck.Stream($"SELECT * FROM read_parquet({Duck.File(parquet)}, hive_partitioning = false)", CommandBehavior.CloseConnection);
        }
        catch (Exception e)
        {
            duck.Dispose();
            if (e is not DbException) throw;
            throw new InputException($"{Untrusted.Line(parquet)}: cannot be read as Parquet: {Duck.Said(e)}. It is cut off, damaged or something else.", e);
        }
    }

    ArchiveRun Finish(RunFolder folder, RunManifest manifest, ArchiveOptions options, long kept, long read)
    {
        var shard = options.Shard.Count == 1 ? null : new ShardSeen(options.Shard.ToString(), folder.Articles, folder.Rejected, folder.Seen, folder.End.Row, options.Shard.ByFiles ? null : Hashing.Sha256(string.Concat(folder.PartsRead.Values.Select(read => read.Hash))));
        var run = new ArchiveRun(options.Out, folder.Rejected == 0 ? null : RejectedRows.PathOf(options.Out), folder.Articles, folder.Rejected, kept, read);
        RunFolder.Guarded(Untrusted.Line(options.Out), () =>
        {
            ScoreTable.Write(folder.Draft("scores.draft"), folder.Contents().SelectMany(content => content.Scores()), part => Parts[part].Path, manifest.Run, shard);
            RejectedRows.Write(folder.Draft("rejected.draft"), folder.Contents());
            RunSteps.Say("scores.written", options.Out);
            ScorePlace.Put(options.Out, folder.Draft("scores.draft"), folder.Rejected > 0 ? folder.Draft("rejected.draft") : null);
            return true;
        }, "What is done is kept: make room and go on with --resume.");
        folder.Finish();
        return run;
    }

    /// <summary>The archive, if a file that is to be made would not be read as part of it the next time.</summary>
    internal Archive Without(string file)
    {
        var full = ArchiveFiles.Real(file);
        if (Directory.Exists(file)) throw new InputException($"{Untrusted.Line(file)}: is a folder. Expected a file for the scores.");
        if (Parts.Any(part => Path.GetFullPath(part.Location) == full) || paths.Any(path => Directory.Exists(path) && full.StartsWith(ArchiveFiles.Real(path) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            throw new InputException($"{Untrusted.Line(file)}: is, or lies in, the archive that is read. Expected another place for the scores.");
        return this;
    }

    static void RefuseLoss(RunFolder folder, ArchiveOptions options)
    {
        var total = folder.Articles + folder.Rejected;
        if (folder.Rejected <= options.MaxLoss * total) return;
        var enough = Math.Ceiling(100m * folder.Rejected / total) / 100;
        RejectedRows.Write(folder.Draft("rejected.draft"), folder.Contents());
        var shown = RejectedRows.First(folder.Draft("rejected.draft"), ShownRejections).Select(row => $"\n  {row}");
        throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(options.Out)}: {folder.Rejected} of {total} rows were rejected, more than MaxLoss {options.MaxLoss} allows:{string.Concat(shown)}{(folder.Rejected > ShownRejections ? $"\n  and {folder.Rejected - ShownRejections} more" : "")}\nThe scores are kept: allow the loss with --resume --max-loss {enough}, or mend the rows and score again with --force."));
    }
}
