using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>The consumers of one producer: each packet and each change of the producer goes to all of them.</summary>
internal sealed class Fanout(EngineContext context, ProducerCoreOptions options)
{
    private ConsumerCore[] _consumers = [];

    public ConsumerCore[] Consumers => _consumers;

    /// <summary>What they want of the producer's layers.</summary>
    public WantedLayers Wanted { get; } = new(context, options);

    public void Add(ConsumerCore consumer) => _consumers = [.. _consumers, consumer];

    /// <summary>False for a consumer of another producer, and for one that was removed before.</summary>
    public bool TryRemove(ConsumerCore consumer)
    {
        if (Array.IndexOf(_consumers, consumer) < 0)
        {
            return false;
        }

        _consumers = Array.FindAll(_consumers, other => other != consumer);
        return true;
    }

    /// <summary>
    /// Offers a packet to every consumer. An exception of one does not keep it from the others, and counts against that consumer alone: neither
    /// a sender nor a receiver can close the transport of the other that way.
    /// </summary>
    public void Offer(Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
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
            catch (Exception error) when (context.Faults.AreContained)
            {
                HandleFault(now, consumers[next++], error);
            }
        }
    }

    /// <summary>A packet that belongs to a stream's numbers is discarded and leaves no hole in those of the consumers.</summary>
    public void Skip(Timestamp now, int encodingIndex, ushort sequenceNumber, ushort sourceRun, IDatagramSink sink)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleSkipped(now, encodingIndex, sequenceNumber, sourceRun, sink);
        }
    }

    /// <summary>The producer's transport takes more than its share of the slab: kept packets make room for new ones.</summary>
    public void GiveWay()
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.GiveWay();
        }
    }

    public void HandlePaused()
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerPaused();
        }
    }

    public void HandleResumed(Timestamp now, IDatagramSink sink)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerResumed(now, sink);
        }
    }

    public void HandleClosed()
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerClosed();
        }
    }

    public void HandleNewStream(Timestamp now, int index, IDatagramSink sink)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerStream(now, index, sink);
        }
    }

    /// <summary>A stream takes the place of the one before.</summary>
    public void HandleReplaced(Timestamp now, int index, StreamChanges changes)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            if ((changes & StreamChanges.Source) != StreamChanges.None)
            {
                consumer.HandleProducerSourceReplaced(now, index);
            }

            if ((changes & StreamChanges.Codec) != StreamChanges.None)
            {
                consumer.HandleProducerCodec(index);
            }
        }
    }

    public void HandleSenderReport(Timestamp now, int index, IDatagramSink sink)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerSenderReport(now, index, sink);
        }
    }

    public void HandleLayers(Timestamp now, IDatagramSink sink)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerLayers(now, sink);
        }
    }

    public void HandleScore(Timestamp now, IDatagramSink sink)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerScore(now, sink);
        }
    }

    /// <summary>A consumer that throws too often ends as if its producer had been closed, which applications handle already.</summary>
    private void HandleFault(Timestamp now, ConsumerCore consumer, Exception error)
    {
        context.Faults.Handle(now, FaultKind.Consumer, consumer.Id, error);
        if (!consumer.IsClosed && context.Faults.IsSpent(now, consumer))
        {
            context.Faults.Run(now, FaultKind.Close, consumer.Id, consumer.HandleProducerClosed);
        }
    }
}
