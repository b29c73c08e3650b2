using System.IO.Compression;

namespace ResearchKit;

/// <summary>Unpacks gzip, and notices when it is cut off, which <see cref="GZipStream"/> takes for its end: behind the file stands one more member, and whoever does not come to unpack it has stopped too early.</summary>
sealed class WholeGzip(Stream file) : ReadingStream
{
    static readonly byte[] Mark = [0xFE, .. "the end is here"u8];

    readonly GZipStream unpacked = new(new FollowedStream(file, Packed(Mark)), CompressionMode.Decompress);
    readonly byte[] block = new byte[1 << 16];
    int start, end;

    public override int Read(Span<byte> buffer)
    {
        // What may be the mark is held back.
        while (end - start <= Mark.Length)
        {
            block.AsSpan(start, end - start).CopyTo(block);
            (start, end) = (0, end - start);
            var read = unpacked.Read(block, end, block.Length - end);
            if (read == 0) return block.AsSpan(0, end).SequenceEqual(Mark) ? 0 : throw new InvalidDataException("The packed data ends too early.");
            end += read;
        }
        var taken = Math.Min(buffer.Length, end - start - Mark.Length);
        block.AsSpan(start, taken).CopyTo(buffer);
        start += taken;
        return taken;
    }

    static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(bytes);
        return packed.ToArray();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }
}
