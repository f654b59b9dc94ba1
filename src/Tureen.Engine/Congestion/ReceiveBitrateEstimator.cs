using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion;

/// <summary>Estimates what the path to this side can carry from the send times that packets bear (abs-send-time).</summary>
internal sealed class ReceiveBitrateEstimator
{
    private const long WrapMicroseconds = 64_000_000;

    private static readonly Bitrate Start = new(300_000);
    private static readonly Bitrate Minimum = new(30_000);

    /// <summary>How long the incoming rate is measured before it is trusted.</summary>
    private static readonly TimeSpan MeasureInterval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan UpdateInterval = TimeSpan.FromMilliseconds(50);

    private readonly ThroughputWindow _incoming = new();
    private readonly TrendlineEstimator _trend = new();
    private PacketGroupDeltas _groups;
    private AimdRateControl? _control;
    private Timestamp _startedAt = Timestamp.Never;
    private Timestamp _updatedAt = Timestamp.Zero;
    private long _sentAt;

    /// <summary>Null until enough packets have arrived for an estimate.</summary>
    public Bitrate? Estimate => _control?.Target;

    /// <summary>Takes a packet; true when the estimate was lowered.</summary>
    /// <param name="now">The packet's arrival.</param>
    /// <param name="sendMicroseconds">Its send time within the 64 s after which it wraps.</param>
    /// <param name="length">Bytes of the packet.</param>
    public bool HandlePacket(Timestamp now, long sendMicroseconds, int length)
    {
        _incoming.Add(now, length);
        Unwrap(sendMicroseconds);
        if (_startedAt.IsNever)
        {
            _startedAt = now;
        }

        BandwidthUsage before = _trend.Usage;
        if (_groups.TryAdd(_sentAt, now, out double sendDelta, out double arrivalDelta))
        {
            _trend.Update(now, sendDelta, arrivalDelta);
        }

        // An overuse is answered at once, all else at a steady pace.
        bool isNewOveruse = _trend.Usage == BandwidthUsage.Overusing && before != BandwidthUsage.Overusing;
        if (now - _startedAt < MeasureInterval || (!isNewOveruse && now - _updatedAt < UpdateInterval))
        {
            return false;
        }

        _updatedAt = now;
        Bitrate incoming = _incoming.GetBitrate(now);
        _control ??= new AimdRateControl(now, incoming > Start ? incoming : Start, Minimum);
        return _control.Update(now, _trend.Usage, incoming);
    }

    private void Unwrap(long sendMicroseconds)
    {
        long difference = (sendMicroseconds - _sentAt) % WrapMicroseconds;
        if (difference > WrapMicroseconds / 2)
        {
            difference -= WrapMicroseconds;
        }
        else if (difference < -WrapMicroseconds / 2)
        {
            difference += WrapMicroseconds;
        }

        _sentAt += difference;
    }
}
