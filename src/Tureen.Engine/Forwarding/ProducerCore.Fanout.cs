using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    /// <summary>
    /// Offers a packet to every consumer. An exception of one does not keep it from the others, and counts against that consumer alone: neither
    /// a sender nor a receiver can close the transport of the other that way.
    /// </summary>
    private void Offer(Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
    {
        ConsumerCore[] consumers = _consumers;
        int next = 0;
        while (next < consumers.Length)
        {
            try
            {
                for (; next < consumers.Length; next++)
                {
                    consumers[next].HandlePacket(now, packet, sink);
                }
            }
            catch (Exception error) when (_context.Faults.AreContained)
            {
                HandleFault(now, consumers[next++], error);
            }
        }
    }

    /// <summary>Discards a packet that belongs to a stream's numbers, so that it leaves no hole in those of the consumers.</summary>
    private ProducerResult Skip(Timestamp now, int encodingIndex, ushort sequenceNumber, DropReason reason, IDatagramSink sink)
    {
        ushort sourceRun = _streams[encodingIndex]!.Run;
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleSkipped(now, encodingIndex, sequenceNumber, sourceRun, sink);
        }

        return ProducerResult.Discarded(reason);
    }

    /// <summary>A consumer that throws too often ends as if its producer had been closed, which applications handle already.</summary>
    private void HandleFault(Timestamp now, ConsumerCore consumer, Exception error)
    {
        _context.Faults.Handle(now, FaultKind.Consumer, consumer.Id, error);
        if (!consumer.IsClosed && _context.Faults.IsSpent(now, consumer))
        {
            _context.Faults.Run(now, FaultKind.Close, consumer.Id, consumer.HandleProducerClosed);
        }
    }
}
