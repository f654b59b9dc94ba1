using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Send;
using Tureen.Engine.Transports.Data;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>
/// One end of a pipe between routers: what it offers and has accepted, and the messages by which the two ends keep each other's state, over a stream of
/// the transport's association. The other end may be hostile: it can use up nothing but its own pipe.
/// </summary>
/// <remarks>
/// The order of the set-up is free. An end may offer and accept before it knows the other one; what it has to say waits as state, not as
/// messages. The association repeats what is lost.
/// </remarks>
internal sealed class PipeControl : IControlStream, IDeadlineOwner
{
    private static readonly SendParameters OnceAndNow = new(IsUnordered: true, MaxRetransmissions: 0);

    private readonly PipeControlOptions _options;
    private readonly PipeVitals _vitals;
    private readonly Dictionary<uint, OfferedEntry> _offered = [];
    private readonly Dictionary<uint, AcceptedEntry> _accepted = [];
    private readonly Queue<PipeEntry> _changed = new();
    private readonly byte[] _buffer = new byte[PipeMessage.MaxLength];
    private readonly DeadlineEntry _deadline;
    private Guid? _peer;
    private PipeCloseReason? _ending;
    private bool _isConnected;
    private bool _isClosed;
    private long _heardMedia;

    /// <summary>The association takes nothing more for now.</summary>
    private bool _isBlocked;

    public PipeControl(TransportCore transport, PipeControlOptions options)
    {
        Transport = transport;
        _options = options;
        _vitals = new PipeVitals(options);
        _deadline = new DeadlineEntry(this);
    }

    public TransportCore Transport { get; }

    public string TransportId => Transport.Id;

    /// <summary>What it carries, both ways.</summary>
    public int Count => _offered.Count + _accepted.Count;

    public Timestamp NextDeadline
    {
        get
        {
            if (_isClosed)
            {
                return Timestamp.Never;
            }

            bool isDue = _ending is not null || (_peer is not null && _changed.Count > 0 && !_isBlocked);
            return isDue ? Timestamp.Zero : _vitals.NextDeadline;
        }
    }

    /// <summary>From now on the ends have to reach each other.</summary>
    public void Start(Timestamp now)
    {
        _vitals.Start(now);
        Arm();
    }

    /// <summary>The other end is known. Once, with its address.</summary>
    public void SetPeer(Timestamp now, Guid peer, TimeSpan peerTimeout, IDatagramSink sink)
    {
        _peer = peer;
        _vitals.HandlePeer(now, peerTimeout);
        var hello = new PipeMessage
        {
            Kind = PipeMessageKind.Hello,
            Version = PipeMessage.CurrentVersion,
            Sender = _options.Id,
            Reader = peer,
        };
        if (!TrySend(now, hello, sink))
        {
            End(PipeCloseReason.NotConnected);
        }

        Arm();
    }

    /// <exception cref="MediasoupException">The pipe carries as much as it may, or something of this number.</exception>
    public void Add(OfferedEntry entry) => Add(_offered, entry);

    /// <inheritdoc cref="Add(OfferedEntry)"/>
    public void Add(AcceptedEntry entry) => Add(_accepted, entry);

    public void Remove(OfferedEntry entry) => _offered.Remove(entry.Number);

    public void Remove(AcceptedEntry entry) => _accepted.Remove(entry.Number);

    /// <summary>Something changed; what comes of it is sent when the present call is over.</summary>
    public void Enqueue(PipeEntry entry)
    {
        if (!_isClosed && !entry.IsQueued && IsKnown(entry))
        {
            entry.IsQueued = true;
            _changed.Enqueue(entry);
            Arm();
        }
    }

    public bool TrySend(Timestamp now, in PipeMessage message, IDatagramSink sink)
    {
        int length = message.Write(_buffer);
        return Transport.Data.TrySendControl(now, _buffer.AsSpan(0, length), default, sink);
    }

    public void Raise(EngineEvent engineEvent) => Transport.Context.Events.Enqueue(engineEvent);

    public void HandleMessage(Timestamp now, ReadOnlySpan<byte> message, IDatagramSink sink)
    {
        if (_isClosed || _ending is not null)
        {
            return;
        }

        if (!PipeMessage.TryParse(message, out PipeMessage parsed))
        {
            Transport.Drop(DropReason.PipeMalformed);
        }
        else if (parsed.Kind == PipeMessageKind.Hello)
        {
            HandleHello(now, parsed);
        }
        else if (_isConnected)
        {
            Handle(now, parsed, sink);
        }
        else if (parsed.Kind != PipeMessageKind.KeepAlive)
        {
            // A sign of life has no place in the order, and may overtake the greeting.
            Transport.Drop(DropReason.PipeUnexpected);
        }

        Arm();
    }

    public void HandlePacket(Timestamp now)
    {
        if (_isConnected)
        {
            _vitals.HandleHeard(now);
        }
    }

    public void HandleState(SctpState state)
    {
        if (state is SctpState.Closed or SctpState.Failed)
        {
            bool isUnreached = !_isConnected && state == SctpState.Failed;
            End(isUnreached ? PipeCloseReason.NotConnected : state == SctpState.Failed ? PipeCloseReason.PeerLost : PipeCloseReason.PeerClosed);
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (_isClosed)
        {
            return;
        }

        HearMedia(now);
        if ((_ending ?? _vitals.FindEnd(now)) is { } reason)
        {
            Raise(new PipeEndedEvent(TransportId, reason));
            Transport.Close(now, sink);
            return;
        }

        if (_vitals.TryTakeSign(now))
        {
            _isBlocked = false;
            SendSign(now, sink);
        }

        Announce(now, sink);
        Arm();
    }

    public void Close()
    {
        _isClosed = true;
        _changed.Clear();
        _offered.Clear();
        _accepted.Clear();
        Transport.Context.Deadlines.Remove(_deadline);
    }

    private void Add<TEntry>(Dictionary<uint, TEntry> entries, TEntry entry)
        where TEntry : PipeEntry
    {
        if (entries.Count >= EngineLimits.MaxPipedProducers)
        {
            throw new MediasoupException($"the pipe carries {EngineLimits.MaxPipedProducers} producers in this direction, and takes no more [transportId:{TransportId}]");
        }

        if (!entries.TryAdd(entry.Number, entry))
        {
            throw new MediasoupException($"the pipe carries number {entry.Number} already [transportId:{TransportId}]");
        }

        Enqueue(entry);
    }

    private bool IsKnown(PipeEntry entry) => entry switch
    {
        OfferedEntry offered => _offered.GetValueOrDefault(entry.Number) == offered,
        AcceptedEntry accepted => _accepted.GetValueOrDefault(entry.Number) == accepted,
        _ => _changed.Count < EngineLimits.MaxPipeMessagesWaiting,
    };

    private void HandleHello(Timestamp now, in PipeMessage hello)
    {
        bool isRight = hello.Version == PipeMessage.CurrentVersion && hello.Sender == _peer && hello.Reader == _options.Id;
        if (!isRight)
        {
            Transport.Drop(DropReason.PipeUnexpected);
            End(PipeCloseReason.Refused);
            return;
        }

        _vitals.HandleHeard(now);
        if (!_isConnected)
        {
            _isConnected = true;
            Raise(new PipeConnectedEvent(TransportId));
        }
    }

    private void Handle(Timestamp now, in PipeMessage message, IDatagramSink sink)
    {
        switch (message.Kind)
        {
            case PipeMessageKind.Source when _accepted.TryGetValue(message.Number, out AcceptedEntry? entry):
                entry.HandleSource(now, message, sink);
                break;
            case PipeMessageKind.SourceClosed when _accepted.Remove(message.Number, out AcceptedEntry? entry):
                entry.HandleSourceClosed(now, sink);
                break;
            case PipeMessageKind.SinkClosed when _offered.Remove(message.Number, out OfferedEntry? entry):
                entry.HandleSinkClosed(now, sink);
                break;
            case PipeMessageKind.Wish when _offered.TryGetValue(message.Number, out OfferedEntry? entry):
                entry.HandleWish(now, new ProducerLayersWanted(message.SpatialLayer, message.TemporalLayer), sink);
                break;
            case PipeMessageKind.Wish:
                Enqueue(new UnknownEntry(this, message.Number));
                break;
            case PipeMessageKind.Source or PipeMessageKind.SourceClosed or PipeMessageKind.SinkClosed:
                // It crossed this end's own message that the thing is gone.
                Transport.Drop(DropReason.PipeUnexpected);
                break;
            default:
                break;
        }
    }

    /// <summary>What came since the last look shows that the other end is alive, even if its signs get lost.</summary>
    private void HearMedia(Timestamp now)
    {
        long received = Transport.Traffic.RtpReceived.ByteCount;
        if (_isConnected && received != _heardMedia)
        {
            _heardMedia = received;
            _vitals.HandleHeard(now);
        }
    }

    /// <summary>A sign that does not arrive at once is worth nothing; the next one follows.</summary>
    private void SendSign(Timestamp now, IDatagramSink sink)
    {
        if (Transport.Data.SctpState == SctpState.Connected)
        {
            int length = new PipeMessage { Kind = PipeMessageKind.KeepAlive }.Write(_buffer);
            Transport.Data.TrySendControl(now, _buffer.AsSpan(0, length), OnceAndNow, sink);
        }
    }

    private void Announce(Timestamp now, IDatagramSink sink)
    {
        if (_peer is null)
        {
            return;
        }

        for (int i = _changed.Count; i > 0 && !_isBlocked; i--)
        {
            PipeEntry entry = _changed.Peek();
            if (!entry.TryAnnounce(now, sink))
            {
                _isBlocked = true;
                return;
            }

            _changed.Dequeue();
            entry.IsQueued = false;
        }
    }

    private void End(PipeCloseReason reason)
    {
        _ending ??= reason;
        Arm();
    }

    private void Arm()
    {
        if (!_isClosed)
        {
            Transport.Context.Deadlines.Arm(_deadline, NextDeadline);
        }
    }
}
