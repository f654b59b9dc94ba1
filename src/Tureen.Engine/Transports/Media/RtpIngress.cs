using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Transports.Media;

/// <summary>The receive path of one transport: finds the producer of each RTP packet.</summary>
internal sealed class RtpIngress(TransportMedia media)
{
    private readonly TransportCore _transport = media.Transport;
    private readonly TransportTraffic _traffic = media.Transport.Traffic;

    /// <summary>The receive path of one plain RTP packet, in place.</summary>
    public void Handle(Timestamp now, Span<byte> bytes, IDatagramSink sink)
    {
        // 1. Parse.
        media.Mirror?.HandleReceivedRtp(bytes, sink);
        if (!RtpPacket.TryParse(bytes, out RtpPacket packet))
        {
            _transport.Drop(DropReason.RtpMalformed);
            return;
        }

        // 2. Congestion feedback counts every packet, also those that go no further.
        media.ReceiveCongestion.HandlePacket(now, packet, media.ReceivedIds, media, sink);

        // 3. Find the producer.
        ProducerCore? producer = media.ProducerTable.Find(packet, media.ReceivedIds);
        if (producer is null)
        {
            _transport.Drop(DropReason.RtpNoProducer);
            media.ForgetReceivedSsrc(packet.Ssrc);
            RaiseUnnamedStream(packet);
            return;
        }

        // 4. Let it forward.
        Handle(now, producer, packet, sink);
    }

    /// <summary>A packet whose producer is known.</summary>
    public void Handle(Timestamp now, ProducerCore producer, in RtpPacket packet, IDatagramSink sink)
    {
        int length = packet.Bytes.Length;
        ProducerResult result = producer.HandleRtp(now, packet, sink);
        switch (result.Kind)
        {
            case ProducerResultKind.Media:
                _traffic.CountReceivedRtp(now, length, isRtx: false);
                break;
            case ProducerResultKind.Retransmission:
                _traffic.CountReceivedRtp(now, length, isRtx: true);
                break;
            default:
                HandleDiscarded(producer, packet, result.DropReason);
                break;
        }
    }

    private void HandleDiscarded(ProducerCore producer, in RtpPacket packet, DropReason reason)
    {
        _transport.Drop(reason);
        if (reason != DropReason.RtpUnknownStream)
        {
            return;
        }

        media.ForgetSource(packet.Ssrc);
        if (producer.AwaitsUnnamedStream(packet))
        {
            producer.RaiseUnnamedStream(packet.Ssrc);
        }
    }

    /// <summary>A stream without a name belongs to the only producer that can be meant, if it wants to know.</summary>
    private void RaiseUnnamedStream(in RtpPacket packet)
    {
        ProducerCore? only = null;
        foreach (ProducerCore producer in media.Producers.Values)
        {
            if (producer.AwaitsUnnamedStream(packet))
            {
                if (only is not null)
                {
                    return;
                }

                only = producer;
            }
        }

        only?.RaiseUnnamedStream(packet.Ssrc);
    }
}
