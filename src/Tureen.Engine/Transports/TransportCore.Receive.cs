using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Transports;

internal abstract partial class TransportCore
{
    /// <summary>The receive path of one plain RTP packet, in place.</summary>
    protected void HandleRtp(Timestamp now, Span<byte> bytes, IDatagramSink sink)
    {
        // 1. Parse.
        _mirror?.HandleReceivedRtp(bytes, sink);
        if (!RtpPacket.TryParse(bytes, out RtpPacket packet))
        {
            Drop(DropReason.RtpMalformed);
            return;
        }

        // 2. Congestion feedback counts every packet, also those that go no further.
        _receiveCongestion.HandlePacket(now, packet, _receivedIds, this, sink);

        // 3. Find the producer.
        ProducerCore? producer = _producerTable.Find(packet, _receivedIds);
        if (producer is null)
        {
            Drop(DropReason.RtpNoProducer);
            ForgetReceivedSsrc(packet.Ssrc);
            RaiseUnnamedStream(packet);
            return;
        }

        // 4. Let it forward.
        HandleRtp(now, producer, packet, sink);
    }

    /// <summary>A packet whose producer is known.</summary>
    protected void HandleRtp(Timestamp now, ProducerCore producer, in RtpPacket packet, IDatagramSink sink)
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
                HandleDiscarded(packet.Ssrc, result.DropReason);
                if (result.DropReason == DropReason.RtpUnknownStream && producer.AwaitsUnnamedStream(packet))
                {
                    producer.RaiseUnnamedStream(packet.Ssrc);
                }

                break;
        }
    }

    /// <summary>Frees the state kept for a received SSRC that belongs to no producer.</summary>
    protected virtual void ForgetReceivedSsrc(uint ssrc)
    {
    }

    public void ForgetSource(uint ssrc)
    {
        if (_producerTable.TryForget(ssrc))
        {
            ForgetReceivedSsrc(ssrc);
        }
    }

    protected void CountReceived(Timestamp now, int length) => _traffic.Received.Update(now, length);

    /// <summary>A stream without a name belongs to the only producer that can be meant, if it wants to know.</summary>
    private void RaiseUnnamedStream(in RtpPacket packet)
    {
        ProducerCore? only = null;
        foreach (ProducerCore producer in _producers.Values)
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

    private void HandleDiscarded(uint ssrc, DropReason reason)
    {
        Drop(reason);
        if (reason == DropReason.RtpUnknownStream)
        {
            ForgetSource(ssrc);
        }
    }
}
