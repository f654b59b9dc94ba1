using Tureen.Client.Native.Settings;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Client.Native.Tracks;

/// <summary>Numbers the packets of one encoding, and writes their headers.</summary>
/// <param name="ssrc">The stream.</param>
/// <param name="payloadType">The codec.</param>
internal sealed class PacketWriter(uint ssrc, int payloadType)
{
    private const int MaxHeaderLength = 64;
    private const int Silence = 127;
    private const long NtpEpochSeconds = 2_208_988_800;

    private readonly byte[] _packet = new byte[MaxHeaderLength + NativeLimits.MaxPayloadLength];
    private ushort _sequenceNumber = (ushort)Random.Shared.Next(ushort.MaxValue / 2);

    public uint Ssrc => ssrc;

    /// <summary>The packet with its header, valid until the next call.</summary>
    /// <exception cref="MediasoupTypeException">The payload is longer than a packet that every network carries.</exception>
    public ReadOnlySpan<byte> Write(in EncodedPacket packet)
    {
        if (packet.Payload.Length > NativeLimits.MaxPayloadLength)
        {
            throw new MediasoupTypeException($"a payload of {packet.Payload.Length} bytes, more than {NativeLimits.MaxPayloadLength}");
        }

        var writer = new RtpHeaderWriter(_packet, (byte)payloadType, packet.Marker, _sequenceNumber++, packet.Timestamp, ssrc);
        if (packet.AudioLevel is { } level)
        {
            var value = new AudioLevel(HasVoice: level < Silence, (byte)Math.Clamp(level, 0, Silence));
            Span<byte> bytes = stackalloc byte[AudioLevel.Length];
            value.Write(bytes);
            writer.AddExtension(RouterExtensionId.AudioLevel, bytes);
        }

        if (packet.CaptureTime is { } captured)
        {
            Span<byte> bytes = stackalloc byte[AbsCaptureTime.ExtendedLength];
            new AbsCaptureTime(ToNtp(captured), ClockOffset: null).Write(bytes);
            writer.AddExtension(RouterExtensionId.AbsCaptureTime, bytes);
        }

        int length = writer.Finish();
        packet.Payload.Span.CopyTo(_packet.AsSpan(length));
        return _packet.AsSpan(0, length + packet.Payload.Length);
    }

    private static NtpTime ToNtp(DateTimeOffset time) =>
        NtpTime.FromMicroseconds((ulong)(((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) + (NtpEpochSeconds * 1_000_000)));
}
