using ZstdSharp;

namespace ResearchKit;

/// <summary>The bytes of a file, unpacked.</summary>
sealed class PartStream : ReadingStream
{
    readonly FileStream file;
    readonly Stream unpacked;

    PartStream(ArchivePart part, PartHash? hash)
    {
        file = new(part.Location, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = part.Packing == Packing.None ? 0 : 1 << 16 });
        Stream bytes = hash is null ? file : new HashedStream(file, hash);
        unpacked = part.Packing switch
        {
            Packing.Gzip => new WholeGzip(bytes),
            Packing.Zstd => new DecompressionStream(bytes),
            _ => bytes,
        };
    }

    /// <summary>Bytes of the file that are read; without bound once it is closed.</summary>
    public long Consumed => file.CanRead ? file.Position : long.MaxValue;

    /// <summary>Opens a file of text at a place.</summary>
    /// <param name="part">The file.</param>
    /// <param name="offset">The place, once it is unpacked.</param>
    /// <param name="hash">Takes up what is read of it, packed as it is.</param>
    /// <exception cref="FileFault">It is UTF-16, or ends before the place.</exception>
    public static PartStream Open(ArchivePart part, long offset, PartHash? hash)
    {
        var stream = new PartStream(part, hash);
        try
        {
            if (part.Packing == Packing.None)
            {
                Utf8Text.RefuseUtf16(stream.file);
                stream.file.Position = offset;
            }
            else stream.Skip(offset);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    void Skip(long count)
    {
        var block = new byte[1 << 16];
        while (count > 0)
        {
            var read = Read(block.AsSpan(0, (int)Math.Min(count, block.Length)));
            if (read == 0) throw new FileFault(0, "the file ends before the place at which an earlier run stopped.");
            count -= read;
        }
    }

    public override int Read(Span<byte> buffer) => unpacked.Read(buffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }
}
