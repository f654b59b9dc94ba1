using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Causes;
using Tureen.Engine.Sctp.Receive;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Engine.Sctp;

/// <summary>An SCTP association (RFC 9260) as WebRTC uses it: one path, over DTLS or bare UDP.</summary>
/// <remarks>
/// The owner hands packets in, calls <see cref="HandleDeadline"/> when <see cref="NextDeadline"/> comes, and after each batch reads
/// <see cref="TryReadMessage"/> until it is empty, then <see cref="TryDequeueEvent"/>: messages come before the reset that ends
/// their stream.
/// </remarks>
internal sealed partial class SctpAssociation
{
    private readonly SctpAssociationOptions _options;
    private readonly RandomSource _random;
    private readonly DataSender _sender;
    private readonly DataReceiver _receiver;
    private readonly SctpPacketWriter _writer;
    private readonly Queue<SctpEvent> _events = new();
    private AssociationPhase _phase;
    private uint _localTag;
    private uint _localInitialTsn;
    private PeerTerms _peer;
    private SctpCapabilities _capabilities;

    /// <summary>What the peer left unanswered since it last answered (RFC 9260 §8.1).</summary>
    private int _errors;
    private bool _isTotalAboveThreshold;
    private long _packetsReceived;
    private long _packetsDropped;
    private long _messagesSent;
    private long _messagesReceived;

    public SctpAssociation(RandomSource random, SctpBufferPool pool, SctpAssociationOptions options)
    {
        _random = random;
        _options = options;
        _sender = new DataSender(
            pool,
            new DataSenderOptions
            {
                MaxMessageLength = options.MaxSendMessageLength,
                SendBufferLength = options.SendBufferLength,
                StreamQueueLength = options.StreamQueueLength,
                Mtu = options.Mtu,
            });
        _receiver = new DataReceiver(pool, options.ReceiveWindow, options.MaxReceiveMessageLength);
        _writer = new SctpPacketWriter(options.Mtu, options.LocalPort, options.RemotePort);
        _cookies = new CookieSeal(random);
    }

    public SctpAssociationState State { get; private set; }

    /// <summary>Zeros before it is connected.</summary>
    public SctpCapabilities Capabilities => _capabilities;

    /// <summary>Bytes not yet sent for the first time, of all streams.</summary>
    public long TotalBufferedAmount => _sender.TotalBufferedAmount;

    public Deadline NextDeadline
    {
        get
        {
            if (_phase is AssociationPhase.Closed or AssociationPhase.Ended)
            {
                return Deadline.None;
            }

            Deadline next = Deadline.Earlier(_handshakeTimer.Deadline, _sender.NextDeadline);
            next = Deadline.Earlier(next, _receiver.NextDeadline);
            next = Deadline.Earlier(next, _shutdownTimer.Deadline);
            next = Deadline.Earlier(next, _requestTimer.Deadline);
            return Deadline.Earlier(next, Deadline.Earlier(_heartbeatTimer.Deadline, _heartbeatAckTimer.Deadline));
        }
    }

    private bool IsUp => _phase is >= AssociationPhase.Established and < AssociationPhase.Ended;

    /// <summary>Whether messages of the owner are still taken; also before the association is connected.</summary>
    private bool IsTaking => _phase <= AssociationPhase.Established;

    /// <summary>The next message; the caller releases it.</summary>
    public bool TryReadMessage(out SctpMessage message)
    {
        while (_receiver.TryReadMessage(out message))
        {
            if (message.StreamId < _capabilities.InboundStreams)
            {
                _messagesReceived++;
                return true;
            }

            message.Release();
        }

        if (_phase == AssociationPhase.Ended)
        {
            _receiver.Close();
        }

        return false;
    }

    public bool TryDequeueEvent(out SctpEvent sctpEvent)
    {
        if (_events.TryDequeue(out sctpEvent))
        {
            return true;
        }

        if (_sender.TryDequeueBufferedAmountLow(out ushort streamId))
        {
            sctpEvent = SctpEvent.OfStream(SctpEventKind.BufferedAmountLow, streamId);
            return true;
        }

        if (_isTotalAboveThreshold && TotalBufferedAmount <= _options.TotalBufferedAmountLowThreshold)
        {
            _isTotalAboveThreshold = false;
            sctpEvent = new SctpEvent(SctpEventKind.TotalBufferedAmountLow);
            return true;
        }

        return false;
    }

    public void HandleDeadline(Timestamp now, ISctpPacketSink sink)
    {
        HandleHandshakeDeadline(now, sink);
        HandleDataDeadline(now, sink);
        HandleShutdownDeadline(now, sink);
        HandleHeartbeatDeadline(now, sink);
        HandleRequestDeadline(now, sink);
        SendPending(now, sink);
    }

    public SctpAssociationStats GetStats() => new()
    {
        State = State,
        Phase = _phase,
        Capabilities = _capabilities,
        PacketsSent = _writer.PacketsSent,
        PacketsReceived = _packetsReceived,
        PacketsDropped = _packetsDropped,
        MessagesSent = _messagesSent,
        MessagesReceived = _messagesReceived,
        Retransmissions = _sender.Retransmissions,
        TooLongMessages = _receiver.TooLongMessages,
        CongestionWindow = _sender.CongestionWindow,
        FlightSize = _sender.FlightSize,
        PeerWindow = _sender.PeerWindow,
        BufferedAmount = _sender.TotalBufferedAmount,
        HeldBytes = _receiver.HeldBytes,
        OutboundStreamStates = _sender.StreamCount,
        SmoothedRoundTripTime = _sender.Timeout.SmoothedRoundTripTime,
        RetransmissionTimeout = _sender.Timeout.Value,
    };

    /// <summary>Room for a control chunk of at most this length; what is in the packet leaves first if it does not fit.</summary>
    private Span<byte> Reserve(int length, ISctpPacketSink sink)
    {
        if (_writer.Room.Length < length)
        {
            Flush(sink);
        }

        return _writer.Room;
    }

    private void Flush(ISctpPacketSink sink) =>
        _writer.Flush(sink, _peer.Tag, hasChecksum: !IsUp || !Has(SctpExtensions.ZeroChecksum));

    /// <summary>The peer answered: it lives.</summary>
    private void ClearErrors()
    {
        _errors = 0;
        _sender.Timeout.Recover();
    }

    /// <summary>False if that was one time too often, and the association is over.</summary>
    private bool CountError(ISctpPacketSink sink)
    {
        if (++_errors <= SctpLimits.MaxRetransmissions)
        {
            return true;
        }

        SendAbort(sink, CauseCode.None);
        End(SctpAssociationState.Failed, SctpEndReason.PeerUnreachable);
        return false;
    }

    private void Enter(SctpAssociationState state, SctpEndReason reason = SctpEndReason.None, CauseCode peerCause = CauseCode.None)
    {
        State = state;
        _events.Enqueue(new SctpEvent(SctpEventKind.StateChanged, state, reason, peerCause));
    }

    /// <summary>Ends all but the reading of what was received whole, after which nothing is held any more.</summary>
    private void End(SctpAssociationState state, SctpEndReason reason, CauseCode peerCause = CauseCode.None)
    {
        _phase = AssociationPhase.Ended;
        _writer.Discard();
        _sender.Close();
        _handshakeTimer.Stop();
        _shutdownTimer.Stop();
        _heartbeatTimer.Stop();
        _heartbeatAckTimer.Stop();
        _requestTimer.Stop();
        _peerCookie = [];
        Enter(state, reason, peerCause);
    }
}
