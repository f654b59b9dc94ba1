using System.Net;
using Tureen.Engine.Dtls;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Ortc;

namespace Tureen.Testing.Simulation;

/// <summary>A worker of the engine on a simulated network.</summary>
internal sealed class SimulatedServer : ISimulatedHost, ISocketHost, IDisposable
{
    private readonly VirtualWorld _world;
    private readonly Dictionary<int, NetworkAddress> _addresses = [];
    private readonly Dictionary<NetworkAddress, int> _sockets = [];
    private readonly SimulatedSink _sink;
    private readonly Queue<(NetworkAddress Local, NetworkAddress Remote, byte[] Bytes)> _waiting = new();
    private Timestamp _stalledUntil = Timestamp.Zero;
    private int _nextSocketId = 1;
    private ushort _nextPort = 40_000;

    /// <param name="world">Where it is.</param>
    /// <param name="containsFaults">Whether faults are contained, as in production; otherwise exceptions of the engine reach the test.</param>
    public SimulatedServer(VirtualWorld world, bool containsFaults = false)
    {
        _world = world;
        _sink = new SimulatedSink(world.Network, id => _addresses.TryGetValue(id, out NetworkAddress address) ? address : null);
        Worker = new WorkerCore(new WorkerCoreOptions
        {
            Random = world.Random,
            Ntp = new NtpClock(world.Now, NtpTime.FromMicroseconds(4_000_000_000_000_000)),
            Sockets = this,
            Certificate = DtlsCertificate.Generate(),
            ContainsFaults = containsFaults,
            WrapSocketOwner = containsFaults ? owner => new SimulatedSocketOwner(owner, this) : null,
        });
        world.Add(this);
    }

    public WorkerCore Worker { get; }

    /// <summary>Called before each datagram that reaches its owner, to throw in its place; null for nothing. Only where faults are contained.</summary>
    public SimulatedFault? OnDatagram { get; set; }

    /// <summary>Every event in order of arrival.</summary>
    public List<EngineEvent> Events { get; } = [];

    public int OpenSockets => _addresses.Count;

    public Timestamp NextDeadline => IsStalled || _waiting.Count > 0 ? _stalledUntil : Worker.NextDeadline;

    private bool IsStalled => _world.Now < _stalledUntil;

    public IDatagramSink Sink
    {
        get
        {
            _sink.Now = _world.Now;
            return _sink;
        }
    }

    public int OpenUdpSocket(in ListenParameters parameters, out NetworkAddress bound)
    {
        bound = NetworkAddress.From(parameters.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : parameters.Address, _nextPort++);
        int id = _nextSocketId++;
        _addresses.Add(id, bound);
        _sockets.Add(bound, id);
        _world.Network.Attach(bound, this);
        return id;
    }

    public int OpenTcpListener(in ListenParameters parameters, out NetworkAddress bound) =>
        throw new NotSupportedException("There is no TCP here.");

    public void CloseConnection(in TransportTuple tuple)
    {
    }

    public int OpenLink(IDatagramLinkEnd end) => throw new NotSupportedException("There are no links here.");

    public void CloseSocket(int socketId)
    {
        if (_addresses.Remove(socketId, out NetworkAddress address))
        {
            _sockets.Remove(address);
            _world.Network.Detach(address);
        }
    }

    /// <summary>Acts as if the machine were paused: handles nothing for this long, then everything at once.</summary>
    public void Stall(TimeSpan duration) => _stalledUntil = _world.Now + duration;

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        if (IsStalled)
        {
            _waiting.Enqueue((local, remote, datagram.ToArray()));
            return;
        }

        _sink.Now = now;
        Worker.HandleDatagram(now, new TransportTuple(_sockets[local], TransportProtocol.Udp, remote), datagram, _sink);
        DrainEvents();
    }

    public void HandleDeadline(Timestamp now)
    {
        while (!IsStalled && _waiting.TryDequeue(out (NetworkAddress Local, NetworkAddress Remote, byte[] Bytes) datagram))
        {
            HandleDatagram(now, datagram.Local, datagram.Remote, datagram.Bytes);
        }

        _sink.Now = now;
        Worker.HandleDeadline(now, _sink);
        DrainEvents();
    }

    public void DrainEvents()
    {
        while (Worker.TryDequeueEvent(out EngineEvent engineEvent))
        {
            Events.Add(engineEvent);
        }
    }

    public void Dispose()
    {
        Worker.Close(_world.Now, Sink);
        Worker.Dispose();
    }
}
