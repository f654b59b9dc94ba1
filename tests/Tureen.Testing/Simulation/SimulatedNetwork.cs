using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>Carries datagrams between hosts in virtual time. One thread, one seed, one trace.</summary>
internal sealed class SimulatedNetwork(RandomSource random)
{
    private readonly Dictionary<NetworkAddress, ISimulatedHost> _hosts = [];
    private readonly Dictionary<(ISimulatedHost From, ISimulatedHost To), SimulatedLink> _links = [];
    private readonly Dictionary<(ISimulatedHost From, ISimulatedHost To), INetworkRoute> _routes = [];
    private readonly PriorityQueue<Flight, (long At, long Order)> _flights = new();
    private readonly List<Timestamp> _arrivals = [];
    private long _order;

    /// <summary>Used for links that have no conditions of their own.</summary>
    public LinkConditions DefaultConditions { get; set; } = LinkConditions.Perfect;

    public Timestamp NextArrival => _flights.TryPeek(out _, out (long At, long Order) key) ? new Timestamp(key.At) : Timestamp.Never;

    public long Delivered { get; private set; }

    /// <summary>Sees every datagram that is sent, before its link decides what becomes of it.</summary>
    public IDatagramObserver? Observer { get; set; }

    public void Attach(NetworkAddress address, ISimulatedHost host) => _hosts.Add(address, host);

    public void Detach(NetworkAddress address) => _hosts.Remove(address);

    public SimulatedLink Link(ISimulatedHost from, ISimulatedHost to)
    {
        if (!_links.TryGetValue((from, to), out SimulatedLink? link))
        {
            link = new SimulatedLink(DefaultConditions, random);
            _links.Add((from, to), link);
        }

        return link;
    }

    /// <summary>Datagrams between these hosts take a route of their own, which several pairs of hosts may share, in place of a link.</summary>
    public void SetRoute(ISimulatedHost from, ISimulatedHost to, INetworkRoute route) => _routes[(from, to)] = route;

    /// <summary>From now on every link delivers all, in order, so that the end of a trace is not lost unseen.</summary>
    public void Calm()
    {
        foreach (SimulatedLink link in _links.Values)
        {
            link.Conditions = link.Conditions with { Loss = 0, Reordering = 0 };
        }
    }

    public void Send(Timestamp now, NetworkAddress from, NetworkAddress to, ReadOnlySpan<byte> datagram)
    {
        if (!_hosts.TryGetValue(from, out ISimulatedHost? sender) || !_hosts.TryGetValue(to, out ISimulatedHost? receiver))
        {
            return;
        }

        Observer?.Observe(from, to, datagram);
        if (_routes.TryGetValue((sender, receiver), out INetworkRoute? route))
        {
            route.Send(now, from, to, datagram);
            return;
        }

        SimulatedLink link = Link(sender, receiver);
        _arrivals.Clear();
        link.Carry(now, datagram.Length, _arrivals);
        foreach (Timestamp arrival in _arrivals)
        {
            byte[] bytes = datagram.ToArray();
            if (bytes.Length > 0 && random.NextDouble() < link.Conditions.Corruption)
            {
                bytes[random.Next(0, bytes.Length - 1)] ^= (byte)(1 << random.Next(0, 7));
            }

            DeliverAt(arrival, from, to, bytes);
        }
    }

    /// <summary>Delivers a datagram at an instant that a route chose.</summary>
    public void DeliverAt(Timestamp arrival, NetworkAddress from, NetworkAddress to, byte[] bytes) =>
        _flights.Enqueue(new Flight(from, to, bytes), (arrival.Microseconds, _order++));

    /// <summary>Delivers everything that has arrived by <paramref name="now"/>.</summary>
    public void Deliver(Timestamp now)
    {
        while (_flights.TryPeek(out _, out (long At, long Order) key) && key.At <= now.Microseconds)
        {
            Flight flight = _flights.Dequeue();
            if (_hosts.TryGetValue(flight.To, out ISimulatedHost? host))
            {
                Delivered++;
                host.HandleDatagram(now, flight.To, flight.From, flight.Bytes);
            }
        }
    }

    private sealed record Flight(NetworkAddress From, NetworkAddress To, byte[] Bytes);
}
