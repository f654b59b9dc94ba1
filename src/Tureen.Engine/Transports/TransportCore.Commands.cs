using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

internal abstract partial class TransportCore
{
    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    /// <exception cref="MediasoupException">The id, an SSRC, a MID or a RID is taken.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public ProducerCore Produce(Timestamp now, ProducerCoreOptions options)
    {
        ThrowIfClosed();
        var producer = new ProducerCore(Context, this, options);
        _producerTable.Add(producer);
        try
        {
            Router.AddProducer(producer);
        }
        catch (MediasoupException)
        {
            _producerTable.Remove(producer);
            throw;
        }

        producer.JoinCaptureClock(_captureClocks);
        _producers.Add(producer.Id, producer);
        Context.Counters.AddProducers(producer.Kind, 1);
        _receivedIds.Merge(options.RtpParameters.HeaderExtensions);
        _receiveCongestion.AddProducer(now, options.RtpParameters, _isConnected);
        ArmDeadline();
        return producer;
    }

    /// <exception cref="NotFoundException">The router has no such producer.</exception>
    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    /// <exception cref="MediasoupException">The id or an SSRC is taken.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public ConsumerCore Consume(Timestamp now, string producerId, ConsumerCoreOptions options, IDatagramSink sink)
    {
        ThrowIfClosed();
        ProducerCore producer = Router.FindProducer(producerId)
            ?? throw new NotFoundException($"Producer not found [producerId:{producerId}]");
        if (_consumers.ContainsKey(options.Id))
        {
            throw new MediasoupException($"a Consumer with same consumerId already exists [consumerId:{options.Id}]");
        }

        ConsumerCore consumer = ConsumerCore.Create(Context, this, producer, options);
        AddSsrcs(consumer);
        _consumers.Add(consumer.Id, consumer);
        Context.Counters.AddConsumers(consumer.Kind, 1);
        producer.AddConsumer(consumer);
        consumer.HandleTransportConnected(now, _isConnected, sink);
        return consumer;
    }

    public void CloseProducer(Timestamp now, ProducerCore producer, IDatagramSink sink)
    {
        if (!_producers.Remove(producer.Id))
        {
            return;
        }

        Context.Counters.AddProducers(producer.Kind, -1);
        _producerTable.Remove(producer);
        producer.LeaveCaptureClock(_captureClocks);
        Router.RemoveProducer(producer);
        foreach (uint ssrc in producer.Close(now, sink))
        {
            ForgetReceivedSsrc(ssrc);
        }
    }

    public void CloseConsumer(ConsumerCore consumer)
    {
        if (!_consumers.Remove(consumer.Id))
        {
            return;
        }

        Context.Counters.AddConsumers(consumer.Kind, -1);
        foreach (OutgoingStream stream in consumer.OutgoingStreams)
        {
            _consumersBySsrc.Remove(stream.Ssrc);
            _consumersByRtxSsrc.Remove(stream.Ssrc);
            ForgetSentSsrc(stream.Ssrc);
        }

        consumer.Close();
    }

    /// <summary>Bits per second that the peer may send, reported to it by REMB; 0 for no limit.</summary>
    public void SetMaxIncomingBitrate(Timestamp now, long bitsPerSecond, IDatagramSink sink)
    {
        _receiveCongestion.SetMaxIncomingBitrate(now, new Bitrate(bitsPerSecond), this, sink);
        ArmDeadline();
        if (Context.Log.IsDebug(WorkerLogTag.Bwe))
        {
            Context.Log.Debug(WorkerLogTag.Bwe, $"the peer may send {bitsPerSecond} bps, 0 for any [transportId:{Id}]");
        }
    }

    /// <exception cref="MediasoupTypeException">The type does not fit the transport.</exception>
    /// <exception cref="MediasoupException">The id or the stream is taken, or the transport has no SCTP.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public DataProducerCore ProduceData(Timestamp now, DataProducerCoreOptions options, IDatagramSink sink)
    {
        ThrowIfClosed();
        return Data.ProduceData(now, options, sink);
    }

    /// <exception cref="NotFoundException">The router has no such data producer.</exception>
    /// <exception cref="MediasoupTypeException">The type does not fit the transport.</exception>
    /// <exception cref="MediasoupException">The id or the stream is taken, or the transport has no SCTP.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public DataConsumerCore ConsumeData(Timestamp now, string dataProducerId, DataConsumerCoreOptions options, IDatagramSink sink)
    {
        ThrowIfClosed();
        return Data.ConsumeData(now, dataProducerId, options, sink);
    }

    /// <summary>An object made on a closed transport would never be removed.</summary>
    protected void ThrowIfClosed()
    {
        if (IsClosed)
        {
            throw new InvalidStateException($"Transport closed [transportId:{Id}]");
        }
    }

    /// <summary>Frees the state kept for an SSRC that is not sent any more.</summary>
    protected virtual void ForgetSentSsrc(uint ssrc)
    {
    }

    /// <summary>Whether sending on the SSRC again would use SRTP indices again.</summary>
    protected virtual bool IsSentSsrcRetired(uint ssrc) => false;

    private void AddSsrcs(ConsumerCore consumer)
    {
        IReadOnlyList<OutgoingStream> streams = consumer.OutgoingStreams;
        for (int i = 0; i < streams.Count; i++)
        {
            uint ssrc = streams[i].Ssrc;
            bool isTaken = _consumersBySsrc.ContainsKey(ssrc) || _consumersByRtxSsrc.ContainsKey(ssrc);
            for (int j = 0; j < i; j++)
            {
                isTaken |= streams[j].Ssrc == ssrc;
            }

            if (isTaken)
            {
                throw new MediasoupException($"a Consumer with same ssrc already exists [ssrc:{ssrc}]");
            }

            if (IsSentSsrcRetired(ssrc))
            {
                throw new MediasoupException($"the ssrc was sent on before under the same SRTP keys [ssrc:{ssrc}]");
            }
        }

        foreach (OutgoingStream stream in streams)
        {
            (stream.IsRtx ? _consumersByRtxSsrc : _consumersBySsrc).Add(stream.Ssrc, consumer);
        }
    }
}
