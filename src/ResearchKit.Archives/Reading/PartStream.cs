using System.IO.Compression;
using ZstdSharp;

namespace ResearchKit;

/// <summary>The bytes of a file, unpacked.</summary>
sealed class PartStream : Stream
{
    readonly FileStream file;
    readonly Stream unpacked;

    PartStream(ArchivePart part)
    {
        file = new(part.Location, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = part.Packing == Packing.None ? 0 : 1 << 16 });
        unpacked = part.Packing switch
        {
            Packing.Gzip => new GZipStream(file, CompressionMode.Decompress),
            Packing.Zstd => new DecompressionStream(file),
            _ => file,
        };
    }

    /// <summary>Bytes of the file that are read.</summary>
    public long Consumed => file.Position;

    /// <summary>Opens a file of text at a place.</summary>
    /// <exception cref="FileFault">It is UTF-16, or ends before the place.</exception>
    public static PartStream Open(ArchivePart part, long offset)
    {
        var stream = new PartStream(part);
        try
        {
            if (stream.unpacked == stream.file)
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

    public override int Read(byte[] buffer, int offset, int count) => unpacked.Read(buffer, offset, count);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
