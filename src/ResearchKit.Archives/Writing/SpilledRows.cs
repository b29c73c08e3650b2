using System.Collections.Immutable;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ResearchKit;

/// <summary>The rows of many shards in one file, a shard behind the other. Taken from there in turn, each shard costs a block of memory; as an open Parquet file it costs seven megabytes.</summary>
sealed class SpilledRows : IDisposable
{
    const int BlockBytes = 16 << 10;

    readonly SafeFileHandle file;
    readonly ImmutableArray<(long Start, long Rows)> places;

    SpilledRows(SafeFileHandle file, ImmutableArray<(long Start, long Rows)> places) => (this.file, this.places) = (file, places);

    /// <summary>Writes the rows of shards.</summary>
    /// <param name="path">Where to; whoever asks takes it away.</param>
    /// <param name="shards">Each shard's rows, asked for one shard after the other.</param>
    public static SpilledRows Of(string path, IEnumerable<IEnumerable<ScoreRow>> shards)
    {
        var places = ImmutableArray.CreateBuilder<(long, long)>();
        using (var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 }))
        using (var writer = new BinaryWriter(stream, Encoding.UTF8))
            foreach (var shard in shards)
            {
                writer.Flush();
                var (start, rows) = (stream.Position, 0L);
                foreach (var row in shard)
                {
                    row.Write(writer);
                    rows++;
                }
                places.Add((start, rows));
            }
        return new(File.OpenHandle(path), places.ToImmutable());
    }

    /// <summary>The rows of each shard, all to be read beside one another.</summary>
    public IEnumerable<IEnumerable<ScoreRow>> Shards => places.Select(place => Rows(place.Start, place.Rows));

    IEnumerable<ScoreRow> Rows(long start, long rows)
    {
        using var reader = new BinaryReader(new BufferedStream(new StreamFrom(file, start), BlockBytes), Encoding.UTF8);
        for (var i = 0L; i < rows; i++) yield return ScoreRow.Read(reader);
    }

    public void Dispose() => file.Dispose();

    /// <summary>A file from a place on, which others read elsewhere.</summary>
    sealed class StreamFrom(SafeFileHandle file, long at) : ReadingStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(file, buffer, at);
            at += read;
            return read;
        }
    }
}
