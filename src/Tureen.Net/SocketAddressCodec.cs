using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>
/// Port and address inside <c>sockaddr_in</c> and <c>sockaddr_in6</c>. Behind the family field they lie at the same
/// places on all systems.
/// </summary>
internal static class SocketAddressCodec
{
    public const int IPv4Length = 16;
    public const int IPv6Length = 28;

    private const int PortOffset = 2;
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;

    /// <summary>Whether a socket of that family can send to <paramref name="address"/>; IPv4 goes out of IPv6 as mapped.</summary>
    public static bool CanReach(in NetworkAddress address, bool isIPv6Socket) => isIPv6Socket || !address.IsIPv6;

    /// <summary>Writes all but the family.</summary>
    public static void Write(in NetworkAddress address, bool isIPv6Socket, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination[PortOffset..], address.Port);
        if (!isIPv6Socket)
        {
            address.WriteAddress(destination[IPv4Offset..]);
            return;
        }

        Span<byte> bytes = destination.Slice(IPv6Offset, 16);
        if (address.IsIPv6)
        {
            address.WriteAddress(bytes);
            return;
        }

        bytes.Clear();
        bytes[10] = 0xFF;
        bytes[11] = 0xFF;
        address.WriteAddress(bytes[12..]);
    }

    public static NetworkAddress Read(ReadOnlySpan<byte> source, bool isIPv6Socket)
    {
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(source[PortOffset..]);
        return isIPv6Socket
            ? NetworkAddress.FromIPv6(source.Slice(IPv6Offset, 16), port)
            : NetworkAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(source[IPv4Offset..]), port);
    }
}
