namespace Tureen.Engine.Streams;

/// <summary>Tells the late packets of a source from those of a source that began anew near the numbers that it had.</summary>
/// <remarks>
/// An old number is late while it had not come and its timestamp fits between those of its neighbors; it is repeated when it came with the same
/// timestamp. Any other old number is foreign, and RFC 3550 §A.1 decides: two in sequence are a restart. A source may also play the same
/// packets again: then a run of repeated numbers is a restart (<see cref="OldNumberRun"/>). For a while after a restart, packets
/// of the run before it may still arrive; they must not be taken for a jump of the new one.
/// </remarks>
/// <param name="clockRate">Units of the RTP timestamp per second.</param>
internal sealed class RestartDetector(int clockRate)
{
    /// <summary>
    /// One of so many parts of a second is what a lost picture's timestamp may lie outside those of its neighbors: 15 pictures of 30 per second,
    /// about the longest reordering of H.264 and H.265 (16 pictures).
    /// </summary>
    private const int ToleranceDivisor = 2;

    /// <summary>Packets after a restart among which some of the run before it may arrive.</summary>
    private const int WatchLength = SequenceTracker.MaxMisorder;

    /// <summary>Packets of the run before a restart that are refused; more are no remainder.</summary>
    private const int MaxLeftOver = 64;

    /// <summary>Sequence numbers. What is so near to the newest one is not taken for a packet of the run before.</summary>
    private const int NearDistance = 16;

    private readonly uint _tolerance = (uint)(clockRate / ToleranceDivisor);
    private SourceRun? _current;
    private SourceRun? _previous;
    private OldNumberRun _repeated;
    private int _watchedPackets;
    private int _leftOver;

    /// <summary>The source's first packet, or the first one since it began anew.</summary>
    public void Begin(ushort sequence, uint timestamp)
    {
        // The two change places, so that restarts, however many, allocate nothing.
        bool isRestart = _current is not null;
        (_current, _previous) = (_previous ?? new SourceRun(_tolerance), _current);
        _current.Begin(sequence, timestamp);
        _repeated.Reset();
        _watchedPackets = isRestart ? WatchLength : 0;
        _leftOver = MaxLeftOver;
    }

    /// <summary>A packet of the current run.</summary>
    public void Add(ushort sequence, uint timestamp)
    {
        if (_current!.Add(sequence, timestamp))
        {
            _repeated.Reset();
        }
    }

    /// <summary>Whether a packet is of the run before the last restart.</summary>
    public bool IsLeftOver(ushort highest, ushort sequence, uint timestamp)
    {
        if (_watchedPackets == 0)
        {
            return false;
        }

        _watchedPackets--;
        bool isNear = (short)(sequence - highest) is >= -NearDistance and <= NearDistance;
        if (isNear || !_previous!.Explains(sequence, timestamp))
        {
            return false;
        }

        _watchedPackets = --_leftOver > 0 ? _watchedPackets : 0;
        return true;
    }

    /// <summary>Judges a number that is not above the highest one: misordered, rejected as foreign, or the source began anew.</summary>
    public SequenceVerdict Judge(ushort highest, ushort sequence, uint timestamp) => _current!.Judge(sequence, timestamp) switch
    {
        OldPacketKind.Late => SequenceVerdict.Misordered,
        OldPacketKind.Repeated when !_repeated.Add(highest, sequence) => SequenceVerdict.Misordered,
        OldPacketKind.Repeated => SequenceVerdict.Restarted,
        _ => SequenceVerdict.Rejected,
    };
}
