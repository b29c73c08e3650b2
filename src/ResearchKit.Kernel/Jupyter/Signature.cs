using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Kernel;

/// <summary>HMAC-SHA256 over the four parts of a message, in hexadecimal. Without a key nothing is signed and everything is believed.</summary>
sealed class Signature(byte[] key)
{
    public bool IsUsed => key.Length > 0;

    /// <param name="parts">Header, parent header, metadata and content.</param>
    public byte[] Of(IEnumerable<byte[]> parts)
    {
        if (!IsUsed)
            return [];
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
            hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Takes the same time wherever two signatures differ.</summary>
    public bool Fits(byte[] signature, IEnumerable<byte[]> parts) => !IsUsed || CryptographicOperations.FixedTimeEquals(signature, Of(parts));
}
