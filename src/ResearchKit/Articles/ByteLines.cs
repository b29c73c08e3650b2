using System.Buffers;

namespace ResearchKit;

/// <summary>A file line by line, holding no more than one line, and no line longer than <paramref name="longest"/> bytes.</summary>
sealed class ByteLines(Stream stream, long longest)
{
    readonly byte[] block = new byte[1 << 16];
    readonly ArrayBufferWriter<byte> gathered = new();
    int start, end;
    long offset;

    /// <summary>How many bytes were taken, from where reading began.</summary>
    public long Taken => offset;

    /// <summary>The next line without its line feed; null at the end. Valid until the next call.</summary>
    public ByteLine? Next()
    {
        gathered.ResetWrittenCount();
        var at = offset;
        var tooLong = false;
        while (start < end || Fill())
        {
            var rest = block.AsMemory(start, end - start);
            var feed = rest.Span.IndexOf((byte)'\n');
            var part = feed < 0 ? rest : rest[..feed];
            var taken = feed < 0 ? rest.Length : feed + 1;
            start += taken;
            offset += taken;
            tooLong |= gathered.WrittenCount + (long)part.Length > longest;
            if (feed >= 0 && gathered.WrittenCount == 0) return new(part, at, tooLong);
            if (!tooLong) gathered.Write(part.Span);
            if (feed >= 0) break;
        }
        return offset > at ? new(gathered.WrittenMemory, at, tooLong) : null;
    }

    bool Fill()
    {
        (start, end) = (0, stream.Read(block));
        return end > 0;
    }
}

/// <summary>A line and the byte offset of its start; of one that is too long, no more than the beginning.</summary>
readonly record struct ByteLine(ReadOnlyMemory<byte> Bytes, long Offset, bool TooLong);
