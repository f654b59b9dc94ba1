using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen;

/// <summary>
/// The IP and UDP headers of a captured packet, made up from its addresses, because sockets do not show them. A frame of a TCP connection
/// gets a UDP header, too: a packet of its own is what a reader wants to see.
/// </summary>
internal static class IpFrame
{
    public const int MaxHeaderLength = IPv6HeaderLength + UdpHeaderLength;

    private const int IPv4HeaderLength = 20;
    private const int IPv6HeaderLength = 40;
    private const int UdpHeaderLength = 8;
    private const int HopLimit = 64;
    private const byte Udp = 17;

    /// <summary>Writes the headers and returns their length.</summary>
    /// <param name="packet">What follows the headers, which may be only the start of the packet.</param>
    /// <param name="local">The local address.</param>
    /// <param name="destination">At least <see cref="MaxHeaderLength"/> bytes.</param>
    public static int Write(in CapturedPacket packet, in NetworkAddress local, Span<byte> destination)
    {
        (NetworkAddress source, NetworkAddress target) = packet.GetEnds(local);
        int length = UdpHeaderLength + packet.OriginalLength;
        int ipLength = source.IsIPv6 ? WriteIPv6(destination, source, target, length) : WriteIPv4(destination, source, target, length);
        Span<byte> udp = destination.Slice(ipLength, UdpHeaderLength);
        WriteUdp(udp, source.Port, target.Port, length);
        if (source.IsIPv6)
        {
            // IPv4 may leave it out (RFC 768), IPv6 must not (RFC 8200 §8.1).
            BinaryPrimitives.WriteUInt16BigEndian(udp[6..], UdpChecksum(destination[8..ipLength], udp, packet.Bytes));
        }

        return ipLength + UdpHeaderLength;
    }

    private static int WriteIPv4(Span<byte> header, in NetworkAddress source, in NetworkAddress target, int payloadLength)
    {
        header = header[..IPv4HeaderLength];
        header.Clear();
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(IPv4HeaderLength + payloadLength));
        header[8] = HopLimit;
        header[9] = Udp;
        source.WriteAddress(header[12..]);
        target.WriteAddress(header[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], Fold(Sum(header)));
        return IPv4HeaderLength;
    }

    private static int WriteIPv6(Span<byte> header, in NetworkAddress source, in NetworkAddress target, int payloadLength)
    {
        header = header[..IPv6HeaderLength];
        header.Clear();
        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)payloadLength);
        header[6] = Udp;
        header[7] = HopLimit;
        source.WriteAddress(header[8..]);
        target.WriteAddress(header[24..]);
        return IPv6HeaderLength;
    }

    private static void WriteUdp(Span<byte> header, ushort source, ushort target, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header, source);
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], target);
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)length);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], 0);
    }

    /// <summary>Over the addresses, the length, the protocol, the UDP header and the payload (RFC 8200 §8.1).</summary>
    private static ushort UdpChecksum(ReadOnlySpan<byte> addresses, ReadOnlySpan<byte> udp, ReadOnlySpan<byte> payload)
    {
        uint length = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        ushort checksum = Fold(Sum(addresses) + length + Udp + Sum(udp) + Sum(payload));
        return checksum == 0 ? ushort.MaxValue : checksum;
    }

    private static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        ulong sum = 0;
        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes);
        }

        return bytes.IsEmpty ? sum : sum + ((ulong)bytes[0] << 8);
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
