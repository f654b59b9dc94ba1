using System.Buffers.Binary;
using System.Text;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>Packets as traces describe them.</summary>
internal static class PacketReport
{
    public static RtpPacketDump Describe(in RtpPacket packet, ReceivedExtensionIds ids, bool isKeyFrame) => new()
    {
        PayloadType = packet.PayloadType,
        SequenceNumber = packet.SequenceNumber,
        Timestamp = packet.Timestamp,
        Marker = packet.Marker,
        Ssrc = packet.Ssrc,
        IsKeyFrame = isKeyFrame,
        Size = packet.Bytes.Length,
        PayloadSize = packet.Payload.Length,
        Mid = ReadText(packet, ids.Mid),
        Rid = ReadText(packet, ids.RtpStreamId),
        Rrid = ReadText(packet, ids.RepairedRtpStreamId),
        WideSequenceNumber =
            packet.TryGetExtension(ids.TransportWideCc, out ReadOnlySpan<byte> sequence) && sequence.Length == sizeof(ushort)
                ? BinaryPrimitives.ReadUInt16BigEndian(sequence)
                : null,
    };

    public static RtpPacketDump Describe(in OutgoingRtp rtp, string? mid)
    {
        int payloadSize = rtp.Prefix.Length + rtp.Packet.PayloadLength - rtp.ReplacedLength;
        return new RtpPacketDump
        {
            PayloadType = rtp.Header.GetSentPayloadType(rtp.PayloadType),
            SequenceNumber = rtp.SequenceNumber,
            Timestamp = rtp.RtpTimestamp,
            Marker = rtp.Marker,
            Ssrc = rtp.Stream.Ssrc,
            IsKeyFrame = rtp.Packet.IsKeyFrame,
            Size = rtp.Packet.HeaderLength + payloadSize,
            PayloadSize = payloadSize,
            Mid = mid,
        };
    }

    private static string? ReadText(in RtpPacket packet, int id) =>
        packet.TryGetExtension(id, out ReadOnlySpan<byte> value) ? Encoding.Latin1.GetString(value) : null;
}
