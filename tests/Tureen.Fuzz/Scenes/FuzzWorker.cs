using Tureen.Engine.Dtls;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Fuzz.Driver;
using Tureen.Ortc;

namespace Tureen.Fuzz.Scenes;

/// <summary>
/// A worker of the engine without sockets, in virtual time. It serves many runs, each with a router of its own, and checks that
/// nothing stays behind.
/// </summary>
internal sealed class FuzzWorker : ISocketHost, IDatagramSink, IDisposable
{
    private const int SpaceForDatagram = 4096;

    private static readonly Timestamp Start = new(3_600_000_000);
    private static readonly NtpTime StartNtp = NtpTime.FromMicroseconds(4_000_000_000_000_000);

    private readonly FuzzRandom _random = new();
    private readonly byte[] _space = new byte[SpaceForDatagram];
    private int _nextSocketId = 1;

    public FuzzWorker()
    {
        Worker = new WorkerCore(new WorkerCoreOptions
        {
            Random = _random,
            Ntp = new NtpClock(Start, StartNtp),
            Sockets = this,
            Certificate = DtlsCertificate.Generate(),
        });
    }

    public WorkerCore Worker { get; }

    public Timestamp Now { get; private set; } = Start;

    /// <summary>Gets each datagram that the worker sends, if set.</summary>
    public Action<TransportTuple, ReadOnlyMemory<byte>>? OnSend { get; set; }

    /// <summary>Gets each event, if set.</summary>
    public Action<EngineEvent>? OnEvent { get; set; }

    public RouterCore Begin()
    {
        Now = Start;
        _random.Restart();
        return Worker.CreateRouter("router");
    }

    /// <summary>Closes all and checks that nothing is left.</summary>
    /// <exception cref="FuzzFaultException">Something is.</exception>
    public void End()
    {
        Worker.Close(Now, this);
        DrainEvents();
        RequireNone(Worker.LeasedPackets, "leased packets");
        RequireNone(Worker.Context.Deadlines.Count, "deadlines");
        RequireNone(Worker.Context.SctpBuffers.Leased, "leased SCTP buffers");
        RequireNone(Worker.Context.Counters.MediaObjects, "producers and consumers");
        RequireNone(Worker.OpenSockets, "sockets");
        RequireNone(Worker.Routers.Count, "routers");
        RequireNone(Worker.WebRtcServers.Count, "WebRtcServers");
    }

    /// <summary>The first packet of a peer, from which a transport with comedia learns where it is.</summary>
    public TransportTuple Connect(PlainTransportCore transport, in NetworkAddress peer)
    {
        var tuple = new TransportTuple(transport.SocketIds[0], TransportProtocol.Udp, peer);
        Handle(tuple, [0x80, 201, 0, 1, 0, 0, 0, 1]);
        return tuple;
    }

    public void Handle(in TransportTuple from, Span<byte> datagram)
    {
        Worker.HandleDatagram(Now, from, datagram, this);
        DrainEvents();
    }

    /// <summary>Lets time pass, from deadline to deadline.</summary>
    public void Advance(TimeSpan duration)
    {
        Timestamp end = Now + duration;
        while (Worker.NextDeadline <= end)
        {
            Now = Worker.NextDeadline > Now ? Worker.NextDeadline : Now;
            Worker.HandleDeadline(Now, this);
            DrainEvents();
        }

        Now = end;
    }

    public Span<byte> GetSpan(int maximumLength) => _space.AsSpan(0, maximumLength);

    public void Send(in TransportTuple tuple, int length) => OnSend?.Invoke(tuple, _space.AsMemory(0, length));

    public int OpenUdpSocket(in ListenParameters parameters, out NetworkAddress bound) => Open(parameters, out bound);

    public int OpenTcpListener(in ListenParameters parameters, out NetworkAddress bound) => Open(parameters, out bound);

    public int OpenLink(IDatagramLinkEnd end) => _nextSocketId++;

    public void CloseConnection(in TransportTuple tuple)
    {
    }

    public void CloseSocket(int socketId)
    {
    }

    public void Dispose()
    {
        Worker.Close(Now, this);
        Worker.Dispose();
    }

    private static void RequireNone(long count, string what)
    {
        if (count != 0)
        {
            throw new FuzzFaultException($"{count} {what} are left after all was closed");
        }
    }

    private int Open(in ListenParameters parameters, out NetworkAddress bound)
    {
        bound = NetworkAddress.From(parameters.Address, 40_000 + (_nextSocketId % 20_000));
        return _nextSocketId++;
    }

    private void DrainEvents()
    {
        while (Worker.TryDequeueEvent(out EngineEvent engineEvent))
        {
            OnEvent?.Invoke(engineEvent);
        }
    }
}
