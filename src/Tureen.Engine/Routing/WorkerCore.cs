using Tureen.Engine.Dtls;
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
    private readonly Dictionary<int, TransportCore> _transportsBySocket = [];

    public WorkerCore(WorkerCoreOptions options)
    {
        _slab = new PacketSlab(options.MaximumPackets);
        Certificate = options.Certificate;
        Context = new EngineContext(options.Random, options.Ntp, options.Sockets, new SharedRtpPacketPool(_slab));
    }

    public EngineContext Context { get; }

    public DtlsCertificate Certificate { get; }

    public IReadOnlyDictionary<string, RouterCore> Routers => _routers;

    public Timestamp NextDeadline => Context.Deadlines.Next;

    /// <summary>Packets that retransmission buffers and gates hold at this moment.</summary>
    public int LeasedPackets => _slab.Leased;

    public int OpenSockets => _transportsBySocket.Count;

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

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (_transportsBySocket.TryGetValue(tuple.SocketId, out TransportCore? transport))
        {
            transport.HandleDatagram(now, tuple, datagram, sink);
        }
        else
        {
            Context.Drops.Add(DropReason.TransportClosed);
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        while (Context.Deadlines.TryDequeueDue(now, out DeadlineEntry entry))
        {
            entry.Owner.HandleDeadline(now, sink);

            // A machine that forgot to move its deadline on would spin here.
            Timestamp next = entry.Owner.NextDeadline;
            Context.Deadlines.Arm(entry, next > now ? next : now + TimeSpan.FromMilliseconds(1));
        }
    }

    public bool TryDequeueEvent(out EngineEvent engineEvent) => Context.Events.TryDequeue(out engineEvent!);

    /// <summary>Closes every router. Idempotent.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        foreach (RouterCore router in _routers.Values.ToArray())
        {
            router.Close(now, sink);
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

    internal void AddSocket(int socketId, TransportCore transport) => _transportsBySocket.Add(socketId, transport);

    internal void RemoveSockets(TransportCore transport)
    {
        foreach (int socketId in transport.SocketIds)
        {
            _transportsBySocket.Remove(socketId);
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
