using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>The part that all feedback messages share.</summary>
/// <remarks>
/// <para>RFC 4585 §6.1.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|   FMT   |  PT=205, 206  |             length            |
/// |                  SSRC of packet sender                        |
/// |                  SSRC of media source                         |
/// |            feedback control information (FCI) ...             |
/// </code>
/// </remarks>
internal readonly ref struct RtcpFeedback
{
    /// <summary>Bytes before the FCI.</summary>
    public const int HeaderLength = RtcpPacketView.HeaderLength + SsrcsLength;

    private const int SsrcsLength = 8;

    private RtcpFeedback(ReadOnlySpan<byte> body)
    {
        SenderSsrc = BinaryPrimitives.ReadUInt32BigEndian(body);
        MediaSsrc = BinaryPrimitives.ReadUInt32BigEndian(body[4..]);
        Fci = body[SsrcsLength..];
    }

    public uint SenderSsrc { get; }

    public uint MediaSsrc { get; }

    public ReadOnlySpan<byte> Fci { get; }

    public static bool TryParse(RtcpPacketView packet, TransportFeedbackFormat format, out RtcpFeedback feedback) =>
        TryParse(packet, RtcpPacketType.TransportFeedback, (int)format, out feedback);

    public static bool TryParse(RtcpPacketView packet, PayloadFeedbackFormat format, out RtcpFeedback feedback) =>
        TryParse(packet, RtcpPacketType.PayloadFeedback, (int)format, out feedback);

    /// <summary>Writes the header before an FCI of <paramref name="fciLength"/> bytes; the packet's length, or 0 when it does not fit.</summary>
    public static int WriteHeader(
        Span<byte> destination, TransportFeedbackFormat format, uint senderSsrc, uint mediaSsrc, int fciLength) =>
        WriteHeader(destination, RtcpPacketType.TransportFeedback, (int)format, senderSsrc, mediaSsrc, fciLength);

    /// <inheritdoc cref="WriteHeader(Span{byte}, TransportFeedbackFormat, uint, uint, int)"/>
    public static int WriteHeader(
        Span<byte> destination, PayloadFeedbackFormat format, uint senderSsrc, uint mediaSsrc, int fciLength) =>
        WriteHeader(destination, RtcpPacketType.PayloadFeedback, (int)format, senderSsrc, mediaSsrc, fciLength);

    private static bool TryParse(RtcpPacketView packet, RtcpPacketType type, int format, out RtcpFeedback feedback)
    {
        feedback = default;
        ReadOnlySpan<byte> body = packet.Body;
        if (packet.Type != type || packet.Format != format || body.Length < SsrcsLength)
        {
            return false;
        }

        feedback = new RtcpFeedback(body);
        return true;
    }

    private static int WriteHeader(
        Span<byte> destination, RtcpPacketType type, int format, uint senderSsrc, uint mediaSsrc, int fciLength)
    {
        int length = HeaderLength + fciLength;
        if (destination.Length < length)
        {
            return 0;
        }

        RtcpPacketView.WriteHeader(destination, format, type, length);
        BinaryPrimitives.WriteUInt32BigEndian(destination[RtcpPacketView.HeaderLength..], senderSsrc);
        BinaryPrimitives.WriteUInt32BigEndian(destination[(RtcpPacketView.HeaderLength + 4)..], mediaSsrc);
        return length;
    }
}
