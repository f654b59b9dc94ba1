using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

internal abstract partial class TransportCore
{
    private readonly Dictionary<string, DataProducerCore> _dataProducers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataConsumerCore> _dataConsumers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, DataProducerCore> _dataProducersByStream = [];
    private readonly Dictionary<int, DataConsumerCore> _dataConsumersByStream = [];

    public IReadOnlyDictionary<string, DataProducerCore> DataProducers => _dataProducers;

    public IReadOnlyDictionary<string, DataConsumerCore> DataConsumers => _dataConsumers;

    public DataTransportOptions DataOptions { get; }

    /// <exception cref="MediasoupTypeException">The type does not fit the transport.</exception>
    /// <exception cref="MediasoupException">The id or the stream is taken, or the transport has no SCTP.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public DataProducerCore ProduceData(Timestamp now, DataProducerCoreOptions options, IDatagramSink sink)
    {
        ThrowIfClosed();
        int? streamId = StreamOf(options.Type == DataProducerType.Direct, options.SctpStreamParameters?.StreamId);
        if (streamId is { } taken && _dataProducersByStream.ContainsKey(taken))
        {
            throw new MediasoupException($"streamId already exists in SCTP listener [streamId:{taken}]");
        }

        var producer = new DataProducerCore(options);
        Router.AddDataProducer(producer);
        _dataProducers.Add(producer.Id, producer);
        Context.Counters.DataProducers++;
        if (streamId is { } free)
        {
            _dataProducersByStream.Add(free, producer);
        }

        ConnectDataIfNeeded(now, sink);
        return producer;
    }

    /// <exception cref="NotFoundException">The router has no such data producer.</exception>
    /// <exception cref="MediasoupTypeException">The type does not fit the transport.</exception>
    /// <exception cref="MediasoupException">The id or the stream is taken, or the transport has no SCTP.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public DataConsumerCore ConsumeData(
        Timestamp now, string dataProducerId, DataConsumerCoreOptions options, IDatagramSink sink)
    {
        ThrowIfClosed();
        DataProducerCore producer = Router.FindDataProducer(dataProducerId)
            ?? throw new NotFoundException($"DataProducer not found [dataProducerId:{dataProducerId}]");
        if (_dataConsumers.ContainsKey(options.Id))
        {
            throw new MediasoupException(
                $"a DataConsumer with same dataConsumerId already exists [dataConsumerId:{options.Id}]");
        }

        int? streamId = StreamOf(options.Type == DataConsumerType.Direct, options.SctpStreamParameters?.StreamId);
        var consumer = new DataConsumerCore(Context, this, producer, options);
        if (streamId is { } id && !_dataConsumersByStream.TryAdd(id, consumer))
        {
            throw new MediasoupException($"a DataConsumer with same streamId already exists [streamId:{id}]");
        }

        _dataConsumers.Add(consumer.Id, consumer);
        Context.Counters.DataConsumers++;
        producer.AddConsumer(consumer);
        if (streamId is not null)
        {
            consumer.SetBufferedAmountLowThreshold(now, DataOptions.DefaultStreamBufferedAmountLowThreshold);
        }

        ConnectDataIfNeeded(now, sink);
        return consumer;
    }

    public void CloseDataProducer(Timestamp now, DataProducerCore producer, IDatagramSink sink)
    {
        if (!_dataProducers.Remove(producer.Id))
        {
            return;
        }

        Context.Counters.DataProducers--;
        Router.RemoveDataProducer(producer);
        if (producer.Options.SctpStreamParameters is { } stream && _dataProducersByStream.Remove(stream.StreamId))
        {
            ResetStreamIfOpen(now, stream.StreamId, sink);
        }

        producer.Close(now, sink);
    }

    public void CloseDataConsumer(Timestamp now, DataConsumerCore consumer, IDatagramSink sink)
    {
        if (!_dataConsumers.Remove(consumer.Id))
        {
            return;
        }

        Context.Counters.DataConsumers--;
        consumer.Close();
        if (consumer.Options.SctpStreamParameters is { } stream && _dataConsumersByStream.Remove(stream.StreamId))
        {
            ResetStreamIfOpen(now, stream.StreamId, sink);
        }
    }

    private void CloseData(Timestamp now, IDatagramSink sink)
    {
        foreach (DataProducerCore producer in _dataProducers.Values.ToArray())
        {
            CloseDataProducer(now, producer, sink);
        }

        foreach (DataConsumerCore consumer in _dataConsumers.Values.ToArray())
        {
            CloseDataConsumer(now, consumer, sink);
        }
    }

    /// <summary>The SCTP stream that is needed; null where there is none.</summary>
    private int? StreamOf(bool isDirect, int? streamId)
    {
        if (isDirect != IsDirect)
        {
            throw new MediasoupTypeException("the type does not fit the transport");
        }

        if (!isDirect && !DataOptions.EnableSctp)
        {
            throw new MediasoupException($"SCTP not enabled and not a DirectTransport [transportId:{Id}]");
        }

        return isDirect ? null : streamId ?? throw new MediasoupTypeException("missing sctpStreamParameters");
    }
}
