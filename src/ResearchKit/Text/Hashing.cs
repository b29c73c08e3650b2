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

    /// <summary>Of JSON without white space, its fields in their order and its numbers as they are written.</summary>
    public static string Canonical(JsonElement json)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes)) json.WriteTo(writer);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }
}
