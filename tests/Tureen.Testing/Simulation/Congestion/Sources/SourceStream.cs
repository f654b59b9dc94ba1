using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;

namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>One SSRC of a source with its RTX stream and its last packets, which it sends again on demand.</summary>
internal sealed class SourceStream
{
    private const int Remembered = 2048;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstReport = TimeSpan.FromMilliseconds(100);

    private readonly int _clockRate;
    private readonly byte _payloadType;
    private readonly byte[]?[] _memory = new byte[Remembered][];
    private readonly byte[] _buffer = new byte[EngineLimits.MtuLength];
    private readonly uint _timestampStart;
    private ushort _sequence;
    private ushort _rtxSequence;
    private uint _packets;
    private uint _bytes;
    private Timestamp _reportAt;

    public SourceStream(Timestamp now, RandomSource random, uint ssrc, byte payloadType, int clockRate)
    {
        Ssrc = ssrc;
        _payloadType = payloadType;
        _clockRate = clockRate;
        _timestampStart = random.NextUInt32();
        _sequence = (ushort)random.Next(0, EngineLimits.MaxInitialSequence);
        _rtxSequence = (ushort)random.Next(0, EngineLimits.MaxInitialSequence);
        _reportAt = now + FirstReport;
    }

    public uint Ssrc { get; }

    public uint RtxSsrc => Ssrc + 100;

    /// <summary>Sends a packet with a prefix, the tag and as many zeros between them as the length wants.</summary>
    public void Send(Timestamp now, bool marker, ReadOnlySpan<byte> prefix, MediaTag tag, int payloadLength, SourceHost host)
    {
        var writer = new RtpHeaderWriter(_buffer, _payloadType, marker, _sequence, TimestampOf(now), Ssrc);
        int headerLength = writer.Finish();
        int length = headerLength + Math.Max(payloadLength, prefix.Length + 1 + MediaTag.Length);
        Span<byte> payload = _buffer.AsSpan(headerLength, length - headerLength);
        payload.Clear();
        prefix.CopyTo(payload);
        tag.Write(payload);
        byte[] bytes = _buffer.AsSpan(0, length).ToArray();
        _memory[_sequence++ % Remembered] = bytes;
        _packets++;
        _bytes += (uint)payload.Length;
        host.Send(bytes);
    }

    public void Resend(ushort sequence, SourceHost host)
    {
        if (_memory[sequence % Remembered] is byte[] bytes
            && RtpPacket.TryParse(bytes, out RtpPacket original)
            && original.SequenceNumber == sequence)
        {
            int length = RtxPayload.Write(_buffer, original, (byte)(_payloadType + 1), _rtxSequence++, RtxSsrc);
            host.Send(_buffer.AsSpan(0, length));
        }
    }

    /// <summary>Sends a Sender Report when one is due; its owner calls this with every frame.</summary>
    public void ReportIfNeeded(Timestamp now, SourceHost host)
    {
        if (now < _reportAt)
        {
            return;
        }

        _reportAt = now + ReportInterval;
        var info = new SenderInfo(Ssrc, NtpTime.FromMicroseconds((ulong)now.Microseconds), TimestampOf(now), _packets, _bytes);
        host.Send(_buffer.AsSpan(0, SenderReport.Write(_buffer, info)));
    }

    private uint TimestampOf(Timestamp at) => _timestampStart + (uint)(at.Microseconds * _clockRate / 1_000_000);
}
