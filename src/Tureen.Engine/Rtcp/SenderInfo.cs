using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtcp;

/// <summary>What a Sender Report says about its sender: SSRC and the 20 bytes of sender information (RFC 3550 §6.4.1).</summary>
/// <param name="Ssrc">The sender.</param>
/// <param name="Ntp">Wall clock when the report was made; 0 when the sender has none.</param>
/// <param name="RtpTimestamp">The same instant in units of the codec's clock.</param>
/// <param name="PacketCount">RTP packets sent.</param>
/// <param name="OctetCount">Payload bytes sent, without header and padding.</param>
internal readonly record struct SenderInfo(uint Ssrc, NtpTime Ntp, uint RtpTimestamp, uint PacketCount, uint OctetCount)
{
    public const int Length = 24;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out SenderInfo info)
    {
        info = default;
        if (bytes.Length < Length)
        {
            return false;
        }

        info = new SenderInfo(
            BinaryPrimitives.ReadUInt32BigEndian(bytes),
            new NtpTime(BinaryPrimitives.ReadUInt64BigEndian(bytes[4..])),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, Ssrc);
        BinaryPrimitives.WriteUInt64BigEndian(destination[4..], Ntp.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], RtpTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], PacketCount);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], OctetCount);
        return Length;
    }
}
