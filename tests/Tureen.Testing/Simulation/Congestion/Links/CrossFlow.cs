using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>
/// A flow such as TCP through a bottleneck: slow start, additive increase or Cubic's curve, and a decrease once a round trip in which
/// something was lost. Each packet is acknowledged by itself, as with selective acknowledgements.
/// </summary>
internal sealed class CrossFlow : ISimulatedHost
{
    private const int WireLength = 1500;
    private const int InitialWindow = 10;
    private const int MinWindow = 2;
    private const int ReorderingLimit = 3;
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(300);

    private readonly VirtualWorld _world;
    private readonly Bottleneck _bottleneck;
    private readonly CrossFlowOptions _options;
    private readonly NetworkAddress _sender;
    private readonly NetworkAddress _receiver;
    private readonly SortedDictionary<long, Timestamp> _outstanding = [];
    private readonly CongestionWindow _window;
    private readonly RandomSource _random;
    private long _next;
    private long _recoveryEnd = -1;
    private long _left;
    private TimeSpan _roundTrip = TimeSpan.FromMilliseconds(200);
    private Timestamp _timeoutAt = Timestamp.Never;
    private Timestamp _startAt;

    public CrossFlow(VirtualWorld world, Bottleneck bottleneck, CrossFlowOptions options, int number, RandomSource random)
    {
        _world = world;
        _bottleneck = bottleneck;
        _options = options;
        _random = random;
        _sender = NetworkAddress.FromIPv4(0x0A02_0000u + (uint)number, 1);
        _receiver = NetworkAddress.FromIPv4(0x0A03_0000u + (uint)number, 1);
        _window = new CongestionWindow(options.IsCubic, InitialWindow, MinWindow);
        _startAt = world.Now + options.StartsAt;
        EndsAt = options.EndsAt is TimeSpan end ? world.Now + end : Timestamp.Never;
        world.Network.Attach(_sender, this);
        world.Network.Attach(_receiver, this);
        world.Add(this);
    }

    public NetworkAddress Receiver => _receiver;

    /// <summary>Packets that arrived.</summary>
    public long Delivered { get; private set; }

    public Timestamp NextDeadline => Timestamp.Min(_startAt, _timeoutAt);

    private Timestamp EndsAt { get; }

    public void HandleDeadline(Timestamp now)
    {
        if (_startAt <= now)
        {
            _startAt = Timestamp.Never;
            _window.Restart();
            _left = _options.Bytes is (int least, int most) ? _random.Next(least, most) / WireLength : long.MaxValue;
        }

        if (_timeoutAt <= now)
        {
            // Everything on the way counts as lost.
            _outstanding.Clear();
            _window.HandleTimeout();
            _recoveryEnd = _next;
        }

        Fill(now);
    }

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        if (local == _receiver)
        {
            Delivered++;
            _world.Network.DeliverAt(now + _options.ReturnDelay, _receiver, _sender, datagram.ToArray());
            return;
        }

        HandleAcknowledgement(now, BinaryPrimitives.ReadInt64BigEndian(datagram));
    }

    private void HandleAcknowledgement(Timestamp now, long number)
    {
        if (_outstanding.Remove(number, out Timestamp sentAt))
        {
            _roundTrip = (0.875 * _roundTrip) + (0.125 * (now - sentAt));
            _window.HandleAcknowledgement(now, _roundTrip);
        }

        // What was sent before three that have arrived is lost; one decrease is enough for all that was on the way then.
        int lost = 0;
        while (_outstanding.Count > 0 && _outstanding.First().Key <= number - ReorderingLimit)
        {
            long missing = _outstanding.First().Key;
            _outstanding.Remove(missing);
            lost++;
            if (missing >= _recoveryEnd)
            {
                _recoveryEnd = _next;
                _window.HandleLoss(now);
            }
        }

        _left = _left == long.MaxValue ? _left : _left + lost;
        Fill(now);
    }

    private void Fill(Timestamp now)
    {
        while (_left > 0 && now < EndsAt && _outstanding.Count < (int)_window.Packets)
        {
            byte[] bytes = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(bytes, _next);
            _outstanding.Add(_next++, now);
            _left--;
            _bottleneck.Enter(now, new QueuedDatagram(_sender, _receiver, bytes, WireLength, now));
        }

        TimeSpan timeout = 3 * _roundTrip > LeastTimeout ? 3 * _roundTrip : LeastTimeout;
        _timeoutAt = _outstanding.Count > 0 ? now + timeout : Timestamp.Never;
        if (_left == 0 && _outstanding.Count == 0 && _startAt.IsNever && _options.Bytes is not null)
        {
            _startAt = now + _random.NextSpan(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        }
    }
}
