using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// The RTP timestamps of a consumer's stream: those of its source, shifted after a change of the source so that time continues as the clock
/// does (one SSRC has one timeline, RFC 3550 §5.1).
/// </summary>
internal struct OutgoingClock
{
    /// <summary>The least distance between the last packet of one source and the first of the next.</summary>
    private static readonly TimeSpan LeastDistance = TimeSpan.FromMilliseconds(20);

    private uint _offset;
    private bool _isSourceNew;

    /// <summary>The next timestamp is another source's.</summary>
    public void HandleSourceReplaced() => _isSourceNew = true;

    public uint ToOutgoing(Timestamp now, uint timestamp, RtpStreamSender sender)
    {
        if (_isSourceNew)
        {
            _isSourceNew = false;
            TimeSpan elapsed = now - sender.MaxTimestampAt;
            TimeSpan distance = elapsed > LeastDistance ? elapsed : LeastDistance;
            _offset = timestamp - (sender.MaxTimestamp + (uint)(long)(distance.TotalSeconds * sender.Parameters.ClockRate));
        }

        return timestamp - _offset;
    }
}
