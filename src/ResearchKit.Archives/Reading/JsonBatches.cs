using System.Collections.Concurrent;

namespace ResearchKit;

/// <summary>Cuts a file of lines into batches: as many whole lines as fit. Where a batch ends hangs on where it begins and on what stands there, so that a run that goes on cuts as one that was never stopped.</summary>
sealed class JsonBatches(ArchivePart part, ReadOptions options, int size, ConcurrentBag<byte[]> buffers)
{
    PartStream stream = null!;
    byte[] held = null!;
    int filled;
    bool ended;

    public IEnumerable<Batch> From(ArchivePosition place)
    {
        using (stream = PartStream.Open(part, place.Offset))
        {
            held = Rent(size);
            for (var window = size; ;)
            {
                Fill(window);
                if (place == new ArchivePosition(place.Part, 0, 0, place.Row) && held.AsSpan(0, filled) is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw new FileFault(0, "the file is UTF-16. Save it as UTF-8.");
                if (filled == 0) yield break;
                var cut = ended && filled <= window ? filled : held.AsSpan(0, window).LastIndexOf((byte)'\n') + 1;
                if (cut == 0 && window <= options.MaxRowBytes)
                {
                    window = (int)Math.Min(window * 2L, options.MaxRowBytes + 1);
                    continue;
                }
                var batch = cut == 0 ? TooLong(place, window) : Whole(place, cut);
                place = batch.End;
                window = size;
                yield return batch;
            }
        }
    }

    /// <summary>Reads until so many bytes are held, or the file ends.</summary>
    void Fill(int window)
    {
        if (held.Length < window) Array.Resize(ref held, window);
        while (!ended && filled < window)
        {
            var read = stream.Read(held.AsSpan(filled, held.Length - filled));
            filled += read;
            ended = read == 0;
        }
    }

    JsonBatch Whole(ArchivePosition place, int cut)
    {
        var (lines, rest) = (held, filled - cut);
        held = Rent(Math.Max(size, rest));
        lines.AsSpan(cut, rest).CopyTo(held);
        filled = rest;
        var count = lines.AsSpan(0, cut).Count((byte)'\n') + (lines[cut - 1] == '\n' ? 0 : 1);
        return Batch(place, cut, count, lines.AsMemory(0, cut), false) with { Return = () => { if (lines.Length == size) buffers.Add(lines); } };
    }

    /// <summary>A line that is longer than any may be: nothing of it is kept.</summary>
    JsonBatch TooLong(ArchivePosition place, int window)
    {
        long length = window;
        var at = window;
        int feed;
        while ((feed = held.AsSpan(at, filled - at).IndexOf((byte)'\n')) < 0 && !ended)
        {
            length += filled - at;
            (at, filled) = (0, 0);
            Fill(Math.Min(size, held.Length));
        }
        var taken = feed < 0 ? filled : at + feed + 1;
        length += taken - at;
        held.AsSpan(taken, filled - taken).CopyTo(held);
        filled -= taken;
        return Batch(place, length, 1, "?"u8.ToArray(), true);
    }

    JsonBatch Batch(ArchivePosition place, long bytes, int lines, ReadOnlyMemory<byte> text, bool tooLong) => new(place, place with { Line = place.Line + lines, Offset = place.Offset + bytes, Row = place.Row + lines }, text.Length, text, tooLong, part.Path, options)
    {
        Read = Math.Min(stream.Consumed, part.Bytes),
        Return = () => { },
    };

    byte[] Rent(int length) => length == size && buffers.TryTake(out var buffer) ? buffer : new byte[length];
}
