using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>One SSRC of a sender with its RTX stream and the last packets, which it sends again on demand.</summary>
internal sealed class LayeredStream
{
    public const byte PayloadType = 96;
    public const byte RtxPayloadType = 97;

    private const int Remembered = 1024;
    private const int SlotLength = 96;
    private const int UnitsPerMillisecond = 90;

    private readonly LossyPath _uplink;
    private readonly byte[] _memory = new byte[Remembered * SlotLength];
    private readonly byte[] _lengths = new byte[Remembered];
    private readonly byte[] _rtx = new byte[EngineLimits.MtuLength];
    private readonly uint _timestampStart;
    private ushort _sequence;
    private ushort _rtxSequence;
    private uint _sent;

    public LayeredStream(LossyPath uplink, RandomSource random, uint ssrc)
    {
        _uplink = uplink;
        Ssrc = ssrc;
        _timestampStart = random.NextUInt32();
        _sequence = (ushort)random.Next(0, EngineLimits.MaxInitialSequence);
        _rtxSequence = (ushort)random.Next(0, EngineLimits.MaxInitialSequence);
    }

    public uint Ssrc { get; }

    public uint RtxSsrc => Ssrc + 100;

    /// <summary>The RTP timestamp of an instant.</summary>
    public uint TimestampOf(Timestamp at) => _timestampStart + (uint)(at.Microseconds * UnitsPerMillisecond / 1000);

    public void Send(Timestamp now, Timestamp capturedAt, bool marker, ReadOnlySpan<byte> payload)
    {
        int slot = _sequence % Remembered;
        Span<byte> bytes = _memory.AsSpan(slot * SlotLength, SlotLength);
        var writer = new RtpHeaderWriter(bytes, PayloadType, marker, _sequence++, TimestampOf(capturedAt), Ssrc);
        int headerLength = writer.Finish();
        payload.CopyTo(bytes[headerLength..]);
        _lengths[slot] = (byte)(headerLength + payload.Length);
        _sent++;
        _uplink.Send(now, QueuedPacketKind.Media, bytes[.._lengths[slot]]);
    }

    public void Resend(Timestamp now, ushort sequence)
    {
        int slot = sequence % Remembered;
        Span<byte> bytes = _memory.AsSpan(slot * SlotLength, _lengths[slot]);
        if (RtpPacket.TryParse(bytes, out RtpPacket original) && original.SequenceNumber == sequence)
        {
            int length = RtxPayload.Write(_rtx, original, RtxPayloadType, _rtxSequence++, RtxSsrc);
            _uplink.Send(now, QueuedPacketKind.Media, _rtx.AsSpan(0, length));
        }
    }

    /// <summary>Reports the time, off by as much as real senders are.</summary>
    public void SendReport(Timestamp now, TimeSpan error)
    {
        Span<byte> bytes = stackalloc byte[SenderInfo.Length];
        var report = new SenderInfo(
            Ssrc, NtpTime.FromMicroseconds((ulong)now.Microseconds), TimestampOf(now + error), _sent, _sent * SlotLength);
        _uplink.Send(now, QueuedPacketKind.SenderReport, bytes[..report.Write(bytes)]);
    }
}
