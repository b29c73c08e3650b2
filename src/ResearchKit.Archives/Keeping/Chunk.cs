using System.Security.Cryptography;
using System.Text.Json;

namespace ResearchKit;

/// <summary>What a chunk holds: the rows of the archive from where the one before ended.</summary>
/// <param name="Number">Which, from 0.</param>
/// <param name="End">Where the next begins.</param>
/// <param name="Read">Bytes of the archive's files that are read then.</param>
/// <param name="Articles">Scored articles.</param>
/// <param name="Rejected">Rejected rows.</param>
/// <param name="Seen">Rows of all shards, without blank lines.</param>
/// <param name="ScoreBytes">How long the scores are in the file; the rejected rows follow.</param>
/// <param name="Hash">SHA-256 of both.</param>
sealed record Chunk(int Number, ArchivePosition End, long Read, long Articles, long Rejected, long Seen, long ScoreBytes, string Hash)
{
    /// <summary>A file of a chunk: this record in a line, the scores, the rejected rows.</summary>
    public static byte[] Bytes(Chunk chunk, ReadOnlySpan<byte> scores, ReadOnlySpan<byte> rejections)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(scores);
        hash.AppendData(rejections);
        var head = JsonSerializer.SerializeToUtf8Bytes(chunk with { Hash = Convert.ToHexStringLower(hash.GetHashAndReset()) }, RunJson.Form.Chunk);
        return [.. head, (byte)'\n', .. scores, .. rejections];
    }

    /// <summary>What a file of a chunk holds; null when it is not whole.</summary>
    public static ChunkContent? Of(byte[] file)
    {
        var feed = file.AsSpan().IndexOf((byte)'\n');
        if (feed < 0) return null;
        try
        {
            var chunk = JsonSerializer.Deserialize(file.AsSpan(0, feed), RunJson.Form.Chunk);
            var body = file.AsMemory(feed + 1);
            return chunk is null || chunk.ScoreBytes > body.Length || chunk.Hash != Convert.ToHexStringLower(SHA256.HashData(body.Span)) ? null : new(chunk, body[..(int)chunk.ScoreBytes], body[(int)chunk.ScoreBytes..]);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A chunk with what it holds.</summary>
readonly record struct ChunkContent(Chunk Chunk, ReadOnlyMemory<byte> Scores, ReadOnlyMemory<byte> Rejections);

/// <summary>All that shards must have seen to be whole together.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Articles">Scored articles.</param>
/// <param name="Rejected">Rejected rows.</param>
/// <param name="Seen">Rows of all shards.</param>
sealed record ShardSeen(string Shard, long Articles, long Rejected, long Seen);
