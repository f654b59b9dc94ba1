using System.Runtime.InteropServices;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Client.Native.Tracks;

/// <summary>Reads what the router forwards to the application.</summary>
internal static class PacketReader
{
    private const long NtpEpochSeconds = 2_208_988_800;

    /// <summary>Reads a packet; false for one that has no media, as those that only probe the path.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out ReceivedPacket received)
    {
        received = default;
        if (!RtpPacket.TryParse(MemoryMarshal.AsMemory(bytes).Span, out RtpPacket packet) || packet.Payload.IsEmpty)
        {
            return false;
        }

        received = new ReceivedPacket
        {
            Payload = bytes.Slice(packet.HeaderLength, packet.Payload.Length),
            Timestamp = packet.Timestamp,
            SequenceNumber = packet.SequenceNumber,
            PayloadType = packet.PayloadType,
            Marker = packet.Marker,
            AudioLevel = ReadLevel(packet),
            CaptureTime = ReadCaptureTime(packet),
        };
        return true;
    }

    private static int? ReadLevel(in RtpPacket packet) =>
        packet.TryGetExtension(RouterExtensionId.AudioLevel, out ReadOnlySpan<byte> value) && AudioLevel.TryRead(value, out AudioLevel level) ? level.Level : null;

    /// <summary>In the clock of the server: the engine brings the offset of the sender's clock up to date.</summary>
    private static DateTimeOffset? ReadCaptureTime(in RtpPacket packet)
    {
        if (!packet.TryGetExtension(RouterExtensionId.AbsCaptureTime, out ReadOnlySpan<byte> value) || !AbsCaptureTime.TryRead(value, out AbsCaptureTime time))
        {
            return null;
        }

        long microseconds = (long)time.CapturedAt.ToMicroseconds() - (NtpEpochSeconds * 1_000_000);
        return DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(microseconds);
    }
}
