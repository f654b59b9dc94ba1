using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Engine.Transports.Data;

namespace Tureen.Engine.Transports;

/// <summary>
/// What all transports share: the producers and consumers that they carry, the receive path, the send path and the RTCP conversation.
/// Its methods are the commands of the faces; worker's thread only.
/// </summary>
internal abstract partial class TransportCore : IMediaTransport, IDeadlineOwner, ISocketOwner
{
    private readonly Dictionary<string, ProducerCore> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConsumerCore> _consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, ConsumerCore> _consumersBySsrc = [];
    private readonly Dictionary<uint, ConsumerCore> _consumersByRtxSsrc = [];
    private readonly ProducerTable _producerTable = new();
    private readonly ReceivedExtensionIds _receivedIds = new();
    private readonly TransportTraffic _traffic;
    private readonly RemoteCaptureClocks _captureClocks;
    private readonly RtcpReporter _reporter;
    private readonly ReceiveCongestion _receiveCongestion;
    private readonly DeadlineEntry _deadline;
    private bool _isConnected;

    protected TransportCore(ITransportRouter router, EngineContext context, TransportType type, string id, DataTransportOptions data)
    {
        Router = router;
        Context = context;
        Type = type;
        Id = id;
        _traffic = new TransportTraffic(context.Counters);
        _captureClocks = new RemoteCaptureClocks(context.Ntp);
        _reporter = new RtcpReporter(context);
        _receiveCongestion = new ReceiveCongestion();
        _deadline = new DeadlineEntry(this);
        Data = new TransportData(this, data);
    }

    public string Id { get; }

    public TransportType Type { get; }

    public TransportData Data { get; }

    public bool IsClosed { get; private set; }

    /// <summary>Media can flow.</summary>
    public bool IsConnected => _isConnected;

    public PacketShare PacketShare { get; } = new();

    /// <summary>The table itself, because walking an interface would allocate at each report.</summary>
    public Dictionary<string, ProducerCore> Producers => _producers;

    public Dictionary<string, ConsumerCore> Consumers => _consumers;

    public ProducerTable ProducerTable => _producerTable;

    public ReceivedExtensionIds ReceivedIds => _receivedIds;

    /// <summary>Local sockets that belong to this transport alone.</summary>
    public abstract IReadOnlyList<int> SocketIds { get; }

    public virtual Timestamp NextDeadline =>
        IsClosed
            ? Timestamp.Never
            : Timestamp.Min(Timestamp.Min(_reporter.NextDeadline, _receiveCongestion.NextDeadline), Data.NextDeadline);

    public ITransportRouter Router { get; }

    public EngineContext Context { get; }

    public abstract void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink);

    public abstract TransportCore? FindTransport(in TransportTuple tuple);

    /// <summary>Sends one SCTP packet, inside DTLS or bare.</summary>
    public virtual void SendSctpPacket(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink)
    {
    }

    public virtual void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
    }

    public virtual void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (!_isConnected)
        {
            return;
        }

        _receiveCongestion.HandleDeadline(now, this, sink);
        _reporter.HandleDeadline(now, this, sink);
        Data.HandleDeadline(now, sink);
    }

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
            _isConnected = false;
            CountAs(null);
            try
            {
                CloseMedia(now, sink);
                Data.Close(now, sink);
                StopMirror();
            }
            finally
            {
                Context.Deadlines.Remove(_deadline);
                Context.Faults.Forget(this);
                Router.RemoveTransport(this);
                OnClosed();
            }
        }
    }

    /// <summary>The last chance to send, while the sockets are open.</summary>
    protected virtual void OnClosing(Timestamp now, IDatagramSink sink)
    {
    }

    /// <summary>Frees what is not managed memory.</summary>
    protected virtual void OnClosed()
    {
    }

    private void SayGoodbye(Timestamp now, IDatagramSink sink)
    {
        try
        {
            Data.CloseAssociation(now, sink);
        }
        finally
        {
            OnClosing(now, sink);
        }
    }

    private void CloseMedia(Timestamp now, IDatagramSink sink)
    {
        foreach (ProducerCore producer in _producers.Values.ToArray())
        {
            CloseProducer(now, producer, sink);
        }

        foreach (ConsumerCore consumer in _consumers.Values.ToArray())
        {
            CloseConsumer(consumer);
        }
    }

    protected void SetConnected(Timestamp now, bool isConnected, IDatagramSink sink)
    {
        if (_isConnected == isConnected)
        {
            return;
        }

        _isConnected = isConnected;
        CountConnected();
        if (isConnected)
        {
            _reporter.Start(now);
            _receiveCongestion.Start(now);
        }
        else
        {
            _reporter.Stop();
            _receiveCongestion.Stop();
        }

        foreach (ConsumerCore consumer in _consumers.Values)
        {
            consumer.HandleTransportConnected(now, isConnected, sink);
        }

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

    public void Drop(DropReason reason)
    {
        Context.Drop(reason, Id);
        _traffic.Dropped++;
    }
}
