using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;
using Tureen.Engine.Transports.Data;
using Tureen.Engine.Transports.Media;
using Tureen.Engine.Transports.Mirror;

namespace Tureen.Engine.Transports;

/// <summary>
/// One transport: the path to a peer, the media and the messages that go over it, and the order in which it connects and closes. The kinds of
/// transports add the commands that only they have. Its methods are the commands of the faces; worker's thread only.
/// </summary>
internal abstract class TransportCore : IDeadlineOwner
{
    private readonly DeadlineEntry _deadline;
    private readonly TransportCount _count;

    protected TransportCore(
        ITransportRouter router, EngineContext context, TransportType type, string id, DataTransportOptions data, ITransportPath path)
    {
        Router = router;
        Context = context;
        Type = type;
        Id = id;
        Path = path;
        Traffic = new TransportTraffic(context.Counters);
        Media = new TransportMedia(this, path);
        Mirror = new TransportMirror(context.Sockets, Media);
        Data = new TransportData(this, path, data);
        _deadline = new DeadlineEntry(this);
        _count = new TransportCount(context.Counters, type);
        path.Attach(this);
    }

    public string Id { get; }

    public TransportType Type { get; }

    public ITransportRouter Router { get; }

    public EngineContext Context { get; }

    /// <summary>Where its packets come from and go to.</summary>
    public ITransportPath Path { get; }

    public TransportMedia Media { get; }

    public TransportData Data { get; }

    public TransportMirror Mirror { get; }

    public TransportTraffic Traffic { get; }

    /// <summary>Local sockets that belong to this transport alone.</summary>
    public IReadOnlyList<int> SocketIds => Path.SocketIds;

    public bool IsClosed { get; private set; }

    /// <summary>Media can flow.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>The events that the user enabled, in the given order.</summary>
    public IReadOnlyList<TransportTraceEventType> TraceEventTypes { get; set; } = [];

    public Timestamp NextDeadline =>
        IsClosed
            ? Timestamp.Never
            : Timestamp.Min(Timestamp.Min(Path.NextDeadline, Media.NextDeadline), Data.NextDeadline);

    /// <summary>Counts the transport among those of the worker until it is closed.</summary>
    public void CountIn() => _count.Begin(IsConnected);

    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    /// <exception cref="MediasoupException">The id, an SSRC, a MID or a RID is taken.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public ProducerCore Produce(Timestamp now, ProducerCoreOptions options)
    {
        ThrowIfClosed();
        ProducerCore producer = Media.Produce(now, options);
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
        return Media.Consume(now, producerId, options, sink);
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

    /// <summary>Bits per second that the peer may send, reported to it by REMB; 0 for no limit.</summary>
    public void SetMaxIncomingBitrate(Timestamp now, long bitsPerSecond, IDatagramSink sink)
    {
        Media.ReceiveCongestion.SetMaxIncomingBitrate(now, new Bitrate(bitsPerSecond), Media, sink);
        ArmDeadline();
        if (Context.Log.IsDebug(WorkerLogTag.Bwe))
        {
            Context.Log.Debug(WorkerLogTag.Bwe, $"the peer may send {bitsPerSecond} bps, 0 for any [transportId:{Id}]");
        }
    }

    /// <summary>Bits per second that are sent at most; 0 for no limit.</summary>
    /// <exception cref="MediasoupTypeException">Out of range.</exception>
    public void SetMaxOutgoingBitrate(Timestamp now, long bitsPerSecond, IDatagramSink sink) =>
        Media.SendCongestion.SetMaximum(now, bitsPerSecond, sink);

    /// <summary>Bits per second that count as available at least; 0 for no limit.</summary>
    /// <exception cref="MediasoupTypeException">Out of range.</exception>
    public void SetMinOutgoingBitrate(Timestamp now, long bitsPerSecond, IDatagramSink sink) =>
        Media.SendCongestion.SetMinimum(now, bitsPerSecond, sink);

    /// <exception cref="MediasoupException">It is mirrored already.</exception>
    /// <exception cref="SocketBindException">The address cannot be bound.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void StartMirror(in ListenParameters listen, NetworkAddress remote, PacketMirrorOptions options)
    {
        ThrowIfClosed();
        Mirror.Start(listen, remote, options);
    }

    /// <summary>Gives copies of all packets to <paramref name="tap"/>, until the transport is closed or its path ends the tap.</summary>
    /// <exception cref="MediasoupException">Captured already.</exception>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public void StartCapture(IPacketTap tap)
    {
        ThrowIfClosed();
        Path.Tap.Start(tap);
    }

    public abstract TransportDump Dump(Timestamp now);

    public abstract TransportStats GetStats(Timestamp now);

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        Path.HandleDeadline(now, sink);
        if (IsConnected)
        {
            Media.HandleDeadline(now, sink);
            Data.HandleDeadline(now, sink);
        }
    }

    /// <summary>The path has become usable, or is not usable any more.</summary>
    public void SetConnected(Timestamp now, bool isConnected, IDatagramSink sink)
    {
        if (IsConnected == isConnected)
        {
            return;
        }

        IsConnected = isConnected;
        _count.HandleConnected(isConnected);
        Media.HandleConnected(now, isConnected, sink);
        Data.ConnectIfNeeded(now, sink);
        ArmDeadline();
    }

    public void ArmDeadline()
    {
        if (!IsClosed)
        {
            Context.Deadlines.Arm(_deadline, NextDeadline);
        }
    }

    /// <summary>Counts a packet of this transport that goes no further.</summary>
    public void Drop(DropReason reason) => Context.Drop(reason, Id);

    /// <summary>
    /// Closes all that the transport carries, then its sockets. Idempotent. A transport that is closed because it throws may throw here too: then
    /// as much as possible is freed before the exception leaves.
    /// </summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        try
        {
            SayGoodbye(now, sink);
        }
        finally
        {
            IsClosed = true;
            IsConnected = false;
            _count.End();
            try
            {
                Media.Close(now, sink);
                Data.Close(now, sink);
                Mirror.Stop();
                Path.Tap.End();
            }
            finally
            {
                Context.Deadlines.Remove(_deadline);
                Context.Faults.Forget(this);
                Router.RemoveTransport(this);
                Path.Dispose();
            }
        }
    }

    /// <summary>An object made on a closed transport would never be removed.</summary>
    protected void ThrowIfClosed()
    {
        if (IsClosed)
        {
            throw new InvalidStateException($"Transport closed [transportId:{Id}]");
        }
    }

    /// <summary>Fills in what all transports have.</summary>
    protected TransportDump WithBase(TransportDump dump, Timestamp now) => Data.Describe(Media.Describe(dump, now)) with
    {
        Id = Id,
        TraceEventTypes = TraceEventTypes,
    };

    /// <summary>Fills in what all transports have.</summary>
    protected TransportStats WithBase(TransportStats stats, Timestamp now) => Traffic.Describe(Media.Describe(stats, now), now) with
    {
        TransportId = Id,
        Timestamp = now.Milliseconds,
        SctpState = Data.SctpState,
    };

    private void SayGoodbye(Timestamp now, IDatagramSink sink)
    {
        try
        {
            Data.CloseAssociation(now, sink);
        }
        finally
        {
            Path.Close(now, sink);
        }
    }
}
