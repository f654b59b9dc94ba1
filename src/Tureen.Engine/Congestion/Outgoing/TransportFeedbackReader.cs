using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// Turns transport-wide feedback into the fates of packets: unwraps the peer's clock, notices lost reports, and counts a packet as lost only when
/// the report after the one that left it out leaves it out, too.
/// </summary>
/// <remarks>draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1.</remarks>
internal sealed class TransportFeedbackReader(SentPacketHistory history)
{
    /// <summary>Microseconds. Begins the peer's clock well above zero, because its reference times may go back.</summary>
    private const long ClockStart = 1L << 42;

    private const SentPacketFlags Kept = SentPacketFlags.Repeated | SentPacketFlags.Probe | SentPacketFlags.Resent;

    private readonly List<PacketFate> _fates = [];
    private readonly List<long> _missing = [];
    private readonly List<long> _newlyMissing = [];
    private bool _hasReports;
    private byte _count;
    private int _referenceTime;
    private long _reference = ClockStart;
    private long _nextExpected;
    private long _unknownUntil;

    /// <summary>The fates that the last report brought, in the order of sequence numbers; lost ones of earlier reports come first.</summary>
    public ReadOnlySpan<PacketFate> Fates => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_fates);

    /// <summary>Reports that never came before the last one.</summary>
    public int LostReports { get; private set; }

    /// <summary>Whether the last report is older than one that came before it: it says what arrived and nothing about delay.</summary>
    public bool IsReordered { get; private set; }

    /// <summary>Packets that the last report covers, and of these the ones that never came.</summary>
    public (int Covered, int Missing) Coverage { get; private set; }

    /// <summary>The highest number that a report covered.</summary>
    public long NewestReported { get; private set; } = history.Newest;

    /// <summary>Reads a report; false when most of it is about packets that were never sent or are forgotten.</summary>
    public bool TryRead(Timestamp now, in TransportWideFeedback report, byte path)
    {
        _fates.Clear();
        _newlyMissing.Clear();
        if (!IsPlausible(report))
        {
            return false;
        }

        Advance(report);
        int covered = 0;
        int notReceived = 0;
        long previous = long.MinValue;
        long clock = _reference - report.ReferenceMicroseconds;
        if (IsReordered)
        {
            clock = _reference + report.MicrosecondsSince(_referenceTime) - report.ReferenceMicroseconds;
        }

        foreach (TransportWideStatus status in report.Statuses)
        {
            long sequence = previous == long.MinValue ? history.Unwrap(status.SequenceNumber) : previous + 1;
            previous = sequence;
            covered++;
            notReceived += status.IsReceived ? 0 : 1;
            if (history.Contains(sequence))
            {
                Take(now, sequence, status.IsReceived, clock + status.ArrivalMicroseconds, path);
            }
        }

        NewestReported = Math.Max(NewestReported, Math.Min(previous, history.Newest));
        Coverage = (covered, notReceived);
        if (!IsReordered)
        {
            _nextExpected = previous + 1;
            ConfirmMissing(now);
        }

        return true;
    }

    /// <summary>What was sent until now and is not reported as received counts as unknown, not as lost.</summary>
    public void Forget()
    {
        _missing.Clear();
        _nextExpected = history.Newest + 1;
        _unknownUntil = history.Newest;
    }

    private bool IsPlausible(in TransportWideFeedback report)
    {
        long first = history.Unwrap(report.BaseSequence);
        long last = first + report.StatusCount - 1;
        long known = Math.Min(last, history.Newest) - Math.Max(first, history.Oldest) + 1;
        return known > 0 && known * 2 >= report.StatusCount;
    }

    private void Advance(in TransportWideFeedback report)
    {
        byte step = (byte)(report.FeedbackCount - _count);
        LostReports = 0;
        IsReordered = _hasReports && step >= 128;
        if (IsReordered)
        {
            return;
        }

        long first = history.Unwrap(report.BaseSequence);
        if (_hasReports)
        {
            LostReports = Math.Max(step - 1, 0);
            _reference += report.MicrosecondsSince(_referenceTime);
            if (LostReports == 0 && first > _nextExpected)
            {
                AddMissing(Math.Max(_nextExpected, history.Oldest), first - 1);
            }
        }

        _hasReports = true;
        _count = report.FeedbackCount;
        _referenceTime = report.ReferenceTime;
    }

    private void AddMissing(long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            MarkMissing(sequence);
        }
    }

    private void MarkMissing(long sequence)
    {
        ref SentPacket packet = ref history[sequence];
        if (sequence > _unknownUntil && (packet.Flags & (SentPacketFlags.Received | SentPacketFlags.Missing | SentPacketFlags.Lost)) == SentPacketFlags.None)
        {
            packet.Flags |= SentPacketFlags.Missing;
            _newlyMissing.Add(sequence);
        }
    }

    private void Take(Timestamp now, long sequence, bool isReceived, long arrivedAt, byte path)
    {
        ref SentPacket packet = ref history[sequence];
        if (!isReceived)
        {
            if (!IsReordered)
            {
                MarkMissing(sequence);
            }

            return;
        }

        // The first report of an arrival counts; a later one may repeat it.
        if ((packet.Flags & SentPacketFlags.Received) != SentPacketFlags.None)
        {
            return;
        }

        bool wasLost = (packet.Flags & SentPacketFlags.Lost) != SentPacketFlags.None;
        bool wasMissing = (packet.Flags & (SentPacketFlags.Missing | SentPacketFlags.Lost)) != SentPacketFlags.None;
        bool isRepeated = (packet.Flags & SentPacketFlags.Repeated) != SentPacketFlags.None;
        packet.Flags = (packet.Flags & Kept) | SentPacketFlags.Received;
        PacketFateKind kind = wasLost ? PacketFateKind.Found : PacketFateKind.Received;
        Add(now, sequence, packet, kind, arrivedAt, !wasMissing && !isRepeated && !IsReordered && packet.Path == path);
    }

    private void ConfirmMissing(Timestamp now)
    {
        int found = _fates.Count;
        foreach (long sequence in _missing)
        {
            if (history.Contains(sequence) && (history[sequence].Flags & SentPacketFlags.Missing) != SentPacketFlags.None)
            {
                ref SentPacket packet = ref history[sequence];
                packet.Flags = (packet.Flags & Kept) | SentPacketFlags.Lost;
                Add(now, sequence, packet, PacketFateKind.Lost, 0, isComparable: false);
            }
        }

        if (found > 0 && _fates.Count > found)
        {
            _fates.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        }

        _missing.Clear();
        _missing.AddRange(_newlyMissing);
    }

    private void Add(Timestamp now, long sequence, SentPacket packet, PacketFateKind kind, long arrivedAt, bool isComparable) =>
        _fates.Add(new PacketFate(
            sequence,
            kind,
            SentPacketHistory.SentAt(now, packet).Microseconds,
            arrivedAt,
            packet.Length,
            packet.UntrackedQuads * 4,
            packet.Cluster,
            packet.Flags,
            isComparable));
}
