using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Transports.Data;

/// <summary>The SCTP association of one transport: its packets leave by the transport, its messages go to the data producers.</summary>
internal sealed class DataAssociation : ISctpPacketSink
{
    private const SctpExtensions Extensions =
        SctpExtensions.PartialReliability | SctpExtensions.Reconfiguration | SctpExtensions.Interleaving;

    private readonly TransportData _owner;
    private readonly SctpAssociation _association;
    private readonly byte[] _packet = new byte[SctpLimits.Mtu];
    private Timestamp _now;
    private IDatagramSink? _sink;
    private bool _isDraining;

    public DataAssociation(TransportData owner, RandomSource random, SctpBufferPool pool, DataTransportOptions options)
    {
        _owner = owner;
        _association = new SctpAssociation(random, pool, OptionsOf(options));
    }

    public SctpState State => _association.State switch
    {
        SctpAssociationState.Connecting => SctpState.Connecting,
        SctpAssociationState.Connected => SctpState.Connected,
        SctpAssociationState.Failed => SctpState.Failed,
        SctpAssociationState.Closed => SctpState.Closed,
        _ => SctpState.New,
    };

    /// <summary>Zeros before it is connected.</summary>
    public SctpNegotiatedCapabilities NegotiatedCapabilities
    {
        get
        {
            SctpCapabilities capabilities = _association.Capabilities;
            return new SctpNegotiatedCapabilities(capabilities.OutboundStreams, capabilities.InboundStreams);
        }
    }

    public Timestamp NextDeadline => _association.NextDeadline;

    /// <summary>What an association of such a transport is made of.</summary>
    public static SctpAssociationOptions OptionsOf(DataTransportOptions options) => new()
    {
        MaxSendMessageLength = options.MaxSendMessageSize,
        MaxReceiveMessageLength = options.MaxReceiveMessageSize,
        SendBufferLength = (long)options.SendBufferSize + options.ControlBufferSize,
        StreamQueueLength = options.PerStreamSendQueueLimit,
        ReceiveWindow = options.MaxReceiverWindowBufferSize,

        // DTLS keeps the bytes whole (RFC 9653 §4.2).
        Extensions = options.IsDataChannel ? Extensions | SctpExtensions.ZeroChecksum : Extensions,
    };

    /// <summary>The transport is connected and has something to carry. Idempotent.</summary>
    public void Connect(Timestamp now, IDatagramSink sink)
    {
        Enter(now, sink);
        _association.Connect(now, this);
        Drain();
    }

    /// <summary>A packet came from the peer.</summary>
    public DropReason HandlePacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
        Enter(now, sink);
        _association.HandlePacket(now, packet, this, out DropReason reason);
        Drain();
        return reason;
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (NextDeadline <= now)
        {
            Enter(now, sink);
            _association.HandleDeadline(now, this);
            Drain();
        }
    }

    /// <summary>Queues a copy, also before the association is connected.</summary>
    public SendOutcome Send(
        Timestamp now, ushort streamId, uint ppid, ReadOnlySpan<byte> payload, in SendParameters parameters, IDatagramSink sink)
    {
        Enter(now, sink);
        SendOutcome outcome = _association.Send(now, streamId, ppid, payload, parameters, this);
        Drain();
        return outcome;
    }

    /// <summary>Bytes that wait to be sent, of all streams.</summary>
    public long TotalBufferedAmount => _association.TotalBufferedAmount;

    public long GetBufferedAmount(ushort streamId) => _association.GetBufferedAmount(streamId);

    /// <summary>Bytes; the owner gets the event at this amount, also when it is that low already.</summary>
    public void SetBufferedAmountLowThreshold(ushort streamId, long threshold)
    {
        _association.SetBufferedAmountLowThreshold(streamId, threshold);
        Drain();
    }

    /// <summary>Resets an outgoing stream (RFC 6525).</summary>
    public void ResetStream(Timestamp now, ushort streamId, IDatagramSink sink)
    {
        Enter(now, sink);
        _association.ResetStreams(now, [streamId], this);
        Drain();
    }

    /// <summary>Aborts the association towards the peer, and frees what is held.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        Enter(now, sink);
        _association.Close(this);
        while (_association.TryReadMessage(out SctpMessage message))
        {
            message.Release();
        }
    }

    Span<byte> ISctpPacketSink.GetSpan(int maximumLength) => _packet;

    void ISctpPacketSink.Send(int length) => _owner.SendPacket(_now, _packet.AsSpan(0, length), _sink!);

    private void Enter(Timestamp now, IDatagramSink sink)
    {
        _now = now;
        _sink = sink;
    }

    /// <summary>A message may be answered on the same association; the outer call drains the result.</summary>
    private void Drain()
    {
        if (_isDraining || _sink is null)
        {
            return;
        }

        _isDraining = true;
        try
        {
            DrainMessages(_sink);
            while (_association.TryDequeueEvent(out SctpEvent sctpEvent))
            {
                Handle(sctpEvent);
            }
        }
        finally
        {
            _isDraining = false;
        }
    }

    private void DrainMessages(IDatagramSink sink)
    {
        while (_association.TryReadMessage(out SctpMessage message))
        {
            try
            {
                _owner.HandleMessage(_now, message.StreamId, message.PayloadProtocolId, message.Payload, sink);
            }
            finally
            {
                message.Release();
            }
        }
    }

    private void Handle(in SctpEvent sctpEvent)
    {
        switch (sctpEvent.Kind)
        {
            case SctpEventKind.StateChanged:
                _owner.HandleState(State);
                break;
            case SctpEventKind.IncomingStreamReset:
                _owner.HandleStreamReset(_now, sctpEvent.StreamId, _sink!);
                break;
            case SctpEventKind.AllIncomingStreamsReset:
                _owner.HandleAllStreamsReset(_now, _sink!);
                break;
            case SctpEventKind.BufferedAmountLow:
                _owner.HandleBufferedAmountLow(sctpEvent.StreamId);
                break;
            default:
                break;
        }
    }
}
