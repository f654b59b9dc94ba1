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

    /// <summary>A SACK leaves without a delay after this many packets with data.</summary>
    private const int PacketsPerSack = 2;

    private readonly uint[] _duplicates = new uint[SctpLimits.MaxDuplicates];

    /// <summary>What was received beyond the first gap.</summary>
    private readonly TsnSet _ahead = new(peerInitialTsn);
    private int _duplicateCount;
    private int _unackedPackets = 1;
    private bool _packetHasData;
    private bool _isUrgent;
    private Timestamp _ackAt = Timestamp.Never;

    /// <summary>All TSNs up to this one were received or given up.</summary>
    public uint CumulativeTsn { get; private set; } = peerInitialTsn - 1;

    /// <summary>Ranges received beyond the first gap.</summary>
    public int GapCount { get; private set; }

    /// <summary>A SACK is to be sent now.</summary>
    public bool NeedsSack { get; private set; }

    /// <summary>Something is not yet acknowledged; a packet that leaves anyway should carry the SACK.</summary>
    public bool HasUnacknowledged => NeedsSack || !_ackAt.IsNever;

    public Timestamp NextDeadline => _ackAt;

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

        if (_ahead.Contains(tsn))
        {
            return TsnVerdict.Duplicate;
        }

        bool extends = tsn == CumulativeTsn + 1 || _ahead.Contains(tsn + 1) || _ahead.Contains(tsn - 1);
        return extends || GapCount < SctpLimits.MaxGapRanges ? TsnVerdict.New : TsnVerdict.OutOfWindow;
    }

    /// <summary>Takes a TSN that <see cref="Check"/> found new.</summary>
    public void Observe(uint tsn, bool isImmediate)
    {
        _packetHasData = true;
        _isUrgent |= isImmediate || GapCount > 0;
        if (tsn == CumulativeTsn + 1)
        {
            MoveTo(tsn);
            return;
        }

        _isUrgent = true;
        GapCount += 1 - (_ahead.Contains(tsn - 1) ? 1 : 0) - (_ahead.Contains(tsn + 1) ? 1 : 0);
        _ahead.Add(tsn);
    }

    /// <summary>Notes a TSN that came again; the next SACK reports it, which is due at once.</summary>
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
        if (!SerialNumber.IsHigher(newCumulativeTsn, CumulativeTsn) || newCumulativeTsn - CumulativeTsn > SctpLimits.MaxTsnAhead)
        {
            return false;
        }

        // Ranges that lie within are covered; the range that begins within, or right behind, is the last one removed.
        for (TsnRange range = FirstRange(CumulativeTsn + 1);
            GapCount > 0 && range.First - CumulativeTsn <= newCumulativeTsn - CumulativeTsn;
            range = FirstRange(range.Last + 1))
        {
            StepCounter.Add();
            GapCount--;
            if (SerialNumber.IsHigher(range.Last, newCumulativeTsn))
            {
                newCumulativeTsn = range.Last;
            }
        }

        MoveTo(newCumulativeTsn);
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

        int blocks = Math.Min(Math.Min(GapCount, SctpLimits.MaxGapBlocks), room);
        int duplicates = Math.Min(_duplicateCount, room - blocks);
        Span<GapBlock> gapBlocks = stackalloc GapBlock[SctpLimits.MaxGapBlocks];
        uint from = CumulativeTsn + 1;
        for (int i = 0; i < blocks; i++)
        {
            TsnRange range = FirstRange(from);
            gapBlocks[i] = new GapBlock((ushort)(range.First - CumulativeTsn), (ushort)(range.Last - CumulativeTsn));
            from = range.Last + 1;
        }

        NeedsSack = false;
        _isUrgent = false;
        _unackedPackets = 0;
        _duplicateCount = 0;
        _ackAt = Timestamp.Never;
        return SackChunk.Write(
            destination, CumulativeTsn, receiverWindow, gapBlocks[..blocks], _duplicates.AsSpan(0, duplicates));
    }

    /// <summary>The first range at or after a TSN; only where there is one.</summary>
    private TsnRange FirstRange(uint from)
    {
        uint first = from + (uint)_ahead.NextPresent(from, SctpLimits.MaxTsnAhead + 1);
        return new TsnRange(first, first + (uint)_ahead.NextAbsent(first, SctpLimits.MaxTsnAhead + 1) - 1);
    }

    /// <summary>Moves the cumulative TSN, and on over the range that it now touches.</summary>
    private void MoveTo(uint tsn)
    {
        if (_ahead.Count > 0 && _ahead.Contains(tsn + 1))
        {
            tsn = FirstRange(tsn + 1).Last;
            GapCount--;
        }

        CumulativeTsn = tsn;
        _ahead.Advance(tsn + 1);
    }
}
