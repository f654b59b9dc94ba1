using Tureen.Engine.Events;
using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Ice.Gathering;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Testing.Ice;

/// <summary>A full ICE agent of the engine on a simulated network, perhaps behind a NAT, perhaps with a relay.</summary>
internal sealed class SimulatedIceAgent : ISimulatedHost, IDatagramSink
{
    private readonly VirtualWorld _world;
    private readonly SimulatedNat? _nat;
    private readonly IceGatherer _gatherer;
    private readonly RelaySink _relaySink;
    private readonly byte[] _buffer = new byte[2048];

    public SimulatedIceAgent(VirtualWorld world, IReadOnlyList<NetworkAddress> addresses, bool isControlling = true, SimulatedNat? nat = null, int? hosts = null)
    {
        _world = world;
        _nat = nat;
        Addresses = addresses;
        _gatherer = new IceGatherer(world.Random);
        _relaySink = new RelaySink(_gatherer);
        Agent = new IceAgent(world.Random, [.. addresses.Take(hosts ?? addresses.Count).Select(LocalAt)], isControlling);
        if (nat is not null)
        {
            nat.Inside = this;
        }
        else
        {
            foreach (NetworkAddress address in addresses)
            {
                world.Network.Attach(address, this);
            }
        }

        world.Add(this);
    }

    public IceAgent Agent { get; }

    public IReadOnlyList<NetworkAddress> Addresses { get; }

    public List<IceEvent> Events { get; } = [];

    /// <summary>When each request was sent, with where it went.</summary>
    public List<(Timestamp At, TransportTuple Tuple, byte[] Bytes)> Sent { get; } = [];

    /// <summary>What came and is no STUN.</summary>
    public List<(TransportTuple Tuple, byte[] Bytes)> Received { get; } = [];

    public DropReason LastReason { get; private set; }

    public IceParameters Parameters => new() { UsernameFragment = Agent.UsernameFragment, Password = Agent.Password };

    public Timestamp NextDeadline => Timestamp.Min(Agent.NextDeadline, _gatherer.NextDeadline);

    /// <summary>What STUN and TURN servers have brought.</summary>
    public List<GatheringResult> Gathered { get; } = [];

    public TransportTuple? Selected => Agent.TryGetSelectedTuple(out TransportTuple tuple) ? tuple : null;

    public static IceRemoteCandidate Candidate(NetworkAddress address, uint priority = 2_130_706_431, string foundation = "1") =>
        new(address, TransportProtocol.Udp, priority, foundation);

    public void Start(IceParameters remote, params IReadOnlyList<IceRemoteCandidate> candidates)
    {
        Agent.SetRemote(_world.Now, remote, candidates, Over(_world.Now));
        DrainEvents();
    }

    /// <summary>Has a TURN server give a relay, which is reached from the last of the addresses and used when it is there.</summary>
    public void AddRelay(NetworkAddress server, string user = "user", string password = "password")
    {
        Agent.IsGathering = true;
        var tuple = new TransportTuple(Addresses.Count, TransportProtocol.Udp, server);
        _gatherer.StartRelay(_world.Now, new TurnServer("turn:test", tuple, user, password, WantsIPv6: false), this);
    }

    /// <summary>Asks a STUN server about the first address.</summary>
    public void AddProbe(NetworkAddress server) =>
        _gatherer.StartProbe(_world.Now, "stun:test", new TransportTuple(1, TransportProtocol.Udp, server), this);

    /// <summary>Sends a datagram over the selected pair.</summary>
    public void SendMedia(ReadOnlySpan<byte> datagram)
    {
        IDatagramSink sink = Over(_world.Now);
        datagram.CopyTo(sink.GetSpan(datagram.Length));
        sink.Send(Selected!.Value, datagram.Length);
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        var tuple = new TransportTuple(SocketOf(local), TransportProtocol.Udp, remote);
        if (_gatherer.FindRelay(tuple.SocketId) is { } relay && relay.Server.Tuple == tuple)
        {
            if (relay.TryReceive(now, datagram, this, out NetworkAddress peer, out Span<byte> data, out DropReason reason))
            {
                HandlePacket(now, tuple with { Remote = peer }, data);
            }
            else
            {
                LastReason = reason;
                _gatherer.Note();
            }
        }
        else if (!_gatherer.TryTake(tuple, datagram))
        {
            HandlePacket(now, tuple, datagram);
        }

        DrainGathered(now);
        DrainEvents();
    }

    public void HandleDeadline(Timestamp now)
    {
        _gatherer.HandleDeadline(now, this);
        DrainGathered(now);
        Agent.HandleDeadline(now, Over(now));
        DrainEvents();
    }

    public Span<byte> GetSpan(int maximumLength) => _buffer.AsSpan(0, maximumLength);

    public void Send(in TransportTuple tuple, int length)
    {
        Sent.Add((_world.Now, tuple, _buffer[..length]));
        NetworkAddress local = Addresses[tuple.SocketId - 1];
        if (_nat is not null)
        {
            _nat.Send(_world.Now, local, tuple.Remote, _buffer.AsSpan(0, length));
        }
        else
        {
            _world.Network.Send(_world.Now, local, tuple.Remote, _buffer.AsSpan(0, length));
        }
    }

    private static IceLocalCandidate LocalAt(NetworkAddress address, int index) =>
        new(index + 1, TransportProtocol.Udp, address.IsIPv6, IceCandidatePriority.OfClientHost((ushort)(65_535 - index)));

    private int SocketOf(NetworkAddress local)
    {
        for (int i = 0; i < Addresses.Count; i++)
        {
            if (Addresses[i] == local)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private IDatagramSink Over(Timestamp now) => _relaySink.Over(now, this);

    private void HandlePacket(Timestamp now, in TransportTuple tuple, Span<byte> datagram)
    {
        if (PacketClassifier.Classify(datagram) != PacketKind.Stun)
        {
            Received.Add((tuple, datagram.ToArray()));
            return;
        }

        Agent.HandleStun(now, tuple, datagram, Over(now), out DropReason reason);
        LastReason = reason;
    }

    private void DrainGathered(Timestamp now)
    {
        while (_gatherer.TryDequeueResult(out GatheringResult result))
        {
            Gathered.Add(result);
            if (result is { Type: IceCandidateType.Relay, Address: not null })
            {
                var local = new IceLocalCandidate(result.SocketId, TransportProtocol.Udp, IsIPv6: false, IceCandidatePriority.OfRelay(ushort.MaxValue));
                Agent.AddLocal(now, local, Over(now));
            }
            else if (result.Type == IceCandidateType.Relay)
            {
                Agent.RemoveLocal(now, result.SocketId, Over(now));
            }
        }

        if (Agent.IsGathering && !_gatherer.IsGathering)
        {
            Agent.IsGathering = false;
            Agent.HandleDeadline(now, Over(now));
        }
    }

    private void DrainEvents()
    {
        while (Agent.TryDequeueEvent(out IceEvent raised))
        {
            Events.Add(raised);
        }
    }
}
