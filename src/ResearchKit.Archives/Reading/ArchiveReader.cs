using System.Collections.Concurrent;
using DuckDB.NET.Data;

namespace ResearchKit;

/// <summary>Cuts an archive into batches, and batches into chunks. Both hang on what the files hold alone.</summary>
sealed class ArchiveReader(IReadOnlyList<ArchivePart> parts, ArchiveOptions options)
{
    /// <summary>A chunk of short rows ends by their number.</summary>
    const int ChunkRows = 1 << 15;

    readonly ConcurrentBag<byte[]> buffers = [];

    /// <summary>What was read of the file that has ended last; null when its fingerprint says all of it.</summary>
    public PartRead? Ended { get; private set; }

    /// <param name="place">Where to begin.</param>
    /// <param name="begun">What is hashed of the file there.</param>
    /// <exception cref="PartFault">A file cannot be read to its end.</exception>
    public IEnumerable<Batch> From(ArchivePosition place, PartHash? begun = null)
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
            using var batches = Read(part, place, hash).GetEnumerator();
            while (Next(part, batches, place))
            {
                var batch = batches.Current;
                batch.Read += before;
                batch.PartsRead = [.. new[] { Ended, hash?.Now(place.Part) }.OfType<PartRead>()];
                Ended = null;
                place = batch.End;
                bytes += batch.Bytes;
                rows += place.Row - batch.Start.Row;
                if (bytes >= mostBytes || rows >= mostRows) (batch.Closes, bytes, rows) = (true, 0, 0);
                yield return batch;
            }
            if (place == start && start.Line == 0)
            {
                // A line of its own, so that going on behind it does not meet it again.
                var end = place with { Line = 1, Row = place.Row + 1 };
                yield return new RowBatch(place, end, 0, [new(0, null, "", "the file holds no articles.")]) { Read = before + part.Bytes };
                place = end;
            }
            before += part.Bytes;
            Ended = hash?.Now(place.Part) ?? Ended;
        }
    }

    IEnumerable<Batch> Read(ArchivePart part, ArchivePosition place, PartHash? hash) => part.Form == PartForm.Json
        ? new JsonBatches(part, options.Reading, options.BatchBytes, buffers, hash).From(place)
        : new RowBatches(part, options.Reading, options.BatchBytes, hash).From(place);

    static bool Next(ArchivePart part, IEnumerator<Batch> batches, ArchivePosition at)
    {
        try { return batches.MoveNext(); }
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
