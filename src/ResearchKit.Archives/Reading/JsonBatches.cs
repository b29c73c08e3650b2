using System.Collections.Concurrent;

namespace ResearchKit;

/// <summary>Cuts a file of lines into batches: as many whole lines as fit. Where a batch ends hangs on where it begins and on what stands there, so that a run that goes on cuts as one that was never stopped.</summary>
sealed class JsonBatches(ArchivePart part, ReadOptions options, int size, ConcurrentBag<byte[]> buffers, PartHash? hash = null)
{
    PartStream stream = null!;
    byte[] held = null!;
    int start, end;
    bool ended;

    public IEnumerable<Batch> From(ArchivePosition place)
    {
        using (stream = PartStream.Open(part, place.Offset, hash))
        {
            held = Rent();
            for (var window = size; ;)
            {
                Fill(window);
                var filled = end - start;
                if (place == new ArchivePosition(place.Part, 0, 0, place.Row) && held.AsSpan(start, filled) is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw new FileFault(0, "the file is UTF-16. Save it as UTF-8.");
                if (filled == 0) break;
                var cut = filled < window ? filled : held.AsSpan(start, window).LastIndexOf((byte)'\n') + 1;
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
            GiveBack(held);
        }
    }

    /// <summary>Reads until so many bytes are held, and no more, or the file ends.</summary>
    void Fill(int window)
    {
        if (held.Length - start < window) MoveTo(window <= held.Length ? held : new byte[window]);
        while (!ended && end - start < window)
        {
            var read = stream.Read(held.AsSpan(end, start + window - end));
            end += read;
            ended = read == 0;
        }
    }

    /// <summary>Lines, in the buffer if they fill it by half, and else in one of their own: what batches hold is never much more than the text that they are counted for.</summary>
    JsonBatch Whole(ArchivePosition place, int cut)
    {
        var handedOver = held.Length == size && cut > size / 2;
        var lines = handedOver ? held.AsMemory(start, cut) : held[start..(start + cut)];
        var buffer = held;
        var count = lines.Span.Count((byte)'\n') + (lines.Span[^1] == '\n' ? 0 : 1);
        Pass(cut, handedOver);
        return Batch(place, cut, count, lines, false) with { Return = handedOver ? () => GiveBack(buffer) : () => { } };
    }

    /// <summary>A line that is longer than any may be: nothing of it is kept.</summary>
    JsonBatch TooLong(ArchivePosition place, int window)
    {
        long length = window;
        Pass(window);
        int feed;
        while ((feed = held.AsSpan(start, end - start).IndexOf((byte)'\n')) < 0 && !ended)
        {
            length += end - start;
            Pass(end - start);
            Fill(size);
        }
        var taken = feed < 0 ? end - start : feed + 1;
        Pass(taken);
        return Batch(place, length + taken, 1, "?"u8.ToArray(), true);
    }

    /// <summary>Goes on behind so many bytes. A buffer that had to grow for a long line goes with it.</summary>
    void Pass(int count, bool handedOver = false)
    {
        start += count;
        if (handedOver || (held.Length > size && end - start <= size)) MoveTo(Rent());
    }

    void MoveTo(byte[] other)
    {
        held.AsSpan(start, end - start).CopyTo(other);
        (held, start, end) = (other, 0, end - start);
    }

    JsonBatch Batch(ArchivePosition place, long bytes, int lines, ReadOnlyMemory<byte> text, bool tooLong) => new(place, place with { Line = place.Line + lines, Offset = place.Offset + bytes, Row = place.Row + lines }, text.Length, text, tooLong, part.Path, options)
    {
        Read = Math.Min(stream.Consumed, part.Bytes),
        Return = () => { },
    };

    byte[] Rent() => buffers.TryTake(out var buffer) ? buffer : new byte[size];

    void GiveBack(byte[] buffer)
    {
        if (buffer.Length == size) buffers.Add(buffer);
    }
}
