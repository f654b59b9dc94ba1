using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;

namespace Tureen.Engine.Transports;

internal abstract partial class TransportCore
{
    /// <summary>
    /// Bytes that a consumer's header may be longer than the shared one: extension header, MID element, a longer dependency descriptor, padding,
    /// and other ids.
    /// </summary>
    protected const int MaxHeaderGrowth = 32 + EngineLimits.MaxRenumberedGrowth;

    private ushort _transportSequence;

    /// <summary>The send path of one RTP packet: header, prefix and payload go into the send batch once, encrypted.</summary>
    public virtual void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        if (!_isConnected || !TryGetSendTuple(out TransportTuple tuple))
        {
            Drop(DropReason.NotConnected);
            return;
        }

        // 1. Space for the largest form that the packet can take.
        int maximum = rtp.Packet.HeaderLength + MaxHeaderGrowth + rtp.Prefix.Length + rtp.Packet.PayloadLength
            + RtpOverhead;
        Span<byte> destination = sink.GetSpan(maximum);

        // 2. The header, with this consumer's identifiers.
        int headerLength = WriteHeader(now, rtp, destination);

        // 3. What stands before the shared payload.
        rtp.Prefix.CopyTo(destination[headerLength..]);

        // 4. The rest, encrypted from the shared bytes.
        ReadOnlySpan<byte> rest = rtp.Packet.Payload[rtp.ReplacedLength..];
        _mirror?.HoldSentRtp(destination[..(headerLength + rtp.Prefix.Length)], rest);
        bool isRepeat = rtp.IsRtx && !rtp.Stream.IsRtx;
        if (!TryProtectRtp(rtp.Stream, destination, headerLength, rtp.Prefix.Length, rest, isRepeat, out int length))
        {
            Drop(DropReason.SrtpIndexUsed);
            return;
        }

        // 5. Into the batch.
        sink.Send(tuple, length);
        _mirror?.SendHeld(sink);
        _traffic.CountSentRtp(now, length, headerLength + rtp.Prefix.Length + rest.Length, rtp.IsRtx);
    }

    protected int WriteHeader(Timestamp now, in OutgoingRtp rtp, Span<byte> destination)
    {
        int length = ConsumerHeaderWriter.Write(
            rtp.Packet,
            destination,
            rtp.Header,
            rtp.Stream.Ssrc,
            rtp.SequenceNumber,
            rtp.RtpTimestamp,
            rtp.Marker,
            out HeaderTemplate template,
            rtp.DependencyDescriptor);
        destination[1] = (byte)((destination[1] & 0x80) | rtp.PayloadType);
        if (rtp.IsStamped)
        {
            Stamp(now, ref template, destination);
        }

        return length;
    }

    /// <summary>Fills in when this packet leaves, and its number on the transport.</summary>
    private void Stamp(Timestamp now, ref HeaderTemplate template, Span<byte> header)
    {
        if (template.AbsSendTimeOffset > 0)
        {
            AbsSendTime.Write(header[template.AbsSendTimeOffset..], now);
        }

        if (template.TransportSequenceOffset > 0)
        {
            TransportSequence.Write(header[template.TransportSequenceOffset..], ++_transportSequence);
        }
    }

    public virtual void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
        if (!_isConnected || rtcp.IsEmpty || !TryGetRtcpSendTuple(out TransportTuple tuple))
        {
            return;
        }

        _mirror?.HandleSentRtcp(rtcp, sink);
        Span<byte> destination = sink.GetSpan(rtcp.Length + RtcpOverhead);
        rtcp.CopyTo(destination);
        if (TryProtectRtcp(destination, rtcp.Length, out int length))
        {
            sink.Send(tuple, length);
            _traffic.CountSentRtcp(now, length);
        }
    }

    /// <summary>Bytes that protection adds to an RTP packet at most.</summary>
    protected abstract int RtpOverhead { get; }

    /// <summary>Bytes that protection adds to an RTCP packet at most.</summary>
    protected abstract int RtcpOverhead { get; }

    protected abstract bool TryGetSendTuple(out TransportTuple tuple);

    /// <summary>Where RTCP goes: with RTP, unless RTCP has its own path.</summary>
    protected virtual bool TryGetRtcpSendTuple(out TransportTuple tuple) => TryGetSendTuple(out tuple);

    /// <summary>Encrypts; false when another packet has used the packet's index.</summary>
    protected abstract bool TryProtectRtp(
        OutgoingStream stream,
        Span<byte> destination,
        int headerLength,
        int prefixLength,
        ReadOnlySpan<byte> rest,
        bool isRepeat,
        out int length);

    protected abstract bool TryProtectRtcp(Span<byte> buffer, int length, out int protectedLength);

    protected ConsumerCore? FindConsumer(OutgoingStream stream) =>
        (stream.IsRtx ? _consumersByRtxSsrc : _consumersBySsrc).GetValueOrDefault(stream.Ssrc);

    protected void CountSentRtp(Timestamp now, int datagramLength, int rtpLength, bool isRtx) =>
        _traffic.CountSentRtp(now, datagramLength, rtpLength, isRtx);

    protected void CountSentRtcp(Timestamp now, int length) => _traffic.CountSentRtcp(now, length);

    protected void CountSent(Timestamp now, int length) => _traffic.Sent.Update(now, length);
}
