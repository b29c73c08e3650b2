using System.Collections.Immutable;
using System.Globalization;

namespace ResearchKit;

/// <summary>Brings the shards of one run together, in the order of the archive: the bytes are those of a run without shards.</summary>
static class ShardMerge
{
    /// <exception cref="InputException">The files are not all the shards of one run, or cannot be read or written.</exception>
    public static ArchiveRun Run(string file, IEnumerable<string> paths, bool force, double maxLoss)
    {
        var shown = Untrusted.Line(file);
        if (!Path.GetExtension(file).Equals(".parquet", StringComparison.OrdinalIgnoreCase)) throw new InputException($"{shown}: scores are written as Parquet. Expected a name that ends in .parquet.");
        var shards = Read(paths.SelectMany(path => ShardFiles.Of(path, file)));
        if (shards.FirstOrDefault(shard => Path.GetFullPath(shard.Path) == Path.GetFullPath(file)) is not null) throw new InputException($"{shown}: is one of the shards. Expected another name for what they make together.");
        if (!force && File.Exists(file)) throw There(shown);
        Check(shards);
        RefuseLoss(shown, shards, maxLoss);
        var first = shards[0];
        var (rejected, overflow) = (shards.Sum(shard => shard.Shard!.Rejected), Path.GetFullPath(file) + ".merge");
        // A merge on a node that was lost and its second start on another would move one another's halves.
        using var held = RunLock.Take(overflow, shown);
        RunFolder.Guarded(shown, () =>
        {
            try
            {
                // It may have been made between the look at it and the lock.
                if (!force && File.Exists(file)) throw There(shown);
                Empty(overflow);
                var (scores, rows) = (Path.Combine(overflow, "scores.draft"), Path.Combine(overflow, "rejected.draft"));
                var merged = new ShardRows(shards, Path.Combine(overflow, "rows.spilled"));
                ScoreTable.Write(scores, merged.All(), merged.NameOf, shards[0].Run, null);
                RejectedRows.Merge(rows, (first.Part.ByFiles ? ShardRows.Places(shards) : shards.Select(shard => (shard, 0L))).Where(place => place.Item1.Shard!.Rejected > 0).Select(place => (RejectedRows.PathOf(place.Item1.Path), place.Item2)));
                RunSteps.Say("merge.written", file);
                ScorePlace.Put(file, scores, rejected > 0 ? rows : null);
                return true;
            }
            finally
            {
                Empty(overflow);
                held.TakeAway();
            }
        }, "The shards are as they were: make room and merge again.");
        return new(file, rejected == 0 ? null : RejectedRows.PathOf(file), shards.Sum(shard => shard.Articles), rejected, 0, shards.Sum(shard => new FileInfo(shard.Path).Length));
    }

    static InputException There(string shown) => new($"{shown} exists. Expected a new file: replace it with --force, or name another.");

    /// <summary>Takes away what a merge that was killed has left.</summary>
    static void Empty(string folder)
    {
        foreach (var left in Directory.GetFiles(folder))
            if (!RunLock.Is(left)) File.Delete(left);
    }

    static ImmutableArray<ScoreFile> Read(IEnumerable<string> paths)
    {
        using var duck = Duck.Open();
        return [.. paths.Select(path => ScoreFile.Read(path, duck))];
    }

    /// <summary>Of a shard that was cut off by itself any share may be rejected; what counts is that of all.</summary>
    static void RefuseLoss(string shown, ImmutableArray<ScoreFile> shards, double maxLoss)
    {
        var (rejected, total) = (shards.Sum(shard => shard.Shard!.Rejected), shards.Sum(shard => shard.Shard!.Articles + shard.Shard.Rejected));
        if (rejected <= maxLoss * total) return;
        var some = shards.First(shard => shard.Shard!.Rejected > 0);
        throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{shown}: {rejected} of {total} rows were rejected, more than MaxLoss {maxLoss} allows: see {Untrusted.Line(RejectedRows.PathOf(some.Path))}. Expected at most that share: allow the loss with --max-loss {Math.Ceiling(100m * rejected / total) / 100}, or mend the rows and score again. The shards are as they were."));
    }

    static void Check(ImmutableArray<ScoreFile> shards)
    {
        if (shards.IsEmpty) throw new InputException("No shards are given. Expected the files that ./kit score ARCHIVE --shard i/n made, all of them.");
        if (shards.FirstOrDefault(shard => shard.Shard is null) is { } whole) throw new InputException($"{Untrusted.Line(whole.Path)}: holds the scores of a whole archive. Expected those of a shard, as --shard i/n makes them.");
        var first = shards[0];
        foreach (var shard in shards)
            if (first.Run.DifferenceTo(shard.Run) is { } differs) throw new InputException($"{Untrusted.Line(shard.Path)}: is of another run than {Untrusted.Line(first.Path)}: {Untrusted.Line(differs)}. Expected shards of one run.");
        var part = first.Part;
        if (shards.FirstOrDefault(shard => (shard.Part.Count, shard.Part.ByFiles) != (part.Count, part.ByFiles)) is { } other) throw new InputException($"{Untrusted.Line(other.Path)}: is shard {other.Shard!.Shard}, and {Untrusted.Line(first.Path)} is {first.Shard!.Shard}. Expected shards of one run.");
        if (shards.GroupBy(shard => shard.Shard!.Shard).FirstOrDefault(same => same.Count() > 1) is { } twice) throw new InputException($"Shard {twice.Key} is there twice: {string.Join(" and ", twice.Select(shard => Untrusted.Line(shard.Path)))}. Expected each once.");
        var missing = Enumerable.Range(1, part.Count).Select(number => new Shard(number, part.Count, part.ByFiles).ToString()).Except(shards.Select(shard => shard.Shard!.Shard)).ToList();
        if (missing.Count > 0) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"Shard {string.Join(", ", missing.Take(10))}{(missing.Count > 10 ? ", …" : "")} is missing: {shards.Length} of {part.Count} are given. Expected all of them."));
        var (seen, held) = (part.ByFiles ? shards.Sum(shard => shard.Shard!.Seen) : first.Shard!.Seen, shards.Sum(shard => shard.Shard!.Articles + shard.Shard.Rejected));
        foreach (var shard in shards)
        {
            if (!part.ByFiles && shard.Shard!.Seen != seen) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(shard.Path)}: saw {shard.Shard.Seen} rows of the archive, and {Untrusted.Line(first.Path)} {seen}. Expected as many: score that shard again."));
            if (shard.Shard!.Contents != first.Shard!.Contents) throw new InputException($"{Untrusted.Line(shard.Path)}: has read other contents than {Untrusted.Line(first.Path)}: a file of the archive was changed between the two. Expected the same: score all shards again.");
            if (shard.Articles != shard.Shard!.Articles) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{Untrusted.Line(shard.Path)}: holds {shard.Articles} rows, and says {shard.Shard.Articles}. Expected the file as it was written: score that shard again."));
            if (shard.Shard.Rejected > 0 && !File.Exists(RejectedRows.PathOf(shard.Path))) throw new InputException($"{Untrusted.Line(RejectedRows.PathOf(shard.Path))}: is not there. Expected the rejected rows of {Untrusted.Line(shard.Path)} beside it.");
        }
        if (held != seen) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"The shards hold {held} rows of {seen}. Expected all: score them again."));
    }
}
