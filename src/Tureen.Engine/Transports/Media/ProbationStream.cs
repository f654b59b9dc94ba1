using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Transports.Media;

/// <summary>The stream that probes a path, which clients of mediasoup receive and ignore.</summary>
internal sealed class ProbationStream
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly ProbationPacket _packet;
    private RateCalculator _sent = new(Window);

    /// <param name="random">Draws where its numbers begin.</param>
    /// <param name="absSendTimeId">The id of the send time that the peer negotiated for video; 0 for none.</param>
    /// <param name="transportSequenceId">The id of the transport-wide number; 0 for none.</param>
    public ProbationStream(RandomSource random, int absSendTimeId, int transportSequenceId) =>
        _packet = new ProbationPacket(random, absSendTimeId: absSendTimeId, transportSequenceId: transportSequenceId);

    public OutgoingStream Stream { get; } = new(ProbationPacket.Ssrc, isRtx: false);

    /// <summary>A peer that made an offer may use its payload type for something else, so that it must not be sent.</summary>
    public bool IsUnknownToPeer { get; set; }

    public long BytesSent => _sent.Total;

    public long GetBitrate(Timestamp now) => _sent.GetRate(now);

    /// <summary>Writes the header of the next packet; its length. Zeros follow it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="destination">Room for the whole packet.</param>
    /// <param name="length">The packet's length, as <see cref="GetLength"/> gives it.</param>
    /// <param name="transportSequence">Its transport-wide number.</param>
    public int WriteHeader(Timestamp now, Span<byte> destination, int length, ushort transportSequence)
    {
        int written = _packet.Write(destination, length);
        if (_packet.AbsSendTimeOffset > 0)
        {
            AbsSendTime.Write(destination[_packet.AbsSendTimeOffset..], now);
        }

        if (_packet.TransportSequenceOffset > 0)
        {
            TransportSequence.Write(destination[_packet.TransportSequenceOffset..], transportSequence);
        }

        Stream.Stamps?.Set(_packet.SequenceNumber, transportSequence, 0);
        _sent.Update(now, written);
        return _packet.MinLength;
    }

    /// <summary>The length that a packet of about <paramref name="length"/> bytes gets.</summary>
    public int GetLength(int length) => (Math.Clamp(length, _packet.MinLength, ProbationPacket.MaxLength) + 3) & ~3;
}
