using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Testing.Ice;

/// <summary>A full ICE agent of the engine on a simulated network, perhaps behind a NAT.</summary>
internal sealed class SimulatedIceAgent : ISimulatedHost, IDatagramSink
{
    private readonly VirtualWorld _world;
    private readonly SimulatedNat? _nat;
    private readonly byte[] _buffer = new byte[2048];

    public SimulatedIceAgent(VirtualWorld world, IReadOnlyList<NetworkAddress> addresses, bool isControlling = true, SimulatedNat? nat = null)
    {
        _world = world;
        _nat = nat;
        Addresses = addresses;
        Agent = new IceAgent(world.Random, [.. addresses.Select(LocalAt)], isControlling);
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

    public DropReason LastReason { get; private set; }

    public IceParameters Parameters => new() { UsernameFragment = Agent.UsernameFragment, Password = Agent.Password };

    public Timestamp NextDeadline => Agent.NextDeadline;

    public TransportTuple? Selected => Agent.TryGetSelectedTuple(out TransportTuple tuple) ? tuple : null;

    public static IceRemoteCandidate Candidate(NetworkAddress address, uint priority = 2_130_706_431, string foundation = "1") =>
        new(address, TransportProtocol.Udp, priority, foundation);

    public void Start(IceParameters remote, params IReadOnlyList<IceRemoteCandidate> candidates)
    {
        Agent.SetRemote(_world.Now, remote, candidates, this);
        DrainEvents();
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        Agent.HandleStun(now, new TransportTuple(SocketOf(local), TransportProtocol.Udp, remote), datagram, this, out DropReason reason);
        LastReason = reason;
        DrainEvents();
    }

    public void HandleDeadline(Timestamp now)
    {
        Agent.HandleDeadline(now, this);
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

    private void DrainEvents()
    {
        while (Agent.TryDequeueEvent(out IceEvent raised))
        {
            Events.Add(raised);
        }
    }
}
