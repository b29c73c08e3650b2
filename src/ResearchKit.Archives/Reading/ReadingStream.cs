namespace ResearchKit;

/// <summary>A stream that gives bytes one after another and can do nothing else.</summary>
abstract class ReadingStream : Stream
{
    public abstract override int Read(Span<byte> buffer);

    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override bool CanRead => true;

    public sealed override bool CanSeek => false;

    public sealed override bool CanWrite => false;

    public sealed override long Length => throw new NotSupportedException();

    public sealed override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public sealed override void Flush() { }

    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public sealed override void SetLength(long value) => throw new NotSupportedException();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream with some bytes behind its own.</summary>
sealed class FollowedStream(Stream first, byte[] then) : ReadingStream
{
    int given;

    public override int Read(Span<byte> buffer)
    {
        if (given == 0 && first.Read(buffer) is > 0 and var read) return read;
        var some = then.AsSpan(given, Math.Min(buffer.Length, then.Length - given));
        some.CopyTo(buffer);
        given += some.Length;
        return some.Length;
    }
}
