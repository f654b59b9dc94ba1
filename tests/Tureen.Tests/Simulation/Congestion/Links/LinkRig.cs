using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation;
using Tureen.Testing.Simulation.Congestion.Links;

namespace Tureen.Tests.Simulation.Congestion.Links;

/// <summary>Sends datagrams through one bottleneck and records what becomes of each.</summary>
internal sealed class LinkRig : ISimulatedHost, IBottleneckObserver
{
    private static readonly NetworkAddress Receiver = NetworkAddress.FromIPv4(0x0A000001, 1);
    private readonly VirtualWorld _world = new(1);
    private readonly Bottleneck _bottleneck;
    private readonly Timestamp _start;
    private readonly PriorityQueue<(int Length, ushort Flow), (long, int)> _plan = new();

    public LinkRig(BottleneckOptions options, ulong seed = 1)
    {
        _start = _world.Now;
        _bottleneck = new Bottleneck(_world, options with { HeaderLength = 0 }, new SeededRandomSource(seed)) { Observer = this };
        _world.Network.Attach(Receiver, this);
        _world.Add(this);
    }

    public List<double> Drops { get; } = [];

    public List<(double At, ushort Flow, TimeSpan Waited, bool IsLost)> Departures { get; } = [];

    public List<(double At, byte Number)> Arrivals { get; } = [];

    public Timestamp NextDeadline => _plan.TryPeek(out _, out (long At, int) key) ? new Timestamp(key.At) : Timestamp.Never;

    /// <summary>Plans datagrams of one length, one every so many milliseconds.</summary>
    public LinkRig Plan(double at, int count, int length, double every = 0, ushort flow = 1)
    {
        for (int i = 0; i < count; i++)
        {
            _plan.Enqueue((length, flow), ((_start + TimeSpan.FromMilliseconds(at + (i * every))).Microseconds, _plan.Count));
        }

        return this;
    }

    public LinkRig Run(double milliseconds)
    {
        _world.Run(TimeSpan.FromMilliseconds(milliseconds));
        return this;
    }

    public void HandleDeadline(Timestamp now)
    {
        (int length, ushort flow) = _plan.Dequeue();
        byte[] bytes = new byte[length];
        bytes[0] = (byte)Entries++;
        _bottleneck.Send(now, NetworkAddress.FromIPv4(0x0A000002, flow), Receiver, bytes);
    }

    public int Entries { get; private set; }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram) =>
        Arrivals.Add((Milliseconds(now), datagram[0]));

    public void HandleEntry(Timestamp now, QueuedDatagram datagram)
    {
    }

    public void HandleDrop(Timestamp now, QueuedDatagram datagram) => Drops.Add(Milliseconds(now));

    public void HandleDeparture(Timestamp now, QueuedDatagram datagram, TimeSpan waited, bool isLost) =>
        Departures.Add((Milliseconds(now), datagram.From.Port, waited, isLost));

    private double Milliseconds(Timestamp at) => (at - _start).TotalMilliseconds;
}
