using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports.Paths;

namespace Tureen.Engine.Transports;

/// <summary>A transport whose peer is the application itself (mediasoup's DirectTransport): packets come in by commands and leave as events.</summary>
internal sealed class DirectTransportCore(ITransportRouter router, EngineContext context, DirectTransportCoreOptions options)
    : TransportCore(router, context, TransportType.Direct, options.Id, options.Data, new DirectPath())
{
    /// <summary>Connected from the beginning.</summary>
    public void Start(Timestamp now, IDatagramSink sink) => SetConnected(now, true, sink);

    /// <summary>An RTP packet that the application sends as <paramref name="producer"/>; changed in place.</summary>
    public void HandleProducerRtp(Timestamp now, ProducerCore producer, Span<byte> bytes, IDatagramSink sink)
    {
        if (IsClosed || producer.IsClosed)
        {
            return;
        }

        Traffic.Received.Update(now, bytes.Length);
        if (!RtpPacket.TryParse(bytes, out RtpPacket packet))
        {
            Drop(DropReason.RtpMalformed);
        }
        else
        {
            // For the reports that the application sends about the SSRC.
            _ = Media.ProducerTable.Find(packet, Media.ReceivedIds) ?? Media.ProducerTable.Learn(packet.Ssrc, producer);
            Media.RtpIngress.Handle(now, producer, packet, sink);
        }
    }

    /// <summary>An RTCP packet that the application sends.</summary>
    public void HandleInjectedRtcp(Timestamp now, ReadOnlySpan<byte> bytes, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        Traffic.Received.Update(now, bytes.Length);
        if (bytes.Length > EngineLimits.MaxInjectedRtcpLength)
        {
            Drop(DropReason.RtcpMalformed);
        }
        else
        {
            Media.RtcpIngress.Handle(now, bytes, sink);
        }
    }

    /// <summary>A message that the application sends as <paramref name="producer"/>.</summary>
    public void HandleProducerMessage(Timestamp now, DataProducerCore producer, in DataMessage message, IDatagramSink sink)
    {
        if (!IsClosed && !producer.IsClosed)
        {
            Traffic.Received.Update(now, message.Payload.Length);
            Data.HandleMessage(now, producer, message, sink);
        }
    }

    /// <summary>Counts a message of the application that was refused because it is longer than the transport takes.</summary>
    public void DropTooLongMessage() => Drop(DropReason.DataTooLong);

    public override TransportDump Dump(Timestamp now) => WithBase(new DirectTransportDump(), now);

    public override TransportStats GetStats(Timestamp now) => WithBase(new DirectTransportStats(), now);
}
