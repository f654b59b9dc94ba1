using Tureen.Engine.DataChannels;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Data;

/// <summary>The messages of a transport: its data producers and data consumers, the streams they use, and the association that carries them.</summary>
internal sealed class TransportData : IDataTransport
{
    /// <summary>The stream of <see cref="Control"/>: one that every association has.</summary>
    public const int ControlStreamId = 0;

    private readonly TransportCore _transport;
    private readonly ITransportPath _path;
    private readonly Dictionary<string, DataProducerCore> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataConsumerCore> _consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, DataProducerCore> _producersByStream = [];
    private readonly Dictionary<int, DataConsumerCore> _consumersByStream = [];
    private readonly SubchannelsCodec _subchannels = new();

    /// <summary>Null without SCTP.</summary>
    private readonly DataAssociation? _association;

    public TransportData(TransportCore transport, ITransportPath path, DataTransportOptions options)
    {
        _transport = transport;
        _path = path;
        Options = options;
        CarriesSubchannels = transport.Type == TransportType.Pipe;
        if (options.EnableSctp && transport.Type != TransportType.Direct)
        {
            _association = new DataAssociation(this, transport.Context.Random, transport.Context.SctpBuffers, options);
        }
    }

    public DataTransportOptions Options { get; }

    /// <summary>What has the stream <see cref="ControlStreamId"/> to itself; null in most transports.</summary>
    public IControlStream? Control { get; set; }

    public IReadOnlyDictionary<string, DataProducerCore> Producers => _producers;

    public IReadOnlyDictionary<string, DataConsumerCore> Consumers => _consumers;

    /// <inheritdoc/>
    public int MaxSendMessageSize => Options.MaxSendMessageSize;

    /// <inheritdoc/>
    public bool CarriesSubchannels { get; }

    /// <inheritdoc/>
    public bool IsDataOpen => _association is { State: not (Tureen.SctpState.Closed or Tureen.SctpState.Failed) };

    /// <summary>A new copy; null without SCTP.</summary>
    public SctpParameters? SctpParameters => Options.ToSctpParameters();

    /// <summary>Null without SCTP.</summary>
    public SctpState? SctpState => _transport.IsClosed && _association is not null ? Tureen.SctpState.Closed : _association?.State;

    /// <summary>Without a path, an association waits for one.</summary>
    public Timestamp NextDeadline => _transport.IsConnected && _association is not null ? _association.NextDeadline : Timestamp.Never;

    /// <exception cref="MediasoupTypeException">The type does not fit the transport.</exception>
    /// <exception cref="MediasoupException">The id or the stream is taken, or the transport has no SCTP.</exception>
    public DataProducerCore ProduceData(Timestamp now, DataProducerCoreOptions options, IDatagramSink sink)
    {
        int? streamId = StreamOf(options.Type == DataProducerType.Direct, options.SctpStreamParameters?.StreamId);
        if (streamId is { } taken && _producersByStream.ContainsKey(taken))
        {
            throw new MediasoupException($"streamId already exists in SCTP listener [streamId:{taken}]");
        }

        var producer = new DataProducerCore(options);
        _transport.Router.AddDataProducer(producer);
        _producers.Add(producer.Id, producer);
        _transport.Context.Counters.DataProducers++;
        if (streamId is { } free)
        {
            _producersByStream.Add(free, producer);
        }

        ConnectIfNeeded(now, sink);
        return producer;
    }

    /// <exception cref="NotFoundException">The router has no such data producer.</exception>
    /// <exception cref="MediasoupTypeException">The type does not fit the transport.</exception>
    /// <exception cref="MediasoupException">The id or the stream is taken, or the transport has no SCTP.</exception>
    public DataConsumerCore ConsumeData(Timestamp now, string dataProducerId, DataConsumerCoreOptions options, IDatagramSink sink)
    {
        DataProducerCore producer = _transport.Router.FindDataProducer(dataProducerId)
            ?? throw new NotFoundException($"DataProducer not found [dataProducerId:{dataProducerId}]");
        if (_consumers.ContainsKey(options.Id))
        {
            throw new MediasoupException(
                $"a DataConsumer with same dataConsumerId already exists [dataConsumerId:{options.Id}]");
        }

        int? streamId = StreamOf(options.Type == DataConsumerType.Direct, options.SctpStreamParameters?.StreamId);
        var consumer = new DataConsumerCore(_transport.Context, this, producer, options);
        if (streamId is { } id && !_consumersByStream.TryAdd(id, consumer))
        {
            throw new MediasoupException($"a DataConsumer with same streamId already exists [streamId:{id}]");
        }

        _consumers.Add(consumer.Id, consumer);
        _transport.Context.Counters.DataConsumers++;
        producer.AddConsumer(consumer);
        if (streamId is not null)
        {
            consumer.SetBufferedAmountLowThreshold(now, Options.DefaultStreamBufferedAmountLowThreshold);
        }

        ConnectIfNeeded(now, sink);
        return consumer;
    }

    public void CloseDataProducer(Timestamp now, DataProducerCore producer, IDatagramSink sink)
    {
        if (!_producers.Remove(producer.Id))
        {
            return;
        }

        _transport.Context.Counters.DataProducers--;
        _transport.Router.RemoveDataProducer(producer);
        if (producer.Options.SctpStreamParameters is { } stream && _producersByStream.Remove(stream.StreamId))
        {
            ResetStreamIfOpen(now, stream.StreamId, sink);
        }

        producer.Close(now, sink);
    }

    /// <inheritdoc/>
    public void CloseDataConsumer(Timestamp now, DataConsumerCore consumer, IDatagramSink sink)
    {
        if (!_consumers.Remove(consumer.Id))
        {
            return;
        }

        _transport.Context.Counters.DataConsumers--;
        consumer.Close();
        if (consumer.Options.SctpStreamParameters is { } stream && _consumersByStream.Remove(stream.StreamId))
        {
            ResetStreamIfOpen(now, stream.StreamId, sink);
        }
    }

    /// <inheritdoc/>
    public SendOutcome TrySendData(
        Timestamp now, DataConsumerCore consumer, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
        if (_association is null)
        {
            return SendOutcome.Closed;
        }

        if (Control is not null && _association.TotalBufferedAmount >= Options.SendBufferSize)
        {
            return SendOutcome.BufferFull;
        }

        SendOutcome outcome = _association.Send(now, StreamIdOf(consumer), ppid, payload, consumer.SendParameters, sink);
        _transport.ArmDeadline();
        return outcome;
    }

    /// <summary>Queues a message of <see cref="Control"/>; false if the association takes none now.</summary>
    public bool TrySendControl(Timestamp now, ReadOnlySpan<byte> message, in SendParameters parameters, IDatagramSink sink)
    {
        bool isQueued = _association is not null
            && _association.Send(now, ControlStreamId, DataChannelPpid.Binary, message, parameters, sink) == SendOutcome.Queued;
        _transport.ArmDeadline();
        return isQueued;
    }

    /// <inheritdoc/>
    public long GetBufferedAmount(DataConsumerCore consumer) => _association?.GetBufferedAmount(StreamIdOf(consumer)) ?? 0;

    /// <inheritdoc/>
    public void SetBufferedAmountLowThreshold(Timestamp now, DataConsumerCore consumer, long threshold) =>
        _association?.SetBufferedAmountLowThreshold(StreamIdOf(consumer), threshold);

    /// <summary>Starts the association once there is a path and something to carry.</summary>
    public void ConnectIfNeeded(Timestamp now, IDatagramSink sink)
    {
        if (_transport.IsConnected && _association is not null && (Control is not null || _producers.Count + _consumers.Count > 0))
        {
            _association.Connect(now, sink);
            _transport.ArmDeadline();
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink) => _association?.HandleDeadline(now, sink);

    /// <summary>A bare SCTP packet came.</summary>
    public void HandlePacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        DropReason reason = _association?.HandlePacket(now, packet, sink) ?? DropReason.UnknownPacketKind;
        if (reason != DropReason.None)
        {
            _transport.Drop(reason);
        }

        Control?.HandlePacket(now);
        _transport.ArmDeadline();
    }

    /// <summary>The association has a packet to send, inside DTLS or bare.</summary>
    public void SendPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        if (_path.TrySendSctp(now, packet, sink))
        {
            _transport.Traffic.Sent.Update(now, packet.Length);
            _transport.Media.SendCongestion.Sent.HandleUntracked(now, packet.Length + _path.WireOverhead);
        }
    }

    /// <summary>The association received a message.</summary>
    public void HandleMessage(Timestamp now, ushort streamId, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
        if (streamId == ControlStreamId && Control is not null)
        {
            Control.HandleMessage(now, payload, sink);
        }
        else if (ppid == DataChannelPpid.Control)
        {
            _transport.Drop(DropReason.DataControl);
        }
        else if (!_producersByStream.TryGetValue(streamId, out DataProducerCore? producer))
        {
            _transport.Drop(DropReason.DataNoProducer);
        }
        else
        {
            DataMessage message = CarriesSubchannels
                ? _subchannels.Decode(ppid, payload)
                : new DataMessage { Ppid = ppid, Payload = payload };
            HandleMessage(now, producer, message, sink);
        }
    }

    /// <summary>A message whose data producer is known.</summary>
    public void HandleMessage(Timestamp now, DataProducerCore producer, in DataMessage message, IDatagramSink sink)
    {
        if (message.Payload.Length > Options.MaxReceiveMessageSize)
        {
            _transport.Drop(DropReason.DataTooLong);
            return;
        }

        EngineCounters counters = _transport.Context.Counters;
        counters.MessagesReceived++;
        counters.MessageBytesReceived += message.Payload.Length;
        producer.HandleMessage(now, message, sink);
    }

    /// <summary>What waits on a stream fell to its threshold.</summary>
    public void HandleBufferedAmountLow(ushort streamId)
    {
        if (_consumersByStream.TryGetValue(streamId, out DataConsumerCore? consumer))
        {
            consumer.HandleBufferedAmountLow();
        }
    }

    /// <summary>The peer reset its end of a stream: the data channel is closed (RFC 8831 §6.7).</summary>
    public void HandleStreamReset(Timestamp now, ushort streamId, IDatagramSink sink)
    {
        if (Options.IsDataChannel && _consumersByStream.TryGetValue(streamId, out DataConsumerCore? consumer))
        {
            consumer.HandleProducerClosed(now, sink);
        }
        else if (_producersByStream.ContainsKey(streamId))
        {
            // The channel of a data producer: reset the way back, too, or the peer could not use the stream again (RFC 8831 §6.7).
            ResetStreamIfOpen(now, streamId, sink);
        }
    }

    /// <summary>The peer reset its end of every stream.</summary>
    public void HandleAllStreamsReset(Timestamp now, IDatagramSink sink)
    {
        // Elsewhere a reset means nothing to a data consumer.
        if (!Options.IsDataChannel)
        {
            return;
        }

        foreach (int streamId in _consumersByStream.Keys.ToArray())
        {
            HandleStreamReset(now, (ushort)streamId, sink);
        }
    }

    /// <summary>The state of the association changed.</summary>
    public void HandleState(SctpState state)
    {
        if (!_transport.IsClosed)
        {
            SctpNegotiatedCapabilities? negotiated =
                state == Tureen.SctpState.Connected ? _association?.NegotiatedCapabilities : null;
            _transport.Context.Events.Enqueue(new SctpStateEvent(_transport.Id, state, negotiated));
            Control?.HandleState(state);
        }
    }

    /// <summary>Aborts the association, while packets can still leave.</summary>
    public void CloseAssociation(Timestamp now, IDatagramSink sink)
    {
        Control?.Close();
        _association?.Close(now, sink);
    }

    /// <summary>Closes all data producers and data consumers.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        foreach (DataProducerCore producer in _producers.Values.ToArray())
        {
            CloseDataProducer(now, producer, sink);
        }

        foreach (DataConsumerCore consumer in _consumers.Values.ToArray())
        {
            CloseDataConsumer(now, consumer, sink);
        }
    }

    /// <summary>Fills in what the transport reports about messages.</summary>
    public TransportDump Describe(TransportDump dump) => dump with
    {
        MaxSendMessageSize = Options.MaxSendMessageSize,
        MaxReceiveMessageSize = Options.MaxReceiveMessageSize,
        DataProducerIds = [.. _producers.Keys],
        DataConsumerIds = [.. _consumers.Keys],
        SctpParameters = SctpParameters,
        SctpState = SctpState,
        SctpNegotiatedCapabilities = _association?.NegotiatedCapabilities,
        SctpListener = !Options.EnableSctp
            ? null
            : new SctpListenerDump
            {
                StreamIdTable = [.. _producersByStream.Select(static pair => new DumpEntry<int, string>(pair.Key, pair.Value.Id))],
            },
    };

    private static ushort StreamIdOf(DataConsumerCore consumer) => (ushort)consumer.Options.SctpStreamParameters!.StreamId;

    /// <summary>The SCTP stream that is needed; null where there is none.</summary>
    private int? StreamOf(bool isDirect, int? streamId)
    {
        if (isDirect != (_transport.Type == TransportType.Direct))
        {
            throw new MediasoupTypeException("the type does not fit the transport");
        }

        if (!isDirect && !Options.EnableSctp)
        {
            throw new MediasoupException($"SCTP not enabled and not a DirectTransport [transportId:{_transport.Id}]");
        }

        return isDirect ? null : streamId ?? throw new MediasoupTypeException("missing sctpStreamParameters");
    }

    private void ResetStreamIfOpen(Timestamp now, int streamId, IDatagramSink sink)
    {
        if (!_transport.IsClosed && Options.IsDataChannel && _association is not null)
        {
            _association.ResetStream(now, (ushort)streamId, sink);
            _transport.ArmDeadline();
        }
    }
}
