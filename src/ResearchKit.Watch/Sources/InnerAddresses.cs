using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ResearchKit;

/// <summary>Addresses that lead into this machine or its network, where a server outside must not send anybody: loopback, private, link-local (which has the metadata of clouds), shared, multicast and reserved ones.</summary>
/// <remarks>IANA's registries of special-purpose addresses (RFC 6890). An IPv4 address inside one of IPv6 (mapped, NAT64, 6to4) counts as itself.</remarks>
static class InnerAddresses
{
    static readonly (uint Network, int Bits)[] Inner4 =
    [
        (0x00_00_00_00, 8), (0x0A_00_00_00, 8), (0x64_40_00_00, 10), (0x7F_00_00_00, 8), (0xA9_FE_00_00, 16), (0xAC_10_00_00, 12),
        (0xC0_00_00_00, 24), (0xC0_A8_00_00, 16), (0xC6_12_00_00, 15), (0xE0_00_00_00, 3),
    ];

    public static bool Contains(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork) return Contains(address.GetAddressBytes());
        var bytes = address.GetAddressBytes();
        if (address.IsIPv4MappedToIPv6) return Contains(bytes.AsSpan(12));
        if (bytes.AsSpan().StartsWith<byte>([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0])) return Contains(bytes.AsSpan(12));
        if (bytes is [0x20, 0x02, ..]) return Contains(bytes.AsSpan(2, 4));
        return address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast
            || bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0; // ::, ::1 and the old form of IPv4.
    }

    /// <summary>Whether a name says so by itself, before anybody is asked where it is.</summary>
    public static bool IsSaid(string host, Func<IPAddress, bool> isInner) => IPAddress.TryParse(host.Trim('[', ']'), out var address) ? isInner(address)
        : host.TrimEnd('.') is var name && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));

    static bool Contains(ReadOnlySpan<byte> four)
    {
        var address = BinaryPrimitives.ReadUInt32BigEndian(four);
        foreach (var (network, bits) in Inner4)
            if ((address ^ network) >> (32 - bits) == 0) return true;
        return false;
    }
}
