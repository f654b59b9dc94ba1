using Tureen.Engine.Congestion;
using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>
/// Reports arrivals as libwebrtc does, with the engine's own generator, at an interval and on a clock of the receiver's own. It does not
/// know which of its messages are lost.
/// </summary>
internal sealed class FeedbackSender
{
    private const double Share = 0.05;
    private const int MessageBits = 68 * 8;
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostInterval = TimeSpan.FromMilliseconds(250);

    private readonly FeedbackOptions _options;
    private readonly RandomSource _random;
    private readonly Timestamp _start;
    private readonly TransportFeedbackGenerator _generator;
    private readonly Queue<(Timestamp At, byte[] Message)> _late = new();
    private int _made;
    private long _bytesSince;
    private Timestamp _lastAt;

    public FeedbackSender(FeedbackOptions options, RandomSource random, Timestamp start)
    {
        _options = options;
        _random = random;
        _start = start;
        _lastAt = start;
        _generator = new TransportFeedbackGenerator { Interval = options.Interval };
        _generator.Start(start);
    }

    public Timestamp NextDeadline => _late.TryPeek(out (Timestamp At, byte[]) late) ? Timestamp.Min(_generator.NextDeadline, late.At) : _generator.NextDeadline;

    public void HandlePacket(Timestamp now, ushort number, uint ssrc, int length)
    {
        _bytesSince += length;
        _generator.HandlePacket(ClockAt(now), number, ssrc);
    }

    /// <summary>Sends what is due.</summary>
    public void HandleDeadline(Timestamp now, Action<byte[]> send)
    {
        while (_late.TryPeek(out (Timestamp At, byte[] Message) late) && late.At <= now)
        {
            send(_late.Dequeue().Message);
        }

        if (_generator.NextDeadline > now)
        {
            return;
        }

        _generator.Interval = IntervalAt(now);
        _generator.HandleDeadline(now);
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        while (_generator.TryWriteFeedback(packet, out int length))
        {
            Dispatch(now, packet[..length].ToArray(), send);
        }
    }

    /// <summary>The instant on the receiver's own clock.</summary>
    private Timestamp ClockAt(Timestamp now)
    {
        TimeSpan time = now - _start;
        Timestamp at = now + (time * (_options.Skew / 1_000_000));
        foreach ((TimeSpan from, TimeSpan by) in _options.ClockSteps)
        {
            at = time >= from ? at + by : at;
        }

        return at;
    }

    private TimeSpan IntervalAt(Timestamp now)
    {
        double rate = _bytesSince * 8 / Math.Max(0.001, (now - _lastAt).TotalSeconds);
        _bytesSince = 0;
        _lastAt = now;
        if (!_options.IsByRate)
        {
            return _options.Interval;
        }

        double seconds = MessageBits / (Share * Math.Max(rate, 1));
        return TimeSpan.FromSeconds(Math.Clamp(seconds, LeastInterval.TotalSeconds, MostInterval.TotalSeconds));
    }

    private void Dispatch(Timestamp now, byte[] message, Action<byte[]> send)
    {
        TimeSpan time = now - _start;
        bool isKept = _made++ % _options.KeepOneOf == 0 && _random.NextDouble() >= _options.Loss;
        if (!isKept || _options.Outages.Any(outage => time >= outage.From && time < outage.To))
        {
            return;
        }

        if (_random.NextDouble() < _options.Reordering)
        {
            _late.Enqueue((now + _options.ReorderingDelay, message));
            return;
        }

        send(message);
    }
}
