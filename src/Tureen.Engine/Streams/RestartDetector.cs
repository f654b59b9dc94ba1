namespace Tureen.Engine.Streams;

/// <summary>Distinguishes late packets of a source from packets of a source that began anew near its old numbers.</summary>
/// <remarks>
/// An old number is late while it had not come and its timestamp fits between those of its neighbors; it is repeated when it came with the same
/// timestamp. Any other old number is foreign, and RFC 3550 §A.1 decides: two in sequence are a restart. A source may also play the same
/// packets again: then a run of repeated numbers is a restart (<see cref="OldNumberRun"/>). For a while after a restart, packets
/// of the run before it may still arrive; they must not count as a jump of the new one. A number that is missing close to the newest one is late
/// with any timestamp: clocks leap, and networks swap packets.
/// </remarks>
/// <param name="clockRate">Units of the RTP timestamp per second.</param>
/// <param name="isVideo">Pictures need not be sent in the order in which they are shown; sound is sent in the order in which it is played.</param>
internal sealed class RestartDetector(int clockRate, bool isVideo)
{
    /// <summary>
    /// The timestamp of a lost picture may lie half a second outside those of its neighbors: 15 pictures of 30 per second, about the longest
    /// reordering of H.264 and H.265 (16 pictures).
    /// </summary>
    private const int VideoToleranceDivisor = 2;

    /// <summary>A tenth of a second for sound: more than the longest usual packet, in case the clock steps back after it.</summary>
    private const int AudioToleranceDivisor = 10;

    /// <summary>Packets after a restart among which some of the run before it may arrive.</summary>
    private const int WatchLength = SequenceTracker.MaxMisorder;

    /// <summary>Packets of the run before a restart that are refused; more than these cannot be late packets of that run.</summary>
    private const int MaxLeftOver = 64;

    /// <summary>Sequence numbers. A packet this near to the newest one can belong to either run.</summary>
    private const int NearDistance = 16;

    private readonly uint _tolerance = (uint)(clockRate / (isVideo ? VideoToleranceDivisor : AudioToleranceDivisor));
    private readonly uint _edgeTolerance = (uint)(clockRate / VideoToleranceDivisor);
    private SourceRun? _current;
    private SourceRun? _previous;
    private OldNumberRun _repeated;
    private bool _isReplay;
    private int _watchedPackets;
    private int _leftOver;

    /// <summary>A restart is so recent that packets of the run before it may come.</summary>
    public bool IsWatching => _watchedPackets > 0;

    /// <summary>The source's first packet, or the first one since it began anew.</summary>
    public void Begin(ushort sequence, uint timestamp)
    {
        bool isRestart = _current is not null;
        _isReplay = isRestart && _current!.Explains(sequence, timestamp, out _);

        // The two change places, so that no number of restarts allocates anything.
        (_current, _previous) = (_previous ?? new SourceRun(_tolerance, _edgeTolerance), _current);
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
        if (!IsWatching)
        {
            return false;
        }

        _watchedPackets--;
        if (!_previous!.Explains(sequence, timestamp, out uint distance))
        {
            return false;
        }

        // A number near in both runs belongs to the run with the nearer timestamps; those of a replay are the same.
        bool isNear = (short)(sequence - highest) is >= -NearDistance and <= NearDistance;
        if (isNear && (_isReplay || _current!.DistanceFromNewest(timestamp) <= distance))
        {
            return false;
        }

        _previous.Add(sequence, timestamp);
        _watchedPackets = --_leftOver > 0 ? _watchedPackets : 0;
        return true;
    }

    /// <summary>Judges a number that is not above the highest one: misordered, rejected as foreign, or the source began anew.</summary>
    public SequenceVerdict Judge(ushort highest, ushort sequence, uint timestamp) => _current!.Judge(sequence, timestamp) switch
    {
        OldPacketKind.Late => SequenceVerdict.Misordered,
        OldPacketKind.Repeated when !_repeated.Add(highest, sequence) => SequenceVerdict.Misordered,
        OldPacketKind.Repeated => SequenceVerdict.Restarted,
        _ when _current!.IsMissing(sequence, NearDistance) => SequenceVerdict.Misordered,
        _ => SequenceVerdict.Rejected,
    };
}
