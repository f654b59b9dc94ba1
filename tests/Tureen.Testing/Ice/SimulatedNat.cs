using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation;

namespace Tureen.Testing.Ice;

/// <summary>Translates the addresses of one agent, and lets in what its kind lets in.</summary>
internal sealed class SimulatedNat(VirtualWorld world, NetworkAddress host, NatKind kind) : ISimulatedHost
{
    private readonly Dictionary<(NetworkAddress Local, NetworkAddress Remote), NetworkAddress> _mapped = [];
    private readonly Dictionary<NetworkAddress, NetworkAddress> _inside = [];
    private readonly HashSet<(NetworkAddress Mapped, NetworkAddress Remote)> _sentTo = [];
    private ushort _nextPort = 20_000;

    /// <summary>Who is behind it.</summary>
    public ISimulatedHost? Inside { get; set; }

    public int Refused { get; private set; }

    public Timestamp NextDeadline => Timestamp.Never;

    /// <summary>The address that a local one has outside, as a STUN server would report it.</summary>
    public NetworkAddress Map(NetworkAddress local, NetworkAddress remote)
    {
        (NetworkAddress, NetworkAddress) key = (local, kind == NatKind.Symmetric ? remote : default);
        if (!_mapped.TryGetValue(key, out NetworkAddress mapped))
        {
            mapped = NetworkAddress.FromIPv4(host.IPv4Bits, _nextPort++);
            _mapped.Add(key, mapped);
            _inside.Add(mapped, local);
            world.Network.Attach(mapped, this);
        }

        return mapped;
    }

    public void Send(Timestamp now, NetworkAddress local, NetworkAddress remote, ReadOnlySpan<byte> datagram)
    {
        NetworkAddress mapped = Map(local, remote);
        _sentTo.Add((mapped, remote));
        _sentTo.Add((mapped, remote.Host));
        world.Network.Send(now, mapped, remote, datagram);
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        bool isOpen = kind switch
        {
            NatKind.FullCone => true,
            NatKind.AddressRestricted => _sentTo.Contains((local, remote.Host)),
            _ => _sentTo.Contains((local, remote)),
        };
        if (isOpen)
        {
            Inside!.HandleDatagram(now, _inside[local], remote, datagram);
        }
        else
        {
            Refused++;
        }
    }

    public void HandleDeadline(Timestamp now)
    {
    }
}
