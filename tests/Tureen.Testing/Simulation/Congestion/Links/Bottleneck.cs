using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>
/// A queue that several pairs of hosts share, and the way behind it. Datagrams leave it in order; the one in service ends at the rate
/// of its start. All in virtual time, from one seed.
/// </summary>
internal sealed class Bottleneck : ISimulatedHost, INetworkRoute
{
    private readonly VirtualWorld _world;
    private readonly BottleneckOptions _options;
    private readonly IQueueDiscipline _queue;
    private readonly ByteBucket _policer;
    private readonly ByteBucket _shaper;
    private readonly ArrivalPath _path;
    private readonly Timestamp _start;
    private readonly Dictionary<NetworkAddress, TimeSpan> _extraDelays = [];
    private QueuedDatagram? _inService;
    private TimeSpan _waited;
    private double _lastRate = double.PositiveInfinity;
    private double _doneAt;
    private Timestamp _resumesAt = Timestamp.Never;

    /// <param name="world">Where it is. Its instants count from the time of this call.</param>
    /// <param name="options">What it does.</param>
    /// <param name="random">Where randomness comes from.</param>
    public Bottleneck(VirtualWorld world, BottleneckOptions options, RandomSource random)
    {
        _world = world;
        _options = options;
        _start = world.Now;
        _queue = options.Queue();
        _queue.OnDrop = (now, datagram) => Observer?.HandleDrop(now, datagram);
        _policer = new ByteBucket(options.Policer?.Depth ?? 0);
        _shaper = new ByteBucket(options.Burst);
        _path = new ArrivalPath(options, random, _start);
        world.Add(this);
    }

    public IBottleneckObserver? Observer { get; set; }

    /// <summary>Bytes on the wire of what waits.</summary>
    public long QueueLength => _queue.WireLength;

    public Timestamp NextDeadline =>
        _inService is null ? _resumesAt : Timestamp.Min(_resumesAt, new Timestamp((long)Math.Ceiling(_doneAt)));

    /// <summary>The rate of the moment, in bits per second.</summary>
    public double RateAt(Timestamp now) => _options.Capacity.RateAt(now - _start);

    /// <summary>The way to or from an address is longer by this.</summary>
    public void SetExtraDelay(NetworkAddress address, TimeSpan delay) => _extraDelays[address] = delay;

    public void Send(Timestamp now, NetworkAddress from, NetworkAddress to, ReadOnlySpan<byte> datagram) =>
        Enter(now, new QueuedDatagram(from, to, datagram.ToArray(), datagram.Length + _options.HeaderLength, now));

    /// <summary>A datagram whose length on the wire is not that of its bytes, as of a flow that only fills the link.</summary>
    public void Enter(Timestamp now, QueuedDatagram datagram)
    {
        Observer?.HandleEntry(now, datagram);
        double rate = RateAt(now);
        bool isPoliced = _options.Policer is Policer policer && !_policer.TryTake(now, datagram.WireLength, policer.Rate);
        if (isPoliced || (rate == 0 && _options.DropsInOutage))
        {
            Observer?.HandleDrop(now, datagram);
            return;
        }

        // During an outage the queue is as long as it was before.
        _lastRate = rate == 0 ? _lastRate : rate;
        _queue.Enqueue(now, datagram, _lastRate);
        if (_inService is null)
        {
            Serve(now, Math.Max(now.Microseconds, _doneAt));
        }
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram) =>
        throw new NotSupportedException("A bottleneck has no address.");

    public void HandleDeadline(Timestamp now)
    {
        if (_inService is not null && NextDeadline <= now)
        {
            Depart(now);
            Serve(now, _doneAt);
        }
        else if (_resumesAt <= now)
        {
            Serve(now, now.Microseconds);
        }
    }

    /// <summary>Begins the transmission of the next datagram, and ends at once those that take no time.</summary>
    private void Serve(Timestamp now, double at)
    {
        _resumesAt = Timestamp.Never;
        while (_queue.Count > 0)
        {
            double rate = RateAt(now);
            if (rate == 0)
            {
                _resumesAt = _options.Capacity.NextAbove0(now - _start) is TimeSpan next ? _start + next : Timestamp.Never;
                return;
            }

            _inService = _queue.Dequeue(now);
            if (_inService is null)
            {
                return;
            }

            double time = _inService.WireLength * 8_000_000.0 / rate;
            _doneAt = _options.Burst > 0 ? _shaper.Take(at, _inService.WireLength, rate) : at + time;
            double began = _options.Burst > 0 ? _doneAt : at;
            _waited = TimeSpan.FromMicroseconds(Math.Max(0, began - _inService.EnteredAt.Microseconds));
            if (_doneAt > now.Microseconds)
            {
                return;
            }

            Depart(now);
            at = Math.Max(_doneAt, now.Microseconds);
        }
    }

    private void Depart(Timestamp now)
    {
        QueuedDatagram datagram = _inService!;
        _inService = null;
        bool isLost = _path.Loses();
        Observer?.HandleDeparture(now, datagram, _waited, isLost);
        if (!isLost)
        {
            TimeSpan extra = _extraDelays.GetValueOrDefault(datagram.To) + _extraDelays.GetValueOrDefault(datagram.From);
            foreach (Timestamp arrival in _path.ArrivalsOf(now))
            {
                _world.Network.DeliverAt(arrival + extra, datagram.From, datagram.To, datagram.Bytes);
            }
        }
    }
}
