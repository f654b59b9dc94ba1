namespace Tureen.Engine.Primitives;

/// <summary>Distinguishes the protocols that share one socket (RFC 7983 §7, RFC 5761 §4 for RTP and RTCP).</summary>
internal static class PacketClassifier
{
    private const int StunHeaderLength = 20;
    private const int RtcpHeaderLength = 4;
    private const int RtpHeaderLength = 12;
    private const int DtlsRecordHeaderLength = 13;

    public static PacketKind Classify(ReadOnlySpan<byte> datagram)
    {
        if (datagram.IsEmpty)
        {
            return PacketKind.Unknown;
        }

        byte first = datagram[0];
        if (first is >= 128 and < 192)
        {
            return ClassifyMedia(datagram);
        }

        if (first < 3)
        {
            return IsStun(datagram) ? PacketKind.Stun : PacketKind.Unknown;
        }

        bool isDtls = first is >= 20 and < 64 && datagram.Length >= DtlsRecordHeaderLength;
        return isDtls ? PacketKind.Dtls : PacketKind.Unknown;
    }

    // The two high bits of a first byte in 128..191 are RTP version 2 already.
    private static PacketKind ClassifyMedia(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length >= RtcpHeaderLength && datagram[1] is >= 192 and <= 223)
        {
            return PacketKind.Rtcp;
        }

        return datagram.Length >= RtpHeaderLength ? PacketKind.Rtp : PacketKind.Unknown;
    }

    private static bool IsStun(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= StunHeaderLength
        && datagram[4] == 0x21
        && datagram[5] == 0x12
        && datagram[6] == 0xA4
        && datagram[7] == 0x42;
}
