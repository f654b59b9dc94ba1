using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The highest timestamp of a sent stream, and what the timestamp of another instant is.</summary>
internal struct SentTimestamps(int clockRate)
{
    private HighestTimestamp _highest = new(clockRate);
    private Timestamp _capturedAt;

    /// <summary>The highest timestamp sent.</summary>
    public readonly uint Highest => _highest.Value;

    public readonly Timestamp HighestAt => _highest.At;

    public void Handle(Timestamp now, uint timestamp, SequenceVerdict verdict, Timestamp capturedAt)
    {
        if (_highest.Handle(now, timestamp, verdict))
        {
            _capturedAt = capturedAt.IsNever ? now : capturedAt;
        }
    }

    /// <summary>The timestamp of this instant, by the codec that is sent now.</summary>
    public readonly uint At(Timestamp now, int clockRate)
    {
        // In whole seconds and the rest, because a peer may claim an instant so long ago that the product overflows.
        (long seconds, long rest) = Math.DivRem(Math.Max(now.Microseconds - _capturedAt.Microseconds, 0), 1_000_000);
        return _highest.Value + (uint)((seconds * clockRate) + (rest * clockRate / 1_000_000));
    }
}
