using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion;

/// <summary>
/// Gathers packets that were sent within 5 ms into groups and compares each group's spacing at the sender with the spacing
/// at the receiver (draft-ietf-rmcat-gcc-02 §5.2).
/// </summary>
internal struct PacketGroupDeltas
{
    private const long GroupLength = 5_000;

    /// <summary>Microseconds. After such a gap, old groups say nothing about the path any more.</summary>
    private const long MaxGap = 3_000_000;

    private long _firstSent;
    private long _lastSent;
    private long _lastArrival;
    private long _previousSent;
    private long _previousArrival;
    private int _groups;

    /// <summary>Takes a packet; true when it completed a group and there is one before it to compare with.</summary>
    /// <param name="sentAt">When it was sent, in microseconds on the sender's unwrapped line.</param>
    /// <param name="arrival">When it arrived.</param>
    /// <param name="sendDelta">Milliseconds between the groups at the sender.</param>
    /// <param name="arrivalDelta">Milliseconds between the groups at the receiver.</param>
    public bool TryAdd(long sentAt, Timestamp arrival, out double sendDelta, out double arrivalDelta)
    {
        sendDelta = 0;
        arrivalDelta = 0;
        long arrivedAt = arrival.Microseconds;
        if (_groups > 0 && (Math.Abs(sentAt - _lastSent) > MaxGap || arrivedAt - _lastArrival > MaxGap))
        {
            _groups = 0;
        }

        if (_groups == 0)
        {
            Begin(sentAt, arrivedAt);
            _groups = 1;
            return false;
        }

        // A reordered packet belongs to no group.
        if (sentAt < _firstSent)
        {
            return false;
        }

        if (sentAt - _firstSent <= GroupLength || IsBurst(sentAt, arrivedAt))
        {
            _lastSent = Math.Max(_lastSent, sentAt);
            _lastArrival = arrivedAt;
            return false;
        }

        bool isComparable = _groups > 1;
        sendDelta = (_lastSent - _previousSent) / 1000.0;
        arrivalDelta = (_lastArrival - _previousArrival) / 1000.0;
        _previousSent = _lastSent;
        _previousArrival = _lastArrival;
        _groups = 2;
        Begin(sentAt, arrivedAt);
        return isComparable;
    }

    /// <summary>Packets that a queue let go at once: they came closer together than they were sent.</summary>
    private readonly bool IsBurst(long sentAt, long arrivedAt)
    {
        long arrivalGap = arrivedAt - _lastArrival;
        return arrivalGap <= GroupLength && arrivalGap < sentAt - _lastSent && sentAt - _firstSent < 20 * GroupLength;
    }

    private void Begin(long sentAt, long arrivedAt)
    {
        _firstSent = sentAt;
        _lastSent = sentAt;
        _lastArrival = arrivedAt;
    }
}
