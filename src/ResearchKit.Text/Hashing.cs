using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ResearchKit;

/// <summary>One way to hash: SHA-256 in lower-case hexadecimal.</summary>
static class Hashing
{
    /// <summary>Of a text's UTF-8 bytes.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Of texts' UTF-8 bytes with a control character between them. Nothing of them is copied for it: every article of an archive comes through here.</summary>
    public static string Sha256(ReadOnlySpan<string> texts, byte separator)
    {
        var longest = 0;
        foreach (var text in texts) longest += Encoding.UTF8.GetMaxByteCount(text.Length) + 1;
        var bytes = ArrayPool<byte>.Shared.Rent(longest);
        var end = 0;
        foreach (var text in texts)
        {
            end += Encoding.UTF8.GetBytes(text, bytes.AsSpan(end));
            bytes[end++] = separator;
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, end - 1)));
        ArrayPool<byte>.Shared.Return(bytes);
        return hash;
    }

    /// <summary>Of JSON without white space, its fields in their order and its numbers as they are written.</summary>
    public static string Canonical(JsonElement json)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes)) json.WriteTo(writer);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }
}
