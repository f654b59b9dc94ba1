using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>Where an outgoing stream began with its present source: which packets come before that, and with which key frame it cannot begin.</summary>
internal struct StreamStart
{
    private ushort _firstSequence;
    private int _nearDistance;
    private bool _isNear;
    private ushort? _newestSkipped;
    private uint? _refused;

    /// <summary>The run of the source that the stream began with (<see cref="SharedRtpPacket.SourceRun"/>).</summary>
    public ushort SourceRun { get; private set; }

    /// <summary>What <paramref name="source"/> brought until now was not kept, so a key frame that it may belong to is of no use.</summary>
    public void Skip(Timestamp now, RtpStreamReceiver? source)
    {
        _newestSkipped = source is not null && source.MaxTimestampAt < now && source.MaxTimestampAt > Timestamp.Zero
            ? source.MaxSequence
            : null;
        _refused = null;
    }

    /// <summary>
    /// Whether the first packet of a key frame comes so late that others of the same frame came before anybody kept them: one that follows it
    /// did. Only one frame is refused: a source whose numbers begin anew must not be refused for ever.
    /// </summary>
    public bool IsCutShort(SharedRtpPacket first)
    {
        if (_newestSkipped is ushort skipped && !SerialNumber.IsHigher(first.SequenceNumber, skipped))
        {
            _refused = first.RtpTimestamp;
        }

        _newestSkipped = null;
        return first.RtpTimestamp == _refused;
    }

    /// <summary>The source begins anew with a packet; older ones count as before it until one farther on than a distance has passed.</summary>
    /// <param name="first">The first packet.</param>
    /// <param name="nearDistance">Packets, counted on the source's numbers.</param>
    public void Begin(SharedRtpPacket first, int nearDistance)
    {
        _newestSkipped = null;
        _refused = null;
        SourceRun = first.SourceRun;
        _nearDistance = nearDistance;
        MoveTo(first.SequenceNumber);
    }

    /// <summary>The numbers before a packet are used up by what was put in ahead of it.</summary>
    public void MoveTo(ushort sequenceNumber)
    {
        _firstSequence = sequenceNumber;
        _isNear = true;
    }

    /// <summary>Whether a packet is older than the first one since the source began anew: its number has been used already.</summary>
    public bool IsBefore(ushort sequenceNumber)
    {
        if (!_isNear)
        {
            return false;
        }

        bool isBefore = SerialNumber.IsLower(sequenceNumber, _firstSequence);
        _isNear = isBefore || (ushort)(sequenceNumber - _firstSequence) <= _nearDistance;
        return isBefore;
    }
}
