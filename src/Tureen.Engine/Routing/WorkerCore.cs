using Tureen.Engine.Crypto;
using Tureen.Engine.Dtls;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports;

namespace Tureen.Engine.Routing;

/// <summary>
/// The engine of one worker: every router, on one thread. The host pushes datagrams, calls back at <see cref="NextDeadline"/>,
/// runs commands (the methods of the cores) and drains the events after each batch.
/// </summary>
internal sealed partial class WorkerCore : IDisposable
{
    private readonly PacketSlab _slab;
    private readonly Dictionary<string, RouterCore> _routers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WebRtcServerCore> _webRtcServers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ISocketOwner> _ownersBySocket = [];
    private readonly Func<ISocketOwner, ISocketOwner>? _wrapSocketOwner;
    private readonly FaultContainment _containment;

    public WorkerCore(WorkerCoreOptions options)
    {
        _slab = new PacketSlab(options.MaximumPackets);
        Certificate = options.Certificate;
        Context = new EngineContext(options.Random, options.Ntp, options.Sockets, new SharedRtpPacketPool(_slab));
        Context.Faults.AreContained = options.ContainsFaults;
        _containment = new FaultContainment(Context);
        _wrapSocketOwner = options.WrapSocketOwner;
    }

    public EngineContext Context { get; }

    public DtlsCertificate Certificate { get; }

    public IReadOnlyDictionary<string, RouterCore> Routers => _routers;

    public IReadOnlyDictionary<string, WebRtcServerCore> WebRtcServers => _webRtcServers;

    public Timestamp NextDeadline => Context.Deadlines.Next;

    /// <summary>Packets that retransmission buffers and gates hold now.</summary>
    public int LeasedPackets => _slab.Leased;

    public int OpenSockets => _ownersBySocket.Count;

    /// <summary>Logs what the worker runs on, once its log is configured.</summary>
    public void LogStart()
    {
        if (Context.Log.IsDebug(WorkerLogTag.Srtp))
        {
            Context.Log.Debug(WorkerLogTag.Srtp, $"AES-GCM runs on {AesGcmCipher.Implementation}");
        }
    }

    /// <exception cref="MediasoupException">The id is taken.</exception>
    public RouterCore CreateRouter(string id)
    {
        var router = new RouterCore(this, id);
        if (!_routers.TryAdd(id, router))
        {
            throw new MediasoupException($"a Router with same routerId already exists [routerId:{id}]");
        }

        Context.Counters.Routers++;
        return router;
    }

    /// <exception cref="SocketBindException">A listen address cannot be bound.</exception>
    /// <exception cref="MediasoupTypeException">There is nowhere to listen.</exception>
    /// <exception cref="MediasoupException">The id is taken.</exception>
    public WebRtcServerCore CreateWebRtcServer(string id, IReadOnlyList<IceListenOptions> listens)
    {
        if (listens.Count == 0)
        {
            throw new MediasoupTypeException("empty listenInfos");
        }

        if (_webRtcServers.ContainsKey(id))
        {
            throw new MediasoupException($"a WebRtcServer with same webRtcServerId already exists [webRtcServerId:{id}]");
        }

        var server = new WebRtcServerCore(Context, id, listens);
        _webRtcServers.Add(id, server);
        foreach (int socketId in server.Listeners.SocketIds)
        {
            AddSocket(socketId, server);
        }

        return server;
    }

    /// <summary>Closes a server with all transports that it serves. Idempotent.</summary>
    public void CloseWebRtcServer(Timestamp now, WebRtcServerCore server, IDatagramSink sink)
    {
        server.Close(now, sink);
        if (_webRtcServers.Remove(server.Id))
        {
            RemoveSockets(server.Listeners.SocketIds);
        }
    }

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (!_ownersBySocket.TryGetValue(tuple.SocketId, out ISocketOwner? owner))
        {
            Context.Drops.Add(DropReason.TransportClosed);
            return;
        }

        try
        {
            owner.HandleDatagram(now, tuple, datagram, sink);
        }
        catch (Exception error) when (Context.Faults.AreContained)
        {
            _containment.HandleTuple(now, FaultKind.Datagram, owner, tuple, error, sink);
            return;
        }

        if (Context.Faults.HasRecords)
        {
            _containment.HandleSuccess(owner, tuple);
        }
    }

    /// <summary>The TCP connection behind <paramref name="tuple"/> is gone.</summary>
    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_ownersBySocket.TryGetValue(tuple.SocketId, out ISocketOwner? owner))
        {
            try
            {
                owner.HandleTupleClosed(now, tuple, sink);
            }
            catch (Exception error) when (Context.Faults.AreContained)
            {
                _containment.HandleTuple(now, FaultKind.TupleClosed, owner, tuple, error, sink);
            }
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        int left = Context.Deadlines.Count + EngineLimits.ExtraDeadlinesPerCall;
        while (left-- > 0 && Context.Deadlines.TryDequeueDue(now, out DeadlineEntry entry))
        {
            try
            {
                entry.Owner.HandleDeadline(now, sink);

                // A machine that forgot to move its deadline on would spin here.
                Timestamp next = entry.Owner.NextDeadline;
                Context.Deadlines.Arm(entry, next > now ? next : now + TimeSpan.FromMilliseconds(1));
            }
            catch (Exception error) when (Context.Faults.AreContained)
            {
                // Sets the time itself: the owner may have armed itself for now before it threw. A closed owner leaves the heap.
                Context.Deadlines.Set(entry, now + EngineLimits.FaultPause);
                _containment.HandleDeadline(now, entry.Owner, error, sink);
            }
        }
    }

    public bool TryDequeueEvent(out EngineEvent engineEvent) => Context.Events.TryDequeue(out engineEvent!);

    /// <summary>Closes every router and WebRtcServer. Idempotent.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        foreach (RouterCore router in _routers.Values.ToArray())
        {
            Context.Faults.Run(now, FaultKind.Close, router.Id, () => router.Close(now, sink));
        }

        foreach (WebRtcServerCore server in _webRtcServers.Values.ToArray())
        {
            Context.Faults.Run(now, FaultKind.Close, server.Id, () => CloseWebRtcServer(now, server, sink));
        }
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _slab.Dispose();
    }

    /// <summary>An id names one producer in the whole worker, not only in its router: requests name the producer alone.</summary>
    internal bool HasProducer(string id)
    {
        foreach (RouterCore router in _routers.Values)
        {
            if (router.FindProducer(id) is not null)
            {
                return true;
            }
        }

        return false;
    }

    internal bool HasDataProducer(string id)
    {
        foreach (RouterCore router in _routers.Values)
        {
            if (router.FindDataProducer(id) is not null)
            {
                return true;
            }
        }

        return false;
    }

    internal void AddSocket(int socketId, ISocketOwner owner) =>
        _ownersBySocket.Add(socketId, _wrapSocketOwner?.Invoke(owner) ?? owner);

    internal void RemoveSockets(IReadOnlyList<int> socketIds)
    {
        foreach (int socketId in socketIds)
        {
            _ownersBySocket.Remove(socketId);
            Context.Sockets.CloseSocket(socketId);
        }
    }

    internal void RemoveRouter(RouterCore router)
    {
        if (_routers.Remove(router.Id))
        {
            Context.Counters.Routers--;
        }
    }
}
