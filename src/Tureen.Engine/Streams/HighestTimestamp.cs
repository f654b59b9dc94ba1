using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>The highest RTP timestamp of a stream, and when its first packet came.</summary>
/// <remarks>
/// Timestamps need not rise with the sequence numbers: frames that others depend on leave before frames that are shown earlier (RFC 3550
/// §5.1, B-frames). So one in order that is a little lower changes nothing; one that is much lower, or lower for long, shows that the source set its
/// clock back.
/// </remarks>
internal struct HighestTimestamp(int clockRate)
{
    /// <summary>How much lower a frame's timestamp may be than that of one sent before it: 16 frames of H.264 (§A.3.1) at 16 frames per second.</summary>
    public static readonly TimeSpan MaxReordering = TimeSpan.FromSeconds(1);

    public uint Value { get; private set; }

    public Timestamp At { get; private set; }

    /// <summary>Takes the timestamp of a packet; true when it is the highest now.</summary>
    public bool Handle(Timestamp now, uint timestamp, SequenceVerdict verdict)
    {
        bool isNew = verdict is SequenceVerdict.First or SequenceVerdict.Restarted
            || SerialNumber.IsHigher(timestamp, Value)
            || (verdict == SequenceVerdict.InOrder && IsSetBack(now, timestamp));
        if (isNew)
        {
            Value = timestamp;
            At = now;
        }

        return isNew;
    }

    private readonly bool IsSetBack(Timestamp now, uint timestamp)
    {
        uint distance = Value - timestamp;
        return distance > 0 && (distance > MaxReordering.TotalSeconds * clockRate || now - At > MaxReordering);
    }
}
