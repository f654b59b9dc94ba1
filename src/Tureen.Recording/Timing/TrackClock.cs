using Tureen.Engine.Primitives;

namespace Tureen.Recording.Timing;

/// <summary>
/// Turns the RTP timestamps of a track into instants of the machine: when the media was captured, once the sender's clock is known; before that, as the
/// fastest packet came.
/// </summary>
/// <param name="clockRate">Units of a second.</param>
internal sealed class TrackClock(int clockRate)
{
    /// <summary>Offsets that differ by more belong to another source; smaller differences are made up for slowly.</summary>
    private const long MaxCorrection = 500_000;

    /// <summary>One microsecond in so many of media is corrected: too little to see or hear.</summary>
    private const int CorrectionShare = 50;

    /// <summary>Offsets may differ by more while nobody knows when the media was captured, because the network delays it.</summary>
    private const long MaxDelayChange = 4 * MaxCorrection;

    private long _units;
    private uint _lastTimestamp;
    private long _offset;
    private uint _knownTimestamp;
    private Timestamp _knownAt;
    private bool _hasBegun;

    /// <summary>The sender's clock is known.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Learns from a frame before its place is wanted, so that earlier frames get theirs by the same clock.</summary>
    public void Learn(uint rtpTimestamp, Timestamp capturedAt)
    {
        if (!IsSettled && !capturedAt.IsNever)
        {
            IsSettled = true;
            (_knownTimestamp, _knownAt) = (rtpTimestamp, capturedAt);
        }
    }

    /// <summary>Where a frame belongs. The frames of a track come in their order.</summary>
    /// <param name="rtpTimestamp">In the clock of the codec.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <param name="capturedAt">When it was captured; <see cref="Timestamp.Never"/> while that is unknown.</param>
    public Timestamp Place(uint rtpTimestamp, Timestamp receivedAt, Timestamp capturedAt)
    {
        // 1. Media time goes on over wraps of the timestamp.
        int step = _hasBegun ? (int)(rtpTimestamp - _lastTimestamp) : 0;
        _units += step;
        _lastTimestamp = rtpTimestamp;
        long media = ToMicroseconds(_units);

        if (!_hasBegun && capturedAt.IsNever && IsSettled)
        {
            capturedAt = new Timestamp(_knownAt.Microseconds - ToMicroseconds((int)(_knownTimestamp - rtpTimestamp)));
        }

        // 2. Where the machine's line has its zero.
        bool isCaptured = !capturedAt.IsNever;
        long target = (isCaptured ? capturedAt : receivedAt).Microseconds - media;
        long maxChange = IsPlacedByCapture && !isCaptured ? MaxDelayChange : MaxCorrection;
        if (!_hasBegun || Math.Abs(target - _offset) > maxChange || (isCaptured && !IsPlacedByCapture))
        {
            _offset = target;
        }
        else if (isCaptured)
        {
            long correction = Math.Max(1, Math.Abs(ToMicroseconds(step)) / CorrectionShare);
            _offset += Math.Clamp(target - _offset, -correction, correction);
        }
        else if (!IsPlacedByCapture)
        {
            _offset = Math.Min(_offset, target);
        }

        _hasBegun = true;
        IsPlacedByCapture |= isCaptured;
        return new Timestamp(media + _offset);
    }

    /// <summary>Some place came from the sender's clock.</summary>
    private bool IsPlacedByCapture { get; set; }

    private long ToMicroseconds(long units) => units * 1_000_000 / clockRate;
}
