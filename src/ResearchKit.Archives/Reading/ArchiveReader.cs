using System.Collections.Concurrent;
using DuckDB.NET.Data;

namespace ResearchKit;

/// <summary>Cuts an archive into batches, and batches into chunks. Both hang on what the files hold alone.</summary>
sealed class ArchiveReader(IReadOnlyList<ArchivePart> parts, ArchiveOptions options)
{
    /// <summary>A chunk of short rows ends by their number.</summary>
    const int ChunkRows = 1 << 15;

    readonly ConcurrentBag<byte[]> buffers = [];

    /// <summary>What was read of the file that has ended last, where no batch says it; null when its fingerprint says all of it.</summary>
    public PartRead? Ended { get; private set; }

    /// <param name="place">Where to begin.</param>
    /// <param name="begun">What is hashed of the file there.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="PartFault">A file cannot be read to its end.</exception>
    public IEnumerable<Batch> From(ArchivePosition place, PartHash? begun = null, CancellationToken stop = default)
    {
        // A shard has its share of the rows: what is kept at a time is as much of its own, however many shards there are.
        var passed = options.Shard.HoldsAll ? 1L : options.Shard.Count;
        var (mostBytes, mostRows) = (options.ChunkBytes * passed, ChunkRows * passed);
        var (from, to) = options.Shard.Files(parts);
        place = place with { Part = Math.Max(place.Part, from) };
        long bytes = 0, rows = 0, before = parts.Take(place.Part).Skip(from).Sum(part => part.Bytes);
        for (; place.Part < to; place = new(place.Part + 1, 0, 0, place.Row))
        {
            var part = parts[place.Part];
            var start = place;
            var hash = PartPrint.IsOfAll(part) ? null : begun ?? new();
            begun = null;
            using var batches = Read(part, place, hash, stop).GetEnumerator();
            while (Guarded(part, place, batches.MoveNext))
            {
                var batch = batches.Current;
                batch.Read += before;
                place = batch.End;
                bytes += batch.Bytes;
                rows += place.Row - batch.Start.Row;
                if (bytes >= mostBytes || rows >= mostRows) (batch.Closes, bytes, rows) = (true, 0, 0);
                // What is read of a file counts where a chunk is kept: until then it may be hashed beside.
                var now = batch.Closes ? Guarded(part, place, () => hash?.Now(place.Part)) : null;
                batch.PartsRead = [.. Told(), .. now is null ? Array.Empty<PartRead>() : [now]];
                yield return batch;
            }
            if (place == start && start.Line == 0)
            {
                // A line of its own, so that going on behind it does not meet it again.
                var end = place with { Line = 1, Row = place.Row + 1 };
                yield return new RowBatch(place, end, 0, [new(0, null, "", "the file holds no articles.")]) { Read = before + part.Bytes, PartsRead = Told() };
                place = end;
            }
            before += part.Bytes;
            Ended = Guarded(part, place, () => hash?.Now(place.Part)) ?? Ended;
        }
    }

    /// <summary>What was read of the file before, for the batch that says it.</summary>
    IReadOnlyList<PartRead> Told()
    {
        IReadOnlyList<PartRead> told = Ended is null ? [] : [Ended];
        Ended = null;
        return told;
    }

    IEnumerable<Batch> Read(ArchivePart part, ArchivePosition place, PartHash? hash, CancellationToken stop) => part.Form == PartForm.Json
        ? new JsonBatches(part, options.Reading, options.BatchBytes, buffers, hash).From(place)
        : new RowBatches(part, options.Reading, options.BatchBytes, hash, stop).From(place);

    static T Guarded<T>(ArchivePart part, ArchivePosition at, Func<T> read)
    {
        try { return read(); }
        catch (FileFault fault) { throw new PartFault(at.Part, part.Path, fault.Line, fault.Message); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ZstdSharp.ZstdException or DuckDBException)
        {
            var packed = part.Packing == Packing.None ? "" : " It is cut off or damaged: pack it again from its source.";
            throw new PartFault(at.Part, part.Path, 0, FormattableString.Invariant($"cannot be read on after row {at.Line}: {Untrusted.Show(e.Message, 200).TrimEnd('.')}.{packed}"));
        }
    }
}

/// <summary>A file of an archive that cannot be read to its end.</summary>
sealed class PartFault(int part, string path, long line, string reason) : Exception(new Rejection(path, line, "", reason).ToString())
{
    /// <summary>Which, from 0.</summary>
    public int Part { get; } = part;
}
