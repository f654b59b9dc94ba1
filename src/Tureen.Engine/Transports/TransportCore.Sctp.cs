using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>Between the transport's data producers and data consumers and its SCTP association.</summary>
internal abstract partial class TransportCore : IDataTransport, IDataAssociationOwner
{
    private readonly SubchannelsCodec _subchannels = new();
    private DataAssociation? _dataAssociation;

    int IDataTransport.MaxSendMessageSize => DataOptions.MaxSendMessageSize;

    bool IDataTransport.IsDataOpen => Association is { State: not (Tureen.SctpState.Closed or Tureen.SctpState.Failed) };

    bool IDataTransport.CarriesSubchannels => CarriesSubchannels;

    /// <summary>A new copy; null without SCTP.</summary>
    public SctpParameters? SctpParameters => DataOptions.ToSctpParameters();

    /// <summary>Null without SCTP.</summary>
    public SctpState? SctpState => !DataOptions.EnableSctp ? null : IsClosed ? Tureen.SctpState.Closed : Association?.State ?? Tureen.SctpState.New;

    /// <summary>Set by a transport with SCTP, when it is made.</summary>
    protected IDataAssociation? Association { get; set; }

    /// <summary>Carries messages between the router and the application itself.</summary>
    protected virtual bool IsDirect => false;

    /// <summary>Messages carry their subchannels along, as between pipe transports.</summary>
    protected virtual bool CarriesSubchannels => false;

    public SendOutcome TrySendData(
        Timestamp now, DataConsumerCore consumer, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
        if (Association is null)
        {
            return SendOutcome.Closed;
        }

        SendOutcome outcome = Association.Send(now, StreamIdOf(consumer), ppid, payload, consumer.SendParameters, sink);
        ArmDeadline();
        return outcome;
    }

    public long GetBufferedAmount(DataConsumerCore consumer) =>
        Association?.GetBufferedAmount(StreamIdOf(consumer)) ?? 0;

    public void SetBufferedAmountLowThreshold(Timestamp now, DataConsumerCore consumer, long threshold) =>
        Association?.SetBufferedAmountLowThreshold(now, StreamIdOf(consumer), threshold);

    /// <inheritdoc/>
    public abstract void SendSctpPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink);

    /// <inheritdoc/>
    public void HandleDataMessage(
        Timestamp now, ushort streamId, uint ppid, ReadOnlySpan<byte> payload, IDatagramSink sink)
    {
        if (ppid == DataChannelPpid.Control)
        {
            Drop(DropReason.DataControl);
        }
        else if (!_dataProducersByStream.TryGetValue(streamId, out DataProducerCore? producer))
        {
            Drop(DropReason.DataNoProducer);
        }
        else
        {
            DataMessage message = CarriesSubchannels
                ? _subchannels.Decode(ppid, payload)
                : new DataMessage { Ppid = ppid, Payload = payload };
            HandleDataMessage(now, producer, message, sink);
        }
    }

    protected void HandleDataMessage(Timestamp now, DataProducerCore producer, in DataMessage message, IDatagramSink sink)
    {
        if (message.Payload.Length > DataOptions.MaxReceiveMessageSize)
        {
            Drop(DropReason.DataTooLong);
            return;
        }

        Context.Counters.MessagesReceived++;
        Context.Counters.MessageBytesReceived += message.Payload.Length;
        producer.HandleMessage(now, message, sink);
    }

    /// <inheritdoc/>
    public void HandleDataBufferedAmountLow(ushort streamId)
    {
        if (_dataConsumersByStream.TryGetValue(streamId, out DataConsumerCore? consumer))
        {
            consumer.HandleBufferedAmountLow();
        }
    }

    /// <inheritdoc/>
    public void HandleDataStreamReset(Timestamp now, ushort streamId, IDatagramSink sink)
    {
        if (DataOptions.IsDataChannel && _dataConsumersByStream.TryGetValue(streamId, out DataConsumerCore? consumer))
        {
            consumer.HandleProducerClosed(now, sink);
        }
        else if (_dataProducersByStream.ContainsKey(streamId))
        {
            // The channel of a data producer: reset the way back, too, or the peer could not use the stream again (RFC 8831 §6.7).
            ResetStreamIfOpen(now, streamId, sink);
        }
    }

    /// <inheritdoc/>
    public void HandleAllDataStreamsReset(Timestamp now, IDatagramSink sink)
    {
        // Elsewhere a reset means nothing to a data consumer.
        if (!DataOptions.IsDataChannel)
        {
            return;
        }

        foreach (int streamId in _dataConsumersByStream.Keys.ToArray())
        {
            HandleDataStreamReset(now, (ushort)streamId, sink);
        }
    }

    /// <inheritdoc/>
    public void HandleSctpState(SctpState state)
    {
        if (!IsClosed)
        {
            SctpNegotiatedCapabilities? negotiated =
                state == Tureen.SctpState.Connected ? Association?.NegotiatedCapabilities : null;
            Context.Events.Enqueue(new SctpStateEvent(Id, state, negotiated));
        }
    }

    /// <summary>Begins with an association of its own, if it has SCTP.</summary>
    protected void OpenAssociation()
    {
        if (DataOptions.EnableSctp)
        {
            _dataAssociation = new DataAssociation(this, Context.Random, Context.SctpBuffers, DataOptions);
            Association = _dataAssociation;
        }
    }

    /// <summary>A bare SCTP packet came.</summary>
    protected void HandleSctpPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        DropReason reason = _dataAssociation?.HandlePacket(now, packet, sink) ?? DropReason.UnknownPacketKind;
        if (reason != DropReason.None)
        {
            Drop(reason);
        }

        ArmDeadline();
    }

    private static ushort StreamIdOf(DataConsumerCore consumer) => (ushort)consumer.Options.SctpStreamParameters!.StreamId;

    /// <summary>Starts the association once there is a path and something to carry.</summary>
    private void ConnectDataIfNeeded(Timestamp now, IDatagramSink sink)
    {
        if (_isConnected && Association is not null && _dataProducers.Count + _dataConsumers.Count > 0)
        {
            Association.Connect(now, sink);
            ArmDeadline();
        }
    }

    private void ResetStreamIfOpen(Timestamp now, int streamId, IDatagramSink sink)
    {
        if (!IsClosed && DataOptions.IsDataChannel && Association is not null)
        {
            Association.ResetStream(now, (ushort)streamId, sink);
            ArmDeadline();
        }
    }
}
