using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;

namespace Tureen;

/// <summary>
/// The header of a packet in the clear: it names the protocol and the addresses, so that Wireshark shows RTP without any settings, where it
/// would not find it behind a UDP header with ports that it does not know. Tags of LINKTYPE_WIRESHARK_UPPER_PDU, in network order.
/// </summary>
internal static class ExportedPdu
{
    /// <summary>Bytes: the name, two IPv6 addresses, the type of the ports, two ports, the end.</summary>
    public const int MaxHeaderLength = (2 * TagLength) + (2 * (TagLength + 16)) + (3 * (TagLength + 4)) + TagLength;

    private const int TagLength = 4;
    private const ushort EndTag = 0;
    private const ushort DissectorNameTag = 12;
    private const ushort IPv4SourceTag = 20;
    private const ushort IPv4TargetTag = 21;
    private const ushort IPv6SourceTag = 22;
    private const ushort IPv6TargetTag = 23;
    private const ushort PortTypeTag = 24;
    private const ushort SourcePortTag = 25;
    private const ushort TargetPortTag = 26;

    /// <summary>No protocol. Behind UDP, Wireshark would take the packets for SRTP, because it has seen DTLS between the same ports.</summary>
    private const uint NoPortType = 0;

    /// <summary>Writes the header and returns its length.</summary>
    /// <param name="packet">What follows the header.</param>
    /// <param name="local">The local address.</param>
    /// <param name="destination">At least <see cref="MaxHeaderLength"/> bytes.</param>
    public static int WriteHeader(in CapturedPacket packet, in NetworkAddress local, Span<byte> destination)
    {
        (NetworkAddress source, NetworkAddress target) = packet.GetEnds(local);
        Span<byte> rest = destination;
        WriteName(ref rest, packet);
        WriteAddress(ref rest, source.IsIPv6 ? IPv6SourceTag : IPv4SourceTag, source);
        WriteAddress(ref rest, target.IsIPv6 ? IPv6TargetTag : IPv4TargetTag, target);
        WriteNumber(ref rest, PortTypeTag, NoPortType);
        WriteNumber(ref rest, SourcePortTag, source.Port);
        WriteNumber(ref rest, TargetPortTag, target.Port);
        Take(ref rest, EndTag, 0);
        return destination.Length - rest.Length;
    }

    private static void WriteName(ref Span<byte> rest, in CapturedPacket packet)
    {
        bool isRtcp = PacketClassifier.Classify(packet.Bytes) == PacketKind.Rtcp;
        ReadOnlySpan<byte> name = packet.Layer == CapturedLayer.Sctp ? "sctp"u8 : isRtcp ? "rtcp"u8 : "rtp\0"u8;
        name.CopyTo(Take(ref rest, DissectorNameTag, name.Length));
    }

    private static void WriteAddress(ref Span<byte> rest, ushort tag, in NetworkAddress address) =>
        address.WriteAddress(Take(ref rest, tag, address.AddressLength));

    private static void WriteNumber(ref Span<byte> rest, ushort tag, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(Take(ref rest, tag, sizeof(uint)), value);

    /// <summary>The space for the value of a tag.</summary>
    private static Span<byte> Take(ref Span<byte> rest, ushort tag, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(rest, tag);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], (ushort)length);
        Span<byte> value = rest.Slice(TagLength, length);
        rest = rest[(TagLength + length)..];
        return value;
    }
}
