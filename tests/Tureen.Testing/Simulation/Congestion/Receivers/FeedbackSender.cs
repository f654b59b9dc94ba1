using Tureen.Engine.Congestion;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>
/// Reports arrivals as libwebrtc does: each message begins at the first number that is not reported, and arrivals of the last 500 ms
/// are reported again when an older packet comes late. It does not know which of its messages are lost.
/// </summary>
internal sealed class FeedbackSender
{
    private const double Share = 0.05;
    private const int MessageBits = 68 * 8;
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MostInterval = TimeSpan.FromMilliseconds(250);

    private readonly FeedbackOptions _options;
    private readonly RandomSource _random;
    private readonly Timestamp _start;
    private readonly TransportWideFeedbackBuilder _builder = new();
    private readonly PacketArrivalMap _arrivals = new();
    private readonly Queue<(Timestamp At, byte[] Message)> _late = new();
    private long _last = -1;
    private long _nextReported;
    private uint _ssrc;
    private byte _count;
    private int _made;
    private long _bytesSince;
    private Timestamp _lastAt;
    private Timestamp _dueAt;

    public FeedbackSender(FeedbackOptions options, RandomSource random, Timestamp start)
    {
        _options = options;
        _random = random;
        _start = start;
        _lastAt = start;
        _dueAt = start + options.Interval;
    }

    public Timestamp NextDeadline => _late.TryPeek(out (Timestamp At, byte[]) late) ? Timestamp.Min(_dueAt, late.At) : _dueAt;

    public void HandlePacket(Timestamp now, ushort number, uint ssrc, int length)
    {
        long sequence = _last < 0 ? number : _last + (short)(number - (ushort)_last);
        _bytesSince += length;
        _ssrc = ssrc;
        Timestamp arrival = ClockAt(now);
        if (sequence < 0 || !_arrivals.TryAdd(sequence, arrival))
        {
            return;
        }

        _nextReported = _last < 0 ? sequence : Math.Min(_nextReported, sequence);
        _last = Math.Max(_last, sequence);
        _arrivals.RemoveOld(arrival - Window, Math.Min(_nextReported, sequence));
    }

    /// <summary>Sends what is due.</summary>
    public void HandleDeadline(Timestamp now, Action<byte[]> send)
    {
        while (_late.TryPeek(out (Timestamp At, byte[] Message) late) && late.At <= now)
        {
            send(_late.Dequeue().Message);
        }

        if (_dueAt > now)
        {
            return;
        }

        _dueAt = now + IntervalAt(now);
        while (TryBuild())
        {
            byte[] bytes = new byte[EngineLimits.MaxRtcpLength];
            int length = _builder.Write(bytes, 1, _ssrc, _count++);
            Dispatch(now, bytes[..length], send);
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

    private bool TryBuild()
    {
        long sequence = Math.Max(_nextReported, _arrivals.Begin);
        _builder.Begin((ushort)sequence);
        for (; sequence < _arrivals.End; sequence++)
        {
            if (!_arrivals.TryGet(sequence, out Timestamp arrival))
            {
                continue;
            }

            if (!_builder.TryAdd((ushort)sequence, arrival))
            {
                break;
            }

            _nextReported = sequence + 1;
        }

        return !_builder.IsEmpty;
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
