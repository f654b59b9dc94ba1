using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>
/// The timestamps of the last packets that a source sent since it began, by sequence number. They distinguish a packet that comes late,
/// or once more, from another packet under the same number.
/// </summary>
/// <param name="tolerance">
/// Units of the RTP timestamp. How far the timestamp of a late packet may lie outside those of its neighbors: pictures need not be sent in the order
/// in which they are shown.
/// </param>
/// <param name="edgeTolerance">Units of the RTP timestamp. The same for a packet before the run's first or after its last one.</param>
internal sealed class SourceRun(uint tolerance, uint edgeTolerance)
{
    /// <summary>Sequence numbers that are remembered: a power of two above <see cref="SequenceTracker.MaxMisorder"/>. 8 KiB per received stream.</summary>
    private const int Capacity = 2048;

    private const int Mask = Capacity - 1;

    /// <summary>Sequence numbers. A packet farther before a run's first packet is no late packet of that run (MAX_MISORDER of RFC 3550 §A.1).</summary>
    private const int MaxBeforeFirst = 100;

    /// <summary>Sequence numbers. How far after a run's last packet another packet of the run may come.</summary>
    private const int MaxAfterLast = 16;

    private readonly uint[] _timestamps = new uint[Capacity];
    private readonly FilledSlots _received = new(Capacity);

    /// <summary>The highest number.</summary>
    private ushort _newest;

    /// <summary>Numbers from the first to the newest, at most <see cref="Capacity"/>.</summary>
    private int _span;

    public void Begin(ushort sequence, uint timestamp)
    {
        _received.ClearAll();
        _newest = sequence;
        _span = 1;
        Store(sequence, timestamp);
    }

    /// <summary>Remembers a packet of the run; true when it is the newest.</summary>
    public bool Add(ushort sequence, uint timestamp)
    {
        int ahead = (short)(sequence - _newest);
        if (ahead > 0)
        {
            Advance(ahead);
        }
        else if (-ahead >= Capacity)
        {
            return false;
        }

        _span = Math.Max(_span, 1 - ahead);
        Store(sequence, timestamp);
        return ahead > 0;
    }

    /// <summary>Judges a packet that is not newer than the newest one.</summary>
    public OldPacketKind Judge(ushort sequence, uint timestamp)
    {
        int age = (ushort)(_newest - sequence);
        if (age >= Capacity || age - _span >= MaxBeforeFirst)
        {
            return OldPacketKind.Foreign;
        }

        int slot = sequence & Mask;
        if (_received.IsSet(slot))
        {
            return _timestamps[slot] == timestamp ? OldPacketKind.Repeated : OldPacketKind.Foreign;
        }

        return DistanceFromNeighbors(slot, age, timestamp, out bool isEdge) <= (isEdge ? edgeTolerance : tolerance)
            ? OldPacketKind.Late
            : OldPacketKind.Foreign;
    }

    /// <summary>Whether a number that follows the run's first one has not come, and is at most so far behind the newest.</summary>
    public bool IsMissing(ushort sequence, int distance)
    {
        int age = (ushort)(_newest - sequence);
        return age <= distance && age < _span && !_received.IsSet(sequence & Mask);
    }

    /// <summary>Whether a packet can be of this run, also one that follows its last packet.</summary>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="timestamp">Its timestamp.</param>
    /// <param name="distance">How far the timestamp lies outside those of its neighbors.</param>
    public bool Explains(ushort sequence, uint timestamp, out uint distance)
    {
        int ahead = (short)(sequence - _newest);
        if (ahead > 0)
        {
            distance = DistanceFromNewest(timestamp);
            return ahead <= MaxAfterLast && distance <= edgeTolerance;
        }

        OldPacketKind kind = Judge(sequence, timestamp);
        distance = kind == OldPacketKind.Late ? DistanceFromNeighbors(sequence & Mask, -ahead, timestamp, out _) : 0;
        return kind != OldPacketKind.Foreign;
    }

    /// <summary>How far a timestamp is from that of the newest packet, before or after it.</summary>
    public uint DistanceFromNewest(uint timestamp)
    {
        uint newest = _timestamps[_newest & Mask];
        return Distance(timestamp, newest, newest);
    }

    private static uint Distance(uint timestamp, uint first, uint second)
    {
        uint low = SerialNumber.IsHigher(first, second) ? second : first;
        uint high = low == first ? second : first;
        return timestamp - low <= high - low ? 0 : Math.Min(low - timestamp, timestamp - high);
    }

    /// <summary>The newest is received, so there is always one after it; one before it only if it is not the run's first.</summary>
    private uint DistanceFromNeighbors(int slot, int age, uint timestamp, out bool isEdge)
    {
        int next = _received.FindNext(slot);
        int previous = _received.FindPrevious(slot);
        isEdge = age + ((slot - previous) & Mask) >= _span;
        return Distance(timestamp, _timestamps[isEdge ? next : previous], _timestamps[next]);
    }

    private void Advance(int ahead)
    {
        if (ahead >= Capacity)
        {
            _received.ClearAll();
        }
        else
        {
            for (int i = 1; i < ahead; i++)
            {
                _received.Clear((_newest + i) & Mask);
            }
        }

        _newest = (ushort)(_newest + ahead);
        _span = Math.Min(_span + ahead, Capacity);
    }

    private void Store(ushort sequence, uint timestamp)
    {
        int slot = sequence & Mask;
        _timestamps[slot] = timestamp;
        _received.Set(slot);
    }
}
