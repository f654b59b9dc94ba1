using System.Buffers.Binary;

namespace Tureen.Engine.Transports.Paths;

/// <summary>
/// An SCTP packet as an application-defined RTCP packet (RFC 3550 §6.7), so that SRTCP encrypts and authenticates it where there is no DTLS. SRTCP
/// numbers 2^31 packets: months, at a hundred a second.
/// <code>
/// |V=2|P|subtype=0|    PT=204     |            length             |
/// |                         "SCTP" as SSRC                        |
/// |                         "SCTP" as name                        |
/// |                         the SCTP packet                       |
/// </code>
/// </summary>
internal static class SctpInRtcp
{
    public const int HeaderLength = 12;

    private const byte Version = 0x80;
    private const byte PacketType = 204;
    private const int WordLength = 4;
    private const uint Name = 0x53435450;

    /// <summary>Writes the RTCP packet and returns its length. The length of an SCTP packet is a multiple of 4 (RFC 9260 §3).</summary>
    public static int Wrap(ReadOnlySpan<byte> sctp, Span<byte> into)
    {
        into[0] = Version;
        into[1] = PacketType;
        BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)((HeaderLength + sctp.Length) / WordLength - 1));
        BinaryPrimitives.WriteUInt32BigEndian(into[4..], Name);
        BinaryPrimitives.WriteUInt32BigEndian(into[8..], Name);
        sctp.CopyTo(into[HeaderLength..]);
        return HeaderLength + sctp.Length;
    }

    /// <summary>False for any other RTCP.</summary>
    public static bool TryUnwrap(ReadOnlySpan<byte> rtcp, out ReadOnlySpan<byte> sctp)
    {
        bool isSctp = rtcp.Length > HeaderLength
            && rtcp[0] == Version
            && rtcp[1] == PacketType
            && BinaryPrimitives.ReadUInt32BigEndian(rtcp[4..]) == Name
            && BinaryPrimitives.ReadUInt32BigEndian(rtcp[8..]) == Name
            && (BinaryPrimitives.ReadUInt16BigEndian(rtcp[2..]) + 1) * WordLength == rtcp.Length;
        sctp = isSctp ? rtcp[HeaderLength..] : default;
        return isSctp;
    }
}
