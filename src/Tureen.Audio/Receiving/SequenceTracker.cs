namespace Tureen.Audio.Receiving;

/// <summary>Numbers that do not wrap, restarts of a stream, and what is lost (RFC 3550, appendix A.1 and A.3).</summary>
internal sealed class SequenceTracker
{
    private const int MaxDropout = 3_000;

    /// <summary>Packets. A bit of the window each.</summary>
    private const int MaxMisorder = 64;

    /// <summary>Units of 48 kHz: two seconds. A sender does not go back so far with a higher number.</summary>
    private const int MaxStepBack = 96_000;

    private ulong _seen;
    private long _first;
    private ushort? _strange;
    private bool _hasStarted;
    private long _unique;
    private long _lostBefore;

    /// <summary>The highest number.</summary>
    public long Sequence { get; private set; }

    /// <summary>The timestamp of the packet with the highest number.</summary>
    public long Timestamp { get; private set; }

    /// <summary>How many packets have not arrived, or not yet.</summary>
    public long Lost => _lostBefore + (_hasStarted ? Math.Max(0, Sequence - _first + 1 - _unique) : 0);

    /// <summary>Takes a packet. Both numbers are unwrapped afterwards.</summary>
    public PacketKind Observe(ushort sequenceNumber, uint rtpTimestamp, out long sequence, out long timestamp)
    {
        if (!_hasStarted)
        {
            return Start(sequenceNumber, rtpTimestamp, out sequence, out timestamp);
        }

        int step = (short)(sequenceNumber - (ushort)Sequence);
        sequence = Sequence + step;
        timestamp = Timestamp + (int)(rtpTimestamp - (uint)Timestamp);
        if (step is <= -MaxMisorder or > MaxDropout)
        {
            bool isRestart = _strange is { } before && sequenceNumber == (ushort)(before + 1);
            _strange = sequenceNumber;
            return isRestart ? Start(sequenceNumber, rtpTimestamp, out sequence, out timestamp) : PacketKind.Strange;
        }

        _strange = null;
        if (step > 0 && timestamp - Timestamp < -MaxStepBack)
        {
            return Start(sequenceNumber, rtpTimestamp, out sequence, out timestamp);
        }

        return step > 0 ? Advance(step, timestamp) : Recall(-step);
    }

    private PacketKind Start(ushort sequenceNumber, uint rtpTimestamp, out long sequence, out long timestamp)
    {
        _lostBefore = Lost;
        _unique = 1;
        _seen = 1;
        _strange = null;
        _hasStarted = true;

        // One round up, so that what was sent before the first packet has a number, too.
        Sequence = _first = sequence = 0x1_0000 + sequenceNumber;
        Timestamp = timestamp = 0x1_0000_0000 + rtpTimestamp;
        return PacketKind.First;
    }

    private PacketKind Advance(int step, long timestamp)
    {
        _seen = step < MaxMisorder ? (_seen << step) | 1 : 1;
        Sequence += step;
        Timestamp = timestamp;
        _unique++;
        return PacketKind.Newer;
    }

    private PacketKind Recall(int back)
    {
        ulong bit = 1UL << back;
        if ((_seen & bit) != 0)
        {
            return PacketKind.Repeated;
        }

        _seen |= bit;
        _unique += Sequence - back >= _first ? 1 : 0;
        return PacketKind.Reordered;
    }
}
