using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ResearchKit;

/// <summary>One way to hash: SHA-256 in lower-case hexadecimal.</summary>
static class Hashing
{
    /// <summary>Of a text's UTF-8 bytes.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Of texts' UTF-8 bytes with a control character between them, block by block: every article of an archive comes through here, and one may be of any length.</summary>
    public static string Sha256(ReadOnlySpan<string> texts, byte separator)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(1 << 16);
        var end = 0;
        IncrementalHash? all = null;
        for (var i = 0; i < texts.Length; i++)
        {
            MakeRoom();
            if (i > 0) bytes[end++] = separator;
            for (var rest = texts[i].AsSpan(); rest.Length > 0; MakeRoom())
            {
                Utf8.FromUtf16(rest, bytes.AsSpan(end), out var read, out var written);
                rest = rest[read..];
                end += written;
            }
        }
        using var hash = all;
        hash?.AppendData(bytes.AsSpan(0, end));
        var digits = Convert.ToHexStringLower(hash?.GetHashAndReset() ?? SHA256.HashData(bytes.AsSpan(0, end)));
        ArrayPool<byte>.Shared.Return(bytes);
        return digits;

        void MakeRoom()
        {
            // A separator and the longest character.
            if (bytes.Length - end >= 5) return;
            (all ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256)).AppendData(bytes.AsSpan(0, end));
            end = 0;
        }
    }

    /// <summary>Of JSON without white space, its fields in their order and its numbers as they are written.</summary>
    public static string Canonical(JsonElement json)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes)) json.WriteTo(writer);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }
}
