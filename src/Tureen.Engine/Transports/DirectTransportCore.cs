using System.Diagnostics;
using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Transports;

/// <summary>A transport whose peer is the application itself (mediasoup's DirectTransport): packets come in by commands and leave as events.</summary>
internal sealed class DirectTransportCore(ITransportRouter router, EngineContext context, DirectTransportCoreOptions options)
    : TransportCore(router, context, TransportType.Direct, options.Id, options.Data)
{
    public override IReadOnlyList<int> SocketIds => [];

    protected override int RtpOverhead => 0;

    protected override int RtcpOverhead => 0;

    /// <summary>Connected from the beginning.</summary>
    public void Start(Timestamp now, IDatagramSink sink) => SetConnected(now, true, sink);

    public override TransportCore? FindTransport(in TransportTuple tuple) => null;

    public override void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink) =>
        Drop(DropReason.UnknownTuple);

    /// <summary>An RTP packet that the application sends as <paramref name="producer"/>; changed in place.</summary>
    public void HandleProducerRtp(Timestamp now, ProducerCore producer, Span<byte> bytes, IDatagramSink sink)
    {
        if (IsClosed || producer.IsClosed)
        {
            return;
        }

        CountReceived(now, bytes.Length);
        if (!RtpPacket.TryParse(bytes, out RtpPacket packet))
        {
            Drop(DropReason.RtpMalformed);
        }
        else
        {
            // For the reports that the application sends about the SSRC.
            _ = ProducerTable.Find(packet, ReceivedIds) ?? ProducerTable.Learn(packet.Ssrc, producer);
            HandleRtp(now, producer, packet, sink);
        }
    }

    /// <summary>An RTCP packet that the application sends.</summary>
    public void HandleInjectedRtcp(Timestamp now, ReadOnlySpan<byte> bytes, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        CountReceived(now, bytes.Length);
        if (bytes.Length > EngineLimits.MaxInjectedRtcpLength)
        {
            Drop(DropReason.RtcpMalformed);
        }
        else
        {
            HandleRtcp(now, bytes, sink);
        }
    }

    /// <summary>A message that the application sends as <paramref name="producer"/>.</summary>
    public void HandleProducerMessage(Timestamp now, DataProducerCore producer, in DataMessage message, IDatagramSink sink)
    {
        if (!IsClosed && !producer.IsClosed)
        {
            CountReceived(now, message.Payload.Length);
            Data.HandleMessage(now, producer, message, sink);
        }
    }

    /// <summary>Counts a message of the application that was refused because it is longer than the transport takes.</summary>
    public void DropTooLongMessage() => Drop(DropReason.DataTooLong);

    public override void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        if (!IsConnected || FindConsumer(rtp.Stream) is not { } consumer)
        {
            Drop(DropReason.NotConnected);
            return;
        }

        ReadOnlySpan<byte> rest = rtp.Packet.Payload[rtp.ReplacedLength..];
        byte[] bytes = new byte[rtp.Packet.HeaderLength + MaxHeaderGrowth + rtp.Prefix.Length + rest.Length];
        int length = WriteHeader(now, rtp, bytes);
        rtp.Prefix.CopyTo(bytes.AsSpan(length));
        length += rtp.Prefix.Length;
        rest.CopyTo(bytes.AsSpan(length));
        length += rest.Length;
        Context.Events.Enqueue(new ConsumerRtpEvent(consumer.Id, bytes.AsMemory(0, length)));
        CountSentRtp(now, length, length, rtp.IsRtx);
    }

    public override void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
        if (IsConnected && !rtcp.IsEmpty)
        {
            Context.Events.Enqueue(new DirectTransportRtcpEvent(Id, rtcp.ToArray()));
            CountSentRtcp(now, rtcp.Length);
        }
    }

    public override TransportDump Dump() => WithBase(new DirectTransportDump());

    public override TransportStats GetStats(Timestamp now) => WithBase(new DirectTransportStats(), now);

    protected override bool TryGetSendTuple(out TransportTuple tuple) => throw new UnreachableException();

    protected override bool TryProtectRtp(
        OutgoingStream stream,
        Span<byte> destination,
        int headerLength,
        int prefixLength,
        ReadOnlySpan<byte> rest,
        bool isRepeat,
        out int length) => throw new UnreachableException();

    protected override bool TryProtectRtcp(Span<byte> buffer, int length, out int protectedLength) =>
        throw new UnreachableException();
}
