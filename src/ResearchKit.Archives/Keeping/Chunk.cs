using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>What a chunk holds: the rows of the archive from where the one before ended.</summary>
/// <param name="Number">Which, from 0.</param>
/// <param name="End">Where the next begins.</param>
/// <param name="Read">Bytes of the archive's files that are read then.</param>
/// <param name="Articles">Scored articles.</param>
/// <param name="Rejected">Rejected rows.</param>
/// <param name="Seen">Rows of all shards, without blank lines.</param>
/// <param name="PartsRead">How much of files was read then, beginning with the one where the chunk does, but for those that are so short that their fingerprints say all.</param>
/// <param name="ScoreBytes">How long the scores are in the file; the rejected rows follow.</param>
/// <param name="Hash">SHA-256 of both.</param>
sealed record Chunk(int Number, ArchivePosition End, long Read, long Articles, long Rejected, long Seen, ImmutableArray<PartRead> PartsRead, long ScoreBytes, string Hash)
{
    /// <summary>Writes a chunk's file: this record in a line, the scores, the rejected rows.</summary>
    public static void Write(Stream file, Chunk chunk, IReadOnlyList<ScoredBatch> batches)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var batch in batches) hash.AppendData(batch.Scores);
        foreach (var batch in batches) hash.AppendData(batch.Rejections);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(chunk with { Hash = Convert.ToHexStringLower(hash.GetHashAndReset()) }, RunJson.Form.Chunk));
        file.WriteByte((byte)'\n');
        foreach (var batch in batches) file.Write(batch.Scores);
        foreach (var batch in batches) file.Write(batch.Rejections);
    }

    /// <summary>What a file of a chunk holds; null when it is not there, or not whole.</summary>
    public static ChunkContent? Of(string path)
    {
        if (!File.Exists(path)) return null;
        using var file = File.OpenRead(path);
        using var head = new MemoryStream();
        int letter;
        while ((letter = file.ReadByte()) is >= 0 and not '\n') head.WriteByte((byte)letter);
        try
        {
            var chunk = letter < 0 ? null : JsonSerializer.Deserialize(head.ToArray(), RunJson.Form.Chunk);
            var start = file.Position;
            return chunk is null || chunk.Hash != Convert.ToHexStringLower(SHA256.HashData(file)) ? null : new(chunk, path, start);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A chunk that is kept.</summary>
/// <param name="Chunk">What it holds.</param>
/// <param name="Path">Its file.</param>
/// <param name="Start">Where the scores begin there.</param>
sealed record ChunkContent(Chunk Chunk, string Path, long Start)
{
    public IEnumerable<ScoreRow> Scores()
    {
        using var file = At(Start);
        using var reader = new BinaryReader(file, Encoding.UTF8);
        for (var i = 0L; i < Chunk.Articles; i++) yield return ScoreRow.Read(reader);
    }

    public void CopyRejections(Stream into)
    {
        using var file = At(Start + Chunk.ScoreBytes);
        file.CopyTo(into);
    }

    FileStream At(long position) => new(Path, new FileStreamOptions { BufferSize = 1 << 16 }) { Position = position };
}

/// <summary>All that shards must have seen to be whole together.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Articles">Scored articles.</param>
/// <param name="Rejected">Rejected rows.</param>
/// <param name="Seen">Rows of all shards; by files, of this one.</param>
/// <param name="Rows">The same with blank lines.</param>
/// <param name="Contents">The hash of all that was read, which is the same for all shards by ids; null for those by files.</param>
sealed record ShardSeen(string Shard, long Articles, long Rejected, long Seen, long Rows, string? Contents = null);
