using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>Remembers which TSNs were received and decides when to acknowledge them (RFC 9260 §6.2).</summary>
/// <remarks>
/// For each DATA chunk: <see cref="Check"/>, and <see cref="Observe"/> if it was taken. After all chunks of a packet:
/// <see cref="HandlePacketEnd"/>. When <see cref="NeedsSack"/>: <see cref="WriteSack"/>.
/// </remarks>
internal sealed class DataTracker(uint peerInitialTsn)
{
    public static readonly TimeSpan AckDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>Packets with data that are acknowledged at the latest without a delay.</summary>
    private const int PacketsPerSack = 2;

    private const int InitialCapacity = 16;

    private readonly uint[] _duplicates = new uint[SctpLimits.MaxDuplicates];
    private TsnRange[] _gaps = [];
    private int _gapCount;
    private int _duplicateCount;
    private int _unackedPackets = 1;
    private bool _packetHasData;
    private bool _isUrgent;
    private Timestamp _ackAt = Timestamp.Never;

    /// <summary>All TSNs up to this one were received or given up.</summary>
    public uint CumulativeTsn { get; private set; } = peerInitialTsn - 1;

    /// <summary>Ranges received beyond the first gap.</summary>
    public int GapCount => _gapCount;

    /// <summary>A SACK is to be sent now.</summary>
    public bool NeedsSack { get; private set; }

    /// <summary>Something is not yet acknowledged; a packet that leaves anyway should carry the SACK.</summary>
    public bool HasUnacknowledged => NeedsSack || !_ackAt.IsNever;

    public Deadline NextDeadline => new(_ackAt, DeadlineReason.SctpSack);

    public TsnVerdict Check(uint tsn)
    {
        if (!SerialNumber.IsHigher(tsn, CumulativeTsn))
        {
            return TsnVerdict.Duplicate;
        }

        if (tsn - CumulativeTsn > SctpLimits.MaxTsnAhead)
        {
            return TsnVerdict.OutOfWindow;
        }

        int place = FindPlace(tsn);
        if (place < _gapCount && Ahead(_gaps[place].First) <= Ahead(tsn))
        {
            return TsnVerdict.Duplicate;
        }

        bool extends = tsn == CumulativeTsn + 1
            || (place < _gapCount && _gaps[place].First == tsn + 1)
            || (place > 0 && _gaps[place - 1].Last == tsn - 1);
        return extends || _gapCount < SctpLimits.MaxGapRanges ? TsnVerdict.New : TsnVerdict.OutOfWindow;
    }

    /// <summary>Takes a TSN that <see cref="Check"/> found new.</summary>
    public void Observe(uint tsn, bool isImmediate)
    {
        _packetHasData = true;
        _isUrgent |= isImmediate || _gapCount > 0;
        if (tsn == CumulativeTsn + 1)
        {
            CumulativeTsn = tsn;
            JoinFirstGap();
            return;
        }

        _isUrgent = true;
        Insert(tsn);
    }

    /// <summary>Notes a TSN that came again; it is told in the next SACK, which is due at once.</summary>
    public void ObserveDuplicate(uint tsn)
    {
        _packetHasData = true;
        _isUrgent = true;
        if (_duplicateCount < _duplicates.Length)
        {
            _duplicates[_duplicateCount++] = tsn;
        }
    }

    /// <summary>The packet brought data that was not taken; the peer must learn the window at once.</summary>
    public void ObserveRefused()
    {
        _packetHasData = true;
        _isUrgent = true;
    }

    /// <summary>Counts all TSNs up to <paramref name="newCumulativeTsn"/> as received; false if that changes nothing or leaps too far.</summary>
    public bool Skip(uint newCumulativeTsn)
    {
        ObserveRefused();
        if (!SerialNumber.IsHigher(newCumulativeTsn, CumulativeTsn) || Ahead(newCumulativeTsn) > SctpLimits.MaxTsnAhead)
        {
            return false;
        }

        int ahead = Ahead(newCumulativeTsn);
        int covered = 0;
        while (covered < _gapCount && Ahead(_gaps[covered].Last) <= ahead)
        {
            covered++;
        }

        if (covered < _gapCount && Ahead(_gaps[covered].First) <= ahead)
        {
            newCumulativeTsn = _gaps[covered].Last;
            covered++;
        }

        RemoveGaps(0, covered);
        CumulativeTsn = newCumulativeTsn;
        JoinFirstGap();
        return true;
    }

    /// <summary>After the last chunk of a packet: whether and when to acknowledge.</summary>
    public void HandlePacketEnd(Timestamp now)
    {
        if (!_packetHasData)
        {
            return;
        }

        _packetHasData = false;
        _unackedPackets++;
        if (_isUrgent || _unackedPackets >= PacketsPerSack)
        {
            RequestSack();
        }
        else if (!NeedsSack)
        {
            _ackAt = now + AckDelay;
        }
    }

    public void HandleDeadline(Timestamp now)
    {
        if (now >= _ackAt)
        {
            RequestSack();
        }
    }

    public void RequestSack()
    {
        NeedsSack = true;
        _ackAt = Timestamp.Never;
    }

    /// <summary>Writes a SACK of all that was received, as much of it as fits; returns its length, 0 if not even an empty one fits.</summary>
    public int WriteSack(Span<byte> destination, uint receiverWindow)
    {
        int room = (destination.Length - SackChunk.HeaderLength) / SackChunk.ItemLength;
        if (destination.Length < SackChunk.HeaderLength)
        {
            return 0;
        }

        int blocks = Math.Min(Math.Min(_gapCount, SctpLimits.MaxGapBlocks), room);
        int duplicates = Math.Min(_duplicateCount, room - blocks);
        Span<GapBlock> gapBlocks = stackalloc GapBlock[SctpLimits.MaxGapBlocks];
        for (int i = 0; i < blocks; i++)
        {
            gapBlocks[i] = new GapBlock((ushort)Ahead(_gaps[i].First), (ushort)Ahead(_gaps[i].Last));
        }

        NeedsSack = false;
        _isUrgent = false;
        _unackedPackets = 0;
        _duplicateCount = 0;
        _ackAt = Timestamp.Never;
        return SackChunk.Write(
            destination, CumulativeTsn, receiverWindow, gapBlocks[..blocks], _duplicates.AsSpan(0, duplicates));
    }

    /// <summary>How far a TSN lies beyond the cumulative one.</summary>
    private int Ahead(uint tsn) => (int)(tsn - CumulativeTsn);

    /// <summary>The first range that ends at or after the TSN.</summary>
    private int FindPlace(uint tsn)
    {
        int ahead = Ahead(tsn);
        int low = 0;
        int high = _gapCount;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (Ahead(_gaps[middle].Last) < ahead)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void Insert(uint tsn)
    {
        int place = FindPlace(tsn);
        bool joinsNext = place < _gapCount && _gaps[place].First == tsn + 1;
        bool joinsPrevious = place > 0 && _gaps[place - 1].Last == tsn - 1;
        if (joinsPrevious && joinsNext)
        {
            _gaps[place - 1] = new TsnRange(_gaps[place - 1].First, _gaps[place].Last);
            RemoveGaps(place, 1);
        }
        else if (joinsPrevious)
        {
            _gaps[place - 1] = new TsnRange(_gaps[place - 1].First, tsn);
        }
        else if (joinsNext)
        {
            _gaps[place] = new TsnRange(tsn, _gaps[place].Last);
        }
        else
        {
            AddGap(place, new TsnRange(tsn, tsn));
        }
    }

    private void AddGap(int place, TsnRange range)
    {
        if (_gapCount == _gaps.Length)
        {
            Array.Resize(ref _gaps, Math.Clamp(_gaps.Length * 2, InitialCapacity, SctpLimits.MaxGapRanges));
        }

        _gaps.AsSpan(place, _gapCount - place).CopyTo(_gaps.AsSpan(place + 1));
        _gaps[place] = range;
        _gapCount++;
    }

    private void RemoveGaps(int place, int count)
    {
        _gaps.AsSpan(place + count, _gapCount - place - count).CopyTo(_gaps.AsSpan(place));
        _gapCount -= count;
    }

    private void JoinFirstGap()
    {
        if (_gapCount > 0 && _gaps[0].First == CumulativeTsn + 1)
        {
            CumulativeTsn = _gaps[0].Last;
            RemoveGaps(0, 1);
        }
    }
}
